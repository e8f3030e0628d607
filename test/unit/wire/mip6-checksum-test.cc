// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "support/mobility-checksum.h"
#include "unit/wire/packet-walker.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_checksum_test
{

namespace
{

ChecksumCount
Count(const Octets& packet)
{
    return CheckMobilityHeaders(packet.data(), packet.size());
}

} // namespace

TEST(Checksum, OfAnOddNumberOfOctetsTakesAZeroForTheMissingOne)
{
    const Octets odd{1, 2, 3};
    const Octets even{1, 2, 3, 0};
    // The lengths differ by one, and so do the sums.
    EXPECT_EQ(UpperLayerChecksum(Ip("::"), Ip("::"), 0, odd.data(), odd.size()),
              UpperLayerChecksum(Ip("::"), Ip("::"), 0, even.data(), even.size()) + 1);
}

TEST(Checksum, IsTheExampleWorkedOutByHand)
{
    // Pseudo-header of ::1, ::2, length 8, next header 135: 1 + 2 + 8 + 0x87 = 0x92.
    // Message: 0x3b00 + 0x0000 + 0x0000 + 0xffff = 0x13aff. Sum: 0x13b91, folded 0x3b92.
    const Octets message{0x3b, 0, 0, 0, 0, 0, 0xff, 0xff};
    EXPECT_EQ(UpperLayerChecksum(Ip("::1"), Ip("::2"), 135, message.data(), message.size()),
              static_cast<uint16_t>(~0x3b92));
}

TEST(Checksum, CarriesTwiceWhereTheFirstCarryOverflows)
{
    // 0x8f of the pseudo-header, 0xffff and 0xff71 make 0x1ffff: folded 0x10000, and again 1.
    const Octets message{0xff, 0xff, 0xff, 0x71, 0, 0, 0, 0};
    EXPECT_EQ(UpperLayerChecksum(Ip("::"), Ip("::"), 135, message.data(), message.size()), 0xfffe);
}

TEST(Checksum, OfMobilityHeadersSatisfiesTheCheckWrittenFromTheRfc)
{
    REQ("RFC-024");
    int seen = 0;
    for (const auto& [name, said] : Mip6Packets())
    {
        const Octets payload = EncodeUpper(said.upper,
                                           said.packet.PseudoSource(),
                                           said.packet.PseudoDestination(),
                                           PaddingStyle::CANONICAL);
        const ChecksumCount count = Count(Build(said.packet, payload));
        EXPECT_EQ(count.wrong, 0) << name;
        seen += count.right;
    }
    EXPECT_EQ(seen, 27);
}

TEST(Checksum, OfARealDaemonSatisfiesTheCheckWrittenFromTheRfc)
{
    int seen = 0;
    for (const auto& packet : ReadJson("captures/packets.json"))
    {
        const ChecksumCount count = Count(FromHex(packet.at("ipv6_hex")));
        EXPECT_EQ(count.right, packet.contains("cksum_ok") ? 1 : 0);
        seen += count.right;
    }
    EXPECT_EQ(seen, 130);
}

TEST(Checksum, CheckWrittenFromTheRfcSeesEachFlippedBitOfAMobilityHeader)
{
    const Octets packet =
        FromHex(Named(ReadJson("vectors/mip6.json").at("vectors"), "bu_home").at("hex"));
    ASSERT_EQ(Count(packet).right, 1);
    for (std::size_t i = 64 * 8; i < packet.size() * 8; ++i)
    {
        Octets flipped = packet;
        flipped[i / 8] = static_cast<uint8_t>(flipped[i / 8] ^ (0x80 >> (i % 8)));
        EXPECT_EQ(Count(flipped).right, 0) << "bit " << i;
        const auto walked = MustWalk(flipped);
        EXPECT_TRUE(std::holds_alternative<UpperError>(DecodeUpper(walked))) << "bit " << i;
    }
}

TEST(Checksum, OfIcmpv6IsWrittenAndRecognised)
{
    Octets message{144, 0, 0xff, 0xff, 0, 7, 0x80, 0};
    const Ipv6Address source = Ip("7::2");
    const Ipv6Address destination = Ip("4::fdff:ffff:ffff:fffe");
    WriteIcmpv6Checksum(message, source, destination);
    EXPECT_EQ(ToHex(message), "9000f1a900078000");
    EXPECT_TRUE(IsIcmpv6ChecksumRight(message.data(), message.size(), source, destination));
    message[7] ^= 1;
    EXPECT_FALSE(IsIcmpv6ChecksumRight(message.data(), message.size(), source, destination));
}

} // namespace ns3::nemo::tests::mip6_checksum_test
