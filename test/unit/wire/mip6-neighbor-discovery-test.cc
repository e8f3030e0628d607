// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-network-prefix.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_neighbor_discovery_test
{

namespace
{

using Result = std::variant<NeighborMessage, DropReason>;

Octets
Encode(const NeighborMessage& message)
{
    const Octets octets = EncodeNeighborMessage(message, Ip("fe80::1"), Ip("ff02::1"));
    EXPECT_TRUE(IsIcmpv6ChecksumRight(octets.data(), octets.size(), Ip("fe80::1"), Ip("ff02::1")));
    return octets;
}

Result
Decode(const Octets& octets)
{
    return DecodeNeighborMessage(octets.data(), octets.size());
}

/// @return the message in hex without its checksum
std::string
Body(const NeighborMessage& message)
{
    Octets octets = Encode(message);
    octets[2] = octets[3] = 0;
    return ToHex(octets);
}

/// Checks the way to octets and back.
void
ExpectSurvives(const NeighborMessage& message)
{
    EXPECT_EQ(Decode(Encode(message)), Result(message));
}

const Mac48Address MAC("02:00:00:00:00:01");

} // namespace

TEST(NeighborDiscovery, FlagsOfTheRouterAdvertisementHaveTheirBits)
{
    REQ("RFC-061");
    RouterAdvertisement message;
    message.currentHopLimit = 64;
    message.routerLifetime = 0x0708;
    message.reachableTime = 0x01020304;
    message.retransTimer = 0x05060708;
    EXPECT_EQ(Body(message),
              "86000000"
              "40000708"
              "0102030405060708");
    message.managed = true;
    EXPECT_EQ(Body(message).substr(10, 2), "80");
    message.other = true;
    EXPECT_EQ(Body(message).substr(10, 2), "c0");
    message.homeAgent = true;
    EXPECT_EQ(Body(message).substr(10, 2), "e0");
    ExpectSurvives(message);
    message.managed = message.other = false;
    EXPECT_EQ(Body(message).substr(10, 2), "20");
    ExpectSurvives(message);
}

TEST(NeighborDiscovery, FlagsOfThePrefixInformationHaveTheirBits)
{
    REQ("RFC-062");
    for (int flags = 0; flags < 8; ++flags)
    {
        const PrefixInformation option{64,
                                       (flags & 4) != 0,
                                       (flags & 2) != 0,
                                       (flags & 1) != 0,
                                       0x01020304,
                                       0x05060708,
                                       Ip("2001:db8:1::1")};
        const RouterAdvertisement message{0, false, false, false, 0, 0, 0, {option}};
        EXPECT_EQ(Body(message).substr(32),
                  "030440" + ToHex(static_cast<uint64_t>(flags << 5), 1) +
                      "0102030405060708"
                      "00000000"
                      "20010db8000100000000000000000001");
        ExpectSurvives(message);
    }
}

TEST(NeighborDiscovery, PrefixWithARouterAddressIsStillAPrefix)
{
    REQ("RFC-062");
    const auto& vector = Named(ReadJson("vectors/mip6.json").at("vectors"), "ra_home_agent");
    const Octets packet = FromHex(vector.at("hex"));
    const Octets octets(packet.begin() + 40, packet.end());
    const auto message = std::get<RouterAdvertisement>(std::get<NeighborMessage>(Decode(octets)));
    const auto* option = FindOption<PrefixInformation>(message.options);
    ASSERT_NE(option, nullptr);
    EXPECT_TRUE(option->routerAddress);
    EXPECT_TRUE(option->autonomous);
    EXPECT_EQ(option->prefix, Ip("2001:db8:1::1"));
    EXPECT_EQ(NetworkPrefix(option->prefix, option->prefixLength).ToString(), "2001:db8:1::/64");
}

TEST(NeighborDiscovery, AdvertisementIntervalIsInMilliseconds)
{
    REQ("RFC-064");
    const RouterAdvertisement message{0, false, false, false, 0, 0, 0, {AdvertisementInterval{90}}};
    EXPECT_EQ(Body(message).substr(32), "070100000000005a");
    ExpectSurvives(message);
    Octets octets = Encode(message);
    octets[18] = octets[19] = 0xff; // Reserved
    EXPECT_EQ(Decode(octets), Result(NeighborMessage(message)));
}

TEST(NeighborDiscovery, HomeAgentInformationHasPreferenceLifetimeAndOneFlag)
{
    REQ("RFC-065", "NEMO-7.3-1");
    RouterAdvertisement message;
    message.options = {HomeAgentInformation{false, 50, 1800}};
    EXPECT_EQ(Body(message).substr(32), "0801000000320708");
    ExpectSurvives(message);
    message.options = {HomeAgentInformation{true, 0xffff, 0xfffe}};
    EXPECT_EQ(Body(message).substr(32), "08018000fffffffe");
    ExpectSurvives(message);
    Octets octets = Encode(message);
    octets[18] |= 0x7f; // Reserved
    octets[19] = 0xff;
    EXPECT_EQ(Decode(octets), Result(NeighborMessage(message)));
}

TEST(NeighborDiscovery, OptionsComeBackInTheirOrder)
{
    RouterAdvertisement message;
    message.options = {LinkMtu{1500},
                       UnknownNeighborOption{24, {1, 2, 3, 4, 5, 6}},
                       SourceLinkLayerAddress{MAC},
                       PrefixInformation{64, true, true, false, 1, 2, Ip("5::")},
                       PrefixInformation{48, false, true, false, 3, 4, Ip("6::")}};
    ExpectSurvives(message);
    EXPECT_EQ(AllOptions<PrefixInformation>(message.options).size(), 2u);
    EXPECT_EQ(FindOption<HomeAgentInformation>(message.options), nullptr);
}

TEST(NeighborDiscovery, UnknownOptionsAndThoseOfAnotherLengthArePassedOver)
{
    // An option 24, Prefix Information of 2 units, MTU of 2 units, then a good MTU.
    const Octets octets = FromHex("8600000000000000"
                                  "0000000000000000"
                                  "1801aaaaaaaaaaaa"
                                  "030240c0000000000000000000000000"
                                  "05020000000005dc0000000000000000"
                                  "05010000000005dc");
    const auto message = std::get<RouterAdvertisement>(std::get<NeighborMessage>(Decode(octets)));
    ASSERT_EQ(message.options.size(), 4u);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_TRUE(std::holds_alternative<UnknownNeighborOption>(
            message.options[static_cast<std::size_t>(i)]));
    }
    EXPECT_EQ(message.options[3], NeighborOption(LinkMtu{1500}));
    EXPECT_EQ(Encode(message).size(), octets.size());
}

