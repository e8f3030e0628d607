// SPDX-License-Identifier: GPL-2.0-only
// BindingRegistrar of a correspondent, as far as it is not that of a home agent.
#include "ns3/abort.h"
#include "ns3/mip6-binding-registrar.h"

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

void
BindingRegistrar::MakeRoom(const BindingCache::Key& key)
{
    const auto terms = m_correspondent->GetTerms();
    if (m_cache.Find(key) || HasRoom(key, terms.maxBindings))
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
