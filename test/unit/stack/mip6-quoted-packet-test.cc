// SPDX-License-Identifier: GPL-2.0-only
#include "unit/wire/wire-data.h"

#include "ns3/mip6-quoted-packet.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_quoted_packet_test
{

namespace
{

/// A packet of 48 octets from 3::2 to 5::2 with this Next Header and first octet of payload.
Octets
Packet48(uint8_t nextHeader, uint8_t first = 0)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(8);
    writer.U8(nextHeader);
    writer.U8(64);
    writer.Address(Ip("3::2"));
    writer.Address(Ip("5::2"));
    writer.U8(first);
    writer.Zero(7);
    return writer.Release();
}

/// The same from and to other addresses.
QuotedPacket
Between(const char* source, const char* destination)
{
    const QuotedPacket packet{Packet48(17)};
    return packet.Without(40, 17, Ip(source), Ip(destination));
}

TEST(QuotedPacketTest, ReadsTheHeader)
{
    const QuotedPacket packet{Packet48(17)};
    EXPECT_EQ(packet.GetSource(), Ip("3::2"));
    EXPECT_EQ(packet.GetDestination(), Ip("5::2"));
    EXPECT_EQ(packet.GetNextHeader(), 17);
    EXPECT_EQ(packet.GetSize(), 48U);
    Octets octets(48);
    packet.ToPacket()->CopyData(octets.data(), 48);
    EXPECT_EQ(octets, Packet48(17));
}

// RFC 4443 section 3.1: type, code, checksum and four octets precede it.
TEST(QuotedPacketTest, StandsBehindEightOctetsOfTheError)
{
    Octets message{1, 3, 0, 0, 0, 0, 0, 0};
    const Octets packet = Packet48(17);
    message.insert(message.end(), packet.begin(), packet.end());
    ASSERT_TRUE(QuotedPacket::Of(message));
    EXPECT_EQ(QuotedPacket::Of(message)->GetOctets(), packet);
    for (std::size_t size = 0; size < message.size(); ++size)
    {
        const Octets cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));
        const auto quoted = QuotedPacket::Of(cut);
        EXPECT_EQ(quoted.has_value(), size >= 48) << size;
        if (quoted)
        {
            EXPECT_EQ(quoted->GetSize(), 48U) << "of the whole packet";
            EXPECT_EQ(quoted->GetOctets().size(), size - 8);
        }
    }
}

TEST(QuotedPacketTest, LosesHeadersInFrontOfItsPayload)
{
    Octets octets = Packet48(60);
    octets[5] = 12; // more than is quoted
    const QuotedPacket packet{octets};
    const QuotedPacket less = packet.Without(44, 58, Ip("1::1"), Ip("2::2"));
    EXPECT_EQ(less.GetSource(), Ip("1::1"));
    EXPECT_EQ(less.GetDestination(), Ip("2::2"));
    EXPECT_EQ(less.GetNextHeader(), 58);
    EXPECT_EQ(less.GetSize(), 48U);
    EXPECT_EQ(less.GetOctets().size(), 44U);
}

// RFC 4443 section 2.4 (e).
TEST(QuotedPacketTest, NotEverySourceMayBeTold)
{
    EXPECT_TRUE(QuotedPacket{Packet48(17)}.MayBeTold(false));
    for (int type = 0; type < 256; ++type)
    {
        const bool isError = type < 128;
        const bool isRedirect = type == 137;
        EXPECT_EQ(QuotedPacket(Packet48(58, static_cast<uint8_t>(type))).MayBeTold(true),
                  !isError && !isRedirect)
            << type;
    }
    EXPECT_FALSE(Between("::", "5::2").MayBeTold(true));
    EXPECT_FALSE(Between("ff0e::1", "5::2").MayBeTold(true));
    EXPECT_FALSE(Between("3::2", "ff0e::1").MayBeTold(false));
    EXPECT_TRUE(Between("3::2", "ff0e::1").MayBeTold(true)) << "path MTU discovery";
}

TEST(QuotedPacketDeathTest, HasAnIpv6Header)
{
    EXPECT_DEATH(QuotedPacket(Octets(39)), "at least an IPv6 header");
}

} // namespace

} // namespace ns3::nemo::tests::mip6_quoted_packet_test
