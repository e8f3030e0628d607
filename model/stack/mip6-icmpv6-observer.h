// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ICMPV6_OBSERVER_H
#define MIP6_ICMPV6_OBSERVER_H

#include "ns3/ipv6-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/mip6-octets.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::nemo
{

/// An ICMPv6 message that is for this node. Its checksum is right; a message of Neighbor Discovery
/// came with hop limit 255.
struct Icmpv6Delivery
{
    uint8_t type;             ///< ICMPv6 type
    const Octets& octets;     ///< the whole ICMPv6 message
    Ptr<const Packet> packet; ///< the same as a packet, without the IPv6 header
    const Ipv6Header& header; ///< the IPv6 header
    uint32_t interface;       ///< IPv6 interface number of arrival
    /// Destination options that were signals on the packet that an error quotes, and that whoever
    /// redelivered it has taken off; null: none.
    const Octets* signals{nullptr};
};

/// Who looks at ICMPv6 messages before ns-3 does.
class Icmpv6Observer
{
  public:
    virtual ~Icmpv6Observer() = default;

    /**
     * A message arrived. It may add and remove observers.
     * @param delivery the message; its references live only as long as the call
     * @return true: taken, neither later observers nor ns-3 get it
     */
    virtual bool OnIcmpv6(const Icmpv6Delivery& delivery) = 0;

    /// A packet is about to leave for a neighbour; told after MobilityIcmpv6::TellOfUses. It must
    /// neither add nor remove observers.
    virtual void OnUse(uint32_t /* interface */, const Ipv6Address& /* neighbor */)
    {
    }

    /**
     * A neighbour to which packets go does not answer; told when the next packet is for it. It must
     * neither add nor remove observers, and gets the IPv6 interface number, the address of the
     * neighbour, and when that was first asked, absolute.
     */
    virtual void OnUnreachable(uint32_t /* interface */,
                               const Ipv6Address& /* neighbor */,
                               Time /* since */)
    {
    }
};

} // namespace ns3::nemo

#endif // MIP6_ICMPV6_OBSERVER_H
