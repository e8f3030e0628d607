// SPDX-License-Identifier: GPL-2.0-only
// The previous default router of a mobile node of the 1997 dialect as its home agent for a while:
// draft-ietf-mobileip-ipv6-04 sections 4.3, 7.8 and 9.6.
#include "nemo-requirement.h"
#include "support/draft1997-former-router.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::draft1997_previous_router_test
{

namespace
{

using World = Draft1997World;

const std::string MOVES = R"({ "at": "10s", "node": "MN", "to": "A" },
                             { "at": "30s", "node": "MN", "to": "B" })";
const std::string DOWN = R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "100pps",
                              "start": "15s", "name": "down" })";
const Ipv6Address OLD("a::2");
const Ipv6Address NEW("b::2");
const Ipv6Address ROUTER("a::1");

std::vector<std::string>
With(const std::string& lifetime, const std::vector<std::string>& more = {})
{
    return WithFormerRouter(lifetime, more);
}

const Ipv6Address FAR_PEER("f::9");

std::vector<CaughtPacket>
UpdatesTo(const LinkTap& tap, const Ipv6Address& peer)
{
    return tap.Where([&](const CaughtPacket& packet) {
        const auto reading = ReadDraft1997(packet.octets);
        return reading.Find<BindingUpdate>() && reading.destination == peer;
    });
}

bool
Mentions(const Octets& octets, const Ipv6Address& address)
{
    Octets wanted(16);
    address.GetBytes(wanted.data());
    return std::search(octets.begin(), octets.end(), wanted.begin(), wanted.end()) != octets.end();
}

} // namespace

// Sections 4.3 and 9.6.
TEST(Draft1997PreviousRouter, IsAskedToForwardAndHearsNothingOfTheHomeAddress)
{
    REQ("D04-095+1", "D04-040");
    ScenarioRun run(World::Text(MOVES, DOWN), With("10s"));
    const LinkTap b(run.LinkOf("B"));
    const auto find = [&run] {
        return run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(ROUTER, OLD);
    };
    run.At(Seconds(35), [&] {
        const auto* entry = find();
        ASSERT_NE(entry, nullptr);
        EXPECT_EQ(entry->careOfAddress, NEW);
        EXPECT_TRUE(entry->homeRegistration && entry->acknowledged);
        const auto* bound = run.RegistrarOf("R_A")->GetCache().Find(OLD);
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, NEW);
        EXPECT_TRUE(bound->homeRegistration);
        EXPECT_EQ(run.RegistrarOf("R_A")->GetCache().Find(World::Home()), nullptr);
    });
    run.At(Seconds(45), [&] {
        EXPECT_EQ(find(), nullptr) << "its lifetime is over";
        EXPECT_EQ(run.RegistrarOf("R_A")->GetCache().Size(), 0U);
    });
    run.Run();
    const auto updates = UpdatesTo(b, ROUTER);
    ASSERT_EQ(updates.size(), 1U) << "and no refresh";
    const auto reading = ReadDraft1997(updates[0].octets);
    const auto& update = *reading.Find<BindingUpdate>();
    EXPECT_EQ(reading.source, NEW);
    EXPECT_EQ(reading.homeAddress, OLD);
    EXPECT_TRUE(update.homeRegistration && update.acknowledge);
    EXPECT_EQ(update.interfaceIdentifierLength, 0);
    EXPECT_LE(update.lifetime, 10U);
    EXPECT_GE(update.lifetime, 9U);
    EXPECT_FALSE(Mentions(updates[0].octets, World::Home()));
}

// Section 9.6: home registrations go to who shares the prefix of the home address.
TEST(Draft1997PreviousRouter, HomeRegistrationsGoToRoutersOfThatPrefix)
{
    REQ("D04-015+2");
    ScenarioRun run(World::Text(MOVES + R"(, { "at": "50s", "node": "MN", "to": "A" })", DOWN),
                    With("10s"));
    std::vector<std::unique_ptr<LinkTap>> taps;
    for (const char* link : {"home", "A", "B"})
    {
        taps.push_back(std::make_unique<LinkTap>(run.LinkOf(link)));
    }
    run.Run();
    std::size_t seen = 0;
    for (const auto& tap : taps)
    {
        for (const auto& packet : tap->All())
        {
            const auto reading = ReadDraft1997(packet.octets);
            const auto* update = reading.Find<BindingUpdate>();
            if (update && update->homeRegistration)
            {
                ++seen;
                ASSERT_TRUE(reading.homeAddress);
                EXPECT_TRUE(NetworkPrefix(*reading.homeAddress, 64).Contains(reading.destination))
                    << *reading.homeAddress << " at " << reading.destination;
            }
        }
    }
    EXPECT_GE(seen, 4U);
}

