// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/boolean.h"
#include "ns3/mip6-enum-attribute.h"
#include "ns3/nemo-mobile-router.h"

// What can be set of a mobile router, and what it tells of itself.

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobileRouter);

namespace
{

using Mode = MobileNetwork::Mode;

/// Attribute FallbackMode: none.
constexpr int NO_MODE = -1;

} // namespace

TypeId
MobileRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::MobileRouter")
            .SetParent<MobileNode>()
            .SetGroupName("Nemo")
            .AddConstructor<MobileRouter>()
            .AddAttribute(
                "Mode",
                "How the home agent learns of the prefixes: from every Binding Update "
                "(\"explicit\"), by other means (\"implicit\"), or from a routing protocol "
                "in the tunnel (\"routing\"), RFC 3963 sections 5.2 and 8; or it gives them on "
                "request (\"delegated\"), draft-ietf-nemo-prefix-delegation-00. A change holds "
                "from "
                "the next update on.",
                EnumValue(static_cast<int>(Mode::EXPLICIT)),
                MakeEnumAccessorOf<int>(&MobileRouter::SetMode, &MobileRouter::GetMode),
                MakeEnumChecker(static_cast<int>(Mode::EXPLICIT),
                                "explicit",
                                static_cast<int>(Mode::IMPLICIT),
                                "implicit",
                                static_cast<int>(Mode::DELEGATED),
                                "delegated",
                                static_cast<int>(Mode::ROUTING),
                                "routing"))
            .AddAttribute("FallbackMode",
                          "The mode to go on with when no home agent takes the one of Mode. RFC "
                          "3963 sections 5.4.1 and 5.4.2.",
                          EnumValue(NO_MODE),
                          MakeEnumAccessorOf<int>(&MobileRouter::SetFallbackMode,
                                                  &MobileRouter::GetFallbackMode),
                          MakeEnumChecker(NO_MODE,
                                          "none",
                                          static_cast<int>(Mode::EXPLICIT),
                                          "explicit",
                                          static_cast<int>(Mode::IMPLICIT),
                                          "implicit"))
            .AddAttribute("FallbackToHost",
                          "Register as a mobile host when no home agent takes it as a mobile "
                          "router. RFC 3963 section 5.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileRouter::SetFallbackToHost,
                                              &MobileRouter::GetFallbackToHost),
                          MakeBooleanChecker())
            .AddAttribute(
                "MobileRouter",
                "Act as a mobile router (flag R); false: as a mobile host, so that "
                "nobody forwards for the mobile network. A change while a binding exists "
                "ends that first. RFC 3963 sections 5 and 5.2.",
                BooleanValue(true),
                MakeBooleanAccessor(&MobileRouter::SetMobileRouter, &MobileRouter::IsMobileRouter),
                MakeBooleanChecker())
            .AddAttribute("JoinAllRouters",
                          "Join the All-Routers groups on the home link. RFC 3963 sections 5.7 "
                          "and 5.8.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileRouter::m_joinsAllRouters),
                          MakeBooleanChecker())
            .AddAttribute("AdvertiseAtHome",
                          "Send Router Advertisements with Router Lifetime 0 on the home link, and "
                          "answer solicitations there. RFC 3963 sections 5.6 and 5.8.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileRouter::m_advertisesAtHome),
                          MakeBooleanChecker())
            .AddTraceSource("WayFailed",
                            "No home agent takes a way of registering: the home address, the last "
                            "status, whether flag R is tried on in another mode. RFC 3963 section "
                            "5.4.",
                            MakeTraceSourceAccessor(&MobileRouter::m_wayFailedTrace),
                            "ns3::nemo::MobileRouter::WayFailedCallback")
            .AddAttribute(
                "PrefixList",
                "When updates ask for the list of prefixes (S), where the router is in "
                "mode delegated, asks for prefixes, or always: never, from a boot on "
                "until the list came and without a binding, or always. "
                "draft-ietf-nemo-prefix-delegation-00 "
                "section 5.2.",
                EnumValue(LIST_BOOT),
                MakeEnumAccessorOf<ListRequest>(&MobileRouter::m_listRequest),
                MakeEnumChecker(LIST_NEVER, "never", LIST_BOOT, "boot", LIST_ALWAYS, "always"))
            .AddAttribute("PersistentStore",
                          "Prefixes that outlast the binding outlast a restart of the router. "
                          "draft-ietf-nemo-prefix-delegation-00 section 7.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileRouter::m_keepsPersistent),
                          MakeBooleanChecker())
            .AddAttribute("PrefixRetryDelay",
                          "From a refusal of a prefix for want of resources (status 6) to the next "
                          "request; doubled each time; 0: there is none. "
                          "draft-ietf-nemo-prefix-delegation-00 section 7.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&MobileRouter::m_prefixRetryDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PrefixRetryMaxDelay",
                          "That delay is not doubled beyond this.",
                          TimeValue(Seconds(320)),
                          MakeTimeAccessor(&MobileRouter::m_prefixRetryMaxDelay),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("PrefixHeld",
                            "A prefix of the home agent is the network's from now on, or no "
                            "longer: what it is, whether it is held.",
                            MakeTraceSourceAccessor(&MobileRouter::m_heldTrace),
                            "ns3::nemo::MobileRouter::PrefixHeldCallback")
            .AddTraceSource("PrefixRefused",
                            "A request for a prefix is given up, for the administrator to see: the "
                            "status.",
                            MakeTraceSourceAccessor(&MobileRouter::m_refusedTrace),
                            "ns3::nemo::MobileRouter::PrefixRefusedCallback")
            .AddTraceSource("PrefixMismatch",
                            "The home agent lists a prefix that is not in the configuration: the "
                            "prefix.",
                            MakeTraceSourceAccessor(&MobileRouter::m_mismatchTrace),
                            "ns3::nemo::MobileRouter::PrefixMismatchCallback")
            .AddTraceSource("DelegationUnsupported",
                            "The home agent does not answer requests for prefixes: its address.",
                            MakeTraceSourceAccessor(&MobileRouter::m_unsupportedTrace),
                            "ns3::nemo::MobileRouter::DelegationUnsupportedCallback");
    return tid;
}

void
MobileRouter::SetMode(int mode)
{
    m_network.SetMode(static_cast<Mode>(mode));
    BeginAnew();
}

int
MobileRouter::GetMode() const
{
    return static_cast<int>(m_network.GetMode());
}

void
MobileRouter::SetFallbackMode(int mode)
{
    m_hasFallbackMode = mode != NO_MODE;
    m_fallbackMode = m_hasFallbackMode ? static_cast<Mode>(mode) : Mode::EXPLICIT;
    BeginAnew();
}

int
MobileRouter::GetFallbackMode() const
{
    return m_hasFallbackMode ? static_cast<int>(m_fallbackMode) : NO_MODE;
}

void
MobileRouter::SetFallbackToHost(bool isAllowed)
{
    m_fallsBackToHost = isAllowed;
    BeginAnew();
}

bool
MobileRouter::GetFallbackToHost() const
{
    return m_fallsBackToHost;
}

void
MobileRouter::SetMobileRouter(bool isMobileRouter)
{
    m_isMobileRouter = isMobileRouter;
    BeginAnew();
}

bool
MobileRouter::IsMobileRouter() const
{
    return m_isMobileRouter;
}

} // namespace ns3::nemo
