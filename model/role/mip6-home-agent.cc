// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-agent.h"

#include "ns3/abort.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

Time
After(Time lifetime)
{
    return lifetime == Time::Max() ? lifetime : Simulator::Now() + lifetime;
}

} // namespace

HomeAgent::HomeAgent()
    : m_delegation(CreateObject<PrefixDelegation>()),
      m_order(CreateObject<UniformRandomVariable>())
{
}

HomeAgent::~HomeAgent() = default;

void
HomeAgent::DoDispose()
{
    m_responder.reset();
    m_prefixes.reset();
    m_groups.reset();
    m_routing.reset();
    m_order = nullptr;
    m_delegation->Dispose();
    Role::DoDispose();
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

void
HomeAgent::Allot(const Ipv6Address& homeAddress, uint64_t identifier)
{
    m_allotted[homeAddress].insert(identifier);
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
    m_responder = std::make_unique<DiscoveryResponder>(
        MobilityStack::Of(GetNode()),
        [this](uint32_t bound) { return m_order->GetInteger(0, bound - 1); },
        [this](uint32_t interface, const HomeAgentsList& list) {
            m_homeAgentsTrace(interface, list);
        });
    ServePrefixDelivery();
    ServeGroups();
    StartDelegation();
    ServeRouting();
    BindingRegistrar::Of(GetNode())->TraceConnectWithoutContext(
        "BindingChanged",
        MakeCallback(&HomeAgent::OnBinding, this));
    AdvertiseAgain();
}

void
HomeAgent::OnBinding(const Binding* before, const Binding* after)
{
    m_prefixes->OnBinding(before, after);
    m_delegation->OnBinding(before, after);
    if (m_groups)
    {
        m_groups->OnBinding(before, after);
    }
    OnNetworks(before, after);
}

void
HomeAgent::ServeGroups()
{
    if (!m_multicastListening)
    {
        return;
    }
    MulticastProxy::Needs needs;
    needs.terms = [this]() {
        return MulticastTerms{m_queryInterval,
                              m_queryResponseInterval,
                              m_lastListenerQueryInterval,
                              m_unsolicitedReportInterval,
                              m_multicastRobustness,
                              m_maxGroups};
    };
    needs.random = [this](uint32_t bound) { return m_order->GetInteger(0, bound - 1); };
    m_groups = std::make_unique<MulticastProxy>(MobilityStack::Of(GetNode()), needs);
}

const GroupMemberships*
HomeAgent::FindMemberships() const
{
    return m_groups ? &m_groups->GetMemberships() : nullptr;
}

void
HomeAgent::DoHalt()
{
    m_groups.reset();
    m_responder->Serve({}, {});
    m_responder.reset();
    const auto registrar = BindingRegistrar::Of(GetNode());
    registrar->StopServingHome();
    registrar->TraceDisconnectWithoutContext("BindingChanged",
                                             MakeCallback(&HomeAgent::OnBinding, this));
    m_delegation->Stop();
    m_prefixes.reset();
    m_routing.reset();
    m_said.clear();
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
    terms.requiresProtection = m_requiresProtection;
    terms.lifetimeMax = static_cast<uint32_t>(
        std::min(m_lifetimeMax.GetMilliSeconds() / 1000, static_cast<int64_t>(MAX_LIFETIME)));
    terms.maxBindings = m_serving ? m_maxBindings : 0;
    terms.neighborAdvertisements = std::min<uint32_t>(
        m_maxNeighborAdvertisement,
        GetDialect()->GetProfile().advertisementRepeats.value_or(m_maxNeighborAdvertisement));
    if (m_volatileStorage && m_refreshAdvice.IsStrictlyPositive())
    {
        terms.refreshAdvice = static_cast<uint32_t>(m_refreshAdvice.GetSeconds());
    }
    terms.maxDeleteBceTimeout = m_maxDeleteBceTimeout;
    terms.routesByNextHop = m_routeMode == NEXT_HOP;
    terms.takesRoutesOnly = m_takesRoutesOnly;
    terms.tunnelsSiteLocal = m_tunnelSiteLocal;
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
HomeAgent::IsDenied(const Ipv6Address& homeAddress, const Ipv6Address& careOfAddress) const
{
    const auto owners = m_allotted.find(homeAddress);
    const bool isOthers = owners != m_allotted.end() &&
                          owners->second.count(InterfaceIdentifierOf(careOfAddress)) == 0;
    return isOthers || m_denied.count(homeAddress) > 0;
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
    const auto leased = FindDelegation() ? m_delegation->Judge(homeAddress, prefix) : std::nullopt;
    return takesHomeLink ? PrefixTable::Verdict::INVALID
                         : leased.value_or(m_prefixTable.Judge(homeAddress, prefix));
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
