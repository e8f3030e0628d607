// SPDX-License-Identifier: GPL-2.0-only
// What a home agent answers to mobile nodes that ask for the prefixes of their home link. RFC 6275
// section 10.6.3; ipv6-ready group 8.
#include "nemo-requirement.h"
#include "support/routable-vector.h"
#include "unit/role/mobile-prefix-advertiser-fixture.h"

#include "ns3/boolean.h"
#include "ns3/mip6-checksum.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_mobile_prefix_advertiser_test
{

TEST_F(MobilePrefixAdvertiserTest, TheExampleOfTheVectors)
{
    REQ("RFC-134", "BOOK-070", "RFC-060");
    HomeAgentBench bench(true, "2000:db9:1::1");
    HandUpdate update;
    update.home = Ipv6Address("2000:db9:1::10");
    update.careOf = Ipv6Address("2000:db9:2::10");
    update.destination = bench.agentAddress;
    bench.Register(update);
    bench.world->Send(RoutableVector("mps"), bench.WorldMac());
    bench.Run(MilliSeconds(10));
    const auto told = bench.world->Heard([](const HeardPacket& p) { return !!p.discovery; });
    ASSERT_EQ(told.size(), 1U);
    const Octets wanted = RoutableVector("mpa");
    // All but what is said of the prefix, and the checksum over it.
    constexpr std::size_t CHECKSUM = 66;
    constexpr std::size_t FLAGS = 75;
    EXPECT_EQ(ToHex(Octets(told[0].octets.begin(), told[0].octets.begin() + CHECKSUM)),
              ToHex(Octets(wanted.begin(), wanted.begin() + CHECKSUM)));
    EXPECT_EQ(ToHex(Octets(told[0].octets.begin() + CHECKSUM + 2, told[0].octets.begin() + FLAGS)),
              ToHex(Octets(wanted.begin() + CHECKSUM + 2, wanted.begin() + FLAGS)));
    EXPECT_EQ(told[0].octets.size(), wanted.size());
}

TEST_F(MobilePrefixAdvertiserTest, ASolicitationIsAnsweredAtOnce)
{
    REQ("RFC-130", "RFC-134", "RFC-060", "BOOK-070");
    Bind();
    const Time asked = Simulator::Now();
    Solicit(0xbeef);
    HomeAgentBench::Run(MilliSeconds(10));
    ASSERT_EQ(Told().size(), 1U);
    const HeardPacket packet = Told()[0];
    EXPECT_LT(packet.at - asked, MilliSeconds(1));
    EXPECT_EQ(packet.source, Ipv6Address("4::3"));
    EXPECT_EQ(packet.destination, CARE_OF);
    EXPECT_EQ(packet.routing, std::optional(HOME));
    EXPECT_EQ(Message(packet).identifier, 0xbeef);
    EXPECT_FALSE(Message(packet).managed);
    EXPECT_FALSE(Message(packet).other);
    const auto options = AllOptions<PrefixInformation>(Message(packet).options);
    ASSERT_EQ(options.size(), 1U);
    EXPECT_EQ(options[0].prefix, Ipv6Address("4::3")); // R: its own address
    EXPECT_TRUE(options[0].routerAddress);
    EXPECT_EQ(options[0].prefixLength, 64);
}

TEST_F(MobilePrefixAdvertiserTest, FromTheAddressThatTheNodeIsRegisteredAt)
{
    REQ("RFC-134");
    m_bench.stack->GetInterfaceTable()->AddAddress(m_bench.homeInterface,
                                                   Ipv6Address("4::33"),
                                                   64,
                                                   true);
    HandUpdate update;
    update.destination = Ipv6Address("4::33");
    m_bench.Register(update);
    m_bench.world->Clear();
    Solicit(1); // to the other address, so not to its home agent
    HomeAgentBench::Run(Seconds(2));
    EXPECT_TRUE(Told().empty());
    m_bench.world->Send(Solicitation(2, CARE_OF, HOME, Ipv6Address("4::33")), m_bench.WorldMac());
    HomeAgentBench::Run(MilliSeconds(10));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_EQ(Told()[0].source, Ipv6Address("4::33"));
}

TEST_F(MobilePrefixAdvertiserTest, OnlyWhoIsRegisteredIsAnswered)
{
    Solicit(1); // not bound
    HomeAgentBench::Run(MilliSeconds(10));
    Bind();
    Solicit(2, Ipv6Address("7::99")); // not from the care-of address
    // Without a Home Address option, though from the home address.
    const Octets plain =
        EncodeMobilityIcmpv6(MobilePrefixSolicitation{3, {}}, HOME, Ipv6Address("4::3"));
    m_bench.world->Send(HandStation::MakePacket(HOME, Ipv6Address("4::3"), 58, plain),
                        m_bench.WorldMac());
    HomeAgentBench::Run(MilliSeconds(10));
    EXPECT_TRUE(Told().empty());
    EXPECT_EQ(m_bench.Drops(DropReason::NO_BINDING), 2U);
    EXPECT_EQ(m_bench.Drops(DropReason::UNEXPECTED_MESSAGE), 1U);
    // Not if the administrator does not want it (RFC 6275 section 8.4).
    m_bench.agent->SetAttribute("MobilePrefixAdvertisements", BooleanValue(false));
    Solicit(4);
    HomeAgentBench::Run(Seconds(2));
    EXPECT_TRUE(Told().empty());
}

TEST_F(MobilePrefixAdvertiserTest, OneInASecondAtMost)
{
    REQ("RFC-059");
    Bind();
    for (uint16_t i = 1; i <= 10; ++i)
    {
        Solicit(i);
        HomeAgentBench::Run(MilliSeconds(90));
    }
    EXPECT_EQ(Told().size(), 1U);
    EXPECT_EQ(Message(Told()[0]).identifier, 1);
    // The last question is not lost.
    HomeAgentBench::Run(MilliSeconds(200));
    ASSERT_EQ(Told().size(), 2U);
    EXPECT_EQ(Message(Told()[1]).identifier, 10);
    EXPECT_EQ(Told()[1].at - Told()[0].at, Seconds(1));
}

TEST_F(MobilePrefixAdvertiserTest, NothingLeadsToDhcpv6AndNobodyAnswersThat)
{
    REQ("RFC-125");
    Bind();
    Solicit(7);
    m_bench.Run(Seconds(1));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_FALSE(Message(Told()[0]).managed);
    EXPECT_FALSE(Message(Told()[0]).other);
    // A Solicit of RFC 8415 to all DHCP servers and relay agents, from port 546 to 547.
    const Octets datagram{2, 34, 2, 35, 0, 12, 0, 0, 1, 0, 0, 1};
    const Ipv6Address servers("ff02::1:2");
    m_bench.world->Clear();
    m_bench.neighbour->Clear();
    for (const Ipv6Address& source : {Ipv6Address("fe80::2"), HOME})
    {
        Octets solicit = datagram;
        const uint16_t sum =
            UpperLayerChecksum(source, servers, 17, solicit.data(), solicit.size());
        solicit[6] = static_cast<uint8_t>(sum >> 8);
        solicit[7] = static_cast<uint8_t>(sum & 0xff);
        const Octets inner = HandStation::MakePacket(source, servers, 17, solicit, 1);
        m_bench.world->Send(HandStation::MakePacket(CARE_OF, Ipv6Address("4::3"), 41, inner),
                            m_bench.WorldMac());
    }
    m_bench.Run(Seconds(10));
    EXPECT_TRUE(m_bench.world->Heard().empty());
    const auto isDatagram = [](const HeardPacket& packet) { return packet.protocol == 17; };
    EXPECT_TRUE(m_bench.neighbour->Heard(isDatagram).empty());
}

} // namespace ns3::nemo::tests::mip6_mobile_prefix_advertiser_test
