// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_REQUEST_H
#define MIP6_BINDING_REQUEST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-authenticator.h"
#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-status.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// What a correspondent found out about the right of an update to bind; of no meaning with H = 1.
/// RFC 6275 section 9.5.1.
struct UpdateAuthorization
{
    std::optional<DropReason> flaw;        ///< Discard it in silence, for this reason.
    std::optional<BindingStatus> refusal;  ///< 136 to 138: the nonces are not known any more.
    std::optional<BindingAuthority> proof; ///< What authorises it, and the answer.
    /// The sequence number that it has to exceed although no binding has it any more. RFC 6275
    /// section 5.2.8.
    std::optional<uint16_t> lastSequence;
};

/// What a Binding Update asks for, with everything of its packet that counts: a value that
/// outlives the delivery. RFC 6275 section 9.5.1.
struct BindingRequest
{
    Ipv6Address homeAddress;       ///< From the Home Address option, else the IPv6 source.
    Ipv6Address careOfAddress;     ///< From the Alternate Care-of Address option, else the source.
    Ipv6Address source;            ///< The IPv6 source on the wire.
    Ipv6Address destination;       ///< The own address that it was sent to.
    bool homeAddressOption{false}; ///< It has a Home Address option.
    bool isProtected{false};       ///< It came by a security association of this home address.
    uint32_t interface {
        0
    };                       ///< Where it arrived, as an IPv6 interface number.
    BindingUpdate update;    ///< Sequence number, flags and lifetime.
    MobilityOptions options; ///< Its mobility options in the order of the wire.
    Octets message;          ///< The mobility header as received, which the authenticator covers.
    UpdateAuthorization authorization; ///< As far as it was looked at.

    /// What the delivered signal asks for; it must be a Binding Update.
    static BindingRequest Of(const SignalDelivery& delivery);

    /// The node says that it is where its home address is.
    bool IsCareOfHome() const;

    /// Which entry of the binding cache it is about.
    BindingCache::Key GetKey() const;
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_REQUEST_H */
