// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-agent.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(HomeAgent);

namespace
{

Time
After(Time lifetime)
{
    return lifetime == Time::Max() ? lifetime : Simulator::Now() + lifetime;
}

} // namespace

TypeId
HomeAgent::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::HomeAgent")
            .SetParent<Role>()
            .SetGroupName("Nemo")
            .AddConstructor<HomeAgent>()
            .AddAttribute("LifetimeMax",
                          "The longest lifetime granted. RFC 6275 section 10.3.1 leaves it to "
                          "local policy; the default is the longest that the field can say.",
                          TimeValue(Seconds(MAX_LIFETIME)),
                          MakeTimeAccessor(&HomeAgent::m_lifetimeMax),
                          MakeTimeChecker(Seconds(LIFETIME_UNIT)))
            .AddAttribute("MaxBindings",
                          "How many home addresses it keeps: bound, waiting for Duplicate Address "
                          "Detection, or deleted less than MaxDeleteBceTimeout ago. More are "
                          "refused with status 130. RFC 6275 sections 9.5.2 and 10.3.1.",
                          UintegerValue(std::numeric_limits<uint32_t>::max()),
                          MakeUintegerAccessor(&HomeAgent::m_maxBindings),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxNeighborAdvertisement",
                          "How often the first advertisement of a home address is repeated. RFC "
                          "6275 section 10.4.1, RFC 4861 section 10.",
                          UintegerValue(MAX_NEIGHBOR_ADVERTISEMENT),
                          MakeUintegerAccessor(&HomeAgent::m_maxNeighborAdvertisement),
                          MakeUintegerChecker<uint8_t>(0, MAX_NEIGHBOR_ADVERTISEMENT))
            .AddAttribute("RefreshAdvice",
                          "Binding Refresh Advice; 0: none. RFC 6275 section 10.3.1.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&HomeAgent::m_refreshAdvice),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("VolatileStorage",
                          "Bindings do not outlast a restart, so that refreshing them early makes "
                          "sense. RFC 6275 section 10.3.1.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&HomeAgent::m_volatileStorage),
                          MakeBooleanChecker())
            .AddAttribute("CoaEqualsHoa",
                          "What a care-of address equal to the home address means with R = 0 and a "
                          "lifetime: status 174, or deletion as in RFC 3775.",
                          EnumValue(REJECT),
                          MakeEnumAccessor(&HomeAgent::m_coaEqualsHoa),
                          MakeEnumChecker(REJECT, "reject", DELETE, "delete"))
            .AddAttribute(
                "NemoSupport",
                "Whether it knows RFC 3963, and serves mobile routers. RFC 3963 section 6.6.",
                EnumValue(NEMO_ENABLED),
                MakeEnumAccessor(&HomeAgent::m_nemoSupport),
                MakeEnumChecker(NEMO_NONE,
                                "none",
                                NEMO_DISABLED,
                                "disabled",
                                NEMO_ENABLED,
                                "enabled"))
            .AddAttribute(
                "StrictPrefixTable",
                "Verify claims of prefixes with the prefix table. RFC 3963 sections 6.1.2 and 9.",
                BooleanValue(true),
                MakeBooleanAccessor(&HomeAgent::SetStrictPrefixTable,
                                    &HomeAgent::GetStrictPrefixTable),
                MakeBooleanChecker())
            .AddAttribute("RouteMode",
                          "How mobile network prefixes are forwarded; the result is the same. "
                          "Takes effect at Boot. RFC 3963 section 6.5.",
                          EnumValue(INTERFACE),
                          MakeEnumAccessor(&HomeAgent::m_routeMode),
                          MakeEnumChecker(NEXT_HOP, "nexthop", INTERFACE, "interface"))
            .AddAttribute("MaxDeleteBceTimeout",
                          "MAX_DELETE_BCE_TIMEOUT: how long a deleted binding is remembered. RFC "
                          "6275 sections 10.3.2 and 12.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&HomeAgent::m_maxDeleteBceTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("HomeAgentPreference",
                          "Home Agent Preference in advertisements. RFC 6275 section 7.4.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&HomeAgent::m_preference),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("HomeAgentLifetime",
                          "Home Agent Lifetime in advertisements; 0: as the Router Lifetime. RFC "
                          "6275 section 7.4.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&HomeAgent::m_homeAgentLifetime),
                          MakeTimeChecker(Time(0), Seconds(std::numeric_limits<uint16_t>::max())));
    return tid;
}

void
HomeAgent::ServeLink(uint32_t interface,
                     const NetworkPrefix& prefix,
                     const Ipv6Address& ownAddress,
                     Time valid,
                     Time preferred)
{
    Serve(prefix, {interface, ownAddress, After(valid), After(preferred)});
}

void
HomeAgent::ServePrefix(const NetworkPrefix& prefix, Time valid, Time preferred)
{
    Serve(prefix, {std::nullopt, {}, After(valid), After(preferred)});
}

void
HomeAgent::Serve(const NetworkPrefix& prefix, HomeService service)
{
    m_served.insert_or_assign(prefix, std::move(service));
    if (IsRunning())
    {
        BindingRegistrar::Of(GetNode())->ReviewLifetimes();
        AdvertiseAgain();
    }
}

