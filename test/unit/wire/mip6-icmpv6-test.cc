// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-icmpv6.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_icmpv6_test
{

namespace
{

using Result = std::variant<MobilityIcmpv6Message, DropReason>;

Octets
Encode(const MobilityIcmpv6Message& message)
{
    const Octets octets = EncodeMobilityIcmpv6(message, Ip("5::1"), Ip("6::1"));
    EXPECT_TRUE(IsIcmpv6ChecksumRight(octets.data(), octets.size(), Ip("5::1"), Ip("6::1")));
    return octets;
}

Result
Decode(const Octets& octets)
{
    return DecodeMobilityIcmpv6(octets.data(), octets.size());
}

/// @return the message in hex without its checksum, having seen it come back
std::string
Body(const MobilityIcmpv6Message& message)
{
    Octets octets = Encode(message);
    EXPECT_EQ(Decode(octets), Result(message));
    octets[2] = octets[3] = 0;
    return ToHex(octets);
}

const PrefixInformation PREFIX{64, true, true, false, 86400, 14400, Ip("5::")};

} // namespace

TEST(MobilityIcmpv6, DiscoveryRequestHasItsIdentifierAndOneFlag)
{
    REQ("RFC-055", "NEMO-7.1-1");
    EXPECT_EQ(Body(HomeAgentAddressDiscoveryRequest{0x1234, false}), "9000000012340000");
    EXPECT_EQ(Body(HomeAgentAddressDiscoveryRequest{0x1234, true}), "9000000012348000");
}

TEST(MobilityIcmpv6, DiscoveryReplyHasAsManyAddressesAsThereIsRoom)
{
    REQ("RFC-056", "NEMO-7.2-1");
    HomeAgentAddressDiscoveryReply reply{0x1234, true, {}};
    EXPECT_EQ(Body(reply), "9100000012348000");
    for (std::size_t count = 1; count <= 77; ++count)
    {
        reply.homeAgents.push_back(Ip("5::" + std::to_string(count)));
        EXPECT_EQ(Body(reply).size(), 2 * (8 + 16 * count));
    }
}

TEST(MobilityIcmpv6, DiscoveryReplyWithAPartOfAnAddressIsRefused)
{
    REQ("RFC-056");
    const Octets whole = Encode(HomeAgentAddressDiscoveryReply{1, false, {Ip("5::1"), Ip("5::2")}});
    for (std::size_t size = 8; size <= whole.size(); ++size)
    {
        const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        if (size % 16 == 8)
        {
            EXPECT_TRUE(std::holds_alternative<MobilityIcmpv6Message>(Decode(cut))) << size;
        }
        else
        {
            EXPECT_EQ(Decode(cut), Result(DropReason::BAD_OPTION_LENGTH)) << size;
        }
    }
}

TEST(MobilityIcmpv6, PrefixSolicitationMayHaveOptionsThatNobodyKnows)
{
    REQ("RFC-057");
    EXPECT_EQ(Body(MobilePrefixSolicitation{0xbeef, {}}), "92000000beef0000");
    EXPECT_EQ(Body(MobilePrefixSolicitation{0xbeef, {UnknownNeighborOption{99, Octets(6, 1)}}}),
              "92000000beef0000"
              "6301010101010101");
}

TEST(MobilityIcmpv6, PrefixAdvertisementHasTwoFlagsAndPrefixes)
{
    REQ("RFC-058");
    EXPECT_EQ(Body(MobilePrefixAdvertisement{0xbeef, true, false, {}}), "93000000beef8000");
    EXPECT_EQ(Body(MobilePrefixAdvertisement{0xbeef, false, true, {}}), "93000000beef4000");
    EXPECT_EQ(Body(MobilePrefixAdvertisement{0xbeef, false, false, {PREFIX}}),
              "93000000beef0000"
              "030440c00001518000003840"
              "00000000"
              "00050000000000000000000000000000");
}

TEST(MobilityIcmpv6, ReservedBitsAreIgnored)
{
    const std::vector<std::pair<MobilityIcmpv6Message, int>> messages{
        {HomeAgentAddressDiscoveryRequest{1, true}, 0x7f},
        {HomeAgentAddressDiscoveryReply{1, false, {Ip("5::1")}}, 0x7f},
        {MobilePrefixSolicitation{1, {}}, 0xff},
        {MobilePrefixAdvertisement{1, true, false, {PREFIX}}, 0x3f}};
    for (const auto& [message, reserved] : messages)
    {
        Octets octets = Encode(message);
        octets[6] = static_cast<uint8_t>(octets[6] | reserved);
        octets[7] = 0xff;
        EXPECT_EQ(Decode(octets), Result(message));
    }
}

TEST(MobilityIcmpv6, RefusesWhatIsNoSuchMessage)
{
    Octets octets = Encode(MobilePrefixSolicitation{1, {UnknownNeighborOption{99, Octets(6, 1)}}});
    octets[1] = 1;
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_CODE));
    octets[1] = 0;
    octets[9] = 0; // Length of the option
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_OPTION_LENGTH));
    octets[9] = 2; // past the end
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_OPTION_LENGTH));
    for (const uint8_t type : {0, 143, 148, 255})
    {
        octets[0] = type;
        EXPECT_EQ(Decode(octets), Result(DropReason::UNKNOWN_MESSAGE_TYPE));
    }
    for (std::size_t size = 0; size < 8; ++size)
    {
        Octets cut(size, 0);
        cut.insert(cut.begin(), 144);
        cut.resize(size);
        EXPECT_EQ(Decode(cut), Result(DropReason::MESSAGE_TOO_SHORT));
    }
}

} // namespace ns3::nemo::tests::mip6_icmpv6_test
