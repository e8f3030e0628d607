// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-registrar.h"

#include "ns3/abort.h"
#include "ns3/mip6-binding-answer.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(BindingRegistrar);

TypeId
BindingRegistrar::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::BindingRegistrar")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddTraceSource("BindingChanged",
                            "A binding was made (before is null), changed, or ended (after is "
                            "null): before, after.",
                            MakeTraceSourceAccessor(&BindingRegistrar::m_bindingChanged),
                            "ns3::nemo::BindingRegistrar::BindingChangedCallback")
            .AddTraceSource("UpdateJudged",
                            "A Binding Update is answered: home address, status.",
                            MakeTraceSourceAccessor(&BindingRegistrar::m_updateJudged),
                            "ns3::nemo::BindingRegistrar::UpdateJudgedCallback")
            .AddTraceSource("Drop",
                            "A Binding Update was discarded in silence: reason, home address.",
                            MakeTraceSourceAccessor(&BindingRegistrar::m_drop),
                            "ns3::nemo::BindingRegistrar::DropCallback")
            .AddTraceSource("ForwardingChanged",
                            "Forwarding of a mobile network prefix began, went elsewhere, or "
                            "ended: home address, prefix, whether it is on.",
                            MakeTraceSourceAccessor(&BindingRegistrar::m_forwardingChanged),
                            "ns3::nemo::BindingRegistrar::ForwardingChangedCallback");
    return tid;
}

BindingRegistrar::~BindingRegistrar() = default;

Ptr<BindingRegistrar>
BindingRegistrar::Of(Ptr<Node> node)
{
    Ptr<BindingRegistrar> registrar = node->GetObject<BindingRegistrar>();
    if (!registrar)
    {
        registrar = CreateObject<BindingRegistrar>();
        registrar->Attach(node);
        node->AggregateObject(registrar);
    }
    return registrar;
}

void
BindingRegistrar::Attach(Ptr<Node> node)
{
    const auto stack = MobilityStack::Of(node);
    NS_ABORT_MSG_UNLESS(stack, "Node " << node->GetId() << " needs a MobilityStack first");
    m_node = node;
    m_port = stack->GetMessagePort();
    m_path = stack->GetPacketPath();
    m_proxy = stack->GetAddressProxy();
    m_interfaces = stack->GetInterfaceTable();
    m_effects = std::make_unique<BindingEffects>(
        stack->GetSteering(),
        m_proxy,
        [this](const Ipv6Address& home, const NetworkPrefix& prefix, bool isOn) {
            m_forwardingChanged(home, prefix, isOn);
        });
}

void
BindingRegistrar::DoDispose()
{
    m_expiry.Cancel();
    m_pending.clear();
    m_effects.reset();
    m_policy = nullptr;
    m_correspondent = nullptr;
    m_node = nullptr;
    m_port = nullptr;
    m_path = nullptr;
    m_proxy = nullptr;
    m_interfaces = nullptr;
    Object::DoDispose();
}

void
BindingRegistrar::ServeHome(HomePolicy* policy)
{
    NS_ABORT_MSG_IF(m_policy, "Node " << m_node->GetId() << " is a home agent already");
    m_policy = policy;
    const HomeTerms terms = policy->GetTerms();
    m_effects->RouteByNextHop(terms.routesByNextHop);
    using SiteLocal = BindingEffects::SiteLocal;
    const SiteLocal closed = GetProfile().refusesSiteLocal ? SiteLocal::REFUSE : SiteLocal::DROP;
    m_effects->TreatSiteLocal(
        terms.tunnelsSiteLocal && closed == SiteLocal::DROP ? SiteLocal::TUNNEL : closed);
    SharedIdentifiers::Needs needs;
    needs.onLink = [this](uint32_t interface) {
        return m_policy ? m_policy->OnLinkPrefixes(interface) : std::vector<OnLinkPrefix>{};
    };
    needs.isTaken = [this](const Ipv6Address& address) {
        return m_interfaces->Has(address) || m_cache.Find(address);
    };
    m_effects->ShareIdentifiers(std::move(needs));
    Listen();
}

void
BindingRegistrar::StopServingHome()
{
    if (!m_policy)
    {
        return;
    }
    while (!m_pending.empty())
    {
        ForgetPending(m_pending.begin()->first);
    }
    EndAll(true);
    m_policy = nullptr;
    ScheduleExpiry();
    Listen();
}

void
BindingRegistrar::EndAll(bool homeRegistrations)
{
    std::vector<BindingCache::Key> keys;
    for (const Binding* entry : m_cache.Sorted())
    {
        if (entry->homeRegistration == homeRegistrations)
        {
            keys.emplace_back(*entry);
        }
    }
    for (const auto& key : keys)
    {
        End(*m_cache.Remove(key));
    }
}

