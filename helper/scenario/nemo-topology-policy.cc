// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-policy.h"

#include "ns3/mip6-dialect.h"
#include "ns3/mip6-interface-identifier.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo
{

namespace
{

/// Every address by which others can know a node.
void
AddAddressesOf(const BuiltNode& node, const Topology& topology, std::set<Ipv6Address>& addresses)
{
    for (const auto& interface : node.interfaces)
    {
        addresses.insert(interface.addresses.begin(), interface.addresses.end());
    }
    const auto homeAddresses = topology.HomeAddressesOf(node);
    addresses.insert(homeAddresses.begin(), homeAddresses.end());
}

/// \return the interface identifier of its care-of addresses; none: EUI-64
std::optional<uint64_t>
IdentifierOf(const MobileSpec& mobile)
{
    return mobile.interfaceId ? std::optional(InterfaceIdentifierOf(*mobile.interfaceId))
                              : std::nullopt;
}

/// The home of that number.
HomeConfig
HomeConfigOf(const BuiltNode& node, std::size_t index, const Topology& topology)
{
    const HomeSpec& home = node.spec->mobile->homes[index];
    HomeConfig config;
    config.prefix = home.prefix;
    config.homeAddress = topology.HomeAddressesOf(node)[index];
    config.isVirtual = home.IsVirtual();
    config.startsAtHome = !home.IsVirtual() && node.spec->mobile->attached == home.link;
    if (home.IsVirtual())
    {
        config.homeAgent = *topology.AddressOf(topology.GetNode(home.homeAgent));
        return config;
    }
    if (!home.homeAgent.empty())
    {
        config.homeAgent = *topology.AddressOn(topology.GetNode(home.homeAgent), home.link);
    }
    for (const auto& item : topology.GetLink(home.link).spec->prefixes)
    {
        if (item.prefix == home.prefix && item.decrementing)
        {
            config.validLifetime = static_cast<uint32_t>(item.valid.GetSeconds());
        }
    }
    return config;
}

/// The home addresses that share their interface identifier with one, and its registration, on a
/// home link with several prefixes. draft-ietf-mobileip-ipv6-04 section 9.4.
std::vector<HomeConfig>
FollowerConfigsOf(const BuiltNode& node, std::size_t index, const Topology& topology)
{
    std::vector<HomeConfig> followers;
    const HomeSpec& home = node.spec->mobile->homes[index];
    const HomeConfig leader = HomeConfigOf(node, index, topology);
    const DialectProfile profile = node.FindRole<MobileNode>()->GetDialect()->GetProfile();
    if (profile.interfaceIdentifierLength == 0 || home.IsVirtual() ||
        !leader.prefix.Contains(leader.homeAddress))
    {
        return followers;
    }
    for (const auto& item : topology.GetLink(home.link).spec->prefixes)
    {
        if (item.prefix != leader.prefix && item.prefix.length == leader.prefix.length)
        {
            HomeConfig follower = leader;
            follower.prefix = item.prefix;
            follower.homeAddress = AddressIn(item.prefix, leader.homeAddress);
            follower.leader = leader.homeAddress;
            follower.validLifetime = item.decrementing
                                         ? static_cast<uint32_t>(item.valid.GetSeconds())
                                         : INFINITE_LIFETIME;
            followers.push_back(follower);
        }
    }
    return followers;
}

/// What care-of addresses it has, and who is told of which.
CareOfPolicy
CareOfPolicyOf(const MobileSpec& mobile, const Topology& topology)
{
    CareOfPolicy policy;
    policy.interfaceIdentifier = IdentifierOf(mobile);
    policy.assigned = mobile.careOfAddresses;
    policy.ports = {mobile.careOfPorts.begin(), mobile.careOfPorts.end()};
    for (const auto& choice : mobile.careOfLinks)
    {
        std::set<Ipv6Address> peers;
        AddAddressesOf(topology.GetNode(choice.peer), topology, peers);
        const auto& prefixes = topology.GetLink(choice.link).spec->prefixes;
        for (const Ipv6Address& peer : prefixes.empty() ? std::set<Ipv6Address>() : peers)
        {
            policy.prefixes.insert_or_assign(peer, prefixes.front().prefix);
        }
    }
    return policy;
}

} // namespace

RouteOptimizationPolicy
RouteOptimizationPolicyOf(const RouteOptimizationSpec& spec, const Topology& topology)
{
    using Spec = RouteOptimizationSpec::Policy;
    using Trigger = RouteOptimizationPolicy::Trigger;
    static const std::map<Spec, Trigger> triggers{{Spec::ALWAYS, Trigger::ALWAYS},
                                                  {Spec::NEVER, Trigger::NEVER},
                                                  {Spec::PEERS, Trigger::PEERS},
                                                  {Spec::AFTER_PACKETS, Trigger::AFTER_PACKETS},
                                                  {Spec::PORTS, Trigger::PORTS}};
    RouteOptimizationPolicy policy;
    policy.trigger = triggers.at(spec.policy);
    policy.packets = spec.packets;
    policy.ports.insert(spec.ports.begin(), spec.ports.end());
    for (const auto& peer : spec.peers)
    {
        AddAddressesOf(topology.GetNode(peer), topology, policy.peers);
    }
    return policy;
}

uint64_t
CareOfIdentifierOf(const BuiltNode& node)
{
    return InterfaceIdentifierOf(
        FormAddress(NetworkPrefix(), node.spec->mobile->interfaceId, node.FindRoaming()->device));
}

std::vector<Ipv6Address>
FollowersOf(const BuiltNode& node, std::size_t home, const Topology& topology)
{
    std::vector<Ipv6Address> addresses;
    for (const HomeConfig& follower : FollowerConfigsOf(node, home, topology))
    {
        addresses.push_back(follower.homeAddress);
    }
    return addresses;
}

void
ConfigureMobileNode(const BuiltNode& node, const Topology& topology)
{
    auto mobile = node.FindRole<MobileNode>();
    for (std::size_t i = 0; i < node.spec->mobile->homes.size(); ++i)
    {
        mobile->AddHome(HomeConfigOf(node, i, topology));
        for (const HomeConfig& follower : FollowerConfigsOf(node, i, topology))
        {
            mobile->AddHome(follower);
        }
    }
    for (uint32_t i = 1; i < node.spec->mobile->interfaces; ++i)
    {
        mobile->AddInterface(node.FindRoaming(i)->number);
    }
    mobile->SetCareOfPolicy(CareOfPolicyOf(*node.spec->mobile, topology));
    for (const Ipv6Address& group : node.spec->groups)
    {
        mobile->JoinGroup(group);
    }
    mobile->SetRouteOptimizationPolicy(
        RouteOptimizationPolicyOf(node.spec->mobile->routeOptimization, topology));
}

void
SetMobileAttributes(const BuiltNode& node, Ptr<MobileNode> mobile)
{
    const MobileSpec& spec = *node.spec->mobile;
    mobile->SetAttribute("Interface", UintegerValue(node.FindRoaming()->number));
    mobile->SetAttribute("MovementDetection",
                         StringValue(std::string(ToString(spec.movementDetection))));
}

} // namespace ns3::nemo
