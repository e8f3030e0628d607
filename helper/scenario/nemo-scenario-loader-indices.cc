// SPDX-License-Identifier: GPL-2.0-only
// The numbers of security associations that the file leaves out.
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// \return whether a mobile node has to prove itself to whichever home agent answers
bool
IsForDiscovery(const SecuritySpec& spec, const Scenario& scenario)
{
    const auto* mobile = scenario.FindNode(spec.mobile);
    const auto* agent = scenario.FindNode(spec.homeAgent);
    if (spec.protocol != SecurityProtocol::AH || !mobile || !mobile->mobile || !agent ||
        !agent->homeAgent || mobile->mobile->homes.size() <= spec.home)
    {
        return false;
    }
    const HomeSpec& home = mobile->mobile->homes[spec.home];
    return home.homeAgent.empty() &&
           std::any_of(agent->links.begin(), agent->links.end(), [&home](const auto& place) {
               return place.link == home.link;
           });
}

} // namespace

void
AssignSecurityIndices(LoadContext& context, std::set<uint32_t> used)
{
    uint32_t next = LOWEST_FREE_SPI;
    const auto assign = [&next, &used](uint32_t& spi) {
        while (spi == 0)
        {
            spi = used.insert(next).second ? next : 0;
            ++next;
        }
    };
    for (auto& spec : context.scenario.security)
    {
        for (auto& pair : spec.pairs)
        {
            assign(pair.toHomeAgent);
            assign(pair.toMobile);
        }
    }
    std::map<std::pair<std::string, std::size_t>, uint32_t> toHomeAgents; // by node and home
    for (auto& spec : context.scenario.security)
    {
        if (IsForDiscovery(spec, context.scenario))
        {
            assign(toHomeAgents[{spec.mobile, spec.home}]);
            spec.toHomeAgents = toHomeAgents[{spec.mobile, spec.home}];
        }
    }
}

} // namespace ns3::nemo
