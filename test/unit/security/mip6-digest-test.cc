// SPDX-License-Identifier: GPL-2.0-only
#include "unit/wire/wire-data.h"

#include "ns3/mip6-digest.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::mip6_digest_test
{

namespace
{

Octets
Letters(const std::string& text)
{
    return {text.begin(), text.end()};
}

std::string
HexOf(const Sha1Digest& digest)
{
    return ToHex(Octets(digest.begin(), digest.end()));
}

struct HmacCase
{
    Octets key;
    Octets message;
    const char* digest;
};

} // namespace

TEST(Digest, Sha1AgreesWithItsStandard)
{
    EXPECT_EQ(HexOf(Sha1({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(HexOf(Sha1(Letters("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(HexOf(Sha1(Letters("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

TEST(Digest, HmacAgreesWithRfc2202)
{
    const HmacCase cases[] = {
        {Octets(20, 0x0b), Letters("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00"},
        {Letters("Jefe"),
         Letters("what do ya want for nothing?"),
         "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
        {Octets(20, 0xaa), Octets(50, 0xdd), "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
        {Octets(20, 0x0c),
         Letters("Test With Truncation"),
         "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"},
        {Octets(80, 0xaa),
         Letters("Test Using Larger Than Block-Size Key - Hash Key First"),
         "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
    };
    for (const auto& it : cases)
    {
        EXPECT_EQ(HexOf(HmacSha1(it.key.data(), it.key.size(), it.message)), it.digest);
    }
}

TEST(Digest, SecretsAreTheSameOnlyInEveryOctet)
{
    const Octets secret = FromHex("1681188208becfccd59a8c54");
    EXPECT_TRUE(IsSameSecret(secret.data(), Octets(secret).data(), secret.size()));
    for (std::size_t place = 0; place < secret.size(); ++place)
    {
        Octets other = secret;
        other[place] ^= 0x01;
        EXPECT_FALSE(IsSameSecret(secret.data(), other.data(), secret.size())) << place;
    }
}

} // namespace ns3::nemo::tests::mip6_digest_test
