// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_SIGNAL_CODEC_H
#define MIP6_SIGNAL_CODEC_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"
#include "ns3/object.h"
#include "ns3/type-id.h"

#include <cstdint>
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
};

} // namespace ns3::nemo

#endif // MIP6_SIGNAL_CODEC_H
