// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-link-judgement.h"

#include "ns3/mip6-unicast-routable.h"

#include <algorithm>

namespace ns3::nemo
{

bool
AreOnSameLink(const HeardRouter& one, const HeardRouter& other, Time now)
{
    return std::any_of(one.prefixes.begin(), one.prefixes.end(), [&](const HeardPrefix& heard) {
        const HeardPrefix* same = other.Find(heard.prefix, now);
        return heard.IsOnLink(now) && same && same->IsOnLink(now);
    });
}

std::optional<Ipv6Address>
BestCareOfAddress(const std::vector<FormedAddress>& addresses,
                  const HeardRouter& current,
                  const Ipv6Address& inUse,
                  Time now)
{
    std::optional<Ipv6Address> best;
    int bestRank = 0;
    for (const FormedAddress& formed : addresses)
    {
        int rank = 0;
        switch (formed.state)
        {
        case FormedAddress::State::TENTATIVE:
        case FormedAddress::State::REFUSED:
            continue;
        case FormedAddress::State::OPTIMISTIC:
        case FormedAddress::State::PREFERRED:
            rank = 3;
            break;
        case FormedAddress::State::DEPRECATED:
            rank = 1;
            break;
        }
        rank += formed.address == inUse ? 1 : 0;
        // One of a site only where there is no other.
        rank += IsSiteLocal(formed.address) ? 0 : 4;
        if (rank > bestRank && current.Find(formed.prefix, now))
        {
            best = formed.address;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace ns3::nemo
