// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-interface-table.h"

#include "ns3/abort.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/loopback-net-device.h"
#include "ns3/virtual-net-device.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(InterfaceTable);

namespace
{

Ptr<Ipv6StaticRouting>
FindStaticRouting(Ptr<Ipv6RoutingProtocol> routing)
{
    if (auto found = DynamicCast<Ipv6StaticRouting>(routing))
    {
        return found;
    }
    auto list = DynamicCast<Ipv6ListRouting>(routing);
    for (uint32_t i = 0; list && i < list->GetNRoutingProtocols(); ++i)
    {
        int16_t priority = 0;
        if (auto found = DynamicCast<Ipv6StaticRouting>(list->GetRoutingProtocol(i, priority)))
        {
            return found;
        }
    }
    return nullptr;
}

} // namespace

TypeId
InterfaceTable::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::InterfaceTable")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<InterfaceTable>();
    return tid;
}

void
InterfaceTable::Attach(Ptr<Node> node, Ptr<MobilityIcmpv6> icmpv6)
{
    NS_ABORT_MSG_IF(m_node, "Attach an InterfaceTable only once.");
    m_node = node;
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    NS_ABORT_MSG_IF(!m_ipv6, "Install an IPv6 stack on the node before its InterfaceTable.");
    m_routing = FindStaticRouting(m_ipv6->GetRoutingProtocol());
    NS_ABORT_MSG_IF(!m_routing, "The node's IPv6 routing needs an Ipv6StaticRouting.");
    m_icmpv6 = icmpv6;
}

std::vector<uint32_t>
InterfaceTable::Links() const
{
    std::vector<uint32_t> links;
    for (uint32_t i = 0; i < m_ipv6->GetNInterfaces(); ++i)
    {
        const auto device = m_ipv6->GetNetDevice(i);
        if (!DynamicCast<LoopbackNetDevice>(device) && !DynamicCast<VirtualNetDevice>(device))
        {
            links.push_back(i);
        }
    }
    return links;
}

