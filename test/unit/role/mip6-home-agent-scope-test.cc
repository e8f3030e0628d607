// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

// Whom a home agent serves, and what it passes on to whom: scopes of addresses, owners of home
// addresses, room. IPv6 Ready, home agent, groups 2, 4 and 5.

namespace ns3::nemo::tests::mip6_home_agent_scope_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address LINK_LOCAL("fe80::2");
constexpr uint8_t ICMPV6 = 58;
constexpr std::size_t ICMPV6_OFFSET = 40;

bool
IsTunnel(const HeardPacket& packet)
{
    return !packet.Inner().empty();
}

/// The Destination Unreachable messages that a station has received, as destination and code.
std::vector<std::pair<Ipv6Address, int>>
Unreachable(const HandStation& station)
{
    std::vector<std::pair<Ipv6Address, int>> errors;
    for (const auto& packet : station.Heard([](const HeardPacket& p) {
             return p.protocol == ICMPV6 && p.octets.at(ICMPV6_OFFSET) == 1;
         }))
    {
        errors.emplace_back(packet.destination, packet.octets.at(ICMPV6_OFFSET + 1));
    }
    return errors;
}

TEST(HomeAgentScopeTest, WhatIsForTheLinkLocalAddressOfAnAbsentNodeIsUnreachable)
{
    REQ("RFC-122");
    HomeAgentBench bench;
    const Ipv6Address asker("4::55");
    bench.neighbour->has = [&](const Ipv6Address& address) { return address == asker; };
    const auto send = [&](const Ipv6Address& source) {
        bench.neighbour->Clear();
        bench.world->Clear();
        bench.neighbour->Send(MakeDatagram(source, LINK_LOCAL, 64), bench.HomeMac());
        bench.Run(Seconds(1));
        EXPECT_TRUE(bench.world->Heard(IsTunnel).empty());
        return Unreachable(*bench.neighbour);
    };
    EXPECT_TRUE(send(asker).empty()) << "nobody has left";
    HandUpdate update;
    update.flags = "AHL";
    bench.Register(update);
    const std::vector<std::pair<Ipv6Address, int>> expected{{asker, 3}};
    EXPECT_EQ(send(asker), expected);
    EXPECT_EQ(bench.Drops(DropReason::BEYOND_SCOPE), 1U);
    EXPECT_TRUE(send(Ipv6Address("ff02::5")).empty());
    update.sequence = 101;
    update.lifetime = 0;
    bench.Register(update);
    EXPECT_TRUE(send(asker).empty());
    EXPECT_EQ(bench.Drops(DropReason::BEYOND_SCOPE), 1U);
}

TEST(HomeAgentScopeTest, WhatIsForASiteLocalHomeAddressIsTunnelledOnlyIfConfigured)
{
    REQ("BOOK-018");
    for (const bool isTunnelled : {false, true})
    {
        HomeAgentBench bench(true, "fec0:0:0:4::3");
        bench.agent->Halt();
        bench.agent->SetAttribute("TunnelSiteLocal", BooleanValue(isTunnelled));
        bench.agent->Boot();
        HandUpdate update;
        update.home = Ipv6Address("fec0:0:0:4::2");
        update.destination = bench.agentAddress;
        bench.Register(update);
        const auto to = bench.TunnelledTo(update.home);
        EXPECT_EQ(to, isTunnelled ? std::optional(update.careOf) : std::nullopt);
        EXPECT_EQ(bench.Drops(DropReason::BEYOND_SCOPE), isTunnelled ? 0U : 1U);
    }
}

