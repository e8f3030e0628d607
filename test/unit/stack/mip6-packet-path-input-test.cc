// SPDX-License-Identifier: GPL-2.0-only
// What PacketPath does not let in: why, and counted once.
#include "support/chain-test.h"

#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_packet_path_input_test
{

namespace
{

constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t UDP = 17;

/// An IPv6 packet.
Octets
Wrap(const Ipv6Address& source, const Ipv6Address& destination, uint8_t next, const Octets& payload)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(payload.size()));
    writer.U8(next);
    writer.U8(64);
    writer.Address(source);
    writer.Address(destination);
    writer.Append(payload);
    return writer.Release();
}

/// A datagram of 10 octets from port 9 to port 9.
Octets
Datagram()
{
    return {0, 9, 0, 9, 0, 10, 0, 0, 0, 0};
}

/// A Destination Options header with a Home Address option, before a datagram.
Octets
WithHomeAddress(const Ipv6Address& home)
{
    OctetWriter writer;
    writer.Append({UDP, 2, 1, 2, 0, 0, 201, 16});
    writer.Address(home);
    writer.Append(Datagram());
    return writer.Release();
}

class PacketPathInputTest : public ChainTest
{
  protected:
    PacketPathInputTest()
    {
        chain.SetUpTunnel();
        CountDrops(MN);
        chain.At(MN).ipv6->TraceConnectWithoutContext(
            "Drop",
            MakeCallback(&PacketPathInputTest::NoteIpv6Drop, this));
    }

    void NoteIpv6Drop(const Ipv6Header&,
                      Ptr<const Packet>,
                      Ipv6L3Protocol::DropReason reason,
                      Ptr<Ipv6>,
                      uint32_t)
    {
        // Others are of what is sent while there is no route.
        malformed += reason == Ipv6L3Protocol::DROP_MALFORMED_HEADER ? 1 : 0;
    }

    void Inject(const Octets& packet)
    {
        InjectAt(3, MN, chain.LeftInterface(MN), packet);
        Run();
    }

    const Ipv6Address agent = ChainTopology::Address(1, 1);
    const Ipv6Address careOf = ChainTopology::Address(2, 2);
    const Ipv6Address peer = ChainTopology::Address(0, 1);
    int malformed{0};
};

TEST_F(PacketPathInputTest, APacketThatIsRefusedIsCountedOnce)
{
    Inject(
        Wrap(peer, careOf, DESTINATION_OPTIONS_HEADER, WithHomeAddress(Ipv6Address("fd00:c::1"))));
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::NO_BINDING, 1}}));
    EXPECT_EQ(malformed, 0) << "ns-3 has no name for it";
}

// RFC 6275 section 11.3.4: no mobile node sends that, whatever is bound.
TEST_F(PacketPathInputTest, AHomeAddressOptionIsNotForAGroup)
{
    const Ipv6Address bound("fd00:c::1");
    chain.At(MN).steering->ExpectHome(bound, peer);
    auto sink = Socket6(MN);
    InjectAt(2,
             MN,
             chain.LeftInterface(MN),
             Wrap(peer, careOf, DESTINATION_OPTIONS_HEADER, WithHomeAddress(bound)));
    Inject(Wrap(peer, Ipv6Address("ff02::1"), DESTINATION_OPTIONS_HEADER, WithHomeAddress(bound)));
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::HOME_ADDRESS_TO_GROUP, 1}}));
    EXPECT_EQ(received.size(), 1U) << "only what was sent to the node";
}

TEST_F(PacketPathInputTest, OptionsTooLongForNs3HaveNothingToDoWithRoutingHeaders)
{
    Octets options{UDP, 32, 1, 253};
    options.resize(264, 0);
    options[257] = 1; // PadN to the end
    options[258] = 4;
    const Octets datagram = Datagram();
    options.insert(options.end(), datagram.begin(), datagram.end());
    Inject(Wrap(peer, Ipv6Address("ff02::1"), DESTINATION_OPTIONS_HEADER, options));
    EXPECT_EQ(drops, (std::map<DropReason, int>{{DropReason::TRUNCATED, 1}}));
}

/// So many tunnels, one in the other, around a datagram.
class PacketPathNestingTest : public PacketPathInputTest,
                              public ::testing::WithParamInterface<uint32_t>
{
};

TEST_P(PacketPathNestingTest, IsTakenOutSoFarAndNoFurther)
{
    auto sink = Socket6(MN);
    Octets packet = Wrap(peer, ChainTopology::Home(), UDP, Datagram());
    for (uint32_t i = 1; i < GetParam(); ++i)
    {
        packet = Wrap(agent, ChainTopology::Home(), IPV6_IN_IPV6, packet);
    }
    Inject(Wrap(agent, careOf, IPV6_IN_IPV6, packet));
    const bool isTooDeep = GetParam() > PacketPath::MOST_NESTED;
    EXPECT_EQ(received.size(), isTooDeep ? 0U : 1U);
    EXPECT_EQ(drops[DropReason::TUNNEL_NESTING], isTooDeep ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Levels, PacketPathNestingTest, ::testing::Values(1U, 2U, 16U, 17U, 30U));

} // namespace

} // namespace ns3::nemo::tests::mip6_packet_path_input_test
