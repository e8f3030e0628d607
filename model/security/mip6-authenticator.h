// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_AUTHENTICATOR_H
#define MIP6_AUTHENTICATOR_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-return-routability.h"

#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

/// Octets of an authenticator made by return routability. RFC 6275 section 6.2.7
constexpr std::size_t AUTHENTICATOR_SIZE = 12;

/// What authorizes a Binding Update to a correspondent node, and its acknowledgement. RFC 6275
/// section 6.2.7.
struct BindingAuthority
{
    BindingManagementKey key{}; ///< Kbm.
    /// The address that the update registers, be it the source or an Alternate Care-of Address;
    /// the home address if it deletes the binding. The same for the acknowledgement.
    Ipv6Address careOfAddress;
    /// The correspondent node, by its home address if it is mobile itself; the same for the
    /// acknowledgement, which it sends.
    Ipv6Address correspondent;
};

/// The option as a message has it before SignMobilityHeader: room for the authenticator.
BindingAuthorizationData UnsignedAuthorization();

/**
 * Fills the authenticator in and computes the checksum anew, over the whole message with it.
 * RFC 6275 section 6.2.7.
 *
 * @param[in,out] header a complete Binding Update or Acknowledgement that ends with the option
 * of UnsignedAuthorization(), as EncodeMobilityHeader makes it; else it is misuse and aborts
 * @param authority what authorizes it
 * @param source of the pseudo-header, see EncodeMobilityHeader
 * @param destination of the pseudo-header
 */
void SignMobilityHeader(Octets& header,
                        const BindingAuthority& authority,
                        const Ipv6Address& source,
                        const Ipv6Address& destination);

/**
 * Verifies the authenticator of a message as received. RFC 6275 sections 6.2.7 and 9.5.1.
 *
 * @param data where the mobility header starts; never read beyond size
 * @param size how many octets the packet has from there; those behind the header are ignored
 * @param authority what should have authorized it
 * @return whether it is a Binding Update or Acknowledgement whose last option is Binding
 * Authorization Data of 12 octets with the right value. The checksum is not looked at.
 */
bool IsAuthentic(const uint8_t* data, std::size_t size, const BindingAuthority& authority);

} // namespace ns3::nemo

#endif // MIP6_AUTHENTICATOR_H
