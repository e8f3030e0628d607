// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOBILE_WORLD_H
#define NEMO_TEST_MOBILE_WORLD_H

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/node.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// An IPv6 packet that was sent on a link, read as far as anybody on the way could read it.
struct CaughtPacket
{
    Time at;
    Mac48Address from;
    Mac48Address to;
    Octets octets;
    Ipv6Address source;
    Ipv6Address destination;
    uint8_t hopLimit{0};
    std::optional<Ipv6Address> homeAddress; ///< Home Address option
    std::optional<Ipv6Address> routing;     ///< type 2 routing header
    uint8_t protocol{0};                    ///< behind all extension headers
    std::size_t offset{0};                  ///< where that begins
    std::optional<Signal> signal;           ///< if it is a mobility header (checksum verified)
    uint8_t icmpv6{0};                      ///< ICMPv6 type; 0: none
    std::shared_ptr<CaughtPacket> inner;    ///< if it is a tunnel packet

    bool IsUpdate() const;
    bool IsAcknowledgement() const;
    const BindingUpdate& Update() const;
    /// The message of Neighbor Discovery; throws if it is none.
    NeighborMessage Neighbor() const;

    template <typename T>
    T As() const
    {
        return std::get<T>(Neighbor());
    }
};

/// A node with the stack, and devices on links.
struct WorldNode
{
    /// @param forwarding whether it forwards what arrives at the interface
    /// @param hardware its Ethernet address; empty: any
    uint32_t AddInterface(Ptr<MobileLink> link,
                          const std::string& address,
                          bool forwarding,
                          const std::string& hardware = "");
    Ptr<MobileLinkDevice> Device(uint32_t interface) const;
    Ptr<InterfaceTable> Interfaces() const;
    uint64_t Drops(DropReason reason) const;
    /// Send a UDP datagram of its own, by its routing table.
    void SendUdp(const Ipv6Address& source, const Ipv6Address& destination, uint32_t size = 100);
    /// Datagrams delivered to this node since Listen.
    void Listen();

    Ptr<Node> node;
    Ptr<MobilityStack> stack;
    /// Source and destination of each datagram delivered.
    std::vector<std::pair<Ipv6Address, Ipv6Address>> received;
};

/// A home agent that does as it is told: it answers every Binding Update for which `answer` gives
/// something, and tunnels and defends as long as it has accepted.
class ScriptedHomeAgent
{
  public:
    struct Update
    {
        Time at;
        Signal signal;
        Ipv6Address home;
        Ipv6Address careOf;
        bool homeAddressOption;

        const BindingUpdate& Body() const;
    };

    ScriptedHomeAgent(WorldNode& node, uint32_t homeInterface, const Ipv6Address& address);
    ~ScriptedHomeAgent();

    /// What to answer; absent: nothing. The default accepts everything as it is asked.
    std::function<std::optional<BindingAcknowledgement>(const Update&)> answer;
    Time delay;                          ///< until the answer leaves
    MobilityOptions options;             ///< of the answers
    std::vector<NetworkPrefix> prefixes; ///< forwarded as the home address is
    std::vector<Update> updates;

  private:
    bool Take(const SignalDelivery& delivery);
    void Answer(const Update& update);
    void Bind(const Update& update);
    void Unbind(const Update& update);

    WorldNode& m_node;
    uint32_t m_homeInterface;
    Ipv6Address m_address;
    MessagePort::HandlerId m_handler;
};

/**
 * A home link, two visited links and a core that connects them; a scripted home agent, access
 * routers a and b, and a correspondent.
 *
 * Prefixes are BASE:1::/64 (home, home agent ::1), BASE:2::/64 (link a, router ::1), BASE:4::/64
 * (link b, router ::1) and BASE:c::/64 (core).
 */
class MobileWorld
{
  public:
    /// @param base first 32 bits, as text
    explicit MobileWorld(const std::string& base = "fd00:0");
    ~MobileWorld();
    MobileWorld(const MobileWorld&) = delete;
    MobileWorld& operator=(const MobileWorld&) = delete;

    /// BASE:text, for example Address("1::10").
    Ipv6Address Address(const std::string& text) const;
    NetworkPrefix Prefix(const std::string& text, uint8_t length = 64) const;

