// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_NEIGHBOR_WORLD_H
#define NEMO_TEST_NEIGHBOR_WORLD_H

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-router-advertiser.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/node.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ns3::nemo::tests
{

/// A frame that was sent on a link.
struct SeenFrame
{
    Time at;
    Octets octets; ///< the IPv6 packet
    Mac48Address from;
    Mac48Address to;

    Ipv6Address Source() const;
    Ipv6Address Destination() const;
    uint8_t NextHeader() const;
    uint8_t HopLimit() const;
    /// ICMPv6 type; 0 for anything else.
    uint8_t Icmpv6Type() const;
    bool HasGoodChecksum() const;
    /// The message of Neighbor Discovery; the test fails if it is none.
    NeighborMessage Message() const;

    template <typename T>
    T As() const
    {
        return std::get<T>(Message());
    }
};

/// A node with the parts of the stack that speak Neighbor Discovery.
struct NeighborNode
{
    NeighborNode();
    ~NeighborNode();
    NeighborNode(const NeighborNode&) = delete;
    NeighborNode& operator=(const NeighborNode&) = delete;

    /// Add a device and an interface, and attach it to a link if there is one.
    /// @return the interface
    uint32_t AddInterface(Ptr<MobileLink> link, const char* hardware = nullptr);
    Ptr<MobileLinkDevice> Device(uint32_t interface) const;
    Mac48Address Hardware(uint32_t interface) const;
    /// Put octets on the link as they are, as an IPv6 packet.
    void SendRaw(uint32_t interface, const Octets& packet, Mac48Address to) const;

    Ptr<Node> node;
    Ptr<Ipv6L3Protocol> ipv6;
    Ptr<MobilityIcmpv6> icmpv6;
    Ptr<InterfaceTable> interfaces;
    Ptr<AddressProxy> proxy;
    Ptr<RouterDiscovery> discovery;
    Ptr<RouterAdvertiser> advertiser;
    std::map<std::string, int> drops; ///< of all parts, by reason

  private:
    void NoteDrop(DropReason reason, Ptr<const Packet> packet);
};

/// Nodes and links, and what is sent on the links. One at a time: it ends with the simulator.
class NeighborWorld
{
  public:
    NeighborWorld();
    ~NeighborWorld();
    NeighborWorld(const NeighborWorld&) = delete;
    NeighborWorld& operator=(const NeighborWorld&) = delete;

    /// A new link whose frames are recorded; 1 ms long and of unlimited rate.
    Ptr<MobileLink> NewLink();
    /// A new node.
    NeighborNode& NewNode();
    /// Everything sent on a link so far.
    const std::vector<SeenFrame>& Seen(Ptr<MobileLink> link) const;
    /// What was sent on a link of an ICMPv6 type.
    std::vector<SeenFrame> Seen(Ptr<MobileLink> link, NeighborMessageType type) const;
    /// Do something at a time.
    static void At(Time when, std::function<void()> action);
    /// Go on until a time.
    static void RunUntil(Time when);

  private:
    struct Record
    {
        Ptr<MobileLink> link;
        std::vector<SeenFrame> frames;
        void Note(const LinkFrame& frame);
    };

    std::vector<std::unique_ptr<Record>> m_records;
    std::vector<std::unique_ptr<NeighborNode>> m_nodes;
    int64_t m_streams{1000};
};

/// An IPv6 packet with an ICMPv6 message in it, checksum made.
Octets MakePacket(const NeighborMessage& message,
                  const Ipv6Address& source,
                  const Ipv6Address& destination,
                  uint8_t hopLimit = 255);
/// An IPv6 packet with ICMPv6 octets in it as they are.
Octets MakePacket(const Octets& message,
                  const Ipv6Address& source,
                  const Ipv6Address& destination,
                  uint8_t hopLimit = 255);
/// The octets of a vector of test/vectors/mip6.json; throws if there is none of the name.
Octets VectorOctets(const std::string& name);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_NEIGHBOR_WORLD_H
