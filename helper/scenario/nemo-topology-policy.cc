// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-policy.h"

#include <map>
#include <set>

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

} // namespace ns3::nemo
