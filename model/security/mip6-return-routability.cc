// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-return-routability.h"

namespace ns3::nemo
{

namespace
{

/// @return First(64, HMAC_SHA1(Kcn, address | nonce | kind))
uint64_t
MakeToken(const Ipv6Address& address, const Octets& nodeKey, const Octets& nonce, uint8_t kind)
{
    OctetWriter message;
    message.Address(address);
    message.Append(nonce);
    message.U8(kind);
    const Sha1Digest digest = HmacSha1(nodeKey.data(), nodeKey.size(), message.Get());
    return OctetReader(digest.data(), digest.size()).U64();
}

} // namespace

uint64_t
MakeHomeKeygenToken(const Ipv6Address& homeAddress, const Octets& nodeKey, const Octets& nonce)
{
    return MakeToken(homeAddress, nodeKey, nonce, 0);
}

uint64_t
MakeCareOfKeygenToken(const Ipv6Address& careOfAddress, const Octets& nodeKey, const Octets& nonce)
{
    return MakeToken(careOfAddress, nodeKey, nonce, 1);
}

BindingManagementKey
MakeBindingManagementKey(uint64_t homeKeygenToken, uint64_t careOfKeygenToken)
{
    OctetWriter tokens;
    tokens.U64(homeKeygenToken);
    tokens.U64(careOfKeygenToken);
    return Sha1(tokens.Get());
}

BindingManagementKey
MakeDeletionKey(uint64_t homeKeygenToken)
{
    OctetWriter token;
    token.U64(homeKeygenToken);
    return Sha1(token.Get());
}

} // namespace ns3::nemo
