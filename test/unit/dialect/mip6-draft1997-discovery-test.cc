// SPDX-License-Identifier: GPL-2.0-only
// Prefixes of the home link as multicast packets in a tunnel: draft-ietf-mobileip-ipv6-04 section
// 8.5.
#include "fuzz/round-trip.h"

#include "ns3/mip6-draft1997-codec.h"
#include "ns3/mip6-neighbor-discovery.h"

#include <gtest/gtest.h>
#include <variant>

namespace ns3::nemo::tests::mip6_draft1997_discovery_test
{

namespace
{

const Ipv6Address AGENT("1::1");
const Ipv6Address LINK_LOCAL("fe80::1");
const Ipv6Address HOME("1::2");

MobilePrefixAdvertisement
Prefixes()
{
    PrefixInformation option;
    option.prefix = Ipv6Address("7::");
    option.prefixLength = 64;
    option.onLink = true;
    option.autonomous = true;
    option.validLifetime = 100;
    option.preferredLifetime = 50;
    MobilePrefixAdvertisement message;
    message.identifier = 99;
    message.options = {option};
    return message;
}

} // namespace

TEST(Draft1997TunnelledDiscovery, AnAdvertisementIsThatOfTheLink)
{
    const Octets packet = TunnelledDiscovery(Prefixes(), AGENT, LINK_LOCAL);
    EXPECT_EQ(packet[7], 255);
    EXPECT_EQ(Ipv6Address::Deserialize(&packet[8]), LINK_LOCAL);
    EXPECT_EQ(Ipv6Address::Deserialize(&packet[24]), Ipv6Address("ff02::1"));
    EXPECT_EQ(packet[40], 134);
    auto expected = Prefixes();
    expected.identifier = 0; // which it has no field for
    EXPECT_EQ(ReadTunnelledDiscovery(packet), MobilityIcmpv6Message(expected));
}

TEST(Draft1997TunnelledDiscovery, ASolicitationIsOfTheHomeAddress)
{
    const Octets packet = TunnelledDiscovery(MobilePrefixSolicitation{7, {}}, HOME, LINK_LOCAL);
    EXPECT_EQ(Ipv6Address::Deserialize(&packet[8]), HOME);
    EXPECT_EQ(Ipv6Address::Deserialize(&packet[24]), Ipv6Address("ff02::2"));
    EXPECT_EQ(packet[40], 133);
    EXPECT_EQ(ReadTunnelledDiscovery(packet), MobilityIcmpv6Message(MobilePrefixSolicitation{}));
}

TEST(Draft1997TunnelledDiscovery, OtherMessagesAreNotOfIt)
{
    EXPECT_TRUE(TunnelledDiscovery(HomeAgentAddressDiscoveryRequest{}, HOME, LINK_LOCAL).empty());
    const auto codec = CreateObject<Draft1997Codec>();
    const auto carriage =
        codec->EncodeIcmpv6(HomeAgentAddressDiscoveryRequest{}, HOME, AGENT, LINK_LOCAL);
    EXPECT_EQ(carriage.nextHeader, 58);
}

TEST(Draft1997TunnelledDiscovery, WhatIsNotWholeOrFromAfarIsNoMessage)
{
    const Octets whole = TunnelledDiscovery(Prefixes(), AGENT, LINK_LOCAL);
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(ReadTunnelledDiscovery(cut)) << size;
    }
    for (std::size_t i = 0; i < whole.size(); ++i)
    {
        Octets flipped = whole;
        flipped[i] ^= 0x10;
        EXPECT_TRUE(TunnelledDiscoveryRoundTrip(flipped)) << i;
    }
    Octets far = whole;
    far[7] = 254;
    EXPECT_FALSE(ReadTunnelledDiscovery(far));
}

} // namespace ns3::nemo::tests::mip6_draft1997_discovery_test
