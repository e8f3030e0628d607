// SPDX-License-Identifier: GPL-2.0-only
// A mobile node of the 1997 dialect on a link whose router forwards for it, as its previous default
// router; and which packets that this router forwards are answered by an update:
// draft-ietf-mobileip-ipv6-04 sections 9.5, 9.6 and 9.13.
#include "nemo-requirement.h"
#include "support/draft1997-former-router.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::draft1997_former_link_test
{

namespace
{

using World = Draft1997World;

const std::string MOVES = R"({ "at": "10s", "node": "MN", "to": "A" },
                             { "at": "20s", "node": "MN", "to": "B" })";
const std::string AND_BACK = MOVES + R"(, { "at": "30s", "node": "MN", "to": "A" })";
const Ipv6Address OLD("a::2");
const Ipv6Address NEW("b::2");
const Ipv6Address ROUTER("a::1");

/// The home registrations with a node on a link, in their order.
std::vector<Draft1997Reading>
Registrations(const LinkTap& tap, const Ipv6Address& peer)
{
    std::vector<Draft1997Reading> found;
    for (const auto& packet : tap.All())
    {
        auto reading = ReadDraft1997(packet.octets);
        const auto* update = reading.Find<BindingUpdate>();
        if (update && update->homeRegistration && reading.destination == peer)
        {
            found.push_back(std::move(reading));
        }
    }
    return found;
}

} // namespace

// The router would defend the old care-of address against the node itself.
TEST(Draft1997FormerLink, ItsRouterIsToldThatTheNodeIsBackBeforeTheOldAddressIsProbed)
{
    for (const std::string delay : {"1s", "0s"})
    {
        SCOPED_TRACE(delay);
        ScenarioRun run(World::Text(AND_BACK, ""),
                        WithFormerRouter("30s",
                                         {R"(/nodes/MN/attributes={
                "ns3::nemo::Draft1997::PreviousRouterLifetime": "30s",
                "ns3::nemo::MobileNode::DadRandomDelay": ")" +
                                          delay + "\" }"}));
        const LinkTap a(run.LinkOf("A"));
        const auto mobile = run.RoleOf<MobileNode>("MN");
        const auto bound = [&run] { return run.RegistrarOf("R_A")->GetCache().Find(OLD); };
        run.At(MilliSeconds(29900), [&] { EXPECT_NE(bound(), nullptr); });
        run.At(Seconds(35), [&] {
            EXPECT_EQ(mobile->GetCareOfAddress(), OLD);
            EXPECT_EQ(bound(), nullptr);
            EXPECT_EQ(mobile->GetBindingUpdateList().Find(ROUTER, OLD), nullptr);
            EXPECT_FALSE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(
                OLD,
                run.NodeOf("MN").stack->GetTransformInterface()));
            const auto* home = run.RegistrarOf("HA")->GetCache().Find(World::Home());
            ASSERT_NE(home, nullptr);
            EXPECT_EQ(home->careOfAddress, OLD);
        });
        run.Run();
        const auto told = Registrations(a, ROUTER);
        ASSERT_FALSE(told.empty());
        EXPECT_EQ(told[0].Find<BindingUpdate>()->lifetime, 0U);
        EXPECT_EQ(told[0].source, OLD) << "as from a home link";
        EXPECT_FALSE(told[0].routing);
        const auto isUpdate = [](const CaughtPacket& packet) {
            return ReadDraft1997(packet.octets).Find<BindingUpdate>() &&
                   packet.destination == ROUTER;
        };
        const auto isProbe = [](const CaughtPacket& packet) {
            return packet.icmpv6 == 135 && packet.source.IsAny() && packet.at > Seconds(30) &&
                   packet.As<NeighborSolicitation>().target == OLD;
        };
        ASSERT_FALSE(a.Where(isProbe).empty());
        EXPECT_LE(a.Where(isUpdate)[0].at, a.Where(isProbe)[0].at);
    }
}

// Also where the node uses another care-of address there than before.
TEST(Draft1997FormerLink, ItsRouterForwardsToNobodyWhoIsThere)
{
    ScenarioRun run(World::Text(AND_BACK, ""),
                    WithFormerRouter("30s", {R"(/links/A/prefix=["a::/64", "d::/64"])"}));
    const LinkTap a(run.LinkOf("A"));
    run.At(Seconds(25), [&run] {
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(300);
        config.maxInterval = Seconds(1);
        for (const char* own : {"a::1", "d::1"})
        {
            AdvertisedPrefix prefix;
            prefix.address = Ipv6Address(own);
            prefix.router = true;
            prefix.preferred = prefix.address == ROUTER ? Time(0) : Days(1);
            config.prefixes.push_back(prefix);
        }
        const auto& router = run.NodeOf("R_A");
        router.stack->GetRouterAdvertiser()->Configure(router.FindInterface("A")->number, config);
    });
    run.At(MilliSeconds(29900),
           [&run] { EXPECT_EQ(run.RegistrarOf("R_A")->GetCache().Size(), 1U); });
    for (const int at : {33, 45})
    {
        run.At(Seconds(at), [&run] {
            EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetCareOfAddress(), Ipv6Address("d::2"));
            EXPECT_EQ(run.RegistrarOf("R_A")->GetCache().Size(), 0U);
        });
    }
    run.At(Seconds(45), [&run] {
        EXPECT_TRUE(run.RoleOf<MobileNode>("MN")->GetPreviousRouters()->GetAll().empty());
    });
    run.Run();
    const auto told = Registrations(a, ROUTER);
    ASSERT_FALSE(told.empty());
    for (const auto& reading : told)
    {
        EXPECT_EQ(reading.Find<BindingUpdate>()->lifetime, 0U) << "until it is answered";
    }
}

