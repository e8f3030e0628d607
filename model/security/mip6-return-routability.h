// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETURN_ROUTABILITY_H
#define MIP6_RETURN_ROUTABILITY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-digest.h"
#include "ns3/mip6-octets.h"

#include <cstdint>

namespace ns3::nemo
{

/// Kbm, the binding management key. RFC 6275 section 5.2.5.
using BindingManagementKey = Sha1Digest;

/// The home keygen token: first 64 bits of HMAC_SHA1(Kcn, home address | nonce | 0), `nodeKey`
/// being Kcn and the nonce of any length. As a number, its first octet is the highest.
/// RFC 6275 section 5.2.5.
uint64_t MakeHomeKeygenToken(const Ipv6Address& homeAddress,
                             const Octets& nodeKey,
                             const Octets& nonce);

/// The care-of keygen token: first 64 bits of HMAC_SHA1(Kcn, care-of address | nonce | 1).
/// RFC 6275 section 5.2.5.
uint64_t MakeCareOfKeygenToken(const Ipv6Address& careOfAddress,
                               const Octets& nodeKey,
                               const Octets& nonce);

/// Kbm = SHA-1(home keygen token | care-of keygen token), for a Binding Update with a lifetime and
/// what answers it. RFC 6275 section 5.2.5.
BindingManagementKey MakeBindingManagementKey(uint64_t homeKeygenToken, uint64_t careOfKeygenToken);

/// Kbm = SHA-1(home keygen token), for a Binding Update that deletes the binding and what answers
/// it. RFC 6275 section 5.2.5.
BindingManagementKey MakeDeletionKey(uint64_t homeKeygenToken);

} // namespace ns3::nemo

#endif // MIP6_RETURN_ROUTABILITY_H
