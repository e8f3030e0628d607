// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_SIGNAL_CODEC_H
#define MIP6_SIGNAL_CODEC_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"
#include "ns3/object.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Where in a packet signals ride: as its payload, or as destination options of any packet.
struct Carriage
{
    uint8_t nextHeader{NO_NEXT_HEADER}; //!< what the payload is: 135, 59, or a passenger's protocol
    Octets payload;                     //!< the upper-layer message
    Octets destinationOptions;          //!< complete options, aligned for offset 2 of their header
    bool needsHomeAddress{false}; //!< the packet has a Home Address option wherever its source is
    bool needsProtection{false}; //!< the packet leaves with an Authentication Header, or not at all
};

/**
 * Turns signals into octets and back; each dialect has its own. Values only: who sends, checks
 * security or answers errors, is decided elsewhere.
 */
class SignalCodec : public Object
{
  public:
    /// @return the TypeId
    static TypeId GetTypeId();

    /**
     * @param signal the message
     * @param source of the pseudo-header: the home address when the packet has a Home Address
     * option
     * @param destination of the pseudo-header: the home address when it has a routing header
     * @return what to put into the packet
     */
    virtual Carriage Encode(const Signal& signal,
                            const Ipv6Address& source,
                            const Ipv6Address& destination) const = 0;

    /**
     * @param carriage what a packet carried; octets behind a message are ignored
     * @param source of the pseudo-header
     * @param destination of the pseudo-header
     * @return each signal in the order of the packet; in the place of one that cannot be read,
     * why; empty when the carriage has none
     */
    virtual std::vector<MobilityHeaderResult> Decode(const Carriage& carriage,
                                                     const Ipv6Address& source,
                                                     const Ipv6Address& destination) const = 0;

    /// @return how this dialect lays out extension headers; by default as RFC 6275 does
    virtual ExtensionFormat GetFormat() const;

    /**
     * Must the packet that brings it have come by a security association of its sender?
     *
     * @param signal any message
     * @return by default false: who may say what is judged by roles, and by the security policy
     */
    virtual bool NeedsProtection(const Signal& signal) const;

    /**
     * @param message a message of mobility that is no signal
     * @param source of the pseudo-header
     * @param destination of the pseudo-header
     * @param linkLocal address of the sender on the link that the message is about
     * @return what to put into the packet; by default the message of ICMPv6 that RFC 6275 has
     */
    virtual Carriage EncodeIcmpv6(const MobilityIcmpv6Message& message,
                                  const Ipv6Address& source,
                                  const Ipv6Address& destination,
                                  const Ipv6Address& linkLocal) const;

    /**
     * @param packet a whole packet that came out of a tunnel
     * @return the message that EncodeIcmpv6 has put into a packet in this way; nothing, as by
     * default, if it is none
     */
    virtual std::optional<MobilityIcmpv6Message> DecodeTunnelled(const Octets& packet) const;

    /// @return whether what DecodeTunnelled reads must have come by a security association; by
    /// default false
    virtual bool ProtectsTunnelled() const;

    /**
     * @param signal any message
     * @return whether the dialect has a message that says it; by default true. One that it has not
     * is not to be encoded
     */
    virtual bool Knows(const Signal& signal) const;
};

} // namespace ns3::nemo

#endif // MIP6_SIGNAL_CODEC_H
