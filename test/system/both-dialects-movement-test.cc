// SPDX-License-Identifier: GPL-2.0-only
// Which router and which addresses a mobile node uses, in both dialects: RFC 6275 sections 11.3.1
// and 11.5, draft-ietf-mobileip-ipv6-04 sections 9.1 to 9.3 and 9.12.
#include "nemo-requirement.h"
#include "support/both-dialects-hops.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

namespace ns3::nemo::tests::both_dialects_movement_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string UP = R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                            "start": "15s", "name": "up" })";

} // namespace

class MovementInBothDialects : public BothDialects
{
};

// Draft section 9.1: the home address for what may outlive a move, the care-of address for what
// does not.
TEST_P(MovementInBothDialects, ConnectionsKeepTheHomeAddressAndShortExchangesNeedNot)
{
    IsDraft() ? REQ("D04-074@draft1997", "BOOK-060@draft1997") : REQ("D04-074");
    ScenarioRun run(Text(TO_A,
                         R"({ "type": "tcp", "from": "MN", "to": "CN", "start": "5s",
                              "stop": "25s", "name": "file" },
                            { "type": "udp", "from": "MN", "to": "CN", "port": 4053,
                              "start": "15s", "stop": "16s", "name": "short" })"),
                    {"/nodes/MN/careOfPorts=[4053]", "/links/core/rate=2Mbps", "/duration=30s"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::size_t segments = 0;
    std::size_t queries = 0;
    for (const auto& packet : SentBy(run, "MN", link))
    {
        if (ProtocolOf(packet) == TCP)
        {
            ++segments;
            EXPECT_EQ(SenderOf(packet), World::Home());
        }
        if (ProtocolOf(packet) == UDP)
        {
            ++queries;
            EXPECT_EQ(packet.inner, nullptr);
            EXPECT_EQ(SenderOf(packet), Ipv6Address("a::2"));
        }
    }
    EXPECT_GT(segments, 100U) << "the connection that was begun at home";
    EXPECT_GT(queries, 40U);
}

// Draft section 9.1.
TEST_P(MovementInBothDialects, TheCareOfAddressIsOneOfTheLinkThatItLeavesBy)
{
    IsDraft() ? REQ("D04-075@draft1997") : REQ("D04-075");
    ScenarioRun run(Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                            { "at": "12s", "node": "MN", "to": "B", "interface": 1 },
                            { "at": "25s", "node": "MN", "to": null })",
                         UP),
                    {"/nodes/MN/interfaces=2"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    const auto count = [&run](const LinkTap& tap, const char* prefix) {
        std::size_t found = 0;
        for (const auto& packet : SentBy(run, "MN", tap))
        {
            if (SenderOf(packet) == World::Home())
            {
                ++found;
                EXPECT_TRUE(NetworkPrefix(Ipv6Address(prefix), 64).Contains(packet.source))
                    << packet.source;
            }
        }
        return found;
    };
    EXPECT_GT(count(a, "a::"), 80U);
    EXPECT_GT(count(b, "b::"), 300U);
}

// Draft section 9.2: what the link layer says is a reason to ask, no more.
TEST_P(MovementInBothDialects, ALinkThatComesBackIsNoMovement)
{
    IsDraft() ? REQ("D04-080@draft1997", "BOOK-052@draft1997") : REQ("D04-080");
    ScenarioRun run(Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": null },
                                     { "at": "20100ms", "node": "MN", "to": "A" })",
                         ""),
                    {"/duration=40s"});
    const LinkTap link(run.LinkOf("A"));
    int changes = 0;
    const std::function<void(const Ipv6Address&)> note = [&](const Ipv6Address&) {
        changes += Simulator::Now() >= Seconds(20);
    };
    run.RoleOf<MobileNode>("MN")->TraceConnectWithoutContext(
        "CareOfAddress",
        Callback<void, const Ipv6Address&>(note));
    run.Run();
    EXPECT_EQ(changes, 0) << "it has not moved, as far as it knows";
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U) << "that of the first arrival";
    const auto solicitations = link.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == SOLICITATION && packet.at > Seconds(20);
    });
    EXPECT_GE(solicitations.size(), 1U);
}

