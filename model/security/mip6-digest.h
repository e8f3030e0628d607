// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DIGEST_H
#define MIP6_DIGEST_H

#include "ns3/mip6-octets.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

constexpr std::size_t SHA1_SIZE = 20; ///< Octets of a digest. FIPS 180-1

/// What SHA-1 and HMAC_SHA1 give.
using Sha1Digest = std::array<uint8_t, SHA1_SIZE>;

/// The digest of `message`. FIPS 180-1, as RFC 6275 section 5.2.4 asks for.
Sha1Digest Sha1(const Octets& message);

/// HMAC_SHA1(K, m): the code that proves `message` to whoever has the `key` of `keySize` octets,
/// any number of them. RFC 2104, as RFC 6275 section 5.2.4 and RFC 2404 ask for.
Sha1Digest HmacSha1(const uint8_t* key, std::size_t keySize, const Octets& message);

constexpr std::size_t MD5_SIZE = 16; ///< Octets of a digest. RFC 1321

/// What HMAC-MD5 gives.
using Md5Digest = std::array<uint8_t, MD5_SIZE>;

/// HMAC-MD5 of `message` with the `key` of `keySize` octets, any number of them. RFC 2104, as RFC
/// 2403 asks for.
Md5Digest HmacMd5(const uint8_t* key, std::size_t keySize, const Octets& message);

/// Whether `size` octets at `a` and `b` are equal; takes the same time wherever they differ, so
/// that nobody finds a secret octet by octet.
bool IsSameSecret(const uint8_t* a, const uint8_t* b, std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_DIGEST_H
