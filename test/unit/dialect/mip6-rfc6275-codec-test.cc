// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-rfc6275-codec.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_rfc6275_codec_test
{

namespace
{

const Ipv6Address HOME = Ip("4::2");
const Ipv6Address AGENT = Ip("4::3");

} // namespace

TEST(Rfc6275Codec, CarriesASignalAsTheOnlyPayload)
{
    const Signal signal{UpdateValues(1, "AHR", 420), {}};
    const Ptr<SignalCodec> codec = CreateObject<Rfc6275Codec>();
    const Carriage carriage = codec->Encode(signal, HOME, AGENT);
    EXPECT_EQ(carriage.nextHeader, 135);
    EXPECT_EQ(ToHex(carriage.payload), "3b010500f9ed0001c400006901020000");
    EXPECT_TRUE(carriage.destinationOptions.empty());
    const auto decoded = codec->Decode(carriage, HOME, AGENT);
    ASSERT_EQ(decoded.size(), 1u);
    EXPECT_EQ(std::get<Signal>(decoded[0]).body, signal.body);
}

TEST(Rfc6275Codec, GivesTheErrorInThePlaceOfTheSignal)
{
    const Ptr<SignalCodec> codec = CreateObject<Rfc6275Codec>();
    Carriage carriage = codec->Encode(Signal{UpdateValues(1, "AHR", 420), {}}, HOME, AGENT);
    carriage.payload[15] ^= 1;
    const auto decoded = codec->Decode(carriage, HOME, AGENT);
    ASSERT_EQ(decoded.size(), 1u);
    EXPECT_EQ(std::get<MobilityHeaderError>(decoded[0]).reason, DropReason::BAD_CHECKSUM);
}

TEST(Rfc6275Codec, SeesNoSignalInAnotherPayload)
{
    const Ptr<SignalCodec> codec = CreateObject<Rfc6275Codec>();
    EXPECT_TRUE(codec->Decode(Carriage{17, Octets(16, 0), Octets(16, 0)}, HOME, AGENT).empty());
}

TEST(Rfc6275Codec, NumbersTheDelegationOptionsByItsAttributes)
{
    const Ptr<SignalCodec> codec = CreateObject<Rfc6275Codec>();
    codec->SetAttribute("MobileNetworkPrefixRequestType", UintegerValue(18));
    codec->SetAttribute("MobileNetworkPrefixConfirmationType", UintegerValue(19));
    const Signal signal{UpdateValues(1, "AHR", 420),
                        {MobileNetworkPrefixRequest{64, false, false, 1, PrefixType::GLOBAL},
                         MobileNetworkPrefixConfirmation{}}};
    const Carriage carriage = codec->Encode(signal, HOME, AGENT);
    EXPECT_EQ(carriage.payload.at(12), 18);
    EXPECT_EQ(carriage.payload.at(20), 19);
    EXPECT_EQ(std::get<Signal>(codec->Decode(carriage, HOME, AGENT)[0]), signal);
    EXPECT_FALSE(codec->SetAttributeFailSafe("MobileNetworkPrefixRequestType", UintegerValue(6)));
}

} // namespace ns3::nemo::tests::mip6_rfc6275_codec_test
