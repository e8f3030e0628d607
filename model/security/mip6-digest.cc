// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-digest.h"

// Crypto++ gives MD5 only to who says that it is weak; HMAC does not rest on what is weak in it.
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/hmac.h>
#include <cryptopp/md5.h>
#include <cryptopp/misc.h>
#include <cryptopp/sha.h>

namespace ns3::nemo
{

Sha1Digest
Sha1(const Octets& message)
{
    Sha1Digest digest;
    CryptoPP::SHA1().CalculateDigest(digest.data(), message.data(), message.size());
    return digest;
}

Sha1Digest
HmacSha1(const uint8_t* key, std::size_t keySize, const Octets& message)
{
    Sha1Digest digest;
    CryptoPP::HMAC<CryptoPP::SHA1> hmac(key, keySize);
    hmac.CalculateDigest(digest.data(), message.data(), message.size());
    return digest;
}

Md5Digest
HmacMd5(const uint8_t* key, std::size_t keySize, const Octets& message)
{
    Md5Digest digest;
    CryptoPP::HMAC<CryptoPP::Weak::MD5> hmac(key, keySize);
    hmac.CalculateDigest(digest.data(), message.data(), message.size());
    return digest;
}

bool
IsSameSecret(const uint8_t* a, const uint8_t* b, std::size_t size)
{
    return CryptoPP::VerifyBufsEqual(a, b, size);
}

} // namespace ns3::nemo
