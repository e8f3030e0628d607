// SPDX-License-Identifier: GPL-2.0-only
// What a home agent says and answers on the home link of a node that is away. RFC 6275 section
// 10.4.1, RFC 3963 section 6.2.
// IPv6 Ready, home agent, group 4: proxy Neighbor Discovery.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_effects_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address LINK_LOCAL("fe80::2");
const std::vector<Ipv6Address> ASKERS = {"4::55", "fe80::55"};

/// The Neighbor Advertisements for a target that the home link has seen.
std::vector<HeardPacket>
Advertisements(const HomeAgentBench& bench, const Ipv6Address& target)
{
    return bench.neighbour->Neighbors<NeighborAdvertisement>(target);
}

const NeighborAdvertisement&
AdvertisementIn(const HeardPacket& packet)
{
    return std::get<NeighborAdvertisement>(*packet.message);
}

TEST(BindingEffectsTest, TheLinkIsToldAtTheFirstAcceptanceOnly)
{
    REQ("RFC-120", "NEMO-6.2-18", "NEMO-6.2-19");
    for (const std::string flags : {"AH", "AHL", "AHR", "AHRL"})
    {
        HomeAgentBench bench;
        bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        HandUpdate update;
        update.flags = flags;
        bench.Register(update);
        bench.Run(Seconds(5));
        for (const auto& target : {HOME, LINK_LOCAL})
        {
            const bool isKept = target == HOME || update.Is('L');
            const auto told = Advertisements(bench, target);
            ASSERT_EQ(told.size(), isKept ? 4U : 0U) << flags << target;
            for (const auto& packet : told)
            {
                // The octets of vector na_proxy, but for addresses and checksum.
                NeighborAdvertisement expected;
                expected.router = update.Is('R');
                expected.override = true;
                expected.target = target;
                expected.options = {TargetLinkLayerAddress{bench.HomeMac()}};
                EXPECT_EQ(AdvertisementIn(packet), expected);
                EXPECT_EQ(packet.octets[44], update.Is('R') ? 0xa0 : 0x20);
                EXPECT_EQ(packet.source, bench.agentAddress);
                EXPECT_EQ(packet.destination, Ipv6Address("ff02::1"));
                EXPECT_EQ(packet.octets[7], 255);
                EXPECT_EQ(packet.octets, told[0].octets);
            }
        }
        bench.neighbour->Clear();
        update.sequence = 101;
        update.careOf = Ipv6Address("8::2");
        bench.Register(update);
        bench.Run(Seconds(5));
        EXPECT_TRUE(Advertisements(bench, HOME).empty());
    }
}

TEST(BindingEffectsTest, ItSaysSoAgainAsOftenAsItIsTold)
{
    REQ("BOOK-013");
    for (const uint32_t repeats : {0U, 1U, 3U})
    {
        HomeAgentBench bench;
        bench.agent->SetAttribute("MaxNeighborAdvertisement", UintegerValue(repeats));
        bench.Register({});
        bench.Run(Seconds(10));
        const auto told = Advertisements(bench, HOME);
        ASSERT_EQ(told.size(), repeats + 1);
        for (std::size_t i = 1; i < told.size(); ++i)
        {
            EXPECT_EQ(told[i].at - told[i - 1].at, Seconds(1));
            EXPECT_EQ(told[i].octets, told[0].octets);
        }
    }
    auto agent = CreateObject<HomeAgent>();
    EXPECT_FALSE(agent->SetAttributeFailSafe("MaxNeighborAdvertisement", UintegerValue(4)));
}

