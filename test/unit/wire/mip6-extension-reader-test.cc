// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_extension_reader_test
{

namespace
{

using Reason = DropReason;

const std::string HOME = "20010db8000100000000000000000010";

std::variant<OptionsHeader, ExtensionError>
Options(const std::string& digits, const KnownOptions& known = MobilityDestinationOptions())
{
    const Octets octets = FromHex(digits);
    return ReadOptionsHeader(octets.data(), octets.size(), known);
}

std::variant<ReceivedRoutingHeader, ExtensionError>
Routing(const std::string& digits, SourceRoutes sourceRoutes = SourceRoutes::REFUSE)
{
    const Octets octets = FromHex(digits);
    return ReadRoutingHeader(octets.data(), octets.size(), sourceRoutes);
}

/// Checks that reading gives this error.
template <typename Result>
void
ExpectError(const Result& result, const ExtensionError& expected, const std::string& what = "")
{
    ASSERT_TRUE(std::holds_alternative<ExtensionError>(result)) << what;
    EXPECT_EQ(std::get<ExtensionError>(result), expected) << what;
}

/// @return an error that nobody is told of
ExtensionError
Silent(Reason reason)
{
    return {reason, {}, 0, false};
}

/// @return an error that the source is told of
ExtensionError
Problem(Reason reason, uint8_t code, std::size_t pointer, bool evenForMulticast = false)
{
    return {reason, code, pointer, evenForMulticast};
}

} // namespace

TEST(OptionsHeader, GivesTheHomeAddressAndWhereItsOptionStands)
{
    REQ("RFC-049");
    const auto result = Options("870201020000c910" + HOME);
    const auto& header = std::get<OptionsHeader>(result);
    EXPECT_EQ(header.nextHeader, 135);
    EXPECT_EQ(header.size, 24u);
    EXPECT_EQ(header.homeAddress, Ip("2001:db8:1::10"));
    EXPECT_EQ(header.homeAddressOffset, 6u);
    EXPECT_FALSE(header.encapsulationLimit);
    EXPECT_TRUE(header.others.empty());
}

TEST(OptionsHeader, ReadsTheHomeAddressAtAnyAlignment)
{
    const auto result = Options("8702c910" + HOME + "01020000");
    EXPECT_EQ(std::get<OptionsHeader>(result).homeAddress, Ip("2001:db8:1::10"));
}

TEST(OptionsHeader, RefusesAHomeAddressOfAnotherLength)
{
    REQ("RFC-049");
    for (uint8_t length : {0, 4, 15, 17, 20})
    {
        const Octets address(length, 0);
        Octets header = FromHex("1100c9" + ToHex(length, 1) + ToHex(address));
        header.resize((header.size() + 7) / 8 * 8, 0); // Pad1 to the end
        header[1] = static_cast<uint8_t>(header.size() / 8 - 1);
        ExpectError(Options(ToHex(header)), Problem(Reason::BAD_OPTION_LENGTH, 0, 3));
    }
}

TEST(OptionsHeader, RefusesASecondHomeAddress)
{
    REQ("RFC-051");
    ExpectError(Options("1104c910" + HOME + "c910" + HOME + "0100"),
                Silent(Reason::DUPLICATE_HOME_ADDRESS));
    ExpectError(Options("110501020000c910" + HOME +
                        "01040000"
                        "0000c910" +
                        HOME),
                Silent(Reason::DUPLICATE_HOME_ADDRESS));
}

TEST(OptionsHeader, WithoutMobilitySupportTheHomeAddressIsUnknown)
{
    ExpectError(Options("110201020000c910" + HOME, KnownOptions()),
                Problem(Reason::UNRECOGNIZED_OPTION, 2, 6));
}

TEST(OptionsHeader, TreatsUnknownOptionsByTheirTwoTopBits)
{
    for (int type = 2; type < 256; ++type)
    {
        if (MobilityDestinationOptions()[static_cast<std::size_t>(type)])
        {
            continue;
        }
        const std::string digits = "11000100" + ToHex(static_cast<uint64_t>(type), 1) + "020000";
        switch (type >> 6)
        {
        case 0:
            EXPECT_TRUE(std::holds_alternative<OptionsHeader>(Options(digits))) << type;
            break;
        case 1:
            ExpectError(Options(digits), Silent(Reason::UNRECOGNIZED_OPTION), digits);
            break;
        case 2:
            ExpectError(Options(digits), Problem(Reason::UNRECOGNIZED_OPTION, 2, 4, true), digits);
            break;
        default:
            ExpectError(Options(digits), Problem(Reason::UNRECOGNIZED_OPTION, 2, 4), digits);
        }
    }
}

TEST(OptionsHeader, ListsTheOtherKnownOptionsWithTheirPlaces)
{
    const auto result = Options("3a000502000001"
                                "00",
                                KnownOptions().set(5));
    const auto& header = std::get<OptionsHeader>(result);
    ASSERT_EQ(header.others.size(), 1u);
    EXPECT_EQ(header.others[0].type, 5);
    EXPECT_EQ(header.others[0].offset, 2u);
    EXPECT_EQ(header.others[0].data, (Octets{0, 0}));
}

TEST(OptionsHeader, PointsAtTheLengthOfAnOptionThatRunsPastTheEnd)
{
    ExpectError(Options("1100010200000103"), Problem(Reason::BAD_OPTION_LENGTH, 0, 7));
    // Of the last option only the type is there.
    ExpectError(Options("1100010300000001"), Problem(Reason::BAD_OPTION_LENGTH, 0, 7));
    ExpectError(Options("1100fe0500000000"), Problem(Reason::BAD_OPTION_LENGTH, 0, 3));
}

TEST(OptionsHeader, EndsWithAnUnknownOptionOfAnyLength)
{
    // The stock parser of ns-3 loops for ever on length 254.
    for (std::size_t length = 0; length < 256; ++length)
    {
        Octets header{17, 32, 30, static_cast<uint8_t>(length)};
        header.resize(33 * 8, 0);
        EXPECT_TRUE(std::holds_alternative<OptionsHeader>(Options(ToHex(header)))) << length;
    }
}

TEST(OptionsHeader, LongerThanThePacketIsRefusedSilently)
{
    for (const std::string digits : {"", "11", "1100", "11000104000000", "1101010400000000"})
    {
        ExpectError(Options(digits), Silent(Reason::TRUNCATED), digits);
    }
}

TEST(OptionsHeader, RefusesAnEncapsulationLimitOfAnotherLength)
{
    ExpectError(Options("2900040000000000"), Problem(Reason::BAD_OPTION_LENGTH, 0, 3));
    ExpectError(Options("2900040204040000"), Problem(Reason::BAD_OPTION_LENGTH, 0, 3));
}

TEST(RoutingHeader, OfTypeTwoIsRead)
{
    REQ("RFC-052");
    const auto result = Routing("1102020100000000" + HOME);
    const auto& header = std::get<ReceivedRoutingHeader>(result);
    EXPECT_EQ(header.nextHeader, 17);
    EXPECT_EQ(header.size, 24u);
    EXPECT_EQ(header.routing, (RoutingHeader{2, Ip("2001:db8:1::10"), 1, {}}));
}

TEST(RoutingHeader, OfTypeTwoHasReservedBitsThatAreIgnored)
{
    REQ("RFC-052");
    EXPECT_TRUE(std::holds_alternative<ReceivedRoutingHeader>(Routing("11020201ffffffff" + HOME)));
}

TEST(RoutingHeader, OfTypeTwoWithAnotherLengthOrSegmentsLeftIsRefusedSilently)
{
    REQ("RFC-052");
    const ExtensionError silent = Silent(Reason::BAD_ROUTING_HEADER);
    for (int segments = 0; segments < 256; ++segments)
    {
        const auto result =
            Routing("110202" + ToHex(static_cast<uint64_t>(segments), 1) + "00000000" + HOME);
        EXPECT_EQ(std::holds_alternative<ReceivedRoutingHeader>(result), segments == 1);
        if (segments != 1)
        {
            ExpectError(result, silent);
        }
    }
    ExpectError(Routing("1100020100000000"), silent);
    ExpectError(Routing("1101020100000000"
                        "0000000000000000"),
                silent);
    ExpectError(Routing("1104020100000000" + HOME + HOME), silent);
}

TEST(RoutingHeader, OfUnknownTypeIsPassedOverOrPointedAt)
{
    const auto done = Routing("110203000000000"
                              "0" +
                              HOME);
    EXPECT_EQ(std::get<ReceivedRoutingHeader>(done).routing.type, 3);
    EXPECT_EQ(std::get<ReceivedRoutingHeader>(done).routing.address, Ip("::"));
    ExpectError(Routing("1102030100000000" + HOME), Problem(Reason::UNKNOWN_ROUTING_TYPE, 0, 2));
    ExpectError(Routing("1102000100000000" + HOME), Problem(Reason::UNKNOWN_ROUTING_TYPE, 0, 2));
}

TEST(RoutingHeader, OfTypeZeroIsReadWhereAsked)
{
    const auto result = Routing("1104000200000000" + HOME + HOME, SourceRoutes::READ);
    const Ipv6Address home = Ip("2001:db8:1::10");
    EXPECT_EQ(std::get<ReceivedRoutingHeader>(result).routing, (RoutingHeader{0, home, 2, {home}}));
    ExpectError(Routing("1104000300000000" + HOME + HOME, SourceRoutes::READ),
                Problem(Reason::BAD_ROUTING_HEADER, 0, 3));
    ExpectError(Routing("1103000100000000" + HOME + "0000000000000000", SourceRoutes::READ),
                Problem(Reason::BAD_ROUTING_HEADER, 0, 1));
}

TEST(RoutingHeader, LongerThanThePacketIsRefusedSilently)
{
    const std::string whole = "1102020100000000" + HOME;
    for (std::size_t octets = 0; octets < whole.size() / 2; ++octets)
    {
        ExpectError(Routing(whole.substr(0, 2 * octets)), Silent(Reason::TRUNCATED));
    }
}

} // namespace ns3::nemo::tests::mip6_extension_reader_test