TEST(NeighborDiscovery, UnknownOptionIsFilledUpToEightOctets)
{
    OctetWriter writer;
    WriteNeighborOptions({UnknownNeighborOption{24, {1, 2, 3, 4, 5, 6, 7}}}, writer);
    EXPECT_EQ(ToHex(writer.Get()), "18020102030405060700000000000000");
}

TEST(NeighborDiscovery, SolicitationsAndAdvertisementsOfNeighborsHaveTheirLayout)
{
    const NeighborSolicitation solicitation{Ip("5::1"), {SourceLinkLayerAddress{MAC}}};
    EXPECT_EQ(Body(solicitation),
              "8700000000000000"
              "00050000000000000000000000000001"
              "0101020000000001");
    ExpectSurvives(solicitation);
    NeighborAdvertisement advertisement{true, false, false, Ip("5::1"), {}};
    EXPECT_EQ(Body(advertisement),
              "8800000080000000"
              "00050000000000000000000000000001");
    ExpectSurvives(advertisement);
    advertisement = {false, true, false, Ip("5::1"), {TargetLinkLayerAddress{MAC}}};
    EXPECT_EQ(Body(advertisement),
              "8800000040000000"
              "00050000000000000000000000000001"
              "0201020000000001");
    ExpectSurvives(advertisement);
    advertisement = {false, false, true, Ip("5::1"), {}};
    EXPECT_EQ(Body(advertisement).substr(8, 8), "20000000");
    ExpectSurvives(advertisement);
    const RouterSolicitation router{{SourceLinkLayerAddress{MAC}}};
    EXPECT_EQ(Body(router),
              "8500000000000000"
              "0101020000000001");
    ExpectSurvives(router);
}

TEST(NeighborDiscovery, RefusesWhatTheRfcCallsInvalid)
{
    const NeighborSolicitation good{Ip("5::1"), {SourceLinkLayerAddress{MAC}}};
    Octets octets = Encode(good);
    octets[1] = 1;
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_CODE));
    octets = Encode(NeighborSolicitation{Ip("ff02::1"), {}});
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_ADDRESS));
    octets = Encode(good);
    octets[25] = 0; // Length of the option
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_OPTION_LENGTH));
    octets[25] = 2; // past the end
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_OPTION_LENGTH));
    std::fill(octets.begin() + 24, octets.end(), uint8_t{0}); // four options of length 0
    EXPECT_EQ(Decode(octets), Result(DropReason::BAD_OPTION_LENGTH));
    octets[0] = 137; // Redirect
    EXPECT_EQ(Decode(octets), Result(DropReason::UNKNOWN_MESSAGE_TYPE));
    EXPECT_EQ(Decode({}), Result(DropReason::TRUNCATED));
}

TEST(NeighborDiscovery, RefusesMessagesThatAreTooShort)
{
    const std::vector<std::pair<uint8_t, std::size_t>> least{{133, 8},
                                                             {134, 16},
                                                             {135, 24},
                                                             {136, 24}};
    for (const auto& [type, size] : least)
    {
        for (std::size_t i = 1; i <= size; ++i)
        {
            Octets octets(i, 0);
            octets[0] = type;
            if (i < size)
            {
                EXPECT_EQ(Decode(octets), Result(DropReason::MESSAGE_TOO_SHORT)) << i;
            }
            else
            {
                EXPECT_TRUE(std::holds_alternative<NeighborMessage>(Decode(octets)));
            }
        }
    }
}

TEST(NeighborDiscoveryDeathTest, OptionLongerThanItsLengthCanSayIsMisuse)
{
    OctetWriter writer;
    EXPECT_DEATH(WriteNeighborOptions({UnknownNeighborOption{24, Octets(2039, 0)}}, writer),
                 "at most 2040 octets");
}

} // namespace ns3::nemo::tests::mip6_neighbor_discovery_test
