// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/icmpv6-header.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-end-system-model.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-mobility-routing.h"
#include "ns3/mip6-multicast-scope.h"
#include "ns3/mip6-passing-headers.h"

#include <algorithm>
#include <array>

// What becomes of a packet, by the steering table and by where ns-3's routing would send it.

namespace ns3::nemo
{

namespace
{

const SteeringAction PASS_ON{};
const SteeringAction FILTERED{Verdict::DROP, {}, 0, DropReason::INGRESS_FILTER};

/// Whether it is a Neighbor Solicitation that was sent on the link. RFC 4861 section 7.1.1.
bool
IsSolicitation(Ptr<const Packet> packet, const Ipv6Header& header)
{
    constexpr uint8_t ND_HOP_LIMIT = 255;
    uint8_t type = 0;
    return header.GetNextHeader() == Icmpv6L4Protocol::PROT_NUMBER &&
           header.GetHopLimit() == ND_HOP_LIMIT && packet->CopyData(&type, 1) == 1 &&
           type == Icmpv6Header::ICMPV6_ND_NEIGHBOR_SOLICITATION;
}

/// Whom a Neighbor Solicitation is for; none if it is none. RFC 4861 section 4.3.
std::optional<Ipv6Address>
SolicitationTarget(Ptr<const Packet> packet, const Ipv6Header& header)
{
    constexpr std::size_t TARGET = 8;
    std::array<uint8_t, TARGET + 16> octets{};
    const auto read = packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return IsSolicitation(packet, header) && read == octets.size()
               ? std::optional(Ipv6Address::Deserialize(&octets[TARGET]))
               : std::nullopt;
}

bool
HasAddress(const Ipv6& stack, uint32_t interface, const Ipv6Address& address)
{
    for (uint32_t i = 0; i < stack.GetNAddresses(interface); ++i)
    {
        if (stack.GetAddress(interface, i).GetAddress() == address)
        {
            return true;
        }
    }
    return false;
}

} // namespace

/// RFC 3963 section 9: a source of the mobile network, and not an address of this router.
bool
MobilityRouting::MayLeave(const Ipv6Address& source, const LeavingRule& rule) const
{
    if (m_ipv6->GetInterfaceForAddress(source) >= 0)
    {
        return false;
    }
    if (rule.Covers(source) || !rule.byRoute)
    {
        return rule.Covers(source);
    }
    const auto exit = m_others.ExitTo(source);
    return exit && !m_steering->LeavingBy(*exit);
}

const SteeringAction&
MobilityRouting::LeavingAction(Ptr<const Packet>, const Ipv6Header& header, const LeavingRule& rule)
{
    return MayLeave(header.GetSource(), rule) ? rule.action : FILTERED;
}

const LeavingRule*
MobilityRouting::RuleOfExit(const Ipv6Header& header) const
{
    // With its source: that decides between routes that are equal.
    const auto route = m_others.Find(header);
    // No route at all is the same as the one way out: between two links a mobile router has no
    // default router, and its network shall not be told that the Internet is gone.
    return route ? m_steering->LeavingBy(static_cast<uint32_t>(
                       m_ipv6->GetInterfaceForDevice(route->GetOutputDevice())))
                 : m_steering->AnyLeaving();
}

const SteeringAction&
MobilityRouting::ActionForOriginated(const Ipv6Address& source,
                                     const Ipv6Address& destination,
                                     uint8_t protocol) const
{
    const SteeringAction& action = protocol == MOBILITY_HEADER_PROTOCOL
                                       ? m_steering->OriginatedSignal(source, destination)
                                       : m_steering->Originated(source, destination);
    // What is steered by its destination is so wherever that is.
    const bool isByHome =
        &action == m_steering->HomeAction(source) || &action == m_steering->GroupAction(source);
    if (!m_steering->HasLeaving() || (action.verdict != Verdict::PASS && !isByHome))
    {
        return action;
    }
    Ipv6Header header;
    header.SetSource(source);
    header.SetDestination(destination);
    const LeavingRule* rule = RuleOfExit(header);
    if (isByHome)
    {
        // RFC 3963 section 5.5: what stays inside the mobile network does not enter the tunnel.
        return rule ? action : PASS_ON;
    }
    // The router's own address in the network is as any other there.
    return rule && rule->Covers(source) ? rule->action : action;
}

bool
MobilityRouting::IsForDefended(const Ipv6Header& header, uint32_t interface) const
{
    const Ipv6Address destination = header.GetDestination();
    return destination.IsLinkLocal() && m_isProxied && m_isProxied(destination, interface) &&
           m_ipv6->GetInterfaceForAddress(destination) < 0;
}

bool
MobilityRouting::IsForProxy(Ptr<const Packet> packet,
                            const Ipv6Header& header,
                            uint32_t interface) const
{
    return m_isProxied && IsSolicitation(packet, header) &&
           m_isProxied(header.GetDestination(), interface);
}

bool
MobilityRouting::IsForProxiedPrefix(Ptr<const Packet> packet,
                                    const Ipv6Header& header,
                                    uint32_t interface) const
{
    const Ipv6Address group = header.GetDestination();
    const auto target = SolicitationTarget(packet, header);
    // What ns-3 receives for a group that the node is in, it has delivered already.
    return m_isProxied && target && group == Ipv6Address::MakeSolicitedAddress(*target) &&
           !m_ipv6->GetInterface(interface)->IsSolicitedMulticastAddress(group) &&
           !m_ipv6->IsRegisteredMulticastAddress(group, interface) &&
           m_isProxied(*target, interface);
}

std::optional<DropReason>
MobilityRouting::JudgeForwarded(Ptr<const Packet> packet,
                                const Ipv6Header& header,
                                uint32_t interface) const
{
    if (header.GetSource().IsAny() || header.GetSource().IsLocalhost())
    {
        return DropReason::BAD_ADDRESS; // RFC 4291 sections 2.5.2 and 2.5.3
    }
    if (!m_steering->Admits(interface, header.GetSource()))
    {
        return DropReason::INGRESS_FILTER;
    }
    const auto& filtered = m_steering->FilteredRoutingTypes();
    if (filtered.empty() || !IsPassingHeader(header.GetNextHeader()))
    {
        return std::nullopt;
    }
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    const auto types = RoutingTypesOf(header.GetNextHeader(), octets.data(), octets.size());
    const bool isFiltered = std::any_of(types.begin(), types.end(), [&filtered](uint8_t type) {
        return filtered.count(type) > 0;
    });
    return isFiltered ? std::optional(DropReason::ROUTING_HEADER_FILTER) : std::nullopt;
}

bool
MobilityRouting::RouteGroup(Ptr<const Packet> packet,
                            const Ipv6Header& header,
                            uint32_t interface,
                            const LocalDeliverCallback& deliver)
{
    const Ipv6Address group = header.GetDestination();
    if (header.GetSource().IsLinkLocal())
    {
        // Of that, only reports of listeners come out of tunnels, and they are sent to the group
        // that they are about. ns-3 has delivered what this node listens to itself.
        const bool isReport = interface == m_interface &&
                              !m_ipv6->IsRegisteredMulticastAddress(group, interface) &&
                              !group.IsAllRoutersMulticast() && !group.IsAllNodesMulticast();
        if (isReport)
        {
            deliver(packet, header, interface);
        }
        return isReport;
    }
    if (!IsGroupBeyondLink(group))
    {
        return false;
    }
    if (const auto refused = JudgeForwarded(packet, header, interface))
    {
        m_path->Drop(*refused, packet);
        return true;
    }
    return m_groups && m_groups(packet, header, interface);
}

const SteeringAction&
MobilityRouting::ActionForForwarded(Ptr<const Packet> packet, const Ipv6Header& header)
{
    const SteeringAction& action = m_steering->Forwarded(header.GetDestination());
    if (action.verdict != Verdict::PASS || !m_steering->HasLeaving())
    {
        return action;
    }
    const LeavingRule* rule = RuleOfExit(header);
    return rule ? LeavingAction(packet, header, *rule) : PASS_ON;
}

void
MobilityRouting::OnArrival(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t interface)
{
    Ipv6Header header;
    if (!m_ipv6 || packet->GetSize() < IPV6_HEADER_SIZE)
    {
        return;
    }
    packet->PeekHeader(header);
    const bool isAsked = ipv6->IsForwarding(interface);
    const bool isBad = header.GetSource().IsMulticast(); // RFC 4291 section 2.7
    const int32_t owner = ipv6->GetInterfaceForAddress(header.GetDestination());
    const bool isElsewhere = owner >= 0 && static_cast<uint32_t>(owner) != interface;
    // An address may be of the tunnel and of the link, and ns-3 looks at the first interface alone.
    const bool isHere = isElsewhere && HasAddress(*ipv6, interface, header.GetDestination());
    SetEndSystemModel(*m_ipv6, !isHere && (!isAsked || isBad));
    if (isAsked && isBad && isElsewhere && !isHere)
    {
        m_path->Drop(DropReason::BAD_ADDRESS, packet);
    }
}

} // namespace ns3::nemo
