// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-plain-routing.h"

#include "ns3/packet.h"
#include "ns3/virtual-net-device.h"

namespace ns3::nemo
{

namespace
{

/// For RouteInput: keeps the route.
void
Keep(Ptr<Ipv6Route>* kept,
     Ptr<const NetDevice>,
     Ptr<Ipv6Route> route,
     Ptr<const Packet>,
     const Ipv6Header&)
{
    *kept = route;
}

} // namespace

void
PlainRouting::Attach(Ptr<Ipv6L3Protocol> ipv6,
                     Ipv6ListRouting* list,
                     const Ipv6RoutingProtocol* asker,
                     Ptr<NetDevice> arrival)
{
    m_ipv6 = ipv6;
    m_list = list;
    m_asker = asker;
    m_arrival = arrival;
    Forget();
}

void
PlainRouting::Detach()
{
    m_ipv6 = nullptr;
    m_list = nullptr;
    m_asker = nullptr;
    m_arrival = nullptr;
}

void
PlainRouting::Forget()
{
    m_found.reset();
}

bool
PlainRouting::HasGlobal(uint32_t interface) const
{
    for (uint32_t i = 0; i < m_ipv6->GetNAddresses(interface); ++i)
    {
        if (m_ipv6->GetAddress(interface, i).GetScope() == Ipv6InterfaceAddress::GLOBAL)
        {
            return true;
        }
    }
    return false;
}

bool
PlainRouting::IsOfLink(uint32_t interface) const
{
    return !DynamicCast<VirtualNetDevice>(m_ipv6->GetNetDevice(interface));
}

const PlainRouting::Found&
PlainRouting::GetFound() const
{
    if (m_found && m_found->interfaces == m_ipv6->GetNInterfaces())
    {
        return *m_found;
    }
    m_found = Found{};
    m_found->interfaces = m_ipv6->GetNInterfaces();
    uint32_t sources = 0;
    for (uint32_t i = 0; i < m_found->interfaces; ++i)
    {
        for (uint32_t j = 0; j < m_ipv6->GetNAddresses(i); ++j)
        {
            const Ipv6InterfaceAddress address = m_ipv6->GetAddress(i, j);
            if (address.GetScope() == Ipv6InterfaceAddress::GLOBAL)
            {
                m_found->only = ++sources == 1 ? address.GetAddress() : Ipv6Address::GetAny();
            }
        }
        const bool isLacking = i > 0 && m_ipv6->GetNetDevice(i) != m_arrival && !HasGlobal(i);
        m_found->isLacking = m_found->isLacking || isLacking;
        m_found->isLinkLacking = m_found->isLinkLacking || (isLacking && IsOfLink(i));
    }
    return *m_found;
}

bool
PlainRouting::IsAddressLacking() const
{
    return GetFound().isLacking;
}

bool
PlainRouting::IsLinkAddressLacking() const
{
    return GetFound().isLinkLacking;
}

Ipv6Address
PlainRouting::OnlySource() const
{
    return GetFound().only;
}

Ipv6Address
PlainRouting::FirstSource() const
{
    for (uint32_t i = 1; i < m_ipv6->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; IsOfLink(i) && j < m_ipv6->GetNAddresses(i); ++j)
        {
            const Ipv6InterfaceAddress address = m_ipv6->GetAddress(i, j);
            if (address.GetScope() == Ipv6InterfaceAddress::GLOBAL)
            {
                return address.GetAddress();
            }
        }
    }
    return Ipv6Address::GetAny();
}

Ipv6Address
PlainRouting::SourceOn(uint32_t interface, const Ipv6Address& destination) const
{
    return HasGlobal(interface) ? m_ipv6->SourceAddressSelection(interface, destination)
                                : Ipv6Address::GetAny();
}

Ptr<Ipv6Route>
PlainRouting::AskAsForwarded(RipNg& protocol, const Ipv6Address& destination) const
{
    Ipv6Header header;
    header.SetDestination(destination);
    Ptr<Ipv6Route> route;
    protocol.RouteInput(Create<Packet>(),
                        header,
                        m_arrival,
                        MakeBoundCallback(&Keep, &route),
                        Ipv6RoutingProtocol::MulticastForwardCallback(),
                        Ipv6RoutingProtocol::LocalDeliverCallback(),
                        Ipv6RoutingProtocol::ErrorCallback());
    if (route)
    {
        const auto interface = m_ipv6->GetInterfaceForDevice(route->GetOutputDevice());
        const bool isDefault = route->GetDestination().IsAny();
        route->SetSource(SourceOn(static_cast<uint32_t>(interface),
                                  isDefault ? destination : route->GetDestination()));
    }
    return route;
}

