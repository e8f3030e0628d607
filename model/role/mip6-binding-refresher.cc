// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-refresher.h"

#include "ns3/mip6-message-port.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

BindingRefresher::BindingRefresher(Ptr<MobilityStack> stack, ProfileCallback profile, Time lead)
    : m_stack(stack),
      m_profile(std::move(profile)),
      m_lead(lead)
{
}

void
BindingRefresher::OnBound(const Binding& binding)
{
    if (binding.homeRegistration || binding.expires == Time::Max())
    {
        return;
    }
    const BindingCache::Key key(binding);
    Asking& asking = m_asking[key];
    asking.request.reset();
    const Time left = binding.expires - Simulator::Now();
    asking.due.Schedule(left - std::min(m_lead, left / 2), [this, key] { Begin(key); });
}

void
BindingRefresher::OnEnded(const Binding& binding)
{
    m_asking.erase(BindingCache::Key(binding));
}

void
BindingRefresher::Begin(const BindingCache::Key& key)
{
    const DialectProfile profile = m_profile();
    auto& request = m_asking.at(key).request;
    request = std::make_unique<PacedRetransmission>(
        [this, home = key.homeAddress] {
            return m_rate.Earliest(home,
                                   MobilityHeaderType::BINDING_REFRESH_REQUEST,
                                   Simulator::Now(),
                                   m_profile().maxUpdateRate);
        },
        [this, key](uint32_t) { Ask(key); });
    request->Start({profile.initialBindackTimeout, profile.maxBindackTimeout, std::nullopt});
}

void
BindingRefresher::Ask(const BindingCache::Key& key)
{
    if (!IsInUse(key))
    {
        return;
    }
    // RFC 6275 section 6.1: mobility messages do not go by the binding, so it goes to the home
    // address by way of the home agent.
    Envelope envelope;
    envelope.source = key.local;
    envelope.destination = key.homeAddress;
    m_asking.at(key).last = Simulator::Now();
    m_rate.Note(key.homeAddress, MobilityHeaderType::BINDING_REFRESH_REQUEST, Simulator::Now());
    m_stack->GetMessagePort()->SendWithin(m_profile().piggybackDelay,
                                          {BindingRefreshRequest{}, {}},
                                          envelope);
}

std::optional<Time>
BindingRefresher::GetLastRequest(const BindingCache::Key& key) const
{
    const auto asking = m_asking.find(key);
    return asking == m_asking.end() ? std::nullopt : asking->second.last;
}

bool
BindingRefresher::IsInUse(const BindingCache::Key& key) const
{
    const auto used = m_stack->GetSteering()->Optimised().LastUsed(key.local, key.homeAddress);
    return used && *used > Simulator::Now() - m_lead;
}

} // namespace ns3::nemo
