// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-mobility-option-codec.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_option_codec_test
{

namespace
{

/// @return the options as they follow so many octets of a header, in hex
std::string
Write(std::size_t before,
      const MobilityOptions& options,
      PaddingStyle style = PaddingStyle::CANONICAL,
      const OptionTypes& types = {})
{
    OctetWriter writer;
    writer.Zero(before);
    WriteMobilityOptions(options, style, types, writer);
    EXPECT_EQ(writer.Size() % 8, 0u);
    return ToHex(writer.Get()).substr(2 * before);
}

std::variant<MobilityOptions, DropReason>
Read(const std::string& digits, const OptionTypes& types = {})
{
    const Octets octets = FromHex(digits);
    return ReadMobilityOptions(OctetReader(octets), types);
}

MobilityOptions
MustRead(const std::string& digits, const OptionTypes& types = {})
{
    return std::get<MobilityOptions>(Read(digits, types));
}

/// @return the size of a Binding Update with so many of an option, and maybe another one
std::size_t
SizeWith(int count, const MobilityOption& option, MobilityOptions options = {})
{
    options.insert(options.end(), static_cast<std::size_t>(count), option);
    return EncodeMobilityHeader(Signal{BindingUpdate{}, options}, Ip("4::2"), Ip("4::3")).size();
}

const std::string ADDRESS = "00050000000000000000000000000001";

} // namespace

TEST(MobilityOptions, ArePaddedWithTheShortestPadding)
{
    REQ("RFC-040", "RFC-041");
    // What is left to a multiple of 8: nothing, one Pad1, or one PadN of exactly that many octets.
    EXPECT_EQ(Write(8, {}), "");
    EXPECT_EQ(Write(7, {}), "00");
    EXPECT_EQ(Write(6, {}), "0100");
    EXPECT_EQ(Write(5, {}), "010100");
    EXPECT_EQ(Write(4, {}), "01020000");
    EXPECT_EQ(Write(3, {}), "0103000000");
    EXPECT_EQ(Write(2, {}), "010400000000");
    EXPECT_EQ(Write(1, {}), "01050000000000");
}

TEST(MobilityOptions, Pad1AndPadNAreReadWhateverTheyHold)
{
    REQ("RFC-040", "RFC-041");
    for (int size = 2; size <= 7; ++size)
    {
        const Octets fill(static_cast<std::size_t>(size - 2), 0xa5);
        const std::string digits = "01" + ToHex(static_cast<uint64_t>(size - 2), 1) + ToHex(fill);
        EXPECT_EQ(MustRead("00" + digits + "04040001000200"),
                  (MobilityOptions{Padding{{0}},
                                   Padding{FromHex(digits)},
                                   NonceIndices{1, 2},
                                   Padding{{0}}}));
    }
}

TEST(MobilityOptions, StandAtTheirAlignmentWhereverTheHeaderIs)
{
    REQ("RFC-043", "RFC-044", "NEMO-4.3-2");
    const AlternateCareOfAddress alternate{Ip("5::1")};
    const MobileNetworkPrefixOption prefix = Prefix("5::1", 64);
    for (std::size_t before = 8; before < 16; ++before)
    {
        const std::string a = Write(before, {alternate});
        EXPECT_EQ((before + a.find("0310" + ADDRESS) / 2) % 8, 6u) << before;
        const std::string p = Write(before, {prefix});
        EXPECT_EQ((before + p.find("06120040" + ADDRESS) / 2) % 8, 4u) << before;
        const std::string n = Write(before, {NonceIndices{0xabcd, 0xef01}});
        EXPECT_EQ((before + n.find("0404abcdef01") / 2) % 2, 0u) << before;
        const std::string r = Write(before, {BindingRefreshAdvice{0xabcd}});
        EXPECT_EQ((before + r.find("0202abcd") / 2) % 2, 0u) << before;
    }
}

TEST(MobilityOptions, AuthorizationDataEndsTheHeaderWhateverItsLengthAndPlace)
{
    REQ("RFC-045");
    for (std::size_t length = 0; length < 32; ++length)
    {
        const BindingAuthorizationData data{Octets(length, 0xee)};
        const std::string expected = "05" + ToHex(length, 1) + ToHex(data.authenticator);
        const std::string digits = Write(12, {data, BindingRefreshAdvice{1}});
        EXPECT_EQ(digits.substr(digits.size() - expected.size()), expected);
        EXPECT_EQ(digits.substr(0, 8), "02020001");
    }
    EXPECT_EQ(Write(12, {BindingAuthorizationData{Octets(12, 0xee)}}).find("050c") / 2 + 12, 18u);
}

TEST(MobilityOptions, NothingMayFollowAuthorizationData)
{
    EXPECT_EQ(Read("0502aabb00"),
              (std::variant<MobilityOptions, DropReason>(DropReason::AUTHORIZATION_NOT_LAST)));
    EXPECT_EQ(Read("0502aabb0100"),
              (std::variant<MobilityOptions, DropReason>(DropReason::AUTHORIZATION_NOT_LAST)));
    EXPECT_EQ(MustRead("0502aabb"), (MobilityOptions{BindingAuthorizationData{{0xaa, 0xbb}}}));
}

TEST(MobilityOptions, AreSentWithTheirPaddingAsGiven)
{
    const std::string wasteful = "00"
                                 "0100"
                                 "00"
                                 "0404000100020103a1a2a3";
    const MobilityOptions options = MustRead(wasteful);
    EXPECT_EQ(options.size(), 5u);
    EXPECT_EQ(Write(16, options, PaddingStyle::AS_GIVEN).substr(0, wasteful.size()), wasteful);
    // The header must have a multiple of 8 octets all the same.
    EXPECT_EQ(Write(16, options, PaddingStyle::AS_GIVEN), wasteful + "00");
    EXPECT_EQ(Write(16, options), "0404000100020100");
}

TEST(MobilityOptions, OfUnknownTypeAreSkippedByTheirLength)
{
    REQ("RFC-038");
    EXPECT_EQ(
        MustRead("7f02dead"
                 "0404000100020100"),
        (MobilityOptions{UnknownOption{127, {0xde, 0xad}}, NonceIndices{1, 2}, Padding{{1, 0}}}));
    EXPECT_EQ(MustRead("ff00"), (MobilityOptions{UnknownOption{255, {}}}));
}

TEST(MobilityOptions, RunningPastTheEndSpoilTheMessage)
{
    REQ("RFC-038");
    const std::variant<MobilityOptions, DropReason> bad = DropReason::BAD_OPTION_LENGTH;
    for (const char* digits : {"01",
                               "0101",
                               "03",
                               "0310",
                               "031000",
                               "7f05deadbeef",
                               "06ff00",
                               "0404000100",
                               "c8ff",
                               "05ff00",
                               "0404000100020105"})
    {
        EXPECT_EQ(Read(digits), bad) << digits;
    }
}

TEST(MobilityOptions, OfKnownTypeAndWrongLengthAreKeptAsMalformed)
{
    const std::vector<std::pair<int, int>> lengths{{2, 2},
                                                   {3, 16},
                                                   {4, 4},
                                                   {6, 18},
                                                   {200, 6},
                                                   {201, 26}};
    for (const auto& [type, right] : lengths)
    {
        for (int length = 0; length < 40; ++length)
        {
            const Octets data(static_cast<std::size_t>(length), 0);
            const std::string digits = ToHex(static_cast<uint64_t>(type), 1) +
                                       ToHex(static_cast<uint64_t>(length), 1) + ToHex(data);
            const auto options = MustRead(digits + "0404000100020100");
            ASSERT_EQ(options.size(), 3u);
            const auto* malformed = std::get_if<MalformedOption>(&options[0]);
            ASSERT_EQ(malformed == nullptr, length == right) << type << " " << length;
            if (malformed)
            {
                EXPECT_EQ(*malformed, (MalformedOption{static_cast<uint8_t>(type), data}));
                EXPECT_EQ(Write(8, {*malformed}).substr(0, digits.size()), digits);
            }
            // The rest of the message is read.
            EXPECT_EQ(options[1], MobilityOption(NonceIndices{1, 2}));
        }
    }
}

TEST(MobilityOptions, PrefixKeepsItsHostBits)
{
    const auto options = MustRead("0612004000050000000000000000000000000001");
    EXPECT_EQ(options, (MobilityOptions{Prefix("5::1", 64)}));
    EXPECT_EQ(std::get<MobileNetworkPrefixOption>(MustRead("061200ff" + ADDRESS)[0]).prefixLength,
              255);
}

TEST(MobilityOptions, ReservedBitsAreSentZeroAndIgnored)
{
    REQ("PD-6.4-1+3");
    const std::string confirmation = "c91a402000010003000001a4" + ADDRESS;
    const std::string request = "c806408000010003";
    const std::string prefix = "06122040" + ADDRESS;
    for (int bit = 0; bit < 8; ++bit)
    {
        // Octet 2 of the prefix, 3 of request and confirmation hold flags and reserved bits; octet
        // 6 of the request is reserved.
        const auto flip = [bit](std::string digits, std::size_t octet) {
            Octets octets = FromHex(digits);
            octets[octet] = static_cast<uint8_t>(octets[octet] ^ (1 << bit));
            return ToHex(octets);
        };
        EXPECT_EQ(MustRead(flip(prefix, 2)) == MustRead(prefix), bit < 5) << bit;
        EXPECT_EQ(MustRead(flip(request, 3)) == MustRead(request), bit < 6) << bit;
        EXPECT_EQ(MustRead(flip(request, 6)), MustRead(request)) << bit;
        EXPECT_EQ(MustRead(flip(confirmation, 3)) == MustRead(confirmation), bit < 5) << bit;
        // Whatever came in, zeros go out.
        EXPECT_EQ(Write(12, MustRead(flip(prefix, 2))).substr(4, 2),
                  bit < 5 ? "20" : ToHex(static_cast<uint64_t>(0x20 ^ (1 << bit)), 1));
        EXPECT_EQ(Write(12, MustRead(flip(request, 6))).substr(0, 16), request);
    }
}

TEST(MobilityOptions, FlagsOfThePrefixOptionsAreThreeOfTheirOwn)
{
    REQ("PD-6.3-1", "PD-6.4-1", "PD-6.5-1");
    EXPECT_EQ(MustRead("06128040" + ADDRESS)[0], MobilityOption(Prefix("5::1", 64, "P")));
    EXPECT_EQ(MustRead("06124040" + ADDRESS)[0], MobilityOption(Prefix("5::1", 64, "I")));
    EXPECT_EQ(MustRead("06122040" + ADDRESS)[0], MobilityOption(Prefix("5::1", 64, "D")));
    EXPECT_EQ(Write(12, {Prefix("5::1", 64, "PID")}), "0612e040" + ADDRESS);
    const MobileNetworkPrefixRequest request{56, true, true, 0xabcd, PrefixType::PRIVATE};
    EXPECT_EQ(Write(16, {request}), "c80638c0abcd0001");
    EXPECT_EQ(MustRead("c80638c0abcd0001")[0], MobilityOption(request));
    const MobileNetworkPrefixConfirmation confirmation{48,
                                                       true,
                                                       true,
                                                       true,
                                                       0xabcd,
                                                       PrefixStatus::LONGER_PREFIX_ALLOCATED,
                                                       PrefixType::UNIQUE_LOCAL,
                                                       0xffffffff,
                                                       Ip("5::1")};
    const std::string digits = "c91a30e0abcd0702ffffffff" + ADDRESS;
    EXPECT_EQ(Write(12, {confirmation}), digits);
    EXPECT_EQ(MustRead(digits)[0], MobilityOption(confirmation));
}

TEST(MobilityOptions, DelegationTypesAreWhatIsConfigured)
{
    const OptionTypes types{18, 19};
    const MobileNetworkPrefixRequest request{64, false, false, 1, PrefixType::GLOBAL};
    const std::string digits = Write(12, {request}, PaddingStyle::CANONICAL, types);
    EXPECT_EQ(digits.substr(0, 4), "1206");
    EXPECT_EQ(MustRead(digits, types)[0], MobilityOption(request));
    EXPECT_TRUE(std::holds_alternative<UnknownOption>(MustRead(digits)[0]));
    EXPECT_TRUE(std::holds_alternative<UnknownOption>(MustRead("c806408000010003", types)[0]));
}

TEST(MobilityOptions, MakeHeadersOfTheSizesThatAreWorkedOut)
{
    REQ("NEMO-4.1-3", "PD-6.4-2", "PD-6.5-2");
    const MobileNetworkPrefixOption prefix = Prefix("5::", 64);
    const AlternateCareOfAddress alternate{Ip("7::2")};
    const std::vector<std::size_t> prefixes{16, 32, 56, 80, 104};
    const std::vector<std::size_t> withAlternate{32, 56, 80, 104, 128};
    const std::vector<std::size_t> requests{16, 24, 32, 40, 48};
    const std::vector<std::size_t> confirmations{16, 40, 72, 104, 136};
    for (int count = 0; count <= 4; ++count)
    {
        const auto i = static_cast<std::size_t>(count);
        EXPECT_EQ(SizeWith(count, prefix), prefixes[i]);
        EXPECT_EQ(SizeWith(count, prefix, {alternate}), withAlternate[i]);
        EXPECT_EQ(SizeWith(count, MobileNetworkPrefixRequest{}), requests[i]);
        EXPECT_EQ(SizeWith(count, MobileNetworkPrefixConfirmation{}), confirmations[i]);
    }
}

TEST(MobilityOptions, ConfirmedPrefixStandsOnAnEightOctetBoundary)
{
    REQ("PD-6.5-2");
    MobileNetworkPrefixConfirmation confirmation;
    confirmation.prefix = Ip("5::1");
    const std::string digits = Write(12, {BindingRefreshAdvice{1}, confirmation, confirmation});
    const auto first = digits.find(ADDRESS);
    const auto second = digits.find(ADDRESS, first + 1);
    EXPECT_EQ((12 + first / 2) % 8, 0u);
    EXPECT_EQ((12 + second / 2) % 8, 0u);
}

TEST(MobilityOptionsDeathTest, LongerThan255OctetsAreMisuse)
{
    EXPECT_DEATH(Write(12, {UnknownOption{99, Octets(256, 0)}}), "at most 255 octets");
}

} // namespace ns3::nemo::tests::mip6_mobility_option_codec_test
