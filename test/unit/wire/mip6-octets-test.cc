// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/wire-data.h"

#include "ns3/mip6-octets.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_octets_test
{

TEST(OctetReader, ReadsNumbersInNetworkOrder)
{
    const Octets row = FromHex("0102030405060708090a0b0c0d0e0f");
    OctetReader reader(row);
    EXPECT_EQ(reader.U8(), 0x01);
    EXPECT_EQ(reader.U16(), 0x0203);
    EXPECT_EQ(reader.U32(), 0x04050607u);
    EXPECT_EQ(reader.U64(), 0x08090a0b0c0d0e0fu);
    EXPECT_TRUE(reader.Ok());
    EXPECT_EQ(reader.Remaining(), 0u);
    EXPECT_EQ(reader.Offset(), 15u);
}

TEST(OctetReader, ReadsAddressesAndPieces)
{
    const Octets row = FromHex("20010db8000000000000000000000001aabbccdd");
    OctetReader reader(row);
    EXPECT_EQ(reader.Address(), Ip("2001:db8::1"));
    reader.Skip(1);
    EXPECT_EQ(*reader.Position(), 0xbb);
    EXPECT_EQ(reader.Take(2), (Octets{0xbb, 0xcc}));
    EXPECT_EQ(reader.Remaining(), 1u);
}

TEST(OctetReader, StaysFailedOnceSomethingIsMissing)
{
    const Octets row{1, 2, 3};
    OctetReader reader(row);
    EXPECT_EQ(reader.U32(), 0u);
    EXPECT_FALSE(reader.Ok());
    EXPECT_EQ(reader.Remaining(), 0u);
    EXPECT_EQ(reader.U8(), 0); // though three octets were there
    EXPECT_EQ(reader.U16(), 0);
    EXPECT_EQ(reader.U64(), 0u);
    EXPECT_EQ(reader.Address(), Ipv6Address());
    EXPECT_TRUE(reader.Take(1).empty());
    EXPECT_TRUE(reader.Take(0).empty());
    EXPECT_FALSE(reader.Ok());
    EXPECT_EQ(reader.Offset(), 0u);
}

TEST(OctetReader, FailsInTheMiddleOfANumberOfEightOctets)
{
    const Octets row{1, 2, 3, 4, 5, 6, 7};
    OctetReader reader(row);
    EXPECT_EQ(reader.U64(), 0u);
    EXPECT_FALSE(reader.Ok());
}

TEST(OctetReader, GivesAPartThatEndsWhereItShould)
{
    const Octets row{1, 2, 3, 4};
    OctetReader reader(row);
    reader.Skip(1);
    OctetReader part = reader.Sub(2);
    EXPECT_EQ(part.Offset(), 0u);
    EXPECT_EQ(part.U16(), 0x0203);
    EXPECT_EQ(part.U8(), 0);
    EXPECT_FALSE(part.Ok());
    EXPECT_TRUE(reader.Ok());
    EXPECT_EQ(reader.U8(), 4);
}

TEST(OctetReader, GivesAFailedPartWhenItIsNotAllThere)
{
    const Octets row{1, 2};
    OctetReader reader(row);
    OctetReader part = reader.Sub(3);
    EXPECT_FALSE(part.Ok());
    EXPECT_FALSE(reader.Ok());
    EXPECT_FALSE(reader.Sub(0).Ok());
}

TEST(OctetReader, ReadsNothingFromNothing)
{
    OctetReader reader(nullptr, 0);
    EXPECT_TRUE(reader.Ok());
    EXPECT_EQ(reader.Remaining(), 0u);
    EXPECT_TRUE(reader.Take(0).empty());
    EXPECT_TRUE(reader.Ok());
    EXPECT_EQ(reader.U8(), 0);
    EXPECT_FALSE(reader.Ok());
}

TEST(OctetReader, IsNotFooledByAHugeCount)
{
    const Octets row{1, 2, 3};
    OctetReader reader(row);
    reader.Skip(1);
    reader.Skip(static_cast<std::size_t>(-1));
    EXPECT_FALSE(reader.Ok());
}

TEST(OctetWriter, WritesWhatTheReaderReads)
{
    OctetWriter writer;
    writer.U8(0x01);
    writer.U16(0x0203);
    writer.U32(0x04050607);
    writer.U64(0x08090a0b0c0d0e0f);
    writer.Zero(2);
    writer.Append({0xaa});
    writer.Address(Ip("2001:db8::1"));
    EXPECT_EQ(ToHex(writer.Get()),
              "0102030405060708090a0b0c0d0e0f0000aa20010db8000000000000000000000001");
    EXPECT_EQ(writer.Size(), 34u);
}

TEST(OctetWriter, PatchesAndGivesAway)
{
    OctetWriter writer;
    writer.Zero(4);
    writer.PatchU16(1, 0xabcd);
    writer.PatchU8(3, 0xef);
    EXPECT_EQ(ToHex(writer.Release()), "00abcdef");
    EXPECT_EQ(writer.Size(), 0u);
}

TEST(OctetWriterDeathTest, PatchesOnlyWhatWasWritten)
{
    OctetWriter writer;
    writer.Zero(2);
    EXPECT_DEATH(writer.PatchU16(1, 0), "patch only what was written");
}

} // namespace ns3::nemo::tests::mip6_octets_test