void
InterfaceTable::DoDispose()
{
    m_icmpv6 = nullptr;
    m_routing = nullptr;
    m_ipv6 = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

Ptr<Ipv6Interface>
InterfaceTable::Get(uint32_t interface) const
{
    Ptr<Ipv6Interface> found = m_ipv6->GetInterface(interface);
    NS_ABORT_MSG_IF(!found, "There is no IPv6 interface " << interface << ".");
    return found;
}

uint32_t
InterfaceTable::AddInterface(Ptr<NetDevice> device)
{
    const uint32_t interface = m_ipv6->AddInterface(device);
    m_ipv6->SetMetric(interface, 1);
    m_ipv6->SetUp(interface);
    NS_ABORT_MSG_IF(!m_ipv6->IsUp(interface), "An IPv6 link has an MTU of at least 1280 octets.");
    Get(interface)->SetState(LinkLocalAddress(interface), Ipv6InterfaceAddress::PREFERRED);
    m_addresses.emplace(LinkLocalAddress(interface), Own{interface, 64, false});
    return interface;
}

// --- Addresses

void
InterfaceTable::AddAddress(uint32_t interface,
                           const Ipv6Address& address,
                           uint8_t prefixLength,
                           bool onLink)
{
    Ptr<Ipv6Interface> link = Get(interface);
    if (Has(address, interface))
    {
        return;
    }
    m_addresses.emplace(address, Own{interface, prefixLength, onLink});
    m_ipv6->AddAddress(interface, Ipv6InterfaceAddress(address, Ipv6Prefix(prefixLength)), false);
    link->SetState(address, Ipv6InterfaceAddress::PREFERRED);
    if (onLink)
    {
        CountOnLink(interface, NetworkPrefix(address, prefixLength), 1);
    }
}

bool
InterfaceTable::RemoveAddress(uint32_t interface, const Ipv6Address& address)
{
    Get(interface);
    const auto [first, last] = m_addresses.equal_range(address);
    const auto entry = std::find_if(first, last, [&](const auto& item) {
        return item.second.interface == interface;
    });
    if (entry == last)
    {
        return false;
    }
    const Own own = entry->second;
    const NetworkPrefix prefix(address, own.prefixLength);
    m_addresses.erase(entry);
    m_ipv6->RemoveAddress(interface, address);
    // ns-3 takes the route to the prefix with it, whoever else needs it.
    CountOnLink(interface, prefix, own.onLink ? -1 : 0);
    return true;
}

bool
InterfaceTable::Has(const Ipv6Address& address) const
{
    return m_addresses.count(address) > 0;
}

bool
InterfaceTable::Has(const Ipv6Address& address, uint32_t interface) const
{
    const auto [first, last] = m_addresses.equal_range(address);
    return std::any_of(first, last, [&](const auto& item) {
        return item.second.interface == interface;
    });
}

std::optional<uint32_t>
InterfaceTable::InterfaceOf(const Ipv6Address& address) const
{
    const auto entry = m_addresses.find(address);
    return entry == m_addresses.end() ? std::nullopt : std::optional(entry->second.interface);
}

std::vector<Ipv6Address>
InterfaceTable::AddressesOf(uint32_t interface) const
{
    Ptr<Ipv6Interface> link = Get(interface);
    std::vector<Ipv6Address> addresses;
    for (uint32_t i = 0; i < link->GetNAddresses(); ++i)
    {
        addresses.push_back(link->GetAddress(i).GetAddress());
    }
    return addresses;
}

Ipv6Address
InterfaceTable::LinkLocalAddress(uint32_t interface) const
{
    return Get(interface)->GetLinkLocalAddress().GetAddress();
}

Ipv6Address
InterfaceTable::SourceFor(uint32_t interface, const Ipv6Address& neighbour) const
{
    Ptr<Ipv6Interface> link = Get(interface);
    for (uint32_t i = 0; i < link->GetNAddresses(); ++i)
    {
        const Ipv6InterfaceAddress own = link->GetAddress(i);
        if (own.GetPrefix().IsMatch(own.GetAddress(), neighbour))
        {
            return own.GetAddress();
        }
    }
    return LinkLocalAddress(interface);
}

// --- Groups and forwarding

void
InterfaceTable::JoinGroup(const Ipv6Address& group, uint32_t interface)
{
    Get(interface);
    if (m_groups[{group, interface}]++ == 0)
    {
        m_ipv6->AddMulticastAddress(group, interface);
    }
}

void
InterfaceTable::LeaveGroup(const Ipv6Address& group, uint32_t interface)
{
    const auto entry = m_groups.find({group, interface});
    if (entry != m_groups.end() && --entry->second == 0)
    {
        m_groups.erase(entry);
        // A role may be disposed of after the stack.
        if (m_ipv6)
        {
            m_ipv6->RemoveMulticastAddress(group, interface);
        }
    }
}

bool
InterfaceTable::IsMember(const Ipv6Address& group, uint32_t interface) const
{
    return m_groups.count({group, interface}) > 0 ||
           Get(interface)->IsSolicitedMulticastAddress(group);
}

void
InterfaceTable::SetForwarding(uint32_t interface, bool forwarding)
{
    Get(interface)->SetForwarding(forwarding);
}

bool
InterfaceTable::IsForwarding(uint32_t interface) const
{
    return Get(interface)->IsForwarding();
}

// --- The link

Mac48Address
InterfaceTable::LinkLayerAddress(uint32_t interface) const
{
    return Mac48Address::ConvertFrom(DeviceOf(interface)->GetAddress());
}

uint32_t
InterfaceTable::Mtu(uint32_t interface) const
{
    return DeviceOf(interface)->GetMtu();
}

Ptr<NetDevice>
InterfaceTable::DeviceOf(uint32_t interface) const
{
    return Get(interface)->GetDevice();
}

std::optional<uint32_t>
InterfaceTable::InterfaceOf(Ptr<const NetDevice> device) const
{
    const int32_t found = m_ipv6->GetInterfaceForDevice(device);
    return found < 0 ? std::nullopt : std::optional(static_cast<uint32_t>(found));
}

void
InterfaceTable::ForgetLearned()
{
    for (uint32_t i = 0; i < m_ipv6->GetNInterfaces(); ++i)
    {
        ForgetNeighbors(i);
        ClearDefaultRouter(i);
    }
    m_icmpv6->ForgetPathMtus();
    ForgetRedirects();
}

} // namespace ns3::nemo
