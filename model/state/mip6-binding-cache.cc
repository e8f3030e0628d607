// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-cache.h"

#include "ns3/abort.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

const Binding*
BindingCache::Find(const Ipv6Address& homeAddress) const
{
    const auto entry = m_entries.find(homeAddress);
    return entry != m_entries.end() && entry->second.valid ? &entry->second : nullptr;
}

const Binding*
BindingCache::FindStub(const Ipv6Address& homeAddress) const
{
    const auto entry = m_entries.find(homeAddress);
    return entry != m_entries.end() && !entry->second.valid ? &entry->second : nullptr;
}

std::optional<uint16_t>
BindingCache::LastSequence(const Ipv6Address& homeAddress) const
{
    const auto entry = m_entries.find(homeAddress);
    return entry == m_entries.end() ? std::nullopt : std::optional(entry->second.sequence);
}

void
BindingCache::Put(Binding binding, Time now)
{
    NS_ABORT_MSG_IF(binding.expires <= now,
                    "A binding is put with an end that lies ahead; to delete one, call Invalidate "
                    "or Remove");
    binding.valid = true;
    const Ipv6Address home = binding.homeAddress;
    m_expiry.Set(home, binding.expires);
    const auto [entry, isNew] = m_entries.try_emplace(home);
    if (!isNew && !entry->second.valid)
    {
        --m_stubs;
    }
    entry->second = std::move(binding);
}

std::optional<Binding>
BindingCache::Invalidate(const Ipv6Address& homeAddress, uint16_t sequence, Time until)
{
    const auto entry = m_entries.find(homeAddress);
    if (entry == m_entries.end())
    {
        return std::nullopt;
    }
    Binding& stub = entry->second;
    std::optional<Binding> ended;
    if (stub.valid)
    {
        ended = stub;
        ++m_stubs;
        // What packets could be steered by must not outlive the binding.
        stub.valid = false;
        stub.careOfAddress = Ipv6Address::GetAny();
        stub.lifetime = 0;
        stub.prefixes.clear();
        stub.prefixes.shrink_to_fit();
    }
    stub.sequence = sequence;
    stub.expires = until;
    m_expiry.Set(homeAddress, until);
    return ended;
}

std::optional<Binding>
BindingCache::Remove(const Ipv6Address& homeAddress)
{
    auto node = m_entries.extract(homeAddress);
    if (node.empty())
    {
        return std::nullopt;
    }
    m_expiry.Cancel(node.key());
    m_stubs -= node.mapped().valid ? 0 : 1;
    return std::move(node.mapped());
}

std::optional<Time>
BindingCache::NextExpiry() const
{
    return m_expiry.Next();
}

std::vector<Binding>
BindingCache::Expire(Time now)
{
    const auto due = m_expiry.PopDue(now);
    std::vector<Binding> ended;
    ended.reserve(due.size());
    for (const auto& home : due)
    {
        auto node = m_entries.extract(home);
        m_stubs -= node.mapped().valid ? 0 : 1;
        ended.push_back(std::move(node.mapped()));
    }
    return ended;
}

std::size_t
BindingCache::Size() const
{
    return m_entries.size() - m_stubs;
}

std::size_t
BindingCache::StubCount() const
{
    return m_stubs;
}

std::vector<const Binding*>
BindingCache::Sorted() const
{
    std::vector<const Binding*> sorted;
    sorted.reserve(m_entries.size());
    for (const auto& [home, binding] : m_entries)
    {
        sorted.push_back(&binding);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Binding* left, const Binding* right) {
        return left->homeAddress < right->homeAddress;
    });
    return sorted;
}

void
BindingCache::Clear()
{
    m_entries.clear();
    m_expiry.Clear();
    m_stubs = 0;
}

} // namespace ns3::nemo
