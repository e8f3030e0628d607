// SPDX-License-Identifier: GPL-2.0-only
// The destination options of draft-ietf-mobileip-ipv6-04 section 5, octet by octet.
#include "fuzz/round-trip.h"
#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-draft1997-options.h"
#include "ns3/mip6-draft1997-status.h"
#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>
#include <variant>

namespace ns3::nemo::tests::mip6_draft1997_options_test
{

namespace
{

const Draft1997Types TYPES;

BindingUpdate
SomeUpdate()
{
    BindingUpdate update;
    update.acknowledge = true;
    update.homeRegistration = true;
    update.interfaceIdentifierLength = 64;
    update.sequence = 40;
    update.lifetime = 1000;
    return update;
}

std::string
Encoded(const Signal& signal)
{
    Octets options;
    AppendDraft1997Option(signal, TYPES, options);
    return ToHex(options);
}

std::vector<MobilityHeaderResult>
Read(const std::string& digits)
{
    return ReadDraft1997Options(FromHex(digits), TYPES);
}

/// The one signal in these options.
Signal
ReadOne(const std::string& digits)
{
    const auto results = Read(digits);
    EXPECT_EQ(results.size(), 1U) << digits;
    return std::get<Signal>(results.at(0));
}

DropReason
Refusal(const std::string& digits)
{
    const auto results = Read(digits);
    EXPECT_EQ(results.size(), 1U) << digits;
    return std::get<MobilityHeaderError>(results.at(0)).reason;
}

} // namespace

TEST(Draft1997Options, ABindingUpdateHasEightOctetsAndWithACareOfAddressTwentyFour)
{
    REQ("D04-015");
    Signal signal{SomeUpdate(), {}};
    EXPECT_EQ(Encoded(signal), "c308c0400028000003e8");
    EXPECT_EQ(ReadOne("c308c0400028000003e8"), signal);
    signal.options.emplace_back(AlternateCareOfAddress{Ip("2001:db8:4::10")});
    const std::string digits = "c318e0400028000003e820010db8000400000000000000000010";
    EXPECT_EQ(Encoded(signal), digits);
    EXPECT_EQ(ReadOne(digits), signal);
}

TEST(Draft1997Options, ACareOfAddressThatIsCutSpoilsTheUpdate)
{
    REQ("D04-016");
    const std::string full = "e0400028000003e820010db8000400000000000000000010";
    for (int size = 0; size < 24; ++size)
    {
        EXPECT_EQ(Refusal("c3" + ToHex(static_cast<uint64_t>(size), 1) +
                          full.substr(0, static_cast<std::size_t>(size) * 2)),
                  DropReason::MESSAGE_TOO_SHORT)
            << size;
    }
    ReadOne("c318" + full);
    // Without C seven octets are too few, and eight enough.
    EXPECT_EQ(Refusal("c307c0400028000003"), DropReason::MESSAGE_TOO_SHORT);
    ReadOne("c308c0400028000003e8");
}

TEST(Draft1997Options, ReservedBitsAreSentAsZeroAndIgnored)
{
    REQ("D04-015+1");
    const Signal update{SomeUpdate(), {}};
    for (int bit = 0; bit < 5; ++bit)
    {
        EXPECT_EQ(ReadOne("c308" + ToHex(0xc0U | (1U << bit), 1) + "400028000003e8"), update);
    }
    EXPECT_EQ(Encoded(update).substr(4, 2), "c0");
    EXPECT_EQ(ReadOne("020c00ff0028000003e8000001f4"), ReadOne("020c00000028000003e8000001f4"));
}

TEST(Draft1997Options, WhatStandsBehindTheFixedPartIsPassedOver)
{
    REQ("D04-007");
    EXPECT_EQ(ReadOne("c30cc0400028000003e8deadbeef"), ReadOne("c308c0400028000003e8"));
    EXPECT_EQ(ReadOne("021000000028000003e8000001f4deadbeef"),
              ReadOne("020c00000028000003e8000001f4"));
    EXPECT_NE(ReadOne("0304deadbeef").Get<BindingRefreshRequest>(), nullptr);
}

TEST(Draft1997Options, IdLengthIsZeroWithoutHomeRegistration)
{
    REQ("D04-017", "D04-017+1");
    BindingUpdate update = SomeUpdate();
    update.homeRegistration = false;
    EXPECT_EQ(Encoded({update, {}}).substr(4, 4), "8000");
    const Signal read = ReadOne("c30880400028000003e8");
    EXPECT_EQ(read.Get<BindingUpdate>()->interfaceIdentifierLength, 0);
    EXPECT_EQ(ReadOne("c308c0400028000003e8").Get<BindingUpdate>()->interfaceIdentifierLength, 64);
}

TEST(Draft1997Options, ABindingAcknowledgementHasTwelveOctets)
{
    REQ("D04-024");
    BindingAcknowledgement answer;
    answer.sequence = 40;
    answer.lifetime = 1000;
    answer.refresh = 500;
    const std::string digits = "020c00000028000003e8000001f4";
    EXPECT_EQ(Encoded({answer, {}}), digits);
    EXPECT_EQ(ReadOne(digits), (Signal{answer, {}}));
    for (const int size : {0, 8, 11})
    {
        EXPECT_EQ(Refusal("02" + ToHex(static_cast<uint64_t>(size), 1) +
                          digits.substr(4, static_cast<std::size_t>(size) * 2)),
                  DropReason::SKIPPED_OPTION)
            << "only the option is lost";
    }
}

TEST(Draft1997Options, EachStandsOnItsAlignment)
{
    Octets options{0, 0, 0}; // behind three octets
    AppendDraft1997Option({SomeUpdate(), {}}, TYPES, options);
    EXPECT_EQ(ToHex(options).substr(6, 4), "00c3") << "4n+2, counted from the header";
    AppendDraft1997Option({BindingRefreshRequest{}, {}}, TYPES, options);
    EXPECT_EQ(ToHex(options).substr(options.size() * 2 - 4), "0300");
    AppendDraft1997Option({BindingAcknowledgement{}, {}}, TYPES, options);
    EXPECT_EQ((options.size() - 14) % 4, 0U);
    const auto results = ReadDraft1997Options(options, TYPES);
    ASSERT_EQ(results.size(), 3U);
    EXPECT_EQ(std::get<Signal>(results[0]), (Signal{SomeUpdate(), {}}));
}

TEST(Draft1997Options, EachStatusHasItsOwnOctet)
{
    REQ("D04-025");
    using Status = BindingStatus;
    const std::vector<std::pair<int, Status>> table{
        {0, Status::ACCEPTED},
        {128, Status::REASON_UNSPECIFIED},
        {129, Status::POORLY_FORMED_UPDATE},
        {130, Status::ADMINISTRATIVELY_PROHIBITED},
        {131, Status::INSUFFICIENT_RESOURCES},
        {132, Status::HOME_REGISTRATION_NOT_SUPPORTED},
        {133, Status::NOT_HOME_SUBNET},
        {134, Status::SEQUENCE_NUMBER_OUT_OF_WINDOW},
        {135, Status::HOME_AGENT_DISCOVERY_RESPONSE},
        {136, Status::INCORRECT_INTERFACE_IDENTIFIER_LENGTH}};
    for (const auto& [octet, status] : table)
    {
        EXPECT_EQ(FromDraft1997(static_cast<uint8_t>(octet)), status) << octet;
        EXPECT_EQ(static_cast<int>(ToDraft1997(status)), octet) << ToString(status);
        EXPECT_EQ(IsAccepted(status), octet < 128) << octet;
        EXPECT_NE(ToString(status), "unassigned");
    }
    EXPECT_EQ(FromDraft1997(1), Status::ACCEPTED) << "accepted, whatever else it says";
    EXPECT_EQ(FromDraft1997(255), Status::REASON_UNSPECIFIED);
    EXPECT_EQ(ToDraft1997(Status::INVALID_CARE_OF_ADDRESS), Draft1997Status::REASON_UNSPECIFIED);
}

TEST(Draft1997Options, LifetimesHaveThirtyTwoBits)
{
    BindingUpdate update = SomeUpdate();
    update.lifetime = 0xffffffff;
    EXPECT_EQ(Encoded({update, {}}), "c308c0400028ffffffff");
    EXPECT_EQ(ReadOne("c308c0400028ffffffff").Get<BindingUpdate>()->lifetime, 0xffffffffU);
    EXPECT_EQ(ReadOne("c308c040002800000001").Get<BindingUpdate>()->lifetime, 1U);
}

TEST(Draft1997Options, WhateverOctetsThereAreIsReadOrRefused)
{
    const std::string all = "c318e0400028000003e820010db8000400000000000000000010"
                            "020c00000028000003e8000001f40300";
    const Octets octets = FromHex(all);
    int tried = 0;
    for (std::size_t size = 0; size <= octets.size(); ++size)
    {
        const Octets cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_TRUE(Draft1997OptionsRoundTrip(cut)) << size;
        ++tried;
    }
    for (std::size_t i = 0; i < octets.size() * 8; ++i)
    {
        Octets flipped = octets;
        flipped[i / 8] = static_cast<uint8_t>(flipped[i / 8] ^ (1 << (i % 8)));
        EXPECT_TRUE(Draft1997OptionsRoundTrip(flipped)) << i;
        ++tried;
    }
    EXPECT_EQ(tried, 43 + 42 * 8);
}

} // namespace ns3::nemo::tests::mip6_draft1997_options_test
