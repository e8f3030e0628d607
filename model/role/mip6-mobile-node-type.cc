// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/boolean.h"
#include "ns3/mip6-enum-attribute.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/uinteger.h"

// What can be set of a mobile node, and what it tells of itself; mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobileNode);

TypeId
MobileNode::GetTypeId()
{
    using Mode = MovementDetector::Mode;
    static TypeId tid =
        TypeId("ns3::nemo::MobileNode")
            .SetParent<Role>()
            .SetGroupName("Nemo")
            .AddConstructor<MobileNode>()
            .AddAttribute("Interface",
                          "IPv6 interface number of the roaming interface; of several the first.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MobileNode::m_interface),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MovementDetection",
                          "What makes the node look for routers: a new link (\"solicit\"), "
                          "advertisements alone, or a new link that counts as a move (\"link\"). "
                          "RFC 6275 section 11.5.1.",
                          EnumValue(static_cast<int>(Mode::SOLICIT)),
                          MakeEnumAccessorOf<int>(&MobileNode::m_detection),
                          MakeEnumChecker(static_cast<int>(Mode::SOLICIT),
                                          "solicit",
                                          static_cast<int>(Mode::ADVERTISEMENTS),
                                          "advertisements",
                                          static_cast<int>(Mode::LINK),
                                          "link"))
            .AddAttribute("DadRandomDelay",
                          "The probe of a care-of address starts after a random time up to this: "
                          "MAX_RTR_SOLICITATION_DELAY of RFC 4862 section 5.4.2, or 0 where what "
                          "went before is random enough. RFC 6275 section 11.5.3.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&MobileNode::m_dadRandomDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("OptimisticDad",
                          "Use a care-of address while it is probed, and give it up if it is "
                          "taken. RFC 4429.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_optimisticDad),
                          MakeBooleanChecker())
            .AddAttribute("DetectUnreachability",
                          "Find out whether the default router hears what is sent to it, by its "
                          "answers and by TCP acknowledgements for new data alone: RFC 4861 "
                          "section 7.3. For ns-3 whatever comes from it shows that. The 1997 "
                          "dialect does so always.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_detectsUnreachability),
                          MakeBooleanChecker())
            .AddAttribute("RouterReachableTime",
                          "A current router that is not heard for so long is asked whether it is "
                          "there: REACHABLE_TIME of RFC 4861 section 10.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&MobileNode::m_routerReachableTime),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("LifetimeRequested",
                          "The lifetime asked for in Binding Updates, if home and care-of address "
                          "stay valid for so long. RFC 6275 section 11.7.1.",
                          TimeValue(Seconds(420)),
                          MakeTimeAccessor(&MobileNode::m_lifetime),
                          MakeTimeChecker(Seconds(4)))
            .AddAttribute("RefreshPercent",
                          "A binding is renewed after this part of its lifetime, or at the home "
                          "agent's Binding Refresh Advice if that is earlier. RFC 6275 section "
                          "11.7.1.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&MobileNode::m_refreshPercent),
                          MakeUintegerChecker<uint32_t>(1, 100))
            .AddAttribute(
                "RetryDelay",
                "After a refusal that may pass (status 128 or 130) the home agent is "
                "asked again after this time, and after twice the time before if it "
                "refuses again; 0: never. Discovery pauses likewise from an answer to the "
                "next question, but for 3 s at least. RFC 6275 section 11.7.3.",
                TimeValue(Seconds(10)),
                MakeTimeAccessor(&MobileNode::m_retryDelay),
                MakeTimeChecker(Time(0)))
            .AddAttribute("RetryMaxDelay",
                          "RetryDelay is not doubled beyond this.",
                          TimeValue(Seconds(320)),
                          MakeTimeAccessor(&MobileNode::m_retryMaxDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ReclaimInterval",
                          "A node that comes home after the end of its binding, and finds its home "
                          "address still defended, probes it again after this time. RFC 6275 "
                          "section 11.5.5.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&MobileNode::m_reclaimInterval),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("NewHomeAddresses",
                          "How many home addresses with random interface identifiers the node "
                          "makes in place of those that are refused as duplicates (status 134). "
                          "RFC 6275 section 11.7.1.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MobileNode::m_newHomeAddresses),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SolicitPrefixesAhead",
                          "When a home address is valid for no longer than this, the home agent is "
                          "asked for the prefixes of the home link. RFC 6275 section 11.4.2.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&MobileNode::m_solicitAhead),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("KeepTunnel",
                          "After a move use the tunnel right after the Binding Update, and not "
                          "only after its acknowledgement; a tunnel that a security association "
                          "protects as a whole is always used so. RFC 3963 section 5.3, RFC 6275 "
                          "section 11.6.3.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_keepTunnel),
                          MakeBooleanChecker())
            .AddAttribute("SolicitHomeAgent",
                          "A returning node that does not know the home agent's link-layer address "
                          "solicits the home agent's address, instead of its own home address as "
                          "RFC 6275 section 11.5.5 asks.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_solicitsHomeAgent),
                          MakeBooleanChecker())
            .AddAttribute("RouteOptimization",
                          "Whether the node tells correspondents where it is, as far as the policy "
                          "(SetRouteOptimizationPolicy) wants it. Read when the role boots. RFC "
                          "6275 section 8.5.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileNode::m_optimizes),
                          MakeBooleanChecker())
            .AddAttribute("CorrespondentLifetime",
                          "The lifetime asked of correspondents, if home registration and care-of "
                          "address stay valid for so long: MAX_RR_BINDING_LIFETIME. RFC 6275 "
                          "sections 11.7.2 and 12.",
                          TimeValue(Seconds(420)),
                          MakeTimeAccessor(&MobileNode::m_correspondentLifetime),
                          MakeTimeChecker(Seconds(4)))
            .AddAttribute("AcknowledgeCorrespondents",
                          "Whether correspondents have to acknowledge an update (A) before packets "
                          "go straight to them. RFC 6275 section 11.7.2.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileNode::m_acknowledge),
                          MakeBooleanChecker())
            .AddAttribute("MaxTokenLifetime",
                          "MAX_TOKEN_LIFETIME: how long a keygen token is used again. 0 tests both "
                          "addresses for every update. Read when the role boots. RFC 6275 sections "
                          "5.2.7 and 12.",
                          TimeValue(Seconds(210)),
                          MakeTimeAccessor(&MobileNode::m_maxTokenLifetime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxRoFailure",
                          "MAX_RO_FAILURE: after so many retransmissions without an answer packets "
                          "go by the home agent. RFC 6275 sections 5.2.9 and 12.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&MobileNode::m_maxRoFailure),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "RouteOptimizationRetry",
                "How long a correspondent that cannot or will not is left alone. RFC 6275 "
                "section 11.3.5.",
                TimeValue(Seconds(600)),
                MakeTimeAccessor(&MobileNode::m_retryHold),
                MakeTimeChecker(Time(0)))
            .AddAttribute("MaxCorrespondents",
                          "With how many correspondents routes are optimised at most.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&MobileNode::m_maxCorrespondents),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ProgressWindow",
                          "For how long after a packet came straight from a correspondent its "
                          "Binding Errors of status 1 are ignored, since it has the binding. 0: "
                          "none is ignored. RFC 6275 section 11.3.6.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&MobileNode::m_progressWindow),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("UnsolicitedReportInterval",
                          "Unsolicited Report Interval: a group that it has joined is reported "
                          "again within this time. RFC 2710 section 7.10.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&MobileNode::m_unsolicitedReportInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MulticastRobustness",
                          "Robustness Variable: how often a group that it has joined is reported "
                          "unasked. RFC 2710 section 7.1.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&MobileNode::m_multicastRobustness),
                          MakeUintegerChecker<uint32_t>(1, 255))
            .AddTraceSource("Correspondent",
                            "The registration with a correspondent entered a state, or its binding "
                            "ended: registration, state before.",
                            MakeTraceSourceAccessor(&MobileNode::m_correspondentTrace),
                            "ns3::nemo::MobileNode::CorrespondentCallback")
            .AddTraceSource("Registration",
                            "The registration entered a state: home address, from, to.",
                            MakeTraceSourceAccessor(&MobileNode::m_registrationTrace),
                            "ns3::nemo::MobileNode::RegistrationCallback")
            .AddTraceSource("Movement",
                            "Movement detection entered a state: from, to.",
                            MakeTraceSourceAccessor(&MobileNode::m_movementTrace),
                            "ns3::nemo::MobileNode::MovementCallback")
            .AddTraceSource("Handover",
                            "A phase of a handover, when it happens.",
                            MakeTraceSourceAccessor(&MobileNode::m_handoverTrace),
                            "ns3::nemo::MobileNode::HandoverCallback")
            .AddTraceSource("CareOfAddress",
                            "The primary care-of address from now on; :: if there is none.",
                            MakeTraceSourceAccessor(&MobileNode::m_careOfTrace),
                            "ns3::nemo::MobileNode::CareOfAddressCallback")
            .AddTraceSource("AtHome",
                            "The node has found itself at a home, or away from it: home address, "
                            "whether it is at home.",
                            MakeTraceSourceAccessor(&MobileNode::m_atHomeTrace),
                            "ns3::nemo::MobileNode::AtHomeCallback")
            .AddTraceSource("Placed",
                            "A home address is on the roaming interface from now on, as at home, "
                            "or no longer: home address, whether it is.",
                            MakeTraceSourceAccessor(&MobileNode::m_placedTrace),
                            "ns3::nemo::MobileNode::AtHomeCallback");
    return tid;
}

} // namespace ns3::nemo