    Ptr<MobileLink> NewLink();
    WorldNode& NewNode();
    /// A router with address `text` on a link, and ::`core` in the core; it advertises.
    WorldNode& NewRouter(Ptr<MobileLink> link, const std::string& text, const std::string& core);
    /// Advertise a prefix on an interface, by the address of the router in it.
    void Advertise(WorldNode& node, uint32_t interface, const std::string& text);
    /// The way to a prefix by way of a node in the core, for everybody there.
    void RouteByCore(const NetworkPrefix& prefix, const std::string& core);

    /// Make the mobile node (home address BASE:1::10, care-of identifier ::10); it boots at the
    /// present time.
    /// @param link where it is attached; null: nowhere
    MobileNode& NewMobileNode(Ptr<MobileLink> link);
    /// The same as a mobile router with one ingress link: BASE:5::1/64.
    MobileRouter& NewMobileRouter(Ptr<MobileLink> link);
    /// The mobile node moves: off its link at once, on the next (if any) after `gap`.
    void Move(Ptr<MobileLink> link, Time gap = Time(0));

    static void At(Time when, std::function<void()> action);
    static void RunUntil(Time when);
    /// All packets sent on a link so far.
    const std::vector<CaughtPacket>& Caught(Ptr<MobileLink> link) const;
    /// The Binding Updates among them.
    std::vector<CaughtPacket> Updates(Ptr<MobileLink> link) const;
    /// The tunnel packets among them.
    std::vector<CaughtPacket> Tunnelled(Ptr<MobileLink> link) const;
    /// Neighbor Solicitations for an address, from `source`.
    std::vector<CaughtPacket> Solicitations(Ptr<MobileLink> link,
                                            const Ipv6Address& target,
                                            const Ipv6Address& source) const;
    /// Those for which `which` is true.
    std::vector<CaughtPacket> Caught(Ptr<MobileLink> link,
                                     const std::function<bool(const CaughtPacket&)>& which) const;
    /// Phases of handovers of the mobile node, with their times.
    std::vector<std::pair<Time, HandoverPhase>> phases;
    /// When a phase last happened; absent if it never did.
    std::optional<Time> Last(HandoverPhase phase) const;

    std::string hardware;  ///< Ethernet address of the mobile node made next; empty: any
    HomeConfig homeConfig; ///< of the mobile node made next
    std::vector<HomeConfig> otherHomes;         ///< that it has besides
    std::optional<uint64_t> identifier{0x10};   ///< of its care-of addresses
    AdvertisingConfig advertising;              ///< of routers made from now on
    std::function<void(MobileNode&)> configure; ///< called before the mobile node boots
    Ptr<MobileLink> home;
    Ptr<MobileLink> a;
    Ptr<MobileLink> b;
    Ptr<MobileLink> core;
    Ptr<MobileLink> inside; ///< ingress link of the mobile router
    WorldNode* agentNode{nullptr};
    WorldNode* routerA{nullptr};
    WorldNode* routerB{nullptr};
    WorldNode* correspondent{nullptr};
    WorldNode* mobileNode{nullptr};
    uint32_t roaming{0};   ///< the mobile node's roaming interface
    uint32_t agentHome{0}; ///< the home agent's interface on the home link
    std::unique_ptr<ScriptedHomeAgent> agent;

  private:
    struct Record
    {
        Ptr<MobileLink> link;
        std::vector<CaughtPacket> packets;
        void Note(const LinkFrame& frame);
    };

    void NotePhase(HandoverPhase phase);
    void Launch(Ptr<MobileNode> role, Ptr<MobileLink> link);

    std::string m_base;
    std::vector<std::unique_ptr<Record>> m_records;
    std::vector<std::unique_ptr<WorldNode>> m_nodes;
    std::vector<WorldNode*> m_inCore;
    int64_t m_streams{100};
};

/// The octets of an IPv6 packet, taken apart.
CaughtPacket Dissect(const Octets& octets);

/// An IPv6 packet with a datagram for WorldNode::Listen, put together by hand.
Ptr<Packet> HandDatagram(const Ipv6Address& source, const Ipv6Address& destination);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOBILE_WORLD_H
