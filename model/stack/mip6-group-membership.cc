// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-group-membership.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-raw-header.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(GroupMembership);

namespace
{

constexpr uint8_t LISTENER_HOP_LIMIT = 1; //!< RFC 2710 section 3

} // namespace

TypeId
GroupMembership::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::GroupMembership")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<GroupMembership>();
    return tid;
}

void
GroupMembership::Attach(Ptr<Node> node,
                        Ptr<MobilityIcmpv6> icmpv6,
                        Ptr<InterfaceTable> interfaces,
                        Ptr<PacketPath> path,
                        Ptr<Steering> steering,
                        uint32_t transformInterface)
{
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    m_icmpv6 = icmpv6;
    m_interfaces = interfaces;
    m_path = path;
    m_steering = steering;
    m_transformInterface = transformInterface;
    m_icmpv6->AddObserver(this);
}

void
GroupMembership::DoDispose()
{
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
    m_handlers.clear();
    m_ipv6 = nullptr;
    m_icmpv6 = nullptr;
    m_interfaces = nullptr;
    m_path = nullptr;
    m_steering = nullptr;
    Object::DoDispose();
}

GroupMembership::HandlerId
GroupMembership::Take(Handler handler)
{
    m_handlers.emplace(m_nextId, std::move(handler));
    return m_nextId++;
}

void
GroupMembership::Release(HandlerId id)
{
    m_handlers.erase(id);
}

bool
GroupMembership::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    if (!IsListenerMessage(delivery.type) || m_handlers.empty())
    {
        return false;
    }
    const auto result = DecodeListenerMessage(delivery.octets.data(), delivery.octets.size());
    const auto* reason = std::get_if<DropReason>(&result);
    // RFC 2710 sections 4 and 5: whoever is heard is a neighbour, or at the end of a tunnel.
    const auto refused = reason                                       ? std::optional(*reason)
                         : !delivery.header.GetSource().IsLinkLocal() ? DropReason::BAD_ADDRESS
                         : delivery.header.GetHopLimit() != LISTENER_HOP_LIMIT
                             ? std::optional(DropReason::BAD_HOP_LIMIT)
                             : std::nullopt;
    if (refused)
    {
        m_path->Drop(*refused, delivery.packet);
        return true;
    }
    ListenerDelivery told{std::get<ListenerMessage>(result), delivery.interface, false, {}};
    if (const TunnelArrival* tunnel = m_path->GetTunnel())
    {
        told.isTunnelled = true;
        told.homes =
            tunnel->protection
                ? std::vector{tunnel->protection->homeAddress}
                : m_steering->HomesBehind(tunnel->source, tunnel->destination, std::nullopt);
    }
    // Handlers may take or release handlers: go through a copy.
    const auto handlers = m_handlers;
    for (const auto& [id, handler] : handlers)
    {
        handler(told);
    }
    return true;
}

Ipv6Header
GroupMembership::MakeHeader(const ListenerMessage& message, uint32_t interface) const
{
    Ipv6Header header;
    header.SetFlowLabel(0);
    header.SetSource(m_interfaces->LinkLocalAddress(interface));
    header.SetDestination(message.Destination());
    header.SetNextHeader(HOP_BY_HOP_HEADER);
    header.SetHopLimit(LISTENER_HOP_LIMIT);
    return header;
}

Ptr<Packet>
GroupMembership::MakePayload(const ListenerMessage& message, const Ipv6Header& header)
{
    const Octets octets =
        EncodeListenerMessage(message, header.GetSource(), header.GetDestination());
    auto packet = Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size()));
    packet->AddHeader(RawHeader(ListenerRouterAlert()));
    return packet;
}

bool
GroupMembership::SendOnLink(uint32_t interface, const ListenerMessage& message)
{
    Ipv6Header header = MakeHeader(message, interface);
    auto packet = MakePayload(message, header);
    header.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
    packet->AddHeader(header);
    const auto device = m_interfaces->DeviceOf(interface);
    return m_ipv6->IsUp(interface) && device->Send(packet,
                                                   device->GetMulticast(header.GetDestination()),
                                                   Ipv6L3Protocol::PROT_NUMBER);
}

uint32_t
GroupMembership::SendThrough(const Transform& tunnel, const ListenerMessage& message)
{
    const Ipv6Header header = MakeHeader(message, m_transformInterface);
    return m_path->Output(MakePayload(message, header), header, tunnel);
}

void
GroupMembership::Subscribe(const Ipv6Address& group, const Ipv6Address& home)
{
    m_subscribers[group].insert(home);
}

void
GroupMembership::Unsubscribe(const Ipv6Address& group, const Ipv6Address& home)
{
    const auto subscribers = m_subscribers.find(group);
    if (subscribers != m_subscribers.end())
    {
        subscribers->second.erase(home);
        if (subscribers->second.empty())
        {
            m_subscribers.erase(subscribers);
        }
    }
}

void
GroupMembership::LeadOut(const Ipv6Address& home, uint32_t interface)
{
    m_exits[home] = interface;
}

void
GroupMembership::ForgetLeadOut(const Ipv6Address& home)
{
    m_exits.erase(home);
}

/// The tunnels to the subscribers of a group, each once: several home addresses may be behind one.
std::vector<const Transform*>
GroupMembership::TunnelsOf(const Ipv6Address& group) const
{
    std::vector<const Transform*> tunnels;
    std::set<std::pair<Ipv6Address, Ipv6Address>> ends;
    const auto subscribers = m_subscribers.find(group);
    if (subscribers == m_subscribers.end())
    {
        return tunnels;
    }
    for (const Ipv6Address& home : subscribers->second)
    {
        const SteeringAction& action = m_steering->Forwarded(home);
        const Transform& tunnel = action.transform;
        if (action.verdict == Verdict::TRANSFORM &&
            ends.emplace(tunnel.source, tunnel.destination).second)
        {
            tunnels.push_back(&tunnel);
        }
    }
    return tunnels;
}

bool
GroupMembership::Forward(Ptr<const Packet> packet, const Ipv6Header& header, uint32_t interface)
{
    const TunnelArrival* from = interface == m_transformInterface ? m_path->GetTunnel() : nullptr;
    auto tunnels = TunnelsOf(header.GetDestination());
    if (from)
    {
        tunnels.erase(std::remove_if(tunnels.begin(),
                                     tunnels.end(),
                                     [from](const Transform* tunnel) {
                                         return tunnel->destination == from->source;
                                     }),
                      tunnels.end());
    }
    const auto exit = from ? m_exits.find(header.GetSource()) : m_exits.end();
    const bool isWanted = !tunnels.empty() || exit != m_exits.end();
    if (isWanted && header.GetHopLimit() <= 1)
    {
        m_path->Drop(DropReason::HOP_LIMIT_EXCEEDED, packet);
        return true;
    }
    Ipv6Header next = header;
    next.SetHopLimit(static_cast<uint8_t>(header.GetHopLimit() - 1));
    for (const Transform* tunnel : tunnels)
    {
        if (m_path->Fits(packet, header, *tunnel))
        {
            m_path->Output(packet->Copy(), next, *tunnel, PacketPath::Origin::FORWARDED);
        }
    }
    if (exit != m_exits.end())
    {
        m_ipv6->GetInterface(exit->second)->Send(packet->Copy(), next, header.GetDestination());
    }
    // Out of a tunnel it is for this node alone, or has gone where it is to go.
    return from != nullptr;
}

void
GroupMembership::Reset()
{
    m_subscribers.clear();
    m_exits.clear();
}

} // namespace ns3::nemo
