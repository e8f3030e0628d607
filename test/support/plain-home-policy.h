// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_PLAIN_HOME_POLICY_H
#define NEMO_TEST_PLAIN_HOME_POLICY_H

#include "ns3/mip6-home-policy.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo::tests
{

/// A home agent's policy whose every answer is a public member.
class PlainHomePolicy : public HomePolicy
{
  public:
    PlainHomePolicy()
    {
        terms.lifetimeMax = 262140;
        terms.maxBindings = 100;
        terms.maxDeleteBceTimeout = Seconds(10);
    }

    HomeTerms GetTerms() const override
    {
        return terms;
    }

    std::optional<HomeService> FindService(const Ipv6Address& homeAddress) const override
    {
        for (const auto& [prefix, service] : services)
        {
            if (prefix.Contains(homeAddress))
            {
                return service;
            }
        }
        return std::nullopt;
    }

    bool IsDenied(const Ipv6Address& homeAddress, const Ipv6Address&) const override
    {
        return denied.count(homeAddress) > 0;
    }

    PrefixTable::Verdict JudgePrefix(const Ipv6Address& homeAddress,
                                     const NetworkPrefix& prefix) const override
    {
        return table.Judge(homeAddress, prefix);
    }

    bool VerifiesPrefixes() const override
    {
        return !table.IsAcceptAny();
    }

    std::vector<NetworkPrefix> PrefixesOf(const Ipv6Address& homeAddress) const override
    {
        return table.Of(homeAddress);
    }

    bool RoutesDynamically(const Ipv6Address& homeAddress) const override
    {
        return routed.count(homeAddress) > 0;
    }

    std::optional<Time> SetUpForwarding(const Ipv6Address&,
                                        const std::vector<NetworkPrefix>&) override
    {
        return setUp;
    }

    HomeTerms terms;
    std::map<NetworkPrefix, HomeService> services;
    std::set<Ipv6Address> denied;
    std::set<Ipv6Address> routed;
    PrefixTable table;
    std::optional<Time> setUp{Time(0)};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_PLAIN_HOME_POLICY_H
