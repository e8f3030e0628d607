// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-authenticator.h"

#include "ns3/abort.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"

#include <algorithm>
#include <optional>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t CHECKSUM_SIZE = 2; ///< Its octets.
constexpr std::size_t FIXED_SIZE = 6;    ///< What BU and BA have between checksum and options.

/// Where the authenticator stands, counted from the start of the header, if the message is a
/// Binding Update or Acknowledgement that ends with it. The options are walked from the first,
/// since the data of another option may look like this one.
std::optional<std::size_t>
FindAuthenticator(const uint8_t* data, std::size_t size)
{
    OctetReader packet(data, size);
    OctetReader peek = packet;
    peek.Skip(1); // Payload Proto
    OctetReader header = packet.Sub((std::size_t{peek.U8()} + 1) * LENGTH_UNIT);
    const auto type = static_cast<MobilityHeaderType>(peek.U8());
    if (type != MobilityHeaderType::BINDING_UPDATE &&
        type != MobilityHeaderType::BINDING_ACKNOWLEDGEMENT)
    {
        return std::nullopt;
    }
    header.Skip(MOBILITY_CHECKSUM_OFFSET + CHECKSUM_SIZE + FIXED_SIZE);
    while (header.Remaining() > 0)
    {
        const auto option = static_cast<MobilityOptionType>(header.U8());
        if (option == MobilityOptionType::PAD1)
        {
            continue;
        }
        const std::size_t length = header.U8();
        if (option == MobilityOptionType::BINDING_AUTHORIZATION_DATA)
        {
            const bool isWhole = length == AUTHENTICATOR_SIZE && header.Remaining() == length;
            return isWhole ? std::optional(header.Offset()) : std::nullopt;
        }
        header.Skip(length);
    }
    return std::nullopt;
}

/// First(96, HMAC_SHA1(Kbm, care-of address | correspondent | MH Data)) in its first octets, the
/// MH Data being the `size` octets before the authenticator.
Sha1Digest
ComputeAuthenticator(const uint8_t* header, std::size_t size, const BindingAuthority& authority)
{
    OctetWriter writer;
    writer.Address(authority.careOfAddress);
    writer.Address(authority.correspondent);
    Octets mobilityData = writer.Release();
    const std::size_t start = mobilityData.size();
    mobilityData.insert(mobilityData.end(), header, header + size);
    std::fill_n(mobilityData.data() + start + MOBILITY_CHECKSUM_OFFSET, CHECKSUM_SIZE, uint8_t{0});
    return HmacSha1(authority.key.data(), authority.key.size(), mobilityData);
}

} // namespace

BindingAuthorizationData
UnsignedAuthorization()
{
    return {Octets(AUTHENTICATOR_SIZE)};
}

void
SignMobilityHeader(Octets& header,
                   const BindingAuthority& authority,
                   const Ipv6Address& source,
                   const Ipv6Address& destination)
{
    const auto place = FindAuthenticator(header.data(), header.size());
    NS_ABORT_MSG_IF(
        !place || *place + AUTHENTICATOR_SIZE != header.size(),
        "only a Binding Update or Acknowledgement that ends with UnsignedAuthorization() "
        "can be signed");
    const Sha1Digest digest = ComputeAuthenticator(header.data(), *place, authority);
    std::copy_n(digest.begin(), AUTHENTICATOR_SIZE, header.data() + *place);
    std::fill_n(header.data() + MOBILITY_CHECKSUM_OFFSET, CHECKSUM_SIZE, uint8_t{0});
    const uint16_t checksum = UpperLayerChecksum(source,
                                                 destination,
                                                 MOBILITY_HEADER_PROTOCOL,
                                                 header.data(),
                                                 header.size());
    header[MOBILITY_CHECKSUM_OFFSET] = static_cast<uint8_t>(checksum >> 8);
    header[MOBILITY_CHECKSUM_OFFSET + 1] = static_cast<uint8_t>(checksum & 0xff);
}

bool
IsAuthentic(const uint8_t* data, std::size_t size, const BindingAuthority& authority)
{
    const auto place = FindAuthenticator(data, size);
    if (!place)
    {
        return false;
    }
    const Sha1Digest digest = ComputeAuthenticator(data, *place, authority);
    return IsSameSecret(digest.data(), data + *place, AUTHENTICATOR_SIZE);
}

} // namespace ns3::nemo
