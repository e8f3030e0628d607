// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-builder.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/ndisc-cache.h"
#include "ns3/nemo-home-address.h"
#include "ns3/nemo-topology-attributes.h"
#include "ns3/nemo-topology-delegation.h"
#include "ns3/nemo-topology-host-icmpv6.h"
#include "ns3/nemo-topology-power.h"
#include "ns3/nemo-topology-radio.h"
#include "ns3/nemo-topology-roles.h"
#include "ns3/nemo-topology-security.h"
#include "ns3/ripng-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Streams of links follow those of nodes.
constexpr int64_t STREAMS_OF_NODE = 1000;
constexpr int64_t FIRST_LINK_STREAM = int64_t{1} << 40;
constexpr int64_t KEY_STREAM = int64_t{1} << 41;
constexpr int64_t RIPNG_STREAM = int64_t{1} << 42;
constexpr int64_t FIRST_RADIO_STREAM = int64_t{1} << 43;

/// Packets that wait for a neighbour's link-layer address, as many as in Linux; with ns-3's 3,
/// flows that begin at the same moment lose their first packets. RFC 4861 section 7.2.2 asks for 1.
constexpr uint32_t NEIGHBOUR_QUEUE = 101;

/// Asked before static routing, which knows of default routers only where RIPng runs.
constexpr int16_t RIPNG_PRIORITY = 10;

/// \return the length of the link's prefix that the address is in
uint8_t
PrefixLength(const LinkSpec& link, const Ipv6Address& address)
{
    const auto item = std::find_if(link.prefixes.begin(), link.prefixes.end(), [&](const auto& i) {
        return i.prefix.Contains(address);
    });
    return item == link.prefixes.end() ? 64 : item->prefix.length;
}

Ptr<Ipv6StaticRouting>
StaticRoutingOf(const BuiltNode& node)
{
    return Ipv6StaticRoutingHelper().GetStaticRouting(node.node->GetObject<Ipv6>());
}

} // namespace

TopologyBuilder::TopologyBuilder(Topology& topology)
    : m_topology(topology),
      m_scenario(topology.GetScenario()),
      m_planner(m_scenario)
{
}

std::vector<std::string>
TopologyBuilder::BuildParts()
{
    for (const auto& link : m_scenario.links)
    {
        BuildLink(link);
    }
    for (const auto& node : m_scenario.nodes)
    {
        BuildNode(node);
    }
    BuildRadio(m_topology);
    AttributeProblems problems;
    for (auto& node : m_topology.nodes)
    {
        CreateRoles(node);
        ApplyAttributes(node, problems);
    }
    return Describe(problems, m_topology);
}

std::vector<std::string>
TopologyBuilder::Build()
{
    auto problems = BuildParts();
    const auto files = CheckLeaseFiles(m_scenario);
    problems.insert(problems.end(), files.begin(), files.end());
    if (problems.empty())
    {
        for (const auto& node : m_topology.nodes)
        {
            Configure(node);
        }
        ConfigureDelegation(m_topology);
        auto lines = InstallSecurity(m_topology, KEY_STREAM);
        m_topology.associations = std::move(lines.esp);
        m_topology.authentications = std::move(lines.ah);
        AssignStreams(0);
        PlaceStations(m_topology);
    }
    return problems;
}

void
TopologyBuilder::BuildLink(const LinkSpec& spec)
{
    Ptr<MobileLink> link = spec.type == LinkType::WIFI ? Ptr<MobileLink>(CreateObject<WifiLink>())
                                                       : CreateObject<MobileLink>();
    link->SetAttribute("Delay", TimeValue(spec.delay));
    link->SetAttribute("DataRate", DataRateValue(spec.rate));
    link->SetAttribute("LossRate", DoubleValue(spec.loss));
    link->SetAttribute("DuplicateRate", DoubleValue(spec.duplicate));
    link->SetAttribute("ReorderRate", DoubleValue(spec.reorder));
    link->SetAttribute("Mtu", UintegerValue(spec.mtu));
    link->SetAttribute("Up", BooleanValue(spec.up));
    link->SetAttribute("MaxMembers", UintegerValue(spec.type == LinkType::POINT_TO_POINT ? 2 : 0));
    m_topology.links.push_back({&spec, link, spec.prefixes});
}

void
TopologyBuilder::BuildNode(const NodeSpec& spec)
{
    BuiltNode& node =
        m_topology.nodes.emplace_back(BuiltNode{&spec, CreateObject<Node>(), nullptr, {}, {}});
    InstallStack(node);
    for (const auto& place : spec.links)
    {
        AddInterface(node, &place, place.link);
    }
    for (uint32_t i = 0; spec.mobile && i < spec.mobile->interfaces; ++i)
    {
        AddInterface(node, nullptr, i == 0 ? spec.mobile->attached : std::nullopt);
    }
}

void
TopologyBuilder::InstallStack(BuiltNode& node)
{
    InternetStackHelper internet;
    internet.SetIpv4StackInstall(false);
    if (node.spec->role == NodeRole::HOST)
    {
        internet.Install(node.node);
        HostIcmpv6::Install(node.node);
        return;
    }
    // Mobility stands before static routing in the list.
    Ipv6StaticRoutingHelper routing;
    Ipv6ListRoutingHelper list;
    list.Add(routing, 0);
    if (node.spec->ripng)
    {
        list.Add(RipNgHelper(), RIPNG_PRIORITY);
    }
    internet.SetRoutingHelper(list);
    internet.Install(node.node);
    // It draws as soon as it hears of an address.
    RipNgHelper().AssignStreams(NodeContainer(node.node),
                                RIPNG_STREAM + static_cast<int64_t>(m_topology.nodes.size()));
    node.stack = InstallMobility(node);
}