// Draft section 9.3.
TEST_P(MovementInBothDialects, TheHomeAddressTakesNoPartInAutoconfiguration)
{
    IsDraft() ? REQ("D04-083@draft1997") : REQ("D04-083");
    ScenarioRun run(Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": "B" })", UP),
                    {"/duration=30s"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    std::size_t seen = 0;
    for (const LinkTap* tap : {&a, &b})
    {
        for (const auto& packet : SentBy(run, "MN", *tap))
        {
            const bool isProbe = packet.icmpv6 == NEIGHBOR_SOLICITATION && packet.source.IsAny();
            if (packet.icmpv6 == SOLICITATION || packet.icmpv6 == NEIGHBOR_SOLICITATION)
            {
                seen += packet.icmpv6 == SOLICITATION || isProbe;
                EXPECT_NE(packet.source, World::Home());
                EXPECT_FALSE(ReadEither(packet).homeAddress);
            }
            if (packet.icmpv6 == SOLICITATION || isProbe)
            {
                EXPECT_TRUE(packet.source.IsAny() || packet.source.IsLinkLocal());
            }
        }
    }
    EXPECT_GE(seen, 4U);
}

// Draft section 9.12, RFC 6275 section 11.5.2: in both cells for a while.
TEST_P(MovementInBothDialects, TheOldCareOfAddressIsGoodAsLongAsItsLink)
{
    IsDraft() ? REQ("D04-104@draft1997", "D04-014") : REQ("D04-104");
    ScenarioRun run(Text(R"({ "at": "10s", "node": "MN", "to": "A", "interface": 1 },
                            { "at": "10s", "node": "MN", "to": null },
                            { "at": "20s", "node": "MN", "to": "B" },
                            { "at": "25s", "node": "MN", "to": null, "interface": 1 })",
                         R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "200pps",
                              "start": "15s", "stop": "50s", "name": "down" })"),
                    {"/nodes/MN/interfaces=2", "/links/core/delay=50ms"});
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    const auto updates = UpdatesTo(b, World::Agent());
    ASSERT_FALSE(updates.empty()) << "registered from there";
    const auto late = a.Where([&](const CaughtPacket& packet) {
        return ProtocolOf(packet) == UDP && packet.at > updates[0].at && packet.at < Seconds(25);
    });
    EXPECT_GT(late.size(), 5U) << "what was on its way to the old one";
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
}

// Draft section 9.2: two routers of one link that say the same. Which of them it uses is no
// movement.
TEST_P(MovementInBothDialects, ARouterThatFallsSilentIsLeftForAnother)
{
    IsDraft() ? REQ("BOOK-051+1@draft1997") : REQ("BOOK-051+1");
    ScenarioRun run(Text(TO_A, UP), {R"(/nodes/R_B/links={ "A": "::b", "core": "::b" })"});
    const LinkTap link(run.LinkOf("A"));
    std::map<std::string, Mac48Address> routers;
    for (const std::string name : {"R_A", "R_B"})
    {
        routers[name] = MacOn(run, name, "A");
    }
    int changes = 0;
    const std::function<void(const Ipv6Address&)> note = [&](const Ipv6Address&) {
        changes += Simulator::Now() > Seconds(20);
    };
    run.RoleOf<MobileNode>("MN")->TraceConnectWithoutContext(
        "CareOfAddress",
        Callback<void, const Ipv6Address&>(note));
    // Whichever it uses falls silent without a word, and no more than that.
    std::string used;
    run.At(Seconds(25), [&] {
        const auto hops = NextHops(run, link, Seconds(20), Seconds(25));
        ASSERT_EQ(hops.size(), 1U);
        used = *hops.begin() == routers["R_A"] ? "R_A" : "R_B";
        const auto& node = run.NodeOf(used);
        node.stack->GetRouterAdvertiser()->Disable(node.FindInterface("A")->number, false);
    });
    run.Run();
    EXPECT_EQ(NextHops(run, link, MilliSeconds(25100), MilliSeconds(25900)),
              std::set<Mac48Address>{routers[used]});
    EXPECT_EQ(NextHops(run, link, Seconds(31), Seconds(60)),
              std::set<Mac48Address>{routers[used == "R_A" ? "R_B" : "R_A"]});
    EXPECT_EQ(changes, 0) << "the care-of address stays, and is not lost between them either";
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U);
    const auto probed = link.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == NEIGHBOR_SOLICITATION && packet.source.IsAny() &&
               packet.at > Seconds(20);
    });
    EXPECT_TRUE(probed.empty()) << "nor formed anew";
}

namespace
{

/// What a router says on link A from now on: that it is there for so long, about this prefix for so
/// long, and nothing of how often it speaks, so that it is not missed.
void
Advertise(const ScenarioRun& run,
          const std::string& node,
          uint32_t interface,
          const char* address,
          Time lifetime,
          Time valid,
          Time interval = Seconds(1))
{
    AdvertisedPrefix prefix;
    prefix.address = Ipv6Address(address);
    prefix.router = true;
    prefix.valid = valid;
    prefix.preferred = valid;
    AdvertisingConfig config;
    config.minInterval = interval / 2;
    config.maxInterval = interval;
    config.routerLifetime = lifetime;
    config.prefixes = {prefix};
    run.NodeOf(node).stack->GetRouterAdvertiser()->Configure(interface, config);
}

/// The last advertisement of a prefix on a link.
Time
LastAdvertised(const LinkTap& tap, const Mac48Address& router)
{
    const auto all = tap.Where([&router](const CaughtPacket& packet) {
        return packet.icmpv6 == 134 && packet.from == router;
    });
    return all.empty() ? Time::Max() : all.back().at;
}

} // namespace

