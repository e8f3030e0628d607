// SPDX-License-Identifier: GPL-2.0-only
// What ns-3 learns of Packet Too Big, and what it tells of packets that waited in vain.
#include "unit/stack/mobility-icmpv6-fixture.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_icmpv6_stock_test
{

namespace
{

/// Counts the errors that a node gets, of one type.
struct ErrorCounter : Icmpv6Observer
{
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override
    {
        errors += delivery.type == 1 && delivery.octets.at(1) == 3 ? 1 : 0;
        return false;
    }

    int errors{0};
};

class StockIcmpv6Test : public MobilityIcmpv6Test
{
  protected:
    /// b is told that what it sent to fd00:8::number is larger than so many octets.
    void TellTooBig(uint32_t number, uint32_t mtu)
    {
        uint8_t octets[16]{0xfd, 0, 0, 8};
        octets[14] = static_cast<uint8_t>(number >> 8);
        octets[15] = static_cast<uint8_t>(number);
        OctetWriter message;
        message.U32(0x02000000);
        message.U32(mtu);
        message.Append({0x60, 0, 0, 0, 0, 8, 17, 64});
        message.Address(addressB);
        message.Address(Ipv6Address(octets));
        message.Zero(8);
        Ipv6Header header;
        header.SetSource(addressA);
        header.SetDestination(addressB);
        b.icmpv6->Redeliver(message.Get(), header, ib);
    }

    int Refused()
    {
        return b.drops["too-many-path-mtus"];
    }
};

TEST_F(StockIcmpv6Test, SoManyPathMtusAreLearnedAndTheOthersAreCounted)
{
    constexpr uint32_t MOST = MobilityIcmpv6::MOST_PATH_MTUS;
    for (uint32_t i = 0; i < MOST; ++i)
    {
        TellTooBig(i, 1400);
    }
    EXPECT_EQ(Refused(), 0);
    TellTooBig(MOST, 1400);
    EXPECT_EQ(Refused(), 1);
    TellTooBig(7, 1300);
    EXPECT_EQ(Refused(), 1) << "one that is known";
    // ns-3 forgets after ten minutes.
    world.RunUntil(Minutes(11));
    TellTooBig(MOST, 1400);
    EXPECT_EQ(Refused(), 1);
    for (uint32_t i = 0; i < MOST; ++i)
    {
        TellTooBig(i, 1400);
    }
    EXPECT_EQ(Refused(), 2);
    b.icmpv6->ForgetPathMtus();
    TellTooBig(MOST + 1, 1400);
    EXPECT_EQ(Refused(), 2);
}

// RFC 8201 section 4.
TEST_F(StockIcmpv6Test, NoPathIsNarrowerThanEveryLink)
{
    TellTooBig(1, 1279);
    TellTooBig(1, 0);
    EXPECT_EQ(b.drops["bad-mtu"], 2);
    TellTooBig(1, 1280);
    EXPECT_EQ(b.drops["bad-mtu"], 2);
}

// RFC 4861 section 7.2.2: for each packet that waits.
TEST_F(StockIcmpv6Test, EveryPacketThatWaitedInVainIsTold)
{
    ErrorCounter counter;
    a.icmpv6->AddObserver(&counter);
    auto socket = OpenSocket(a);
    const auto send = [&](int packets, uint32_t size) {
        for (int i = 0; i < packets; ++i)
        {
            socket->SendTo(Create<Packet>(size),
                           0,
                           Inet6SocketAddress(Ipv6Address("fd00:1::9"), 9));
        }
        world.RunUntil(Simulator::Now() + Seconds(6));
        return counter.errors;
    };
    EXPECT_EQ(send(3, 10), 3);
    EXPECT_EQ(send(1, 10), 3 + 1);
    EXPECT_EQ(send(2, 1400), 3 + 1 + 2) << "quoted in part";
    // As many as ns-3 keeps: 3 (RFC 4861 section 7.2.2: at least one).
    EXPECT_EQ(send(5, 10), 3 + 1 + 2 + 3);
    a.icmpv6->RemoveObserver(&counter);
}

// RFC 4861 section 7.2.2: all that were kept leave once the address is known.
TEST_F(StockIcmpv6Test, EveryPacketThatIsKeptIsSent)
{
    auto sink = OpenSocket(b);
    auto socket = OpenSocket(a);
    for (int i = 0; i < 3; ++i)
    {
        socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(addressB, 9));
    }
    world.RunUntil(Seconds(2));
    EXPECT_EQ(CountReceived(sink), 3U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobility_icmpv6_stock_test
