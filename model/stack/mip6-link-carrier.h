// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_LINK_CARRIER_H
#define MIP6_LINK_CARRIER_H

#include "ns3/channel.h"
#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ns3::nemo
{

class MobileLinkDevice;

/// A frame on a link.
struct LinkFrame
{
    Ptr<const Packet> packet;           ///< what it carries, without a link-layer header
    uint16_t protocol;                  ///< Ethernet type: 0x86dd is IPv6
    Mac48Address source;                ///< link-layer source
    Mac48Address destination;           ///< link-layer destination
    Ptr<const MobileLinkDevice> sender; ///< who sent it
};

/// Why a frame was lost.
enum class FrameLoss : uint8_t
{
    RANDOM,        ///< by the link's loss rate
    RULE,          ///< by the link's loss rule
    NO_RECEIVER,   ///< nobody on the link has the destination address
    RECEIVER_LEFT, ///< its receiver left, or the link went down, while it was on its way
    SENDER_LEFT,   ///< the same of its sender, while it was queued or being sent
    QUEUE_FULL,    ///< the sender has more to send than it can hold
    TOO_BIG,       ///< it is larger than the sender's MTU
    RADIO,         ///< a radio gave it up: nobody acknowledged it, or it waited too long
};

constexpr std::size_t FRAME_LOSSES = 8; ///< how many reasons there are

/// @return its name in kebab-case, for example "receiver-left"
std::string_view ToString(FrameLoss reason);

/// What a device asks of the link that it is on.
class LinkCarrier : public Channel
{
  public:
    /// Let a device leave; the link is down for it when this returns. Ignored if it is not here.
    virtual void Detach(Ptr<MobileLinkDevice> device) = 0;
    /// @return whether it carries anything
    virtual bool IsUp() const = 0;
    /// @return time on the wire of a packet of so many octets
    virtual Time TransmissionTime(uint32_t octets) const = 0;
    /// @return largest packet in octets, IPv6 header included
    virtual uint16_t GetMtu() const = 0;
    /// Take a frame that has been sent to the others.
    virtual void Carry(const LinkFrame& frame) = 0;
    /// Count a frame that will reach nobody.
    virtual void Lose(const LinkFrame& frame, FrameLoss reason) = 0;
};

} // namespace ns3::nemo

#endif // MIP6_LINK_CARRIER_H
