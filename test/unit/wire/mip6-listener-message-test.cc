// SPDX-License-Identifier: GPL-2.0-only

#include "fuzz/round-trip.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-multicast-scope.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_listener_message_test
{

namespace
{

using Type = ListenerMessageType;
using Result = std::variant<ListenerMessage, DropReason>;

Result
DecodeOctets(const Octets& octets)
{
    return DecodeListenerMessage(octets.data(), octets.size());
}

/// @return the message in hex without its checksum, having seen it come back
std::string
Body(const ListenerMessage& message)
{
    Octets octets = EncodeListenerMessage(message, Ip("fe80::1"), message.Destination());
    EXPECT_TRUE(
        IsIcmpv6ChecksumRight(octets.data(), octets.size(), Ip("fe80::1"), message.Destination()));
    EXPECT_EQ(DecodeOctets(octets), Result(message));
    EXPECT_TRUE(MobilityIcmpv6RoundTrips(octets));
    octets[2] = octets[3] = 0;
    return ToHex(octets);
}

const Ipv6Address GROUP("ff0e::77");
const std::string GROUP_HEX = "ff0e0000000000000000000000000077";

} // namespace

TEST(ListenerMessage, HasTheLayoutOfRfc2710)
{
    EXPECT_EQ(Body({Type::QUERY, 10000, Ip("::")}), "8200000027100000" + std::string(32, '0'));
    EXPECT_EQ(Body({Type::QUERY, 1000, GROUP}), "8200000003e80000" + GROUP_HEX);
    EXPECT_EQ(Body({Type::REPORT, 0, GROUP}), "8300000000000000" + GROUP_HEX);
    EXPECT_EQ(Body({Type::DONE, 0, GROUP}), "8400000000000000" + GROUP_HEX);
    EXPECT_EQ(ToHex(ListenerRouterAlert()), "3a00050200000100");
}

TEST(ListenerMessage, GoesWhereThoseAreThatHaveToHearIt)
{
    EXPECT_EQ((ListenerMessage{Type::QUERY, 0, Ip("::")}.Destination()), Ip("ff02::1"));
    EXPECT_EQ((ListenerMessage{Type::QUERY, 0, GROUP}.Destination()), GROUP);
    EXPECT_EQ((ListenerMessage{Type::REPORT, 0, GROUP}.Destination()), GROUP);
    EXPECT_EQ((ListenerMessage{Type::DONE, 0, GROUP}.Destination()), Ip("ff02::2"));
}

TEST(ListenerMessage, IsRefusedIfItIsShortOrSaysNothing)
{
    Octets octets = EncodeListenerMessage({Type::REPORT, 0, GROUP}, Ip("fe80::1"), GROUP);
    for (std::size_t size = 0; size < octets.size(); ++size)
    {
        EXPECT_EQ(DecodeOctets(Octets(octets.begin(), octets.begin() + static_cast<int>(size))),
                  Result(DropReason::MESSAGE_TOO_SHORT));
    }
    Octets longer = octets;
    longer.resize(octets.size() + 9);
    EXPECT_EQ(DecodeOctets(longer), Result(ListenerMessage{Type::REPORT, 0, GROUP}));
    octets[1] = 7; // RFC 2710 section 3.2: ignored by receivers
    EXPECT_EQ(DecodeOctets(octets), Result(ListenerMessage{Type::REPORT, 0, GROUP}));
    octets[0] = 133;
    EXPECT_EQ(DecodeOctets(octets), Result(DropReason::UNKNOWN_MESSAGE_TYPE));
    for (const Type type : {Type::QUERY, Type::REPORT, Type::DONE})
    {
        octets[0] = static_cast<uint8_t>(type);
        octets[8] = 0xfd;
        EXPECT_EQ(DecodeOctets(octets), Result(DropReason::BAD_ADDRESS)) << "no group";
    }
    const Octets nothing = EncodeListenerMessage({Type::DONE, 0, Ip("::")}, GROUP, GROUP);
    EXPECT_EQ(DecodeOctets(nothing), Result(DropReason::BAD_ADDRESS));
}

TEST(ListenerMessage, IsSeenInAPacketBehindItsRouterAlert)
{
    const std::string addresses = "fe800000000000000000000000000001" + GROUP_HEX;
    const auto isListener = [](const std::string& hex) {
        const Octets octets = FromHex(hex);
        return IsListenerPacket(octets.data(), octets.size());
    };
    const std::string withAlert = "6000000000200001" + addresses + "3a00050200000100";
    for (const char* type : {"82", "83", "84"})
    {
        EXPECT_TRUE(isListener(withAlert + type));
        EXPECT_TRUE(isListener("6000000000183a01" + addresses + type));
    }
    EXPECT_FALSE(isListener(withAlert + "81"));
    EXPECT_FALSE(isListener(withAlert + "8f"));
    EXPECT_FALSE(isListener("6000000000181101" + addresses + "82")) << "UDP";
    EXPECT_FALSE(isListener("6000000000200001" + addresses + "1100050200000100" + "82"));
    EXPECT_FALSE(isListener("6000000000200001" + addresses + "3a01050200000100" + "82"));
    const Octets whole = FromHex(withAlert + "83");
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const Octets cut(whole.begin(), whole.begin() + static_cast<int>(size));
        EXPECT_FALSE(IsListenerPacket(cut.data(), cut.size())) << size;
    }
}

TEST(MulticastScope, TellsWhoMayForward)
{
    const auto scopes = [](const char* address) {
        return std::pair(IsGroupBeyondLink(Ip(address)), IsGlobalGroup(Ip(address)));
    };
    EXPECT_EQ(scopes("ff00::1"), std::pair(false, false));
    EXPECT_EQ(scopes("ff01::1"), std::pair(false, false));
    EXPECT_EQ(scopes("ff12::1"), std::pair(false, false));
    EXPECT_EQ(scopes("ff05::1"), std::pair(true, false));
    EXPECT_EQ(scopes("ff08::1"), std::pair(true, false));
    EXPECT_EQ(scopes("ff0e::1"), std::pair(true, true));
    EXPECT_EQ(scopes("ff3e::1"), std::pair(true, true));
    EXPECT_EQ(scopes("ff0f::1"), std::pair(true, true)) << "RFC 4291 section 2.7: as E";
    EXPECT_EQ(scopes("fd0e::1"), std::pair(false, false));
}

} // namespace ns3::nemo::tests::mip6_listener_message_test
