// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-delegation.h"

#include "ns3/abort.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/nemo-sqlite-lease-store.h"

#include <memory>
#include <utility>

namespace ns3::nemo
{

namespace
{

const AuthoritySpec*
AuthorityOf(const NodeSpec& node)
{
    return node.homeAgent && node.homeAgent->authority ? &*node.homeAgent->authority : nullptr;
}

std::vector<PrefixPool>
PoolsOf(const AuthoritySpec& spec)
{
    std::vector<PrefixPool> pools;
    for (const auto& pool : spec.pools)
    {
        pools.push_back({pool.prefix, pool.length});
    }
    return pools;
}

/// What is assigned is there for good; a file may have it from the simulation before.
void
AssignStatic(const AuthoritySpec& spec, PrefixAuthority& authority)
{
    for (const auto& [home, prefixes] : spec.assigned)
    {
        for (const auto& prefix : prefixes)
        {
            PrefixLease lease;
            lease.homeAddress = home;
            lease.prefix = prefix;
            lease.persistent = true;
            lease.implicit = true;
            authority.Assign(lease, Time(0));
        }
    }
}

} // namespace

std::vector<std::string>
CheckLeaseFiles(const Scenario& scenario)
{
    std::vector<std::string> problems;
    for (const auto& node : scenario.nodes)
    {
        const auto* spec = AuthorityOf(node);
        const auto problem =
            spec && spec->file ? SqliteLeaseStore::Check(*spec->file) : std::nullopt;
        if (problem)
        {
            problems.push_back("/nodes/" + node.name + "/authority/sqlite: \"" + *spec->file +
                               "\" cannot keep prefix leases: " + *problem);
        }
    }
    return problems;
}

void
ConfigureDelegation(const Topology& topology)
{
    std::map<std::string, Time> epochs;
    for (const BuiltNode& node : topology.nodes)
    {
        const auto* spec = AuthorityOf(*node.spec);
        if (!spec)
        {
            continue;
        }
        std::unique_ptr<PrefixAuthority> authority;
        if (spec->file)
        {
            // All of a simulation read the clock before any of them lets it go on.
            const auto epoch = epochs.try_emplace(*spec->file, Time(0));
            if (epoch.second)
            {
                epoch.first->second = SqliteLeaseStore::ReadClock(*spec->file);
            }
            authority = SqliteLeaseStore::MakeAuthority(*spec->file,
                                                        node.spec->name,
                                                        epoch.first->second,
                                                        PoolsOf(*spec));
        }
        else
        {
            authority = LeasePrefixAuthority::InMemory(PoolsOf(*spec));
        }
        AssignStatic(*spec, *authority);
        node.FindRole<HomeAgent>()->GetDelegation()->SetAuthority(std::move(authority));
    }
}

void
ConfigurePrefixRequests(const BuiltNode& node)
{
    auto router = node.FindRole<MobileRouter>();
    for (const auto& request : node.spec->mobileRouter->requests)
    {
        PrefixWish wish;
        wish.interface = node.FindInterface(request.link)->number;
        wish.length = request.length;
        wish.persistent = request.persistent;
        wish.implicit = request.implicit;
        router->AddPrefixWish(wish);
    }
}

Ipv6Address
IdentifierOn(const BuiltNode& node, std::size_t place)
{
    const auto& identifier = node.spec->links[place].identifier;
    return identifier.value_or(
        FormAddress(NetworkPrefix(), std::nullopt, node.interfaces[place].device));
}

} // namespace ns3::nemo