void
HomeAgent::Deny(const Ipv6Address& homeAddress)
{
    m_denied.insert(homeAddress);
}

void
HomeAgent::Allow(const Ipv6Address& homeAddress)
{
    m_denied.erase(homeAddress);
}

PrefixTable&
HomeAgent::GetPrefixTable()
{
    return m_prefixTable;
}

const PrefixTable&
HomeAgent::GetPrefixTable() const
{
    return m_prefixTable;
}

void
HomeAgent::AddRouteVia(const NetworkPrefix& prefix, const Ipv6Address& homeAddress)
{
    const auto service = FindService(homeAddress);
    NS_ABORT_MSG_UNLESS(service && service->interface,
                        "The route to " << prefix << " goes by way of " << homeAddress
                                        << ", which is in no home prefix on a link");
    m_routes.push_back({prefix, homeAddress, *service->interface});
    if (IsRunning())
    {
        WriteRoute(m_routes.back(), true);
    }
}

void
HomeAgent::WriteRoute(const RouteByHome& route, bool isThere)
{
    const auto interfaces = MobilityStack::Of(GetNode())->GetInterfaceTable();
    if (isThere)
    {
        interfaces->AddRoute(route.prefix, route.homeAddress, route.interface);
    }
    else
    {
        interfaces->RemoveRoute(route.prefix, route.homeAddress, route.interface);
    }
}

void
HomeAgent::SetForwardingSetup(ForwardingSetup setup)
{
    m_forwardingSetup = std::move(setup);
}

void
HomeAgent::DoBoot()
{
    GetDialect();
    BindingRegistrar::Of(GetNode())->ServeHome(this);
    for (const RouteByHome& route : m_routes)
    {
        WriteRoute(route, true);
    }
    AdvertiseAgain();
}

void
HomeAgent::DoHalt()
{
    BindingRegistrar::Of(GetNode())->StopServingHome();
    for (const RouteByHome& route : m_routes)
    {
        WriteRoute(route, false);
    }
    const auto advertiser = MobilityStack::Of(GetNode())->GetRouterAdvertiser();
    for (const auto& [interface, config] : m_advertising)
    {
        advertiser->Disable(interface, false);
    }
}

HomeTerms
HomeAgent::GetTerms() const
{
    HomeTerms terms;
    terms.nemoSupport = m_nemoSupport;
    terms.deletesWhenCareOfIsHome = m_coaEqualsHoa == DELETE;
    terms.lifetimeMax = static_cast<uint32_t>(
        std::min(m_lifetimeMax.GetMilliSeconds() / 1000, static_cast<int64_t>(MAX_LIFETIME)));
    terms.maxBindings = m_maxBindings;
    terms.neighborAdvertisements = m_maxNeighborAdvertisement;
    if (m_volatileStorage && m_refreshAdvice.IsStrictlyPositive())
    {
        terms.refreshAdvice = static_cast<uint32_t>(m_refreshAdvice.GetSeconds());
    }
    terms.maxDeleteBceTimeout = m_maxDeleteBceTimeout;
    terms.routesByNextHop = m_routeMode == NEXT_HOP;
    return terms;
}

std::optional<HomeService>
HomeAgent::FindService(const Ipv6Address& homeAddress) const
{
    const std::pair<const NetworkPrefix, HomeService>* longest = nullptr;
    for (const auto& served : m_served)
    {
        if (served.first.Contains(homeAddress) && served.second.validUntil > Simulator::Now() &&
            (!longest || served.first.length > longest->first.length))
        {
            longest = &served;
        }
    }
    return longest ? std::optional(longest->second) : std::nullopt;
}

bool
HomeAgent::IsDenied(const Ipv6Address& homeAddress) const
{
    return m_denied.count(homeAddress) > 0;
}

PrefixTable::Verdict
HomeAgent::JudgePrefix(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const
{
    // With nothing to verify against, at least the home links stay where they
    // are.
    const bool takesHomeLink =
        m_prefixTable.IsAcceptAny() &&
        std::any_of(m_served.begin(), m_served.end(), [&](const auto& served) {
            return served.second.interface && prefix.Covers(served.first);
        });
    return takesHomeLink ? PrefixTable::Verdict::INVALID : m_prefixTable.Judge(homeAddress, prefix);
}

bool
HomeAgent::VerifiesPrefixes() const
{
    return !m_prefixTable.IsAcceptAny();
}

std::vector<NetworkPrefix>
HomeAgent::PrefixesOf(const Ipv6Address& homeAddress) const
{
    return m_prefixTable.Of(homeAddress);
}

std::optional<Time>
HomeAgent::SetUpForwarding(const Ipv6Address& homeAddress,
                           const std::vector<NetworkPrefix>& prefixes)
{
    return m_forwardingSetup ? m_forwardingSetup(homeAddress, prefixes) : Time(0);
}

void
HomeAgent::SetStrictPrefixTable(bool strict)
{
    m_prefixTable.SetAcceptAny(!strict);
}

bool
HomeAgent::GetStrictPrefixTable() const
{
    return !m_prefixTable.IsAcceptAny();
}

} // namespace ns3::nemo
