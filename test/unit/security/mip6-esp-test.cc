// SPDX-License-Identifier: GPL-2.0-only
#include "fuzz/round-trip.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-digest.h"
#include "ns3/mip6-esp.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_esp_test
{

namespace
{

const Octets AUTHENTICATION_KEY(ESP_AUTHENTICATION_KEY_SIZE, 0x0b);

EspVector
VectorOf(const std::string& digits)
{
    EspVector vector{};
    const Octets octets = FromHex(digits);
    std::copy(octets.begin(), octets.end(), vector.begin());
    return vector;
}

EspKeys
Null()
{
    return {EspEncryption::NONE, {}, AUTHENTICATION_KEY};
}

EspKeys
AesCbc(const std::string& digits = "90d382b410eeba7ad938c46cec1a82bf")
{
    return {EspEncryption::AES_CBC, FromHex(digits), AUTHENTICATION_KEY};
}

/// The Integrity Check Value made right again, so that what is behind it is looked at.
Octets
Resealed(Octets sealed)
{
    sealed.resize(sealed.size() - ESP_ICV_SIZE);
    const auto digest = HmacSha1(AUTHENTICATION_KEY.data(), AUTHENTICATION_KEY.size(), sealed);
    sealed.insert(sealed.end(), digest.begin(), digest.begin() + ESP_ICV_SIZE);
    return sealed;
}

std::variant<EspPayload, DropReason>
Open(const EspKeys& keys, const Octets& sealed)
{
    return OpenEsp(keys, sealed.data(), sealed.size());
}

} // namespace

// RFC 3602 section 4, case 5: what is before the Integrity Check Value, which it leaves out.
TEST(Esp, AgreesWithRfc3602)
{
    const Octets ping = FromHex("08000ebda70a00008e9c083db95b070008090a0b0c0d0e0f101112131415161718"
                                "191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637");
    const Octets sealed =
        SealEsp(AesCbc(), {0x4321, 1}, VectorOf("e96e8c08ab465763fd098d45dd3ff893"), ping, 1);
    EXPECT_EQ(ToHex(Octets(sealed.begin(), sealed.end() - ESP_ICV_SIZE)),
              "0000432100000001e96e8c08ab465763fd098d45dd3ff893"
              "f663c25d325c18c6a9453e194e120849a4870b66cc6b9965330013b4898dc856a4699e523a55db08"
              "0b59ec3a8e4b7e52775b07d1db34ed9c538ab50c551b874aa269add047ad2d5913ac19b7cfbad4a6");
    EXPECT_EQ(sealed, Resealed(sealed)) << "the value covers all before it";
    EXPECT_EQ(std::get<EspPayload>(Open(AesCbc(), sealed)), (EspPayload{1, ping}));
}

// RFC 4303 section 2.4: padding 1, 2, 3 ... up to a multiple of 4 octets with the two behind it.
TEST(Esp, WithoutEncryptionShowsItsLayout)
{
    const Octets sealed = SealEsp(Null(), {0x100, 7}, {}, {0xaa, 0xbb, 0xcc}, 135);
    EXPECT_EQ(ToHex(Octets(sealed.begin(), sealed.end() - ESP_ICV_SIZE)),
              "0000010000000007"
              "aabbcc"
              "010203"
              "0387");
    EXPECT_EQ(sealed.size(), 8U + 8 + 12);
}

TEST(Esp, OpensWhatItSealedWhateverItsLength)
{
    const auto keys = {Null(),
                       AesCbc(),
                       AesCbc("000102030405060708090a0b0c0d0e0f1011121314151617"),
                       AesCbc("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")};
    for (const auto& key : keys)
    {
        for (std::size_t size = 0; size < 70; ++size)
        {
            Octets payload(size);
            std::generate(payload.begin(), payload.end(), [i = uint8_t{0}]() mutable {
                return ++i;
            });
            const Octets sealed = SealEsp(key, {256, 1}, EspVector{1, 2, 3}, payload, 58);
            EXPECT_EQ(sealed.size(), EspSize(key.encryption, size));
            EXPECT_EQ(sealed.size() % 4, 0U);
            EXPECT_EQ(std::get<EspPayload>(Open(key, sealed)), (EspPayload{58, payload}));
        }
    }
}

TEST(Esp, RoomIsTheMostThatFits)
{
    for (const auto encryption : {EspEncryption::NONE, EspEncryption::AES_CBC})
    {
        for (std::size_t size = EspSize(encryption, 1); size < 1600; ++size)
        {
            const std::size_t room = EspRoom(encryption, size);
            EXPECT_LE(EspSize(encryption, room), size);
            EXPECT_GT(EspSize(encryption, room + 1), size);
        }
        EXPECT_EQ(EspRoom(encryption, 20), 0U);
    }
}

// RFC 4303 section 3.4.4.1: every octet before the value is covered, and the value itself.
TEST(Esp, RefusesWhatWasChangedAnywhere)
{
    const Octets sealed = SealEsp(AesCbc(), {256, 1}, EspVector{9}, Octets(40, 3), 135);
    for (std::size_t place = 0; place < sealed.size(); ++place)
    {
        Octets changed = sealed;
        changed[place] ^= 0x40;
        EXPECT_EQ(std::get<DropReason>(Open(AesCbc(), changed)), DropReason::BAD_INTEGRITY)
            << place;
    }
    EspKeys other = AesCbc();
    other.authenticationKey[3] ^= 1;
    EXPECT_EQ(std::get<DropReason>(Open(other, sealed)), DropReason::BAD_INTEGRITY);
}

TEST(Esp, RefusesWhatIsTooShortOrNoWholeBlocks)
{
    for (const auto& keys : {Null(), AesCbc()})
    {
        const Octets sealed = SealEsp(keys, {256, 1}, {}, Octets(40), 135);
        for (std::size_t size = 0; size < sealed.size(); ++size)
        {
            const Octets cut(sealed.begin(), sealed.begin() + static_cast<std::ptrdiff_t>(size));
            EXPECT_TRUE(std::holds_alternative<DropReason>(Open(keys, cut))) << size;
        }
    }
}

TEST(Esp, RefusesOtherPadding)
{
    const Octets sealed = SealEsp(Null(), {256, 1}, {}, {1, 2, 3, 4, 5}, 135); // pads with 1
    ASSERT_EQ(sealed.size(), 8U + 8 + 12);
    Octets other = sealed;
    other[13] = 2;
    EXPECT_EQ(std::get<DropReason>(Open(Null(), Resealed(other))), DropReason::BAD_PADDING);
    other = sealed;
    other[14] = 7; // more than there is
    EXPECT_EQ(std::get<DropReason>(Open(Null(), Resealed(other))), DropReason::BAD_PADDING);
    other = sealed;
    other[13] = 5;
    other[14] = 0;
    EXPECT_EQ(std::get<EspPayload>(Open(Null(), Resealed(other))),
              (EspPayload{135, {1, 2, 3, 4, 5, 5}}));
}

/// The fuzzer's question, of everything near to what is right.
TEST(Esp, OfChangedOctetsIsRefusedOrSurvivesTheRoundTrip)
{
    for (const uint8_t which : {0, 1})
    {
        Octets input = SealEsp(which == 0 ? Null() : AesCbc(), {256, 1}, {}, Octets(13, 7), 135);
        input.insert(input.begin(), which);
        for (std::size_t place = 1; place < input.size(); ++place)
        {
            for (int bit = 0; bit < 8; ++bit)
            {
                Octets changed = input;
                changed[place] = static_cast<uint8_t>(changed[place] ^ 1 << bit);
                EXPECT_TRUE(EspRoundTrips(changed));
            }
            EXPECT_TRUE(EspRoundTrips(
                Octets(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(place))));
        }
    }
    EXPECT_TRUE(EspRoundTrips({}));
}

TEST(Esp, KeysHaveTheLengthsOfTheirAlgorithms)
{
    EXPECT_TRUE(Null().IsSound());
    EXPECT_TRUE(AesCbc().IsSound());
    EXPECT_FALSE(AesCbc("00").IsSound());
    EXPECT_FALSE((EspKeys{EspEncryption::NONE, Octets(16), AUTHENTICATION_KEY}).IsSound());
    EXPECT_FALSE((EspKeys{EspEncryption::NONE, {}, Octets(12)}).IsSound());
}

} // namespace ns3::nemo::tests::mip6_esp_test
