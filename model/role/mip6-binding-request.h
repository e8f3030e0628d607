// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_REQUEST_H
#define MIP6_BINDING_REQUEST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-message.h"

#include <cstdint>

namespace ns3::nemo
{

/// What a Binding Update asks for, with everything of its packet that counts: a value that
/// outlives the delivery. RFC 6275 section 9.5.1.
struct BindingRequest
{
    Ipv6Address homeAddress;       ///< From the Home Address option, else the IPv6 source.
    Ipv6Address careOfAddress;     ///< From the Alternate Care-of Address option, else the source.
    Ipv6Address source;            ///< The IPv6 source on the wire.
    Ipv6Address destination;       ///< The own address that it was sent to.
    bool homeAddressOption{false}; ///< It has a Home Address option.
    uint32_t interface {
        0
    };                       ///< Where it arrived, as an IPv6 interface number.
    BindingUpdate update;    ///< Sequence number, flags and lifetime.
    MobilityOptions options; ///< Its mobility options in the order of the wire.

    /// What the delivered signal asks for; it must be a Binding Update.
    static BindingRequest Of(const SignalDelivery& delivery);

    /// The node says that it is where its home address is.
    bool IsCareOfHome() const;
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_REQUEST_H */