void
BindingRegistrar::Listen()
{
    const bool serves = m_policy || m_correspondent;
    if (serves && !m_handler)
    {
        m_handler =
            m_port->Take(MobilityHeaderType::BINDING_UPDATE,
                         [this](const SignalDelivery& delivery) { return OnUpdate(delivery); });
    }
    else if (!serves && m_handler)
    {
        m_port->Release(*m_handler);
        m_handler.reset();
    }
}

void
BindingRegistrar::ReviewLifetimes()
{
    std::vector<Binding> homes;
    for (const Binding* entry : m_cache.Sorted())
    {
        if (m_policy && entry->valid && entry->homeRegistration)
        {
            homes.push_back(*entry);
        }
    }
    for (const Binding& before : homes)
    {
        const auto service = m_policy->FindService(before.homeAddress);
        if (!service)
        {
            End(*m_cache.Remove(before.homeAddress));
        }
        else if (service->validUntil < before.expires)
        {
            Binding after = before;
            after.expires = service->validUntil;
            Change(&before, after);
        }
    }
    m_effects->ReviewIdentifiers();
    ScheduleExpiry();
}

DialectProfile
BindingRegistrar::GetProfile() const
{
    return m_node->GetObject<Dialect>()->GetProfile();
}

const BindingCache&
BindingRegistrar::GetCache() const
{
    return m_cache;
}

const PrefixTable&
BindingRegistrar::GetForwardedPrefixes() const
{
    return m_effects->GetForwarded();
}

std::size_t
BindingRegistrar::GetPendingCount() const
{
    return m_pending.size();
}

void
BindingRegistrar::Register(const BindingRequest& request, const Judgement& judgement)
{
    const Binding* known = m_cache.Find(request.GetKey());
    const auto before = known ? std::optional(*known) : std::nullopt;
    const Binding after = MakeBinding(request, judgement, Simulator::Now());
    EndOthers(request.GetKey());
    MakeRoom(request.GetKey());
    if (auto* delegation = m_policy && after.mobileRouter ? m_policy->FindDelegation() : nullptr)
    {
        delegation->OnRegistering(request, before ? &*before : nullptr);
    }
    Change(before ? &*before : nullptr, after);
    ScheduleExpiry();
    if (!after.homeRegistration)
    {
        m_correspondent->OnAccepted(request);
    }
    else if (!before)
    {
        m_effects->Announce(after,
                            judgement.service.ownAddress,
                            m_policy->GetTerms().neighborAdvertisements);
    }
    // RFC 3963 section 6.6: it says that forwarding is set up, so it comes last.
    Answer(request, judgement);
}

void
BindingRegistrar::Delete(const BindingRequest& request)
{
    const BindingCache::Key key = request.GetKey();
    const bool isHome = request.update.homeRegistration;
    const Time kept = isHome && GetProfile().keepsDeletedBindings
                          ? m_policy->GetTerms().maxDeleteBceTimeout
                          : Time(0);
    const auto ended =
        kept.IsStrictlyPositive()
            ? m_cache.Invalidate(key, request.update.sequence, Simulator::Now() + kept)
            : m_cache.Remove(key);
    if (ended)
    {
        End(*ended);
    }
    EndOthers(key);
    if (!isHome)
    {
        m_correspondent->OnAccepted(request);
    }
    ScheduleExpiry();
}

void
BindingRegistrar::KeepPrefixesExcept(const Ipv6Address& home,
                                     const std::vector<NetworkPrefix>& dropped)
{
    const Binding* entry = m_cache.Find(home);
    if (!entry)
    {
        return;
    }
    const Binding before = *entry;
    Binding after = before;
    auto& prefixes = after.prefixes;
    prefixes.erase(std::remove_if(prefixes.begin(),
                                  prefixes.end(),
                                  [&](const NetworkPrefix& prefix) {
                                      return std::find(dropped.begin(), dropped.end(), prefix) !=
                                             dropped.end();
                                  }),
                   prefixes.end());
    if (prefixes.size() < before.prefixes.size())
    {
        Change(&before, after);
    }
}

void
BindingRegistrar::Change(const Binding* before, const Binding& after)
{
    m_effects->Change(before, &after);
    m_cache.Put(after, Simulator::Now());
    m_bindingChanged(before, &after);
}

void
BindingRegistrar::End(const Binding& binding)
{
    if (!binding.valid)
    {
        // Nothing follows from what remains of a deleted binding.
        return;
    }
    m_effects->Change(&binding, nullptr);
    m_bindingChanged(&binding, nullptr);
}

void
BindingRegistrar::Expire()
{
    m_expiryAt.reset();
    for (const Binding& binding : m_cache.Expire(Simulator::Now()))
    {
        End(binding);
    }
    ScheduleExpiry();
}

void
BindingRegistrar::ScheduleExpiry()
{
    const auto next = m_cache.NextExpiry();
    if (next == m_expiryAt)
    {
        return;
    }
    m_expiryAt = next;
    if (next)
    {
        m_expiry.Schedule(*next - Simulator::Now(), [this] { Expire(); });
    }
    else
    {
        m_expiry.Cancel();
    }
}

} // namespace ns3::nemo
