// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-digest.h"

#include <cryptopp/hmac.h>
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

bool
IsSameSecret(const uint8_t* a, const uint8_t* b, std::size_t size)
{
    return CryptoPP::VerifyBufsEqual(a, b, size);
}

} // namespace ns3::nemo
