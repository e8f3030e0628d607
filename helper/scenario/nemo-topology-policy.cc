// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-policy.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <set>
#include <string>

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
    if (const auto address = topology.AddressOf(node))
    {
        addresses.insert(*address);
    }
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

void
SetMobileAttributes(const BuiltNode& node, Ptr<MobileNode> mobile)
{
    const MobileSpec& spec = *node.spec->mobile;
    mobile->SetAttribute("Interface", UintegerValue(node.FindRoaming()->number));
    mobile->SetAttribute("StartsAtHome", BooleanValue(spec.attached == spec.homes.front().link));
    mobile->SetAttribute("MovementDetection",
                         StringValue(std::string(ToString(spec.movementDetection))));
}

} // namespace ns3::nemo
