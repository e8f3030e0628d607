// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_HAND_STATION_H
#define NEMO_TEST_HAND_STATION_H

#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/node.h"
#include "ns3/nstime.h"

#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo::tests
{

/// An IPv6 packet that a station received, taken apart.
struct HeardPacket
{
    Time at;
    Mac48Address from;                      ///< link-layer source
    Mac48Address to;                        ///< link-layer destination
    Octets octets;                          ///< from the IPv6 header on
    Ipv6Address source;                     ///< IPv6 source
    Ipv6Address destination;                ///< IPv6 destination
    std::optional<Ipv6Address> routing;     ///< address in the type 2 routing header
    uint8_t protocol{0};                    ///< behind the extension headers
    std::optional<Signal> signal;           ///< of protocol 135, if the checksum is right
    std::optional<NeighborMessage> message; ///< of protocol 58, if it is Neighbor Discovery
    /// Of protocol 58, if it is of Mobile IPv6 and the checksum is right.
    std::optional<MobilityIcmpv6Message> discovery;

    /// The inner packet of a tunnel packet; empty if it is none.
    Octets Inner() const;
    /// The Binding Acknowledgement; null if it is none.
    const BindingAcknowledgement* Acknowledgement() const;
};

/**
 * A device on a link without any IPv6 behind it: what it sends is made by hand, what it receives is
 * written down. It answers Neighbor Solicitations for the addresses that it is told to have.
 */
class HandStation
{
  public:
    /// Join a link.
    explicit HandStation(Ptr<MobileLink> link);
    HandStation(const HandStation&) = delete;
    HandStation& operator=(const HandStation&) = delete;

    /// Send these octets, an IPv6 packet.
    void Send(const Octets& octets, const Mac48Address& to) const;
    /// Send a message of Neighbor Discovery, to the group's or the given link-layer address.
    void SendNeighbor(const NeighborMessage& message,
                      const Ipv6Address& source,
                      const Ipv6Address& destination,
                      std::optional<Mac48Address> to = std::nullopt) const;
    /// An IPv6 packet.
    static Octets MakePacket(const Ipv6Address& source,
                             const Ipv6Address& destination,
                             uint8_t nextHeader,
                             const Octets& payload,
                             uint8_t hopLimit = 64);

    /// Its link-layer address.
    Mac48Address LinkLayer() const;
    /// The packets received that `isWanted`, all if it is empty.
    std::vector<HeardPacket> Heard(
        const std::function<bool(const HeardPacket&)>& isWanted = nullptr) const;
    /// The packets with a Binding Acknowledgement.
    std::vector<HeardPacket> Acknowledgements() const;

    /// The packets with a Neighbor Solicitation or Advertisement (T) for a target.
    template <typename T>
    std::vector<HeardPacket> Neighbors(const Ipv6Address& target) const
    {
        return Heard([&](const HeardPacket& packet) {
            const T* message = packet.message ? std::get_if<T>(&*packet.message) : nullptr;
            return message && message->target == target;
        });
    }

    /// Forget what was received.
    void Clear();

    /// Which addresses it has: it answers for them.
    std::function<bool(const Ipv6Address&)> has;

  private:
    bool Receive(Ptr<NetDevice> device,
                 Ptr<const Packet> packet,
                 uint16_t protocol,
                 const Address& from,
                 const Address& to,
                 NetDevice::PacketType type);
    void AnswerSolicitation(const HeardPacket& packet);

    Ptr<Node> m_node;
    Ptr<MobileLinkDevice> m_device;
    std::vector<HeardPacket> m_heard;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_HAND_STATION_H
