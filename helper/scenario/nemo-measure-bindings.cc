// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-bindings.h"

#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/simulator.h"

#include <set>
#include <sstream>

namespace ns3::nemo
{

namespace
{

std::string
FlagsOf(const Binding& binding)
{
    std::string flags;
    flags += binding.acknowledge ? "A" : "";
    flags += binding.homeRegistration ? "H" : "";
    flags += binding.linkLocalAddressCompatibility ? "L" : "";
    flags += binding.keyManagementMobility ? "K" : "";
    flags += binding.mobileRouter ? "R" : "";
    return flags;
}

} // namespace

BindingResult
DescribeBinding(const std::string& node,
                const Binding& binding,
                const std::vector<NetworkPrefix>& prefixes)
{
    return {node,
            binding.homeAddress,
            binding.careOfAddress,
            prefixes,
            binding.lifetime,
            binding.expires - Simulator::Now(),
            binding.sequence,
            FlagsOf(binding)};
}

std::vector<BindingResult>
BindingsOf(const BuiltNode& node)
{
    std::vector<BindingResult> results;
    const auto registrar = node.node->GetObject<BindingRegistrar>();
    if (!registrar)
    {
        return results;
    }
    for (const Binding* binding : registrar->GetCache().Sorted())
    {
        if (binding->valid)
        {
            results.push_back(
                DescribeBinding(node.spec->name,
                                *binding,
                                registrar->GetForwardedPrefixes().Of(binding->homeAddress)));
        }
    }
    return results;
}

std::optional<std::vector<DelegationResult>>
DelegationsOf(const Topology& topology)
{
    std::optional<std::vector<DelegationResult>> results;
    std::set<std::string> files;
    for (const BuiltNode& node : topology.nodes)
    {
        const auto agent = node.FindRole<HomeAgent>();
        const PrefixAuthority* authority = agent ? agent->GetDelegation()->GetAuthority() : nullptr;
        if (!authority)
        {
            continue;
        }
        results = results.value_or(std::vector<DelegationResult>());
        const auto& file = node.spec->homeAgent->authority->file;
        if (file && !files.insert(*file).second)
        {
            continue;
        }
        const Time now = Simulator::Now();
        for (const PrefixLease& lease : authority->All(now))
        {
            results->push_back(
                {node.spec->name,
                 lease.homeAddress,
                 lease.prefix,
                 lease.persistent,
                 lease.implicit,
                 lease.correlator,
                 lease.expires == Time::Max() ? std::nullopt : std::optional(lease.expires - now)});
        }
    }
    return results;
}

std::string
ToString(const BindingResult& binding)
{
    std::ostringstream text;
    text << binding.home << " -> " << binding.careOf;
    const char* separator = " [";
    for (const auto& prefix : binding.prefixes)
    {
        text << separator << prefix;
        separator = " ";
    }
    text << (binding.prefixes.empty() ? "" : "]");
    return text.str();
}

} // namespace ns3::nemo
