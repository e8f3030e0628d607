// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-cache.h"

#include "ns3/abort.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ns3::nemo
{

BindingCache::Key::Key(const Ipv6Address& home)
    : homeAddress(home)
{
}

BindingCache::Key::Key(const Ipv6Address& home, const Ipv6Address& own)
    : homeAddress(home),
      local(own)
{
}

BindingCache::Key::Key(const Binding& binding)
    : homeAddress(binding.homeAddress),
      local(binding.homeRegistration ? Ipv6Address::GetAny() : binding.homeAgentAddress)
{
}

bool
BindingCache::Key::operator<(const Key& other) const
{
    return std::tie(homeAddress, local) < std::tie(other.homeAddress, other.local);
}

bool
BindingCache::Key::operator==(const Key& other) const
{
    return homeAddress == other.homeAddress && local == other.local;
}

std::size_t
BindingCache::KeyHash::operator()(const Key& key) const
{
    const Ipv6AddressHash hash;
    return hash(key.homeAddress) * 31 + hash(key.local);
}

void
BindingCache::Count(const Binding& binding, bool isThere)
{
    std::size_t& count = m_counts[binding.homeRegistration][binding.valid];
    isThere ? ++count : --count;
}

const Binding*
BindingCache::Find(const Key& key) const
{
    const auto entry = m_entries.find(key);
    return entry != m_entries.end() && entry->second.valid ? &entry->second : nullptr;
}

const Binding*
BindingCache::FindStub(const Key& key) const
{
    const auto entry = m_entries.find(key);
    return entry != m_entries.end() && !entry->second.valid ? &entry->second : nullptr;
}

std::optional<uint16_t>
BindingCache::LastSequence(const Key& key) const
{
    const auto entry = m_entries.find(key);
    return entry == m_entries.end() ? std::nullopt : std::optional(entry->second.sequence);
}

std::vector<BindingCache::Key>
BindingCache::KeysOf(const Ipv6Address& homeAddress) const
{
    std::vector<Key> keys;
    if (m_entries.count(homeAddress) > 0)
    {
        keys.emplace_back(homeAddress);
    }
    const auto locals = m_locals.find(homeAddress);
    if (locals != m_locals.end())
    {
        for (const Ipv6Address& local : locals->second)
        {
            keys.emplace_back(homeAddress, local);
        }
    }
    return keys;
}

void
BindingCache::Forget(const Key& key)
{
    const auto locals = m_locals.find(key.homeAddress);
    if (key.local.IsAny() || locals == m_locals.end())
    {
        return;
    }
    auto& left = locals->second;
    left.erase(std::remove(left.begin(), left.end(), key.local), left.end());
    if (left.empty())
    {
        m_locals.erase(locals);
    }
}

void
BindingCache::Put(Binding binding, Time now)
{
    NS_ABORT_MSG_IF(binding.expires <= now,
                    "A binding is put with an end that lies ahead; to delete one, call Invalidate "
                    "or Remove");
    binding.valid = true;
    const Key key(binding);
    m_expiry.Set(key, binding.expires);
    const auto [entry, isNew] = m_entries.try_emplace(key);
    if (!isNew)
    {
        Count(entry->second, false);
    }
    else if (!key.local.IsAny())
    {
        m_locals[key.homeAddress].push_back(key.local);
    }
    entry->second = std::move(binding);
    Count(entry->second, true);
}

std::optional<Binding>
BindingCache::Invalidate(const Key& key, uint16_t sequence, Time until)
{
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end())
    {
        return std::nullopt;
    }
    Binding& stub = entry->second;
    std::optional<Binding> ended;
    if (stub.valid)
    {
        ended = stub;
        Count(stub, false);
        // What packets could be steered by must not outlive the binding.
        stub.valid = false;
        stub.careOfAddress = Ipv6Address::GetAny();
        stub.lifetime = 0;
        stub.prefixes.clear();
        stub.prefixes.shrink_to_fit();
        Count(stub, true);
    }
    stub.sequence = sequence;
    stub.expires = until;
    m_expiry.Set(key, until);
    return ended;
}

std::optional<Binding>
BindingCache::Remove(const Key& key)
{
    auto node = m_entries.extract(key);
    if (node.empty())
    {
        return std::nullopt;
    }
    m_expiry.Cancel(node.key());
    Forget(key);
    Count(node.mapped(), false);
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
    for (const auto& key : due)
    {
        auto node = m_entries.extract(key);
        Forget(key);
        Count(node.mapped(), false);
        ended.push_back(std::move(node.mapped()));
    }
    return ended;
}

std::size_t
BindingCache::CountOf(bool homeRegistration, bool valid) const
{
    return m_counts[homeRegistration][valid];
}

std::size_t
BindingCache::Size() const
{
    return m_counts[false][true] + m_counts[true][true];
}

std::size_t
BindingCache::StubCount() const
{
    return m_counts[false][false] + m_counts[true][false];
}

std::vector<const Binding*>
BindingCache::Sorted() const
{
    std::vector<const Binding*> sorted;
    sorted.reserve(m_entries.size());
    for (const auto& [key, binding] : m_entries)
    {
        sorted.push_back(&binding);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Binding* left, const Binding* right) {
        return Key(*left) < Key(*right);
    });
    return sorted;
}

void
BindingCache::Clear()
{
    m_entries.clear();
    m_locals.clear();
    m_expiry.Clear();
    m_counts = {};
}

} // namespace ns3::nemo