Ptr<Ipv6Route>
PlainRouting::AskRipng(RipNg& protocol, const Ipv6Header& header, Ptr<NetDevice> device) const
{
    const auto only = device ? m_ipv6->GetInterfaceForDevice(device) : -1;
    const bool isBare = only >= 0 && !HasGlobal(static_cast<uint32_t>(only));
    if (!header.GetDestination().IsMulticast() && (!device || isBare))
    {
        const auto route = AskAsForwarded(protocol, header.GetDestination());
        return route && device && route->GetOutputDevice() != device ? nullptr : route;
    }
    // By one interface it looks for sources on that alone. A group is reached by default routes,
    // which are all the same.
    for (uint32_t i = 1; i < m_ipv6->GetNInterfaces(); ++i)
    {
        const Ptr<NetDevice> own = m_ipv6->GetNetDevice(i);
        if ((device && own != device) || !HasGlobal(i))
        {
            continue;
        }
        Socket::SocketErrno error = Socket::ERROR_NOTERROR;
        if (const auto route = protocol.RouteOutput(nullptr, header, own, error))
        {
            return route;
        }
    }
    return nullptr;
}

Ptr<Ipv6Route>
PlainRouting::Ask(Ptr<Ipv6RoutingProtocol> protocol,
                  const Ipv6Header& header,
                  Ptr<NetDevice> device) const
{
    if (IsLinkAddressLacking())
    {
        if (const auto table = DynamicCast<Ipv6StaticRouting>(protocol))
        {
            return LookUp(*table, header, device);
        }
    }
    if (IsAddressLacking())
    {
        if (const auto ripng = DynamicCast<RipNg>(protocol))
        {
            return AskRipng(*ripng, header, device);
        }
    }
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    return protocol->RouteOutput(nullptr, header, device, error);
}

Ptr<Ipv6Route>
PlainRouting::Find(const Ipv6Header& header, Ptr<NetDevice> device) const
{
    for (uint32_t i = 0; i < m_list->GetNRoutingProtocols(); ++i)
    {
        int16_t priority = 0;
        const auto protocol = m_list->GetRoutingProtocol(i, priority);
        if (protocol == m_asker)
        {
            continue;
        }
        if (const auto route = Ask(protocol, header, device))
        {
            return route;
        }
    }
    return nullptr;
}

std::optional<uint32_t>
PlainRouting::ExitTo(const Ipv6Address& destination) const
{
    Ipv6Header header;
    header.SetDestination(destination);
    const auto route = Find(header);
    return route ? std::optional(static_cast<uint32_t>(
                       m_ipv6->GetInterfaceForDevice(route->GetOutputDevice())))
                 : std::nullopt;
}

bool
PlainRouting::Forward(Ptr<const Packet> packet,
                      const Ipv6Header& header,
                      Ptr<const NetDevice> device,
                      RouteInputArguments::At<3> unicast,
                      RouteInputArguments::At<4> multicast,
                      RouteInputArguments::At<5> deliver,
                      RouteInputArguments::At<6> error) const
{
    for (uint32_t i = 0; i < m_list->GetNRoutingProtocols(); ++i)
    {
        int16_t priority = 0;
        const auto protocol = m_list->GetRoutingProtocol(i, priority);
        if (protocol == m_asker)
        {
            continue;
        }
        if (const auto table = DynamicCast<Ipv6StaticRouting>(protocol))
        {
            if (const auto route = LookUp(*table, header, nullptr))
            {
                unicast(device, route, packet, header);
                return true;
            }
        }
        else if (!DynamicCast<RipNg>(protocol))
        {
            break; // whatever it does about a packet, it is to do once
        }
        else if (protocol->RouteInput(packet, header, device, unicast, multicast, deliver, error))
        {
            return true;
        }
    }
    return false;
}

} // namespace ns3::nemo