// A home address that is the care-of address of another home has a home agent already.
TEST(Draft1997FormerLink, AHomeLinkIsNone)
{
    const std::string open = R"("attributes": {
        "ns3::nemo::Draft1997Codec::RequiresAuthentication": false )";
    ScenarioRun run(
        World::Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                                   { "at": "40s", "node": "MN", "to": "home" })",
                    ""),
        World::Unsigned({R"(/links/other={ "prefix": "4::/64" })",
                         R"(/nodes/HA2={ "role": "home-agent", "dialect": "draft1997", )" + open +
                             R"( }, "links": { "other": "::1", "core": "::4" } })",
                         R"(/nodes/MN={ "role": "mobile-node", "dialect": "draft1997",
                            "interfaceId": "::2", )" +
                             open + R"(, "ns3::nemo::Draft1997::PreviousRouterLifetime": "20s" },
                            "homes": [ { "link": "home", "homeAgent": "HA" },
                                       { "link": "other", "homeAgent": "HA2" } ] })"}));
    const LinkTap a(run.LinkOf("A"));
    const auto mobile = run.RoleOf<MobileNode>("MN");
    run.At(Seconds(9), [&] { EXPECT_EQ(mobile->GetCareOfAddress(), World::Home()); });
    for (const int at : {20, 35})
    {
        run.At(Seconds(at), [&] {
            EXPECT_TRUE(mobile->GetPreviousRouters()->GetAll().empty());
            EXPECT_TRUE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(World::Home()));
            const auto* bound = run.RegistrarOf("HA")->GetCache().Find(World::Home());
            ASSERT_NE(bound, nullptr);
            EXPECT_EQ(bound->careOfAddress, OLD);
        });
    }
    run.Run();
    EXPECT_EQ(Registrations(a, World::Agent()).size(), 1U);
}

// Section 9.5, the third of the tests: what comes by the tunnel of a previous router for the old
// care-of address itself is none of the home address's business.
TEST(Draft1997FormerLink, OnlyPacketsForTheHomeAddressAreAnswered)
{
    REQ("D04-092");
    const auto make = [](const Ipv6Address& from, const Ipv6Address& to, bool isForHome) {
        Draft1997Packet packet;
        packet.source = from;
        packet.destination = to;
        if (isForHome)
        {
            packet.routing = World::Home();
        }
        packet.protocol = 17;
        packet.payload = World::Datagram(from, isForHome ? World::Home() : to);
        return packet.Build();
    };
    const auto tunnel = [](const Octets& inner) {
        Draft1997Packet packet;
        packet.source = ROUTER;
        packet.destination = NEW;
        packet.protocol = 41;
        packet.payload = inner;
        return packet.Build();
    };
    auto settings = WithFormerRouter("30s");
    for (const auto& open : World::Unsigned())
    {
        settings.push_back(open);
    }
    settings.emplace_back(R"(/nodes/MN/attributes={
        "ns3::nemo::Draft1997Codec::RequiresAuthentication": false,
        "ns3::nemo::Draft1997::PreviousRouterLifetime": "30s" })");
    ScenarioRun run(World::Text(MOVES, ""), settings);
    const LinkTap b(run.LinkOf("B"));
    const auto give = [&run](Time at, const Octets& packet) {
        run.At(at, [&run, packet] { World::Inject(run.NodeOf("MN"), packet); });
    };
    give(Seconds(30), tunnel(make(Ipv6Address("c::73"), OLD, false)));
    give(Seconds(34), tunnel(make(Ipv6Address("c::75"), OLD, true)));
    run.Run();
    const auto isTold = [&b](const Ipv6Address& peer) {
        return !b.Where([&](const CaughtPacket& packet) {
                     const auto reading = ReadDraft1997(packet.octets);
                     const auto* update = reading.Find<BindingUpdate>();
                     return update && !update->homeRegistration && reading.destination == peer;
                 }).empty();
    };
    EXPECT_FALSE(isTold(Ipv6Address("c::73")));
    EXPECT_TRUE(isTold(Ipv6Address("c::75")));
    EXPECT_EQ(b.Where(World::IsPortUnreachable).size(), 2U) << "both were delivered";
}

} // namespace ns3::nemo::tests::draft1997_former_link_test