// Section 9.6: what is on its way to the old care-of address is not lost.
TEST(Draft1997PreviousRouter, LessIsLostInAHandover)
{
    REQ("D04-095", "D04-096");
    std::vector<int64_t> lost;
    std::vector<std::size_t> forwarded;
    for (const char* lifetime : {"0s", "10s"})
    {
        ScenarioRun run(World::Text(MOVES, DOWN), With(lifetime));
        const LinkTap b(run.LinkOf("B"));
        const LinkTap a(run.LinkOf("A"));
        run.Run();
        lost.push_back(run.FlowOf("down")["lost"].get<int64_t>());
        forwarded.push_back(b.Where([](const CaughtPacket& packet) {
                                 return packet.inner && packet.source == ROUTER &&
                                        packet.destination == NEW &&
                                        packet.inner->destination == OLD;
                             }).size());
        // As a home agent does: it says that the address is its own now.
        const auto claims = a.Where([](const CaughtPacket& packet) {
            return packet.icmpv6 == 136 && packet.at > Seconds(30) &&
                   packet.destination == Ipv6Address("ff02::1") &&
                   packet.As<NeighborAdvertisement>().target == OLD;
        });
        EXPECT_EQ(claims.empty(), lost.size() == 1);
    }
    EXPECT_EQ(forwarded[0], 0U);
    EXPECT_GT(forwarded[1], 10U);
    // Two ways of 200 ms and more until the correspondent knows.
    EXPECT_GT(lost[0], lost[1] + 30);
}

// Sections 7.8 and 9.5: the last address of the routing header is what counts.
TEST(Draft1997PreviousRouter, WhoStillSendsToTheOldAddressIsTold)
{
    REQ("D04-092");
    ScenarioRun run(World::Text(MOVES, DOWN), With("10s", {R"(/nodes/MN/attributes={
                              "ns3::nemo::Draft1997::PreviousRouterLifetime": "10s",
                              "ns3::nemo::MobileNode::AcknowledgeCorrespondents": false })"}));
    const LinkTap b(run.LinkOf("B"));
    // The update after the move is lost.
    run.LinkOf("B")->SetLossRule(
        [lost = 0](const LinkFrame& frame, Ptr<const MobileLinkDevice>) mutable {
            Octets octets(frame.packet->GetSize());
            frame.packet->CopyData(octets.data(), frame.packet->GetSize());
            const auto reading = ReadDraft1997(octets);
            return reading.Find<BindingUpdate>() && reading.destination == FAR_PEER && lost++ == 0;
        });
    run.Run();
    const auto updates = UpdatesTo(b, FAR_PEER);
    ASSERT_GE(updates.size(), 2U);
    EXPECT_GE(updates[1].at - updates[0].at, Seconds(1));
    EXPECT_LT(updates[1].at - updates[0].at, MilliSeconds(1100));
    const auto* bound = run.RegistrarOf("CN")->GetCache().Find({World::Home(), FAR_PEER});
    ASSERT_NE(bound, nullptr);
    EXPECT_EQ(bound->careOfAddress, NEW);
}

// Section 7.8.
TEST(Draft1997PreviousRouter, TellsTheCorrespondentOfErrorsInItsTunnel)
{
    ScenarioRun run(World::Text(MOVES,
                                R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "100pps",
                                     "size": 1372, "start": "15s", "name": "down" })"),
                    With("10s", {"/links/B/mtu=1450"}));
    const LinkTap far(run.LinkOf("far"));
    run.Run();
    // 40 + 24 + 8 + 1372 octets, and 40 more in the tunnel.
    const auto told = far.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 2 && packet.destination == FAR_PEER &&
               OctetReader(packet.octets.data() + 44, 4).U32() == 1410;
    });
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(Ipv6Address::Deserialize(told[0].octets.data() + 48 + 24), OLD)
        << "as the correspondent sent it";
}

// Section 7.8: the correspondent goes on sending to the old care-of address, since no update
// arrives, and the node leaves the new link.
TEST(Draft1997PreviousRouter, TellsTheCorrespondentThatTheEndOfItsTunnelIsUnreachable)
{
    REQ("D04-053");
    ScenarioRun run(World::Text(MOVES + R"(, { "at": "34s", "node": "MN", "to": null })", DOWN),
                    With("70s", {"/duration=100s", "/traffic/0/rate=10pps"}));
    const LinkTap far(run.LinkOf("far"));
    run.LinkOf("B")->SetLossRule([](const LinkFrame& frame, Ptr<const MobileLinkDevice>) {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        const auto reading = ReadDraft1997(octets);
        return reading.Find<BindingUpdate>() && reading.destination == FAR_PEER;
    });
    run.Run();
    const auto told = far.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 1 && packet.destination == FAR_PEER && packet.at > Seconds(34) &&
               Ipv6Address::Deserialize(packet.octets.data() + 48 + 24) == OLD;
    });
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told[0].octets.at(41), 3);
}

