// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-delegation.h"

#include "ns3/abort.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nemo-sqlite-lease-store.h"

#include <map>
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

/// What "static" assigns although others have it by the file: by a lease, or by "static" of another
/// home agent (`known`).
void
CheckStatic(const AuthoritySpec& spec,
            const std::string& pointer,
            PrefixTable& known,
            std::vector<std::string>& problems)
{
    const auto epoch = SqliteLeaseStore::ReadClock(*spec.file);
    const auto leases = SqliteLeaseStore::MakeAuthority(*spec.file, "", epoch, {});
    for (const auto& [home, prefixes] : spec.assigned)
    {
        for (const auto& prefix : prefixes)
        {
            if (leases->OverlapsOther(home, prefix, Time(0)) || known.OverlapsOther(home, prefix))
            {
                problems.push_back(pointer + "/static: another home address has " +
                                   prefix.ToString() + " by \"" + *spec.file + "\"");
            }
            known.Add(home, prefix);
        }
    }
}

} // namespace

std::vector<std::string>
CheckLeaseFiles(const Scenario& scenario)
{
    std::vector<std::string> problems;
    std::map<std::string, PrefixTable> known;
    for (const auto& node : scenario.nodes)
    {
        const auto* spec = AuthorityOf(node);
        if (!spec || !spec->file)
        {
            continue;
        }
        const std::string pointer = "/nodes/" + node.name + "/authority";
        if (const auto problem = SqliteLeaseStore::Check(*spec->file))
        {
            problems.push_back(pointer + "/sqlite: \"" + *spec->file +
                               "\" cannot keep prefix leases: " + *problem);
            continue;
        }
        CheckStatic(*spec, pointer, known[*spec->file], problems);
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
