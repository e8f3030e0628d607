// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-roles.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/mip6-access-router.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/nemo-topology-advertising.h"
#include "ns3/nemo-topology-delegation.h"
#include "ns3/nemo-topology-policy.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace ns3::nemo
{

namespace
{

/// The type of each dialect that a file can name.
TypeId
DialectOf(const NodeSpec& node)
{
    static const std::map<std::string, std::string> types{{"rfc6275", "ns3::nemo::Rfc6275"},
                                                          {"draft1997", "ns3::nemo::Draft1997"}};
    return TypeId::LookupByName(types.at(node.dialect));
}

template <typename T>
Ptr<T>
AddRole(BuiltNode& node)
{
    auto role = CreateObject<T>();
    role->SetAttribute("Dialect", TypeIdValue(DialectOf(*node.spec)));
    node.node->AddApplication(role);
    node.roles.push_back(role);
    return role;
}

void
ConfigureHomeAgent(const BuiltNode& node, const Topology& topology)
{
    auto agent = node.FindRole<HomeAgent>();
    for (const auto& prefix : node.spec->homeAgent->homePrefixes)
    {
        agent->ServePrefix(prefix);
    }
    for (const auto& [homeAddress, owner] : node.spec->homeAgent->homeAddresses)
    {
        agent->Allot(homeAddress, CareOfIdentifierOf(topology.GetNode(owner)));
    }
    PrefixTable& table = agent->GetPrefixTable();
    for (const auto& entry : node.spec->homeAgent->prefixTable)
    {
        for (const auto& prefix : entry.prefixes)
        {
            table.Add(entry.homeAddress, prefix);
        }
    }
}

/// Let home agents run their routing protocol with a mobile router that does: its own one, or each
/// that it can find.
void
RunRouting(const BuiltNode& node, const Topology& topology)
{
    const HomeSpec& home = node.spec->mobile->homes.front();
    for (const BuiltNode& other : topology.nodes)
    {
        const auto agent = other.FindRole<HomeAgent>();
        const bool isOne = home.homeAgent.empty() ? other.FindInterface(home.link) != nullptr
                                                  : other.spec->name == home.homeAgent;
        if (agent && isOne)
        {
            agent->RouteDynamically(topology.HomeAddressesOf(node).front());
        }
    }
}

/// Nobody forwards by reports on links, so that none are sent.
void
ListenOnLinks(const BuiltNode& node)
{
    for (const Ipv6Address& group : node.spec->groups)
    {
        for (const auto& interface : node.interfaces)
        {
            node.stack->GetInterfaceTable()->JoinGroup(group, interface.number);
        }
    }
}

void
ConfigureMobileNetwork(const BuiltNode& node, const Topology& topology, const RoutePlanner& planner)
{
    MobileNetwork& network = node.FindRole<MobileRouter>()->GetNetwork();
    for (std::size_t i = 0; i < node.spec->links.size(); ++i)
    {
        MobileNetwork::Ingress ingress;
        ingress.interface = node.interfaces[i].number;
        for (const auto& address : node.interfaces[i].addresses)
        {
            for (const auto& item : topology.GetLink(node.spec->links[i].link).spec->prefixes)
            {
                if (item.prefix.Contains(address))
                {
                    ingress.addresses.push_back({address, item.prefix.length});
                }
            }
        }
        if (node.spec->links[i].advertise)
        {
            ingress.advertising = AdvertisingOn(node, i, topology, planner);
        }
        ingress.identifier = IdentifierOn(node, i);
        network.AddIngress(ingress);
    }
    for (const auto& prefix : node.spec->mobileRouter->prefixes)
    {
        network.AddPrefix(prefix);
    }
    if (node.spec->mobileRouter->mode == RegistrationMode::ROUTING)
    {
        RunRouting(node, topology);
    }
}

void
SetHomeAgentAttributes(const HomeAgentSpec& spec, Ptr<HomeAgent> agent)
{
    agent->SetAttribute("NemoSupport", EnumValue(spec.nemo ? NEMO_ENABLED : NEMO_DISABLED));
    agent->SetAttribute("HomeAgentPreference",
                        UintegerValue(static_cast<uint16_t>(spec.preference)));
    agent->GetPrefixTable().SetAcceptAny(spec.acceptAnyPrefix);
    if (spec.multicast)
    {
        agent->SetAttribute("MulticastListening", BooleanValue(true));
    }
    if (spec.homeAgentLifetime)
    {
        agent->SetAttribute("HomeAgentLifetime", TimeValue(*spec.homeAgentLifetime));
    }
    if (spec.lifetimeMax)
    {
        agent->SetAttribute("LifetimeMax", TimeValue(*spec.lifetimeMax));
    }
}

} // namespace

Ptr<MobilityStack>
InstallMobility(const BuiltNode& node)
{
    auto dialect = Dialect::Of(node.node, DialectOf(*node.spec));
    auto stack = MobilityStack::Install(node.node, dialect->GetCodec());
    stack->SetMobilityAware(node.spec->mobility);
    if (const auto& limit = node.spec->encapsulationLimit)
    {
        stack->GetPacketPath()->SetAttribute("LimitEncapsulation", BooleanValue(true));
        stack->GetPacketPath()->SetAttribute("EncapsulationLimit", UintegerValue(*limit));
    }
    return stack;
}

void
CreateRoles(BuiltNode& node)
{
    const NodeSpec& spec = *node.spec;
    if (spec.role == NodeRole::HOST || !spec.mobility)
    {
        return;
    }
    if (spec.role == NodeRole::ROUTER || spec.role == NodeRole::HOME_AGENT)
    {
        AddRole<AccessRouter>(node);
    }
    if (spec.homeAgent)
    {
        SetHomeAgentAttributes(*spec.homeAgent, AddRole<HomeAgent>(node));
    }
    if (spec.mobileRouter)
    {
        auto router = AddRole<MobileRouter>(node);
        SetMobileAttributes(node, router);
        router->SetAttribute("Mode", StringValue(std::string(ToString(spec.mobileRouter->mode))));
    }
    else if (spec.mobile)
    {
        SetMobileAttributes(node, AddRole<MobileNode>(node));
    }
    AddRole<CorrespondentNode>(node);
}

void
ConfigureRoles(const BuiltNode& node, const Topology& topology, const RoutePlanner& planner)
{
    const NodeRole role = node.spec->role;
    if (role == NodeRole::ROUTER || role == NodeRole::HOME_AGENT)
    {
        for (const auto& interface : node.interfaces)
        {
            node.stack->GetInterfaceTable()->SetForwarding(interface.number, true);
        }
    }
    for (std::size_t i = 0; i < node.spec->links.size(); ++i)
    {
        AnnouncePrefixes(node, i, topology, planner);
    }
    if (!node.spec->mobile)
    {
        ListenOnLinks(node);
    }
    switch (role)
    {
    case NodeRole::HOST:
    case NodeRole::CORRESPONDENT:
    case NodeRole::ROUTER:
        break;
    case NodeRole::HOME_AGENT:
        ConfigureHomeAgent(node, topology);
        break;
    case NodeRole::MOBILE_ROUTER:
        ConfigureMobileNetwork(node, topology, planner);
        ConfigurePrefixRequests(node);
        [[fallthrough]];
    case NodeRole::MOBILE_NODE:
        ConfigureMobileNode(node, topology);
        break;
    }
}

bool
AddRouteByHome(const BuiltNode& node,
               const NetworkPrefix& prefix,
               const Ipv6Address& homeAddress,
               const Topology& topology)
{
    auto agent = node.FindRole<HomeAgent>();
    const auto serves = [&](const BuiltInterface& interface) {
        const auto& prefixes = topology.GetLink(interface.link).spec->prefixes;
        return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& item) {
            return item.prefix.Contains(homeAddress);
        });
    };
    if (!agent || std::none_of(node.interfaces.begin(), node.interfaces.end(), serves))
    {
        return false;
    }
    agent->AddRouteVia(prefix, homeAddress);
    return true;
}

int64_t
AssignRoleStreams(const BuiltNode& node, int64_t stream)
{
    const auto mobile = node.FindRole<MobileNode>();
    const auto correspondent = node.FindRole<CorrespondentNode>();
    int64_t used = mobile ? mobile->AssignStreams(stream) : 0;
    used += correspondent ? correspondent->AssignStreams(stream + used) : 0;
    const auto agent = node.FindRole<HomeAgent>();
    used += agent ? agent->AssignStreams(stream + used) : 0;
    return used;
}

} // namespace ns3::nemo
