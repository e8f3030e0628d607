// SPDX-License-Identifier: GPL-2.0-only
// BindingRegistrar of a correspondent, as far as it is not that of a home agent, and the room that
// bindings have.
#include "ns3/abort.h"
#include "ns3/mip6-binding-registrar.h"

#include <algorithm>

namespace ns3::nemo
{

void
BindingRegistrar::ServeCorrespondents(CorrespondentPolicy* policy)
{
    NS_ABORT_MSG_IF(m_correspondent, "Node " << m_node->GetId() << " is a correspondent already");
    m_correspondent = policy;
    Listen();
}

void
BindingRegistrar::StopServingCorrespondents()
{
    if (!m_correspondent)
    {
        return;
    }
    EndAll(false);
    m_correspondent = nullptr;
    ScheduleExpiry();
    Listen();
}

void
BindingRegistrar::Forget(const BindingCache::Key& key)
{
    if (const auto binding = m_cache.Remove(key))
    {
        End(*binding);
        ScheduleExpiry();
    }
}

/// draft-ietf-mobileip-ipv6-04 section 4.3: what the home address has had until now.
void
BindingRegistrar::EndOthers(const BindingCache::Key& key)
{
    if (!GetProfile().bindsHomeAddressOnce)
    {
        return;
    }
    for (const auto& other : m_cache.KeysOf(key.homeAddress))
    {
        if (!(other == key))
        {
            End(*m_cache.Remove(other));
        }
    }
}

bool
BindingRegistrar::HasRoom(const BindingCache::Key& key, std::size_t limit) const
{
    const std::size_t size = GetProfile().cacheSize;
    if (!key.local.IsAny())
    {
        // What ended lately has its own room (Remember).
        const std::size_t own = m_cache.Find(key) ? 1 : 0;
        return m_cache.CountOf(false, true) - own < limit &&
               (size == 0 || m_cache.Size() - own < size);
    }
    // Of a cache that all share, a home registration takes what others have.
    limit = size == 0 ? limit : std::min(limit, size);
    const auto isKept = [this](const BindingCache::Key& entry) {
        return m_cache.LastSequence(entry).has_value();
    };
    const std::size_t kept =
        m_cache.CountOf(true, true) + m_cache.CountOf(true, false) - (isKept(key) ? 1 : 0);
    if (kept >= limit || kept + m_pending.size() < limit)
    {
        // So that nobody counts as long as there is plenty of room.
        return kept < limit;
    }
    const auto waiting =
        std::count_if(m_pending.begin(), m_pending.end(), [&](const auto& pending) {
            return pending.first != key.homeAddress && !isKept(pending.first);
        });
    return kept + static_cast<std::size_t>(waiting) < limit;
}

/// Whether somebody has to go for what is to be bound; the registrations were judged to have room.
bool
BindingRegistrar::MustMakeRoom(const BindingCache::Key& key) const
{
    if (m_cache.Find(key))
    {
        return false;
    }
    if (key.local.IsAny())
    {
        const std::size_t size = GetProfile().cacheSize;
        return size != 0 && m_cache.Size() >= size;
    }
    return !HasRoom(key, m_correspondent->GetTerms().maxBindings);
}

void
BindingRegistrar::MakeRoom(const BindingCache::Key& key)
{
    if (!MustMakeRoom(key))
    {
        return;
    }
    const Binding* oldest = nullptr;
    Time oldestUse = Time::Max();
    for (const Binding* entry : m_cache.Sorted())
    {
        const Time use =
            entry->valid && !entry->homeRegistration ? m_effects->LastUsed(*entry) : Time::Max();
        if (use < oldestUse)
        {
            oldest = entry;
            oldestUse = use;
        }
    }
    if (oldest)
    {
        End(*m_cache.Remove(BindingCache::Key(*oldest)));
    }
}

} // namespace ns3::nemo