/// What a neighbour gets when it asks for `target`: as a probe, and from each address to the group
/// and to the home agent's link-layer address alone.
std::vector<NeighborAdvertisement>
AskFor(HomeAgentBench& bench, const Ipv6Address& target)
{
    const Ipv6Address group = Ipv6Address::MakeSolicitedAddress(target);
    NeighborSolicitation message;
    message.target = target;
    bench.neighbour->Clear();
    bench.neighbour->SendNeighbor(message, Ipv6Address::GetAny(), group);
    bench.Run(MilliSeconds(10));
    message.options = {SourceLinkLayerAddress{bench.neighbour->LinkLayer()}};
    for (const auto& asker : ASKERS)
    {
        bench.neighbour->SendNeighbor(message, asker, group);
        bench.Run(MilliSeconds(10));
        bench.neighbour->SendNeighbor(message, asker, target, bench.HomeMac());
        bench.Run(MilliSeconds(10));
    }
    std::vector<NeighborAdvertisement> answers;
    for (const auto& packet : Advertisements(bench, target))
    {
        const std::size_t before = answers.size();
        EXPECT_EQ(packet.destination,
                  before == 0 ? Ipv6Address("ff02::1") : ASKERS[(before - 1) / 2]);
        EXPECT_EQ(packet.from, bench.HomeMac());
        answers.push_back(AdvertisementIn(packet));
    }
    return answers;
}

TEST(BindingEffectsTest, Peer_08_TheHomeAgentAnswersForBoundAddressesAndNoOthers)
{
    REQ("RFC-121", "BOOK-014", "BOOK-026", "NEMO-6.2-19+1", "NEMO-6.7-1");
    for (const std::string flags : {"AHL", "AHRL"})
    {
        HomeAgentBench bench;
        bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        HandUpdate update;
        update.flags = flags;
        EXPECT_TRUE(AskFor(bench, HOME).empty());
        bench.Register(update);
        bench.Run(Seconds(5));
        for (const auto& target : {HOME, LINK_LOCAL})
        {
            const auto answers = AskFor(bench, target);
            ASSERT_EQ(answers.size(), 1 + 2 * ASKERS.size()) << target;
            for (std::size_t i = 0; i < answers.size(); ++i)
            {
                NeighborAdvertisement expected; // O = 0: RFC 4861 section 7.2.8
                expected.router = update.Is('R');
                expected.solicited = i > 0; // the first was a probe
                expected.target = target;
                expected.options = {TargetLinkLayerAddress{bench.HomeMac()}};
                EXPECT_EQ(answers[i], expected) << i;
            }
        }
        EXPECT_TRUE(AskFor(bench, Ipv6Address("4::77")).empty());
        update.sequence = 101;
        update.lifetime = 0;
        bench.Register(update);
        EXPECT_TRUE(AskFor(bench, HOME).empty());
        EXPECT_TRUE(AskFor(bench, LINK_LOCAL).empty());
    }
}

TEST(BindingEffectsTest, WithoutFlagLTheLinkLocalAddressIsNobodysBusiness)
{
    REQ("RFC-121", "BOOK-026");
    HomeAgentBench bench;
    bench.Register({});
    EXPECT_TRUE(AskFor(bench, LINK_LOCAL).empty());
    EXPECT_EQ(AskFor(bench, HOME).size(), 1 + 2 * ASKERS.size());
}

TEST(BindingEffectsTest, NothingIsTunnelledToALinkLocalAddress)
{
    REQ("BOOK-017");
    HomeAgentBench bench;
    HandUpdate update;
    update.flags = "AHL";
    bench.Register(update);
    bench.world->Clear();
    bench.neighbour->Send(MakeDatagram(Ipv6Address("fe80::55"), LINK_LOCAL, 64), bench.HomeMac());
    bench.neighbour->Send(MakeDatagram(Ipv6Address("4::55"), LINK_LOCAL, 64), bench.HomeMac());
    bench.Run(Seconds(1));
    EXPECT_TRUE(bench.world->Heard([](const auto& p) { return p.protocol == 41; }).empty());
    bench.neighbour->Send(MakeDatagram(Ipv6Address("4::55"), HOME, 64), bench.HomeMac());
    bench.Run(Seconds(1));
    EXPECT_EQ(bench.world->Heard([](const auto& p) { return p.protocol == 41; }).size(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_effects_test
