// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/boolean.h"
#include "ns3/mip6-enum-attribute.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

#include <limits>

// What can be set of a home agent, and what it tells of itself; mip6-home-agent.cc has the rest.

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(HomeAgent);

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
            .AddAttribute("RequireProtection",
                          "Discard every home registration that came by no security association; "
                          "else only those of home addresses that have one. RFC 6275 section 5.1, "
                          "RFC 3963 section 9.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HomeAgent::m_requiresProtection),
                          MakeBooleanChecker())
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
                          MakeEnumAccessorOf<CoaEqualsHoa>(&HomeAgent::m_coaEqualsHoa),
                          MakeEnumChecker(REJECT, "reject", DELETE, "delete"))
            .AddAttribute(
                "NemoSupport",
                "Whether it knows RFC 3963, and serves mobile routers. RFC 3963 section 6.6.",
                EnumValue(NEMO_ENABLED),
                MakeEnumAccessorOf<NemoSupport>(&HomeAgent::m_nemoSupport),
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
                          MakeEnumAccessorOf<RouteMode>(&HomeAgent::m_routeMode),
                          MakeEnumChecker(NEXT_HOP, "nexthop", INTERFACE, "interface"))
            .AddAttribute("RoutesOnly",
                          "Ignore the prefixes that updates name of mobile routers whose routing "
                          "protocol tells of them. RFC 3963 section 8.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HomeAgent::m_takesRoutesOnly),
                          MakeBooleanChecker())
            .AddAttribute("PropagateRoutes",
                          "Where mobile routers run a routing protocol: speak it on the home "
                          "agent's own links too, not only in the tunnels. Takes effect at Boot. "
                          "RFC 3963 section 6.3.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&HomeAgent::m_propagatesRoutes),
                          MakeBooleanChecker())
            .AddAttribute("MaxDeleteBceTimeout",
                          "MAX_DELETE_BCE_TIMEOUT: how long a deleted binding is remembered. RFC "
                          "6275 sections 10.3.2 and 12.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&HomeAgent::m_maxDeleteBceTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "HomeAgentPreference",
                "Home Agent Preference: the greater, the earlier in answers to mobile "
                "nodes that look for a home agent. May change at any time, and is then "
                "advertised soon. RFC 6275 section 7.4.",
                UintegerValue(0),
                MakeUintegerAccessor(&HomeAgent::SetPreference, &HomeAgent::GetPreference),
                MakeUintegerChecker<uint16_t>())
            .AddAttribute("TunnelSiteLocal",
                          "Packets to site-local home addresses (fec0::/10) are tunnelled too; "
                          "else they are dropped. Takes effect at Boot. RFC 3775 section 10.4.2.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HomeAgent::m_tunnelSiteLocal),
                          MakeBooleanChecker())
            .AddAttribute("HomeAgentLifetime",
                          "Home Agent Lifetime in advertisements; 0: as the Router Lifetime. RFC "
                          "6275 section 7.4.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&HomeAgent::m_homeAgentLifetime),
                          MakeTimeChecker(Time(0), Seconds(std::numeric_limits<uint16_t>::max())))
            .AddAttribute("Serving",
                          "Whether it can serve as a home agent. If not, advertisements have H "
                          "clear and no Home Agent Information, discovery is not answered, and "
                          "home addresses that are not bound yet are refused with status 130. RFC "
                          "6275 sections 7.1 and 7.4.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&HomeAgent::SetServing, &HomeAgent::IsServing),
                          MakeBooleanChecker())
            .AddAttribute("MobilePrefixAdvertisements",
                          "Whether mobile nodes that are away are told of the prefixes of their "
                          "home link. RFC 6275 sections 8.4 and 10.6.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&HomeAgent::m_deliversPrefixes),
                          MakeBooleanChecker())
            .AddAttribute(
                "MaxMobPfxAdvInterval",
                "MaxMobPfxAdvInterval: a mobile node is told of the prefixes once in this "
                "time at least. RFC 6275 section 13.",
                TimeValue(Seconds(86400)),
                MakeTimeAccessor(&HomeAgent::m_maxMobPfxAdvInterval),
                MakeTimeChecker(Seconds(1)))
            .AddAttribute(
                "MinMobPfxAdvInterval",
                "MinMobPfxAdvInterval: a change of prefixes is told no earlier than after "
                "this time. RFC 6275 section 13.",
                TimeValue(Seconds(600)),
                MakeTimeAccessor(&HomeAgent::m_minMobPfxAdvInterval),
                MakeTimeChecker(Time(0)))
            .AddAttribute("PrefixAdvTimeout",
                          "PREFIX_ADV_TIMEOUT: an advertisement of prefixes that no solicitation "
                          "answers is sent again after this time, which then doubles. RFC 6275 "
                          "section 12.",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&HomeAgent::m_prefixAdvTimeout),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("PrefixAdvRetries",
                          "PREFIX_ADV_RETRIES: how often it is sent again. RFC 6275 section 12.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&HomeAgent::m_prefixAdvRetries),
                          MakeUintegerChecker<uint32_t>(0, 16))
            .AddAttribute("PrefixDelegation",
                          "The delegation of prefixes to mobile routers.",
                          TypeId::ATTR_GET,
                          PointerValue(),
                          MakePointerAccessor(&HomeAgent::m_delegation),
                          MakePointerChecker<PrefixDelegation>())
            .AddAttribute("MulticastListening",
                          "Ask mobile nodes that are away for their multicast groups, and forward "
                          "packets for these into their tunnels, and from there to the home link; "
                          "else their reports are ignored. Takes effect at Boot. RFC 6275 section "
                          "10.4.3.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HomeAgent::m_multicastListening),
                          MakeBooleanChecker())
            .AddAttribute("QueryInterval",
                          "Query Interval: from one General Query through a tunnel to the next. "
                          "RFC 2710 section 7.2.",
                          TimeValue(Seconds(125)),
                          MakeTimeAccessor(&HomeAgent::m_queryInterval),
                          MakeTimeChecker(MilliSeconds(100)))
            .AddAttribute("QueryResponseInterval",
                          "Query Response Interval: within which a General Query is answered. RFC "
                          "2710 section 7.3.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&HomeAgent::m_queryResponseInterval),
                          MakeTimeChecker(Time(0), MilliSeconds(65535)))
            .AddAttribute("LastListenerQueryInterval",
                          "Last Listener Query Interval: within which a mobile node says that it "
                          "still listens to a group after it said that it does not. RFC 2710 "
                          "section 7.8.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&HomeAgent::m_lastListenerQueryInterval),
                          MakeTimeChecker(MilliSeconds(1), MilliSeconds(65535)))
            .AddAttribute("UnsolicitedReportInterval",
                          "Unsolicited Report Interval: a group that the first mobile node listens "
                          "to is reported on the home link again within this time. RFC 2710 "
                          "section 7.10.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&HomeAgent::m_unsolicitedReportInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MulticastRobustness",
                          "Robustness Variable: how many messages of Multicast Listener Discovery "
                          "in a row may get lost, plus one. RFC 2710 section 7.1.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&HomeAgent::m_multicastRobustness),
                          MakeUintegerChecker<uint32_t>(1, 255))
            .AddAttribute("MaxGroups",
                          "How many multicast groups a mobile node may listen to through its "
                          "tunnel; reports of more are ignored.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&HomeAgent::m_maxGroups),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("HomeAgents",
                            "The other home agents on a home link, or what is known of one, have "
                            "changed: interface, list.",
                            MakeTraceSourceAccessor(&HomeAgent::m_homeAgentsTrace),
                            "ns3::nemo::HomeAgent::HomeAgentsCallback");
    return tid;
}

} // namespace ns3::nemo