TEST(HomeAgentScopeTest, AnAllottedHomeAddressIsForItsOwnerOnly)
{
    REQ("BOOK-075+2");
    HomeAgentBench bench;
    bench.agent->Allot(HOME, 2);
    HandUpdate update;
    update.careOf = Ipv6Address("7::99");
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::ADMINISTRATIVELY_PROHIBITED));
    EXPECT_EQ(bench.Find("4::2"), nullptr);
    EXPECT_TRUE(bench.neighbour->Neighbors<NeighborSolicitation>(HOME).empty()) << "no probe";
    update.sequence = 101;
    update.careOf = Ipv6Address("8::2");
    bench.Register(update);
    // One that is allotted to nobody is for all.
    update.home = Ipv6Address("4::77");
    update.careOf = Ipv6Address("7::99");
    bench.Register(update);
}

TEST(HomeAgentScopeTest, AHomeRegistrationStaysUntilItsEndWhateverElseIsAskedFor)
{
    REQ("RFC-107");
    HomeAgentBench bench;
    bench.agent->SetAttribute("MaxBindings", UintegerValue(3));
    const std::vector<std::string> homes{"4::10", "4::11", "4::12"};
    HandUpdate update;
    update.lifetime = 40;
    Time last;
    for (const auto& home : homes)
    {
        update.home = Ipv6Address(home.c_str());
        bench.Register(update);
        EXPECT_TRUE(bench.Find(home)->homeRegistration);
        last = bench.Find(home)->expires;
    }
    update.home = Ipv6Address("4::13");
    EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::INSUFFICIENT_RESOURCES));
    // A correspondent's is refused for what it lacks, and takes nobody's place either.
    update.flags = "A";
    EXPECT_FALSE(bench.Ask(update));
    for (const auto& home : homes)
    {
        ASSERT_NE(bench.Find(home), nullptr);
    }
    bench.Run(last - NanoSeconds(1) - Simulator::Now());
    EXPECT_NE(bench.Find("4::12"), nullptr);
    bench.Run(NanoSeconds(2));
    EXPECT_EQ(bench.Find("4::12"), nullptr);
}

TEST(HomeAgentScopeTest, WhatItSendsItselfNeedsNoTunnel)
{
    REQ("RFC-189");
    HomeAgentBench bench;
    bench.Register({});
    bench.world->Clear();
    bench.node->GetObject<Ipv6>()->Send(Create<Packet>(8), bench.agentAddress, HOME, 17, nullptr);
    bench.Run(MilliSeconds(10));
    const auto routed =
        bench.world->Heard([](const HeardPacket& p) { return p.routing.has_value(); });
    ASSERT_EQ(routed.size(), 1U);
    EXPECT_EQ(routed[0].destination, HandUpdate().careOf);
    EXPECT_EQ(routed[0].routing, std::optional(HOME));
    EXPECT_TRUE(bench.world->Heard(IsTunnel).empty());
    EXPECT_EQ(bench.TunnelledTo(HOME), std::optional(HandUpdate().careOf));
}

TEST(HomeAgentScopeTest, AVirtualHomeIsOnNoLink)
{
    REQ("BOOK-078");
    HomeAgentBench bench;
    bench.agent->ServePrefix(P("44::/64"));
    bench.Run(Seconds(1));
    bench.neighbour->Clear();
    bench.world->Clear();
    HandUpdate update;
    update.home = Ipv6Address("44::2");
    const Time asked = Simulator::Now();
    bench.Register(update);
    const auto answers = bench.world->Acknowledgements();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_LT(answers[0].at, asked + MilliSeconds(100)) << "without a probe";
    // One node at a time has it: another is bound in place of the first, not beside it.
    update.careOf = Ipv6Address("8::2");
    update.sequence = 101;
    bench.Register(update);
    EXPECT_EQ(bench.registrar->GetCache().Size(), 1U);
    EXPECT_EQ(bench.TunnelledTo(update.home), std::optional(update.careOf));
    bench.Run(Seconds(60));
    for (const HandStation* station : {bench.neighbour.get(), bench.world.get()})
    {
        EXPECT_TRUE(station->Neighbors<NeighborSolicitation>(update.home).empty());
        EXPECT_TRUE(station->Neighbors<NeighborAdvertisement>(update.home).empty());
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_home_agent_scope_test
