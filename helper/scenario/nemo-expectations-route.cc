// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-expectations-route.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <sstream>

namespace ns3::nemo
{

namespace
{

bool
Forwards(const BuiltNode& node)
{
    const NodeRole role = node.spec->role;
    return role == NodeRole::ROUTER || role == NodeRole::HOME_AGENT ||
           role == NodeRole::MOBILE_ROUTER;
}

/// What mobility does to a packet. \return nothing if it leaves it alone
std::optional<FoundRoute>
Steered(const SteeringAction& action)
{
    if (action.verdict == Verdict::PASS)
    {
        return std::nullopt;
    }
    FoundRoute route;
    if (action.verdict == Verdict::TRANSFORM && action.transform.encapsulate)
    {
        route.tunnel = action.transform.destination;
        return route;
    }
    if (action.verdict == Verdict::TRANSFORM)
    {
        // The packet itself goes where the node is.
        route.gateway = action.transform.destination;
        return route;
    }
    route.isNone = true;
    return route;
}

/// \return the node on that link whose interface has this link-local or global address
const BuiltNode*
FindNeighbour(const Topology& topology, Ptr<MobileLink> link, const Ipv6Address& address)
{
    for (std::size_t i = 0; link && i < link->GetNDevices(); ++i)
    {
        auto device = link->GetDevice(i);
        auto ipv6 = device->GetNode()->GetObject<Ipv6>();
        const int32_t interface = ipv6->GetInterfaceForDevice(device);
        const auto own = static_cast<uint32_t>(interface);
        for (uint32_t j = 0; interface >= 0 && j < ipv6->GetNAddresses(own); ++j)
        {
            if (ipv6->GetAddress(own, j).GetAddress() == address)
            {
                return topology.FindNode(device->GetNode());
            }
        }
    }
    return topology.FindOwner(address);
}

/// What the routing table says, without mobility.
FoundRoute
LookUpBelow(const Topology& topology, const BuiltNode& node, const Ipv6Address& destination)
{
    FoundRoute found;
    auto ipv6 = node.node->GetObject<Ipv6>();
    Ipv6Header header;
    header.SetDestination(destination);
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    const auto route =
        node.stack ? node.stack->GetRouting()->Others().Find(header)
                   : ipv6->GetRoutingProtocol()->RouteOutput(nullptr, header, nullptr, error);
    const LeavingRule* leaving = nullptr;
    if (node.stack)
    {
        const auto steering = node.stack->GetSteering();
        leaving = route ? steering->LeavingBy(static_cast<uint32_t>(
                              ipv6->GetInterfaceForDevice(route->GetOutputDevice())))
                        : steering->AnyLeaving();
    }
    if (leaving)
    {
        return Steered(leaving->action).value_or(found);
    }
    const auto device = route ? DynamicCast<MobileLinkDevice>(route->GetOutputDevice()) : nullptr;
    if (!device)
    {
        found.isNone = true;
        return found;
    }
    found.link = topology.NameOf(DynamicCast<MobileLink>(device->GetChannel()));
    if (!route->GetGateway().IsAny())
    {
        found.gateway = route->GetGateway();
        found.nextNode = FindNeighbour(topology,
                                       DynamicCast<MobileLink>(device->GetChannel()),
                                       route->GetGateway());
    }
    return found;
}

} // namespace

FoundRoute
LookUpRoute(const Topology& topology, const BuiltNode& node, const NetworkPrefix& to)
{
    // The unspecified address is no destination; any other without a route of its own will do.
    const Ipv6Address destination = to.address.IsAny() ? Ipv6Address("2000::") : to.address;
    if (node.stack)
    {
        const auto steering = node.stack->GetSteering();
        const auto source = steering->PreferredSource().value_or(
            topology.AddressOf(node).value_or(Ipv6Address::GetAny()));
        const auto& action = Forwards(node) ? steering->Forwarded(destination)
                                            : steering->Originated(source, destination);
        if (const auto steered = Steered(action))
        {
            return *steered;
        }
    }
    return LookUpBelow(topology, node, destination);
}

bool
LeadsTo(const FoundRoute& route, const Ipv6Address& via, const Topology& topology)
{
    return route.gateway == via || (route.nextNode && route.nextNode == topology.FindOwner(via));
}

std::string
ToString(const FoundRoute& route, const Topology& topology)
{
    std::ostringstream text;
    if (route.isNone)
    {
        return "no route";
    }
    if (route.tunnel)
    {
        text << "tunnel to " << *route.tunnel;
        return text.str();
    }
    if (route.gateway)
    {
        const auto global =
            route.nextNode ? topology.AddressOn(*route.nextNode, route.link) : std::nullopt;
        text << "via " << global.value_or(*route.gateway) << (route.link.empty() ? "" : " ");
    }
    text << (route.link.empty() ? "" : "on link " + route.link);
    return text.str();
}

} // namespace ns3::nemo
