// SPDX-License-Identifier: GPL-2.0-only

// The formats of the messages, octet by octet as the figures of the standards draw them. All are
// sent from 4::3 to 4::2; the checksums were worked out by hand (RFC 8200 section 8.1).

#include "fuzz/round-trip.h"
#include "nemo-requirement.h"
#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-mobility-header.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_header_formats_test
{

namespace
{

/// Digits in groups, as in the figures.
Octets
Figure(std::string digits)
{
    digits.erase(std::remove(digits.begin(), digits.end(), ' '), digits.end());
    return FromHex(digits);
}

/// Expects that a message is sent as these octets, and that they are read as the message.
void
ExpectFormat(const Signal& signal, const std::string& digits)
{
    const Octets octets = Figure(digits);
    EXPECT_EQ(ToHex(EncodeMobilityHeader(signal, Ip("4::3"), Ip("4::2"))), ToHex(octets));
    const auto result = DecodeMobilityHeader(octets.data(), octets.size(), Ip("4::3"), Ip("4::2"));
    const auto* read = std::get_if<Signal>(&result);
    ASSERT_TRUE(read) << digits;
    EXPECT_EQ(read->body, signal.body);
    EXPECT_EQ(Unpadded(read->options), signal.options);
}

/// Mobile Network Prefix 5::/64 and so on.
MobilityOption
Network(const std::string& prefix)
{
    return Prefix(prefix, 64);
}

} // namespace

// RFC 6275 section 6.1.2: Reserved (16).
TEST(MobilityHeaderFormats, BindingRefreshRequest)
{
    REQ("RFC-025");
    ExpectFormat({BindingRefreshRequest{}, {}}, "3b 00 00 00 c463 0000");
}

// RFC 6275 section 6.1.3: Reserved (16), Home Init Cookie (64).
TEST(MobilityHeaderFormats, HomeTestInit)
{
    REQ("RFC-026");
    ExpectFormat({HomeTestInit{0x0123456789abcdef}, {}}, "3b 01 01 00 2535 0000 0123456789abcdef");
}

// RFC 6275 section 6.1.4: Reserved (16), Care-of Init Cookie (64).
TEST(MobilityHeaderFormats, CareOfTestInit)
{
    REQ("RFC-027");
    ExpectFormat({CareOfTestInit{0xfedcba9876543210}, {}},
                 "3b 01 02 00 6080 0000 fedcba9876543210");
}

// RFC 6275 section 6.1.5: Home Nonce Index (16), Home Init Cookie (64), Home Keygen Token (64).
TEST(MobilityHeaderFormats, HomeTest)
{
    REQ("RFC-028");
    ExpectFormat({HomeTest{5, 0x0123456789abcdef, 0x80b02f5f06bc8a54}, {}},
                 "3b 02 03 00 e206 0005 0123456789abcdef 80b02f5f06bc8a54");
}

// RFC 6275 section 6.1.6: the same of the care-of address.
TEST(MobilityHeaderFormats, CareOfTest)
{
    REQ("RFC-029");
    ExpectFormat({CareOfTest{6, 0xfedcba9876543210, 0x4cf56038bbe4a6cc}, {}},
                 "3b 02 04 00 4e92 0006 fedcba9876543210 4cf56038bbe4a6cc");
}

// RFC 6275 section 6.1.8, RFC 3963 section 4.2: Status (8), K R and six reserved bits (8), Sequence
// (16), Lifetime (16); then four octets of padding.
TEST(MobilityHeaderFormats, BindingAcknowledgementOfAMobileRouter)
{
    REQ("NEMO-4.2-1");
    ExpectFormat({AnswerValues(0, "R", 0x1234, 420), {}},
                 "3b 01 06 00 aa7b 00 40 1234 0069 01020000");
    // The vector ba-ok.
    ExpectFormat({AnswerValues(0, "R", 1, 420), {}}, "3b 01 06 00 bcae 00 40 0001 0069 01020000");
}

// RFC 3963 section 4.2: what a home agent that does not, or cannot, serve a mobile router says.
TEST(MobilityHeaderFormats, StatusesOfMobileRouters)
{
    REQ("NEMO-4.2-3");
    EXPECT_EQ(ToString(static_cast<BindingStatus>(140)), "mobile-router-operation-not-permitted");
    EXPECT_EQ(ToString(static_cast<BindingStatus>(141)), "invalid-prefix");
    EXPECT_EQ(ToString(static_cast<BindingStatus>(142)), "not-authorized-for-prefix");
    EXPECT_EQ(ToString(static_cast<BindingStatus>(143)), "forwarding-setup-failed");
    ExpectFormat({AnswerValues(140, "", 1, 0), {}}, "3b 01 06 00 3157 8c 00 0001 0000 01020000");
    ExpectFormat({AnswerValues(141, "R", 1, 0), {}}, "3b 01 06 00 3017 8d 40 0001 0000 01020000");
    ExpectFormat({AnswerValues(142, "R", 1, 0), {}}, "3b 01 06 00 2f17 8e 40 0001 0000 01020000");
    ExpectFormat({AnswerValues(143, "R", 1, 0), {}}, "3b 01 06 00 2e17 8f 40 0001 0000 01020000");
}

// RFC 6275 section 6.2.4: type 2, length 2, Refresh Interval (16) in units of four seconds.
TEST(MobilityHeaderFormats, BindingRefreshAdvice)
{
    REQ("RFC-042");
    ExpectFormat({AnswerValues(0, "", 0x1234, 960), {BindingRefreshAdvice{180}}},
                 "3b 01 06 00 a880 00 00 1234 00f0 02 02 00b4");
    EXPECT_EQ(BindingRefreshAdvice{180}.Seconds(), 720U);
}

// RFC 3963 section 4.3: type 6, length 18, Reserved (8), Prefix Length (8), prefix (128); at 8n + 4
// from the start of the header, so that a PadN of four octets stands between two of them.
TEST(MobilityHeaderFormats, MobileNetworkPrefixes)
{
    REQ("NEMO-4.3-1", "NEMO-4.3-2");
    ExpectFormat({UpdateValues(2, "AHR", 420), {Network("5::")}},
                 "3b 03 05 00 f485 0002 c400 0069"
                 "06 12 00 40 0005 0000000000000000000000000000");
    ExpectFormat({UpdateValues(3, "AHR", 420), {Network("5::"), Network("6::")}},
                 "3b 06 05 00 ed0f 0003 c400 0069"
                 "06 12 00 40 0005 0000000000000000000000000000"
                 "01 02 0000"
                 "06 12 00 40 0006 0000000000000000000000000000");
}

// RFC 6275 section 6.2.3: type 1, length N - 2, N - 2 octets that the receiver ignores.
TEST(MobilityHeaderFormats, PaddingMayHoldAnything)
{
    REQ("RFC-041");
    // BRR and six octets of PadN; the checksum of what the RFC asks to be sent, zeros, and of other
    // octets, 0xa5a5 twice.
    ExpectFormat({BindingRefreshRequest{}, {UnknownOption{99, {}}}},
                 "3b 01 00 00 6056 0000 63 00 01 04 00000000");
    const Octets other = Figure("3b 01 00 00 150b 0000 63 00 01 04 a5a5a5a5");
    const auto result = DecodeMobilityHeader(other.data(), other.size(), Ip("4::3"), Ip("4::2"));
    ASSERT_TRUE(std::holds_alternative<Signal>(result));
    EXPECT_EQ(Unpadded(std::get<Signal>(result).options), (MobilityOptions{UnknownOption{99, {}}}));
}

} // namespace ns3::nemo::tests::mip6_mobility_header_formats_test
