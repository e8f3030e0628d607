// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/ipv6-route.h"
#include "ns3/mip6-link-scope.h"
#include "ns3/mip6-mobility-routing.h"
#include "ns3/tcp-l4-protocol.h"

// By what route, and from which source, a packet of this node leaves.

namespace ns3::nemo
{

Ptr<Ipv6Route>
MobilityRouting::RouteToTransform(const Ipv6Address& source, const Ipv6Address& destination)
{
    auto route = Create<Ipv6Route>();
    route->SetSource(source);
    route->SetDestination(destination);
    route->SetGateway(Ipv6Address::GetZero());
    route->SetOutputDevice(m_device);
    return route;
}

Ptr<Ipv6Route>
MobilityRouting::RouteOutput(Ptr<Packet>,
                             const Ipv6Header& header,
                             Ptr<NetDevice> oif,
                             Socket::SocketErrno& error)
{
    error = Socket::ERROR_NOROUTETOHOST;
    const Ipv6Address destination = header.GetDestination();
    if (IsUnknownToNs3(destination))
    {
        error = Socket::ERROR_NOTERROR;
        return RouteOnLink(header, oif);
    }
    if (header.GetSource().IsAny() && header.GetNextHeader() == TcpL4Protocol::PROT_NUMBER)
    {
        // A connection keeps the source that it found at its beginning, also if that was none.
        error = Socket::ERROR_NOTERROR;
        return RouteToTransform(Ipv6Address::GetAny(), destination);
    }
    if (oif && oif != m_device)
    {
        return StaysOnLink(destination) ? nullptr : RouteOfOthers(header, oif, error);
    }
    if (StaysOnLink(destination))
    {
        return nullptr;
    }
    Ipv6Address source = header.GetSource();
    if (source.IsAny())
    {
        source = m_steering->PreferredSource().value_or(Ipv6Address::GetAny());
    }
    if (source.IsAny() && !m_steering->Optimised().IsEmpty())
    {
        // A pair has two ends, and what a socket leaves open is one of them.
        source = PlainSource(destination);
    }
    const SteeringAction& action = ActionForOriginated(source, destination, header.GetNextHeader());
    if (action.verdict == Verdict::PASS)
    {
        return RouteOfOthers(header, nullptr, error);
    }
    if (m_ipv6->GetInterfaceForAddress(destination) >= 0)
    {
        return nullptr; // to itself
    }
    if (source.IsAny())
    {
        source = PlainSource(action.transform.destination);
    }
    if (m_icmpv6 && action.verdict == Verdict::TRANSFORM && !action.transform.encapsulate)
    {
        // RFC 8201 section 5.2: a routing header makes another path of it. What ns-3 learned of the
        // way by the home agent would cut packets that PacketPath, with its headers, cuts again.
        m_icmpv6->ForgetPathMtu(destination);
    }
    error = Socket::ERROR_NOTERROR;
    return RouteToTransform(source, destination);
}

/// What is not even for the link ends in the transform device; so does what names no link.
Ptr<Ipv6Route>
MobilityRouting::RouteOnLink(const Ipv6Header& header, Ptr<NetDevice> oif)
{
    const Ipv6Address destination = header.GetDestination();
    const int32_t interface = oif ? m_ipv6->GetInterfaceForDevice(oif) : -1;
    auto route = RouteToTransform(header.GetSource(), destination);
    if (interface < 1 || ScopeOfGroup(destination) != LINK_LOCAL_SCOPE)
    {
        return route;
    }
    route->SetOutputDevice(oif);
    if (header.GetSource().IsAny())
    {
        route->SetSource(m_ipv6->GetInterface(static_cast<uint32_t>(interface))
                             ->GetLinkLocalAddress()
                             .GetAddress());
    }
    return route;
}

Ipv6Address
MobilityRouting::PlainSource(const Ipv6Address& destination) const
{
    const Ipv6Address only = m_others.OnlySource();
    if (!only.IsAny())
    {
        return only; // a look-up in ns-3's routing is dear
    }
    Ipv6Header plain;
    plain.SetDestination(destination);
    const auto route = m_others.Find(plain);
    return route ? route->GetSource() : Ipv6Address::GetAny();
}

Ipv6Address
MobilityRouting::SourceOf(const Ipv6Route& route) const
{
    const auto interface = m_ipv6->GetInterfaceForDevice(route.GetOutputDevice());
    const bool isRouter = m_ipv6->IsForwarding(static_cast<uint32_t>(interface));
    return route.GetSource().IsAny() && isRouter ? m_others.FirstSource() : route.GetSource();
}

Ptr<Ipv6Route>
MobilityRouting::RouteOfOthers(const Ipv6Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& error)
{
    const bool isGroup = IsGroupBeyondLink(header.GetDestination());
    const auto route =
        isGroup || m_others.IsAddressLacking() ? m_others.Find(header, oif) : nullptr;
    if (!route)
    {
        return nullptr;
    }
    error = Socket::ERROR_NOTERROR;
    if (isGroup)
    {
        // A default route leads there as anywhere, and ns-3 would send to its router alone.
        route->SetGateway(Ipv6Address::GetZero());
    }
    if (!header.GetSource().IsAny() || !route->GetSource().IsAny())
    {
        return route;
    }
    const Ipv6Address source = SourceOf(*route);
    const auto verdict =
        ActionForOriginated(source, header.GetDestination(), header.GetNextHeader()).verdict;
    if (source.IsAny() || verdict != Verdict::PASS)
    {
        // Another protocol would send it from ::, or past the tunnel of the address that it got.
        return RouteToTransform(source, header.GetDestination());
    }
    route->SetSource(source);
    return route;
}

} // namespace ns3::nemo