// Draft section 9.2: what Router Discovery told holds for as long as it said.
TEST_P(MovementInBothDialects, ARouterIsUsedForItsLifetimeAndAPrefixForIts)
{
    IsDraft() ? REQ("D04-077@draft1997") : REQ("D04-077");
    ScenarioRun run(Text(TO_A, UP));
    const LinkTap link(run.LinkOf("A"));
    const Mac48Address first = MacOn(run, "R_A", "A");
    const auto& other = run.NodeOf("R_B");
    const uint32_t onA = run.NodeOf("R_A").FindInterface("A")->number;
    run.At(Seconds(1), [&] { Advertise(run, "R_A", onA, "a::1", Seconds(4), Seconds(10)); });
    // Another one comes to the same link, with another prefix.
    run.At(Seconds(15), [&] {
        run.LinkOf("A")->Attach(other.FindInterface("B")->device);
        Advertise(run, "R_B", other.FindInterface("B")->number, "b::1", Seconds(1000), Days(1));
    });
    // The first one works on, but speaks no more.
    run.At(Seconds(25),
           [&] { run.NodeOf("R_A").stack->GetRouterAdvertiser()->Disable(onA, false); });
    const auto mobile = run.RoleOf<MobileNode>("MN");
    const uint32_t roaming = run.NodeOf("MN").FindRoaming()->number;
    const auto discovery = run.NodeOf("MN").stack->GetRouterDiscovery();
    const auto has = [&](const char* address) {
        const auto all = discovery->AddressesOf(roaming);
        return std::any_of(all.begin(), all.end(), [address](const FormedAddress& formed) {
            return formed.address == Ipv6Address(address) && formed.IsUsable();
        });
    };
    run.At(MilliSeconds(25500), [&] {
        const Time said = LastAdvertised(link, first);
        ASSERT_LT(said, Seconds(25));
        EXPECT_EQ(mobile->GetCareOfAddress(), Ipv6Address("a::2"));
        EXPECT_GE(discovery->RoutersHeard(roaming).size(), 2U);
        run.At(said + Seconds(4) - MilliSeconds(1), [&] {
            EXPECT_EQ(discovery->CurrentRouter(roaming)->linkLayer, first);
            EXPECT_FALSE(has("b::2"));
        });
        run.At(said + Seconds(4) + MilliSeconds(1),
               [&] { EXPECT_NE(discovery->CurrentRouter(roaming)->linkLayer, first); });
        run.At(said + Seconds(10) - MilliSeconds(1),
               [&] { EXPECT_TRUE(has("a::2") && has("b::2")); });
        run.At(said + Seconds(10) + MilliSeconds(1), [&] { EXPECT_FALSE(has("a::2")); });
    });
    run.Run();
    EXPECT_EQ(run.BindingsOf("HA").at(0).at("careOf"), "b::2");
    std::set<Ipv6Address> told;
    for (const auto& update : UpdatesTo(link, World::Agent()))
    {
        told.insert(update.source);
    }
    EXPECT_EQ(told, (std::set<Ipv6Address>{Ipv6Address("a::2"), Ipv6Address("b::2")}));
}

// Draft section 9.2: what is forwarded shows that the router reaches the node, and silence is a
// reason to ask.
TEST(Draft1997Silence, ARouterIsAskedAfterAWhileInWhichNothingCameByIt)
{
    REQ("D04-078");
    ScenarioRun run(
        World::Text(TO_A,
                    R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps", "start": "15s",
                         "stop": "40s", "name": "down" })"),
        {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::RouterReachableTime": "5s" })"});
    const LinkTap link(run.LinkOf("A"));
    const uint32_t onA = run.NodeOf("R_A").FindInterface("A")->number;
    run.At(Seconds(1),
           [&] { Advertise(run, "R_A", onA, "a::1", Seconds(4000), Days(1), Seconds(1500)); });
    run.Run();
    EXPECT_LT(LastAdvertised(link, MacOn(run, "R_A", "A")), Seconds(35));
    // What the node sent at its arrival makes Neighbor Unreachability Detection ask, too.
    const auto asked = Probes(run, link, Seconds(25));
    ASSERT_GE(asked.size(), 2U);
    EXPECT_GT(asked[0].at, Seconds(44)) << "not while data came";
    const Mac48Address router = MacOn(run, "R_A", "A");
    for (const auto& question : {asked[0], asked[1]})
    {
        const auto before = link.Where([&](const CaughtPacket& packet) {
            return packet.from == router && packet.at < question.at;
        });
        // The answer to one is a sign of life for another while.
        EXPECT_NEAR((question.at - before.back().at).GetSeconds(), 5, 0.01);
    }
    EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetCareOfAddress(), Ipv6Address("a::2"));
}

INSTANTIATE_TEST_SUITE_P(Dialects, MovementInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::both_dialects_movement_test
