// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-correspondent-node.h"

#include "ns3/boolean.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-lifetime-units.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/uinteger.h"

#include <limits>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(CorrespondentNode);

TypeId
CorrespondentNode::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::CorrespondentNode")
            .SetParent<Role>()
            .SetGroupName("Nemo")
            .AddConstructor<CorrespondentNode>()
            .AddAttribute("RouteOptimization",
                          "Take part in return routability and keep bindings; if not, tests and "
                          "updates of correspondents stay without an answer. Read when the role "
                          "boots. RFC 6275 section 8.1.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&CorrespondentNode::m_routeOptimization),
                          MakeBooleanChecker())
            .AddAttribute("MaxRrBindingLifetime",
                          "MAX_RR_BINDING_LIFETIME: the longest lifetime of a binding that return "
                          "routability authorises. RFC 6275 sections 5.2.6 and 12.",
                          TimeValue(Seconds(420)),
                          MakeTimeAccessor(&CorrespondentNode::m_maxRrBindingLifetime),
                          MakeTimeChecker(Seconds(LIFETIME_UNIT)))
            .AddAttribute(
                "MaxBindings",
                "How many bindings it keeps at most. More are refused with status 130, or "
                "take the place of others (ReplacesOldest). RFC 6275 section 9.5.2.",
                UintegerValue(65536),
                MakeUintegerAccessor(&CorrespondentNode::m_maxBindings),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ReplacesOldest",
                          "Whether a binding more than MaxBindings takes the place of the one by "
                          "which nothing was sent for longest. RFC 6275 section 9.6.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&CorrespondentNode::m_replacesOldest),
                          MakeBooleanChecker())
            .AddAttribute("NonceRenewal",
                          "How long tests are answered with the same nonce and node key. Read when "
                          "the role boots. RFC 6275 section 5.2.7.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&CorrespondentNode::m_nonceRenewal),
                          MakeTimeChecker(MilliSeconds(10)))
            .AddAttribute("MaxNonceLifetime",
                          "MAX_NONCE_LIFETIME: how long a nonce authorises, from its first use on. "
                          "Read when the role boots. RFC 6275 sections 5.2.7 and 12.",
                          TimeValue(Seconds(240)),
                          MakeTimeAccessor(&CorrespondentNode::m_maxNonceLifetime),
                          MakeTimeChecker(MilliSeconds(10)))
            .AddAttribute("RefreshRequestLead",
                          "How long before the end of a binding that is in use its mobile node is "
                          "asked to renew it (Binding Refresh Request); 0: never. Read when the "
                          "role boots. RFC 6275 section 9.5.5.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&CorrespondentNode::m_refreshRequestLead),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PersistentErrors",
                          "After how many ICMPv6 Destination Unreachable, spread over a second or "
                          "more, a binding is given up. Read when the role boots. RFC 6275 section "
                          "9.3.4.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&CorrespondentNode::m_persistentErrors),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

CorrespondentNode::CorrespondentNode()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

CorrespondentNode::~CorrespondentNode() = default;

const BindingRefresher*
CorrespondentNode::GetRefresher() const
{
    return m_refresher.get();
}

const ReturnRoutabilityResponder*
CorrespondentNode::GetResponder() const
{
    return m_responder.get();
}

int64_t
CorrespondentNode::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

void
CorrespondentNode::DoBoot()
{
    if (m_routeOptimization && GetDialect()->GetProfile().returnRoutability)
    {
        const auto stack = MobilityStack::Of(GetNode());
        m_responder = std::make_unique<ReturnRoutabilityResponder>(
            stack->GetMessagePort(),
            stack->GetPacketPath(),
            [this](std::size_t count) { return DrawOctets(count); },
            NonceTable::Lifetimes{m_nonceRenewal, m_maxNonceLifetime},
            m_maxBindings);
    }
    StartMindingBindings();
    BindingRegistrar::Of(GetNode())->ServeCorrespondents(this);
}

void
CorrespondentNode::StartMindingBindings()
{
    const auto stack = MobilityStack::Of(GetNode());
    const auto registrar = BindingRegistrar::Of(GetNode());
    if (m_refreshRequestLead.IsStrictlyPositive())
    {
        m_refresher = std::make_unique<BindingRefresher>(
            stack,
            [this] { return GetDialect()->GetProfile(); },
            m_refreshRequestLead);
    }
    m_unreachable = std::make_unique<UnreachableCareOf>(
        stack,
        m_persistentErrors,
        [registrar](const BindingCache::Key& key) { registrar->Forget(key); });
    registrar->TraceConnectWithoutContext("BindingChanged",
                                          MakeCallback(&CorrespondentNode::OnBindingChanged, this));
}

void
CorrespondentNode::DoHalt()
{
    const auto registrar = BindingRegistrar::Of(GetNode());
    registrar->StopServingCorrespondents();
    registrar->TraceDisconnectWithoutContext(
        "BindingChanged",
        MakeCallback(&CorrespondentNode::OnBindingChanged, this));
    m_unreachable.reset();
    m_refresher.reset();
    m_responder.reset();
}

void
CorrespondentNode::DoDispose()
{
    m_unreachable.reset();
    m_refresher.reset();
    m_responder.reset();
    Role::DoDispose();
}

void
CorrespondentNode::OnBindingChanged(const Binding* before, const Binding* after)
{
    const Binding& binding = after ? *after : *before;
    m_unreachable->OnChanged(binding);
    if (m_refresher && after)
    {
        m_refresher->OnBound(binding);
    }
    else if (m_refresher)
    {
        m_refresher->OnEnded(binding);
    }
}

Octets
CorrespondentNode::DrawOctets(std::size_t count)
{
    Octets octets(count);
    for (uint8_t& octet : octets)
    {
        octet = static_cast<uint8_t>(m_random->GetInteger(0, std::numeric_limits<uint8_t>::max()));
    }
    return octets;
}

CorrespondentTerms
CorrespondentNode::GetTerms() const
{
    const bool isLimited = GetDialect()->GetProfile().returnRoutability;
    return {isLimited ? static_cast<uint32_t>(m_maxRrBindingLifetime.GetSeconds())
                      : INFINITE_LIFETIME,
            m_maxBindings,
            m_replacesOldest};
}

UpdateAuthorization
CorrespondentNode::Authorize(const BindingRequest& request)
{
    if (m_responder)
    {
        return m_responder->Authorize(request);
    }
    UpdateAuthorization nothing;
    // What is not protected although the dialect wants it is discarded by the judge.
    if (!m_routeOptimization || GetDialect()->GetProfile().returnRoutability)
    {
        nothing.flaw = DropReason::UNAUTHORIZED_UPDATE;
    }
    return nothing;
}

void
CorrespondentNode::OnAccepted(const BindingRequest& request)
{
    if (m_responder)
    {
        m_responder->OnAccepted(request);
    }
}

} // namespace ns3::nemo