void
TopologyBuilder::AddInterface(BuiltNode& node,
                              const NodeLinkSpec* place,
                              const std::optional<std::string>& link)
{
    BuiltInterface interface;
    interface.device = CreateObject<MobileLinkDevice>();
    interface.device->SetAddress(
        LinkLayerAddressOf(m_topology.nodes.size() - 1, node.interfaces.size()));
    node.node->AddDevice(interface.device);
    if (link)
    {
        m_topology.GetLink(*link).link->Attach(interface.device);
    }
    if (place)
    {
        interface.link = place->link;
        interface.addresses = AddressesFor(*place, interface.device);
    }
    interface.number = StartInterface(node, interface.device);
    auto ipv6 = node.node->GetObject<Ipv6L3Protocol>();
    ipv6->GetInterface(interface.number)->GetNdiscCache()->SetUnresQlen(NEIGHBOUR_QUEUE);
    node.interfaces.push_back(interface);
}

uint32_t
TopologyBuilder::StartInterface(BuiltNode& node, Ptr<MobileLinkDevice> device) const
{
    if (node.stack)
    {
        return node.stack->GetInterfaceTable()->AddInterface(device);
    }
    auto ipv6 = node.node->GetObject<Ipv6>();
    const uint32_t number = ipv6->AddInterface(device);
    ipv6->SetUp(number);
    return number;
}

std::vector<Ipv6Address>
TopologyBuilder::AddressesFor(const NodeLinkSpec& place, Ptr<const NetDevice> device) const
{
    auto addresses = place.addresses;
    if (addresses.empty())
    {
        for (const auto& item : m_topology.GetLink(place.link).spec->prefixes)
        {
            addresses.push_back(FormAddress(item.prefix, std::nullopt, device));
        }
    }
    return addresses;
}

void
TopologyBuilder::Configure(const BuiltNode& node) const
{
    for (std::size_t i = 0; i < node.spec->links.size(); ++i)
    {
        if (!Autoconfigures(m_scenario, *node.spec, node.spec->links[i]))
        {
            AddAddresses(node, node.interfaces[i]);
        }
    }
    StartAutoconfiguration(node, m_scenario);
    ConfigureRoles(node, m_topology, m_planner);
    for (const auto& route : m_planner.RoutesOf(*node.spec))
    {
        AddRoute(node, route);
    }
}

void
TopologyBuilder::AddAddresses(const BuiltNode& node, const BuiltInterface& interface) const
{
    const LinkSpec& link = *m_topology.GetLink(interface.link).spec;
    if (!node.stack)
    {
        auto ipv6 = node.node->GetObject<Ipv6L3Protocol>();
        DynamicCast<HostIcmpv6>(ipv6->GetProtocol(HostIcmpv6::GetStaticProtocolNumber()))
            ->DisableAutoconfiguration(interface.number);
    }
    for (const auto& address : interface.addresses)
    {
        AddGivenAddress(node, interface, address, PrefixLength(link, address));
    }
}

void
TopologyBuilder::AddRoute(const BuiltNode& node, const PlannedRoute& route) const
{
    const BuiltNode& next = m_topology.GetNode(route.next);
    const auto nextHop = m_topology.AddressOn(next, route.link);
    const BuiltInterface* own = node.FindInterface(route.link);
    const auto number = own ? own->number : node.FindRoaming()->number;
    if (!nextHop)
    {
        return;
    }
    if (next.spec->mobile && AddRouteByHome(node, route.prefix, *nextHop, m_topology))
    {
        return;
    }
    if (node.stack)
    {
        node.stack->GetInterfaceTable()->AddRoute(route.prefix, *nextHop, number);
    }
    else if (route.prefix.length == 0)
    {
        StaticRoutingOf(node)->SetDefaultRoute(*nextHop, number);
    }
    else
    {
        StaticRoutingOf(node)->AddNetworkRouteTo(route.prefix.address,
                                                 Ipv6Prefix(route.prefix.length),
                                                 *nextHop,
                                                 number);
    }
}

int64_t
TopologyBuilder::AssignStreams(int64_t first) const
{
    InternetStackHelper internet;
    for (std::size_t i = 0; i < m_topology.nodes.size(); ++i)
    {
        const BuiltNode& node = m_topology.nodes[i];
        int64_t stream = first + static_cast<int64_t>(i) * STREAMS_OF_NODE;
        stream += internet.AssignStreams(NodeContainer(node.node), stream);
        if (!node.stack)
        {
            auto icmpv6 = node.node->GetObject<Ipv6L3Protocol>()->GetProtocol(
                HostIcmpv6::GetStaticProtocolNumber());
            stream += DynamicCast<HostIcmpv6>(icmpv6)->AssignStreams(stream);
        }
        else
        {
            stream += node.stack->AssignStreams(stream);
        }
        AssignRoleStreams(node, stream);
    }
    for (std::size_t i = 0; i < m_topology.links.size(); ++i)
    {
        m_topology.links[i].link->AssignStreams(first + FIRST_LINK_STREAM +
                                                static_cast<int64_t>(i));
    }
    AssignRadioStreams(m_topology, first + FIRST_RADIO_STREAM);
    return FIRST_LINK_STREAM + static_cast<int64_t>(m_topology.links.size());
}

} // namespace ns3::nemo
