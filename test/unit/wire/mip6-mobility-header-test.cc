// SPDX-License-Identifier: GPL-2.0-only

#include "fuzz/round-trip.h"
#include "nemo-requirement.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-mobility-header.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_header_test
{

namespace
{

/// @return one message of each type
std::vector<SignalBody>
OneOfEach()
{
    return {BindingRefreshRequest{},
            HomeTestInit{1},
            CareOfTestInit{2},
            HomeTest{3, 4, 5},
            CareOfTest{6, 7, 8},
            UpdateValues(9, "AHLKRS", 40),
            AnswerValues(141, "KRS", 10, 44),
            BindingError{BindingErrorStatus::UNKNOWN_BINDING, Ip("5::1")}};
}

Octets
Encode(const SignalBody& body, const MobilityOptions& options = {})
{
    return EncodeMobilityHeader(Signal{body, options}, SomeAddress(), SomeAddress());
}

/// @return the error that decoding gives
MobilityHeaderError
ErrorOf(const Octets& header)
{
    const auto result = Decode(header);
    const auto* error = std::get_if<MobilityHeaderError>(&result);
    return error ? *error : MobilityHeaderError{static_cast<DropReason>(255), {}, {}};
}

Signal
MustDecode(const Octets& header)
{
    return std::get<Signal>(Decode(header));
}

using Reason = DropReason;

} // namespace

TEST(MobilityHeader, Peer_53_OfEachTypeIsAMultipleOfEightOctetsAndComesBackTheSame)
{
    REQ("RFC-023");
    const std::vector<std::size_t> sizes{8, 16, 16, 24, 24, 16, 16, 24};
    for (std::size_t type = 0; type < sizes.size(); ++type)
    {
        const SignalBody body = OneOfEach()[type];
        const Octets header = Encode(body);
        EXPECT_EQ(header.size(), sizes[type]) << type;
        EXPECT_EQ(header.size() % 8, 0u);
        EXPECT_EQ(header[0], 59);
        EXPECT_EQ(header[1], header.size() / 8 - 1);
        EXPECT_EQ(header[2], type);
        EXPECT_EQ(header[3], 0);
        EXPECT_EQ(MustDecode(header).body, body) << type;
        for (int options = 1; options < 6; ++options)
        {
            const MobilityOptions unknown(static_cast<std::size_t>(options),
                                          UnknownOption{77, {1, 2, 3}});
            const Octets longer = Encode(body, unknown);
            EXPECT_EQ(longer.size() % 8, 0u);
            EXPECT_EQ(Unpadded(MustDecode(longer).options), unknown);
        }
    }
    EXPECT_EQ(MOBILITY_HEADER_PROTOCOL, 135);
}

TEST(MobilityHeader, ReservedFieldsAreSentZeroAndIgnored)
{
    REQ("RFC-023");

    /// An octet and those of its bits that are reserved.
    struct Field
    {
        std::size_t type;
        std::size_t octet;
        int bits;
    };

    // M of RFC 4140 counts as reserved in the Binding Update.
    const std::vector<Field> fields{{0, 6, 0xff},
                                    {0, 7, 0xff},
                                    {1, 6, 0xff},
                                    {1, 7, 0xff},
                                    {2, 6, 0xff},
                                    {2, 7, 0xff},
                                    {5, 8, 0x09},
                                    {5, 9, 0xff},
                                    {6, 7, 0x1f},
                                    {7, 7, 0xff}};
    for (std::size_t type = 0; type < OneOfEach().size(); ++type)
    {
        Octets header = Encode(OneOfEach()[type]);
        header[3] = 0xff;
        EXPECT_EQ(MustDecode(Sealed(header)).body, OneOfEach()[type]) << type;
    }
    for (const auto& [type, octet, bits] : fields)
    {
        Octets header = Encode(OneOfEach()[type]);
        EXPECT_EQ(header[octet] & bits, 0) << type << " octet " << octet;
        header[octet] = static_cast<uint8_t>(header[octet] | bits);
        EXPECT_EQ(MustDecode(Sealed(header)).body, OneOfEach()[type]) << type << " octet " << octet;
    }
}

TEST(MobilityHeader, FlagsOfTheBindingUpdateHaveTheirBits)
{
    REQ("RFC-030", "NEMO-4.1-1", "PD-6.1-1");
    const std::vector<std::pair<const char*, const char*>> flags{{"", "0000"},
                                                                 {"A", "8000"},
                                                                 {"H", "4000"},
                                                                 {"L", "2000"},
                                                                 {"K", "1000"},
                                                                 {"R", "0400"},
                                                                 {"S", "0200"},
                                                                 {"AHLKRS", "f600"}};
    for (const auto& [letters, word] : flags)
    {
        const BindingUpdate update = UpdateValues(0xabcd, letters, 420);
        const Octets header = Encode(update);
        EXPECT_EQ(ToHex(header).substr(12), std::string("abcd") + word + "006901020000");
        EXPECT_EQ(*MustDecode(header).Get<BindingUpdate>(), update);
    }
}

TEST(MobilityHeader, FlagsOfTheBindingAcknowledgementHaveTheirBits)
{
    REQ("RFC-034", "NEMO-4.2-1", "PD-6.2-1");
    const std::vector<std::pair<const char*, const char*>> flags{{"", "00"},
                                                                 {"K", "80"},
                                                                 {"R", "40"},
                                                                 {"S", "20"},
                                                                 {"KRS", "e0"}};
    for (const auto& [letters, octet] : flags)
    {
        const BindingAcknowledgement answer = AnswerValues(174, letters, 0xabcd, 420);
        const Octets header = Encode(answer);
        EXPECT_EQ(ToHex(header).substr(12), std::string("ae") + octet + "abcd006901020000");
        EXPECT_EQ(*MustDecode(header).Get<BindingAcknowledgement>(), answer);
    }
}

TEST(MobilityHeader, AnyStatusIsKept)
{
    for (int status = 0; status < 256; ++status)
    {
        const auto answer = MustDecode(Encode(AnswerValues(status, "", 1, 0)));
        EXPECT_EQ(static_cast<int>(answer.Get<BindingAcknowledgement>()->status), status);
        const auto error =
            MustDecode(Encode(BindingError{static_cast<BindingErrorStatus>(status), Ip("::")}));
        EXPECT_EQ(static_cast<int>(error.Get<BindingError>()->status), status);
    }
}

TEST(MobilityHeader, LifetimesAreRoundedDownAndClamped) // PEER-31
{
    const std::vector<std::pair<uint32_t, uint32_t>> lifetimes{{0, 0},
                                                               {3, 0},
                                                               {6, 4},
                                                               {1000, 1000},
                                                               {262140, 262140},
                                                               {300000, 262140}};
    for (const auto& [asked, sent] : lifetimes)
    {
        const Octets update = Encode(UpdateValues(1, "", asked));
        EXPECT_EQ(MustDecode(update).Get<BindingUpdate>()->lifetime, sent);
        const Octets answer = Encode(AnswerValues(0, "", 1, asked));
        EXPECT_EQ(MustDecode(answer).Get<BindingAcknowledgement>()->lifetime, sent);
    }
    EXPECT_EQ(ToHex(Encode(UpdateValues(1, "", 300000))).substr(20, 4), "ffff");
}

TEST(MobilityHeader, ShorterThanItsTypeRequiresPointsAtHeaderLen)
{
    const std::vector<int> least{0, 1, 1, 2, 2, 1, 1, 2};
    for (int type = 0; type < 8; ++type)
    {
        for (int headerLen = 0; headerLen < 4; ++headerLen)
        {
            Octets header(static_cast<std::size_t>(headerLen + 1) * 8, 0);
            header[0] = 59;
            header[1] = static_cast<uint8_t>(headerLen);
            header[2] = static_cast<uint8_t>(type);
            const auto result = Decode(Sealed(header));
            if (headerLen >= least[static_cast<std::size_t>(type)])
            {
                EXPECT_TRUE(std::holds_alternative<Signal>(result)) << type << " " << headerLen;
            }
            else
            {
                EXPECT_EQ(ErrorOf(Sealed(header)),
                          (MobilityHeaderError{Reason::MESSAGE_TOO_SHORT, uint8_t{1}, {}}));
            }
        }
    }
}

TEST(MobilityHeader, OfUnknownTypeCallsForABindingError)
{
    for (int type = 8; type < 256; ++type)
    {
        Octets header = Encode(HomeTestInit{1});
        header[2] = static_cast<uint8_t>(type);
        EXPECT_EQ(
            ErrorOf(Sealed(header)),
            (MobilityHeaderError{Reason::UNKNOWN_MESSAGE_TYPE, {}, static_cast<uint8_t>(type)}));
    }
}

TEST(MobilityHeader, ChecksComeInTheOrderOfTheRfc)
{
    // Everything is wrong at once; each cure shows the next fault. RFC 6275 section 9.2.
    Octets header(8, 0);
    header[0] = 17;
    header[2] = 200;
    EXPECT_EQ(ErrorOf(header), (MobilityHeaderError{Reason::BAD_CHECKSUM, {}, {}}));
    EXPECT_EQ(ErrorOf(Sealed(header)),
              (MobilityHeaderError{Reason::UNKNOWN_MESSAGE_TYPE, {}, uint8_t{200}}));
    header[2] = 5;
    EXPECT_EQ(ErrorOf(Sealed(header)),
              (MobilityHeaderError{Reason::BAD_PAYLOAD_PROTO, uint8_t{0}, {}}));
    header[0] = 59;
    EXPECT_EQ(ErrorOf(Sealed(header)),
              (MobilityHeaderError{Reason::MESSAGE_TOO_SHORT, uint8_t{1}, {}}));
    header.resize(16, 0);
    header[1] = 1;
    EXPECT_TRUE(std::holds_alternative<Signal>(Decode(Sealed(header))));
}

TEST(MobilityHeader, Peer_54_WithAWrongChecksumIsRefusedSilently)
{
    REQ("RFC-024");
    const Octets good = Encode(UpdateValues(1, "AH", 420));
    for (std::size_t octet = 0; octet < good.size(); ++octet)
    {
        Octets header = good;
        header[octet] ^= 0x10;
        const auto error = ErrorOf(header);
        const bool longer = octet == 1; // Header Len
        EXPECT_EQ(error.reason, longer ? Reason::TRUNCATED : Reason::BAD_CHECKSUM) << octet;
        EXPECT_FALSE(error.parameterProblemPointer);
        EXPECT_FALSE(error.unknownType);
    }
    const auto elsewhere =
        DecodeMobilityHeader(good.data(), good.size(), Ip("5::1"), SomeAddress());
    EXPECT_EQ(std::get<MobilityHeaderError>(elsewhere).reason, Reason::BAD_CHECKSUM);
}

TEST(MobilityHeader, EndsWhereHeaderLenSays)
{
    Octets header = Encode(HomeTestInit{1});
    header.insert(header.end(), {0xff, 0xff, 0xff});
    EXPECT_EQ(MustDecode(header).body, SignalBody(HomeTestInit{1}));
}

TEST(MobilityHeader, WithAnOptionPastItsEndIsRefusedSilently)
{
    REQ("RFC-038");
    Octets header = Encode(UpdateValues(1, "AH", 420));
    header[12] = 0x7f;
    header[13] = 3; // two octets are left
    EXPECT_EQ(ErrorOf(Sealed(header)), (MobilityHeaderError{Reason::BAD_OPTION_LENGTH, {}, {}}));
    header[13] = 2;
    EXPECT_TRUE(std::holds_alternative<Signal>(Decode(Sealed(header))));
}

TEST(MobilityHeader, HoldsFortyNinePrefixesInAPacketOf1280Octets)
{
    REQ("NEMO-4.3-5");
    // With the Alternate Care-of Address that a home registration has.
    MobilityOptions prefixes{AlternateCareOfAddress{Ip("7::2")}};
    for (uint8_t i = 0; i < 49; ++i)
    {
        prefixes.push_back(Prefix("2001:2:0:" + std::to_string(i) + "::", 64));
    }
    const Octets header = Encode(UpdateValues(1, "AHR", 420), prefixes);
    ExtensionChain chain;
    chain.homeAddress = Ip("4::2");
    EXPECT_LE(40 + chain.Size() + header.size(), 1280u);
    EXPECT_EQ(Unpadded(MustDecode(header).options), prefixes);
    // One more does not fit.
    prefixes.push_back(Prefix("6::", 64));
    EXPECT_GT(40 + chain.Size() + Encode(UpdateValues(1, "AHR", 420), prefixes).size(), 1280u);
}

TEST(MobilityHeader, CanBeAsLongAsHeaderLenCanSay)
{
    const MobilityOptions options(8, UnknownOption{99, Octets(252, 7)});
    const Octets header = Encode(BindingRefreshRequest{}, options);
    EXPECT_EQ(header.size(), 2040u);
    EXPECT_EQ(Unpadded(MustDecode(header).options), options);
}

TEST(MobilityHeaderDeathTest, LongerThanHeaderLenCanSayIsMisuse)
{
    const MobilityOptions options(9, UnknownOption{99, Octets(250, 7)});
    EXPECT_DEATH(Encode(BindingRefreshRequest{}, options), "at most 2048 octets");
}

} // namespace ns3::nemo::tests::mip6_mobility_header_test