// Section 9.10: a router that is no home agent says so, and has peace.
TEST(Draft1997PreviousRouter, OneThatIsNoHomeAgentRefuses)
{
    ScenarioRun run(World::Text(MOVES, ""), World::Unsigned({R"(/nodes/MN/attributes={
                             "ns3::nemo::Draft1997Codec::RequiresAuthentication": false,
                             "ns3::nemo::Draft1997::PreviousRouterLifetime": "10s" })"}));
    const LinkTap b(run.LinkOf("B"));
    run.At(Seconds(40), [&run] {
        EXPECT_TRUE(run.RoleOf<MobileNode>("MN")->GetPreviousRouters()->GetAll().empty());
    });
    run.Run();
    EXPECT_LE(UpdatesTo(b, ROUTER).size(), 1U);
}

// Section 9.10: "MUST delete the corresponding Binding Update List entry".
TEST(Draft1997PreviousRouter, OneThatRefusesIsForgottenAtOnce)
{
    REQ("D04-095", "D04-102");
    ScenarioRun run(
        World::Text(MOVES, DOWN),
        With("30s", {R"(/nodes/R_A/attributes={ "ns3::nemo::HomeAgent::MaxBindings": 0 })"}));
    const LinkTap b(run.LinkOf("B"));
    const auto mobile = run.RoleOf<MobileNode>("MN");
    run.At(Seconds(36), [&] {
        EXPECT_TRUE(mobile->GetPreviousRouters()->GetAll().empty());
        EXPECT_EQ(mobile->GetBindingUpdateList().Find(ROUTER, OLD), nullptr);
        EXPECT_FALSE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(
            OLD,
            run.NodeOf("MN").stack->GetTransformInterface()));
    });
    run.Run();
    EXPECT_EQ(UpdatesTo(b, ROUTER).size(), 1U);
}

// Who is back where it was needs nobody to forward, and nothing of it stays behind. (The router
// has heard nothing, so it does not defend the address either.)
TEST(Draft1997PreviousRouter, IsForgottenWhenTheNodeIsBack)
{
    REQ("D04-095");
    ScenarioRun run(World::Text(MOVES + R"(, { "at": "33s", "node": "MN", "to": "A" })", DOWN),
                    With("30s"));
    run.LinkOf("B")->SetLossRule([](const LinkFrame& frame, Ptr<const MobileLinkDevice>) {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        const auto reading = ReadDraft1997(octets);
        return reading.Find<BindingUpdate>() && reading.destination == ROUTER;
    });
    const auto mobile = run.RoleOf<MobileNode>("MN");
    const auto has = [&] { return mobile->GetBindingUpdateList().Find(ROUTER, OLD) != nullptr; };
    run.At(MilliSeconds(32900), [&] {
        EXPECT_TRUE(has());
        EXPECT_EQ(mobile->GetPreviousRouters()->GetAll().size(), 1U);
    });
    run.At(Seconds(39), [&] {
        EXPECT_EQ(mobile->GetCareOfAddress(), OLD);
        EXPECT_FALSE(has()) << "long before its 30 s are over";
    });
    run.Run();
}

// Section 9.6: "All of the procedures defined for home agent operation": what is granted counts.
TEST(Draft1997PreviousRouter, ForwardsForAsLongAsItHasSaid)
{
    REQ("D04-095", "D04-096");
    ScenarioRun run(World::Text(MOVES, DOWN), With("20s", {"/nodes/R_A/lifetimeMax=4s"}));
    const LinkTap b(run.LinkOf("B"));
    const auto mobile = run.RoleOf<MobileNode>("MN");
    const auto interfaces = run.NodeOf("MN").stack->GetInterfaceTable();
    const auto transform = run.NodeOf("MN").stack->GetTransformInterface();
    std::vector<bool> kept;
    for (int at = 300; at < 450; ++at)
    {
        run.At(MilliSeconds(100 * at), [&] {
            kept.push_back(interfaces->Has(OLD, transform));
            EXPECT_EQ(kept.back(), !mobile->GetPreviousRouters()->GetAll().empty());
        });
    }
    run.Run();
    const auto updates = UpdatesTo(b, ROUTER);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_GT(ReadDraft1997(updates[0].octets).Find<BindingUpdate>()->lifetime, 18U);
    const auto times = std::count(kept.begin(), kept.end(), true);
    EXPECT_GE(times, 39);
    EXPECT_LE(times, 43) << "4 s, not the 20 s that it asked for";
}

} // namespace ns3::nemo::tests::draft1997_previous_router_test
