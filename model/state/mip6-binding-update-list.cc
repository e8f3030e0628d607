// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-update-list.h"

#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-sequence-number.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

Time
BindingUpdateEntry::Remaining(Time now) const
{
    return expires == Time::Max() ? expires : std::max(expires - now, Time(0));
}

std::size_t
BindingUpdateList::KeyHash::operator()(const Key& key) const
{
    const Ipv6AddressHash hash;
    return hash(key.first) * 31 + hash(key.second);
}

const BindingUpdateEntry*
BindingUpdateList::Find(const Ipv6Address& destination, const Ipv6Address& homeAddress) const
{
    const auto entry = m_entries.find({destination, homeAddress});
    return entry == m_entries.end() ? nullptr : &entry->second;
}

void
BindingUpdateList::Record(BindingUpdateEntry entry)
{
    entry.acknowledged = false;
    entry.expires =
        entry.lifetime == 0 ? Time::Max() : EndOfLifetime(entry.lastSent, entry.lifetime);
    auto& peer = m_destinations[entry.destination];
    if (peer.entries == 0 && peer.keepUntil <= entry.lastSent)
    {
        // What was kept beyond the last entry is over.
        peer.lastSequence.reset();
    }
    if (!peer.lastSequence || IsNewer(entry.sequence, *peer.lastSequence))
    {
        peer.lastSequence = entry.sequence;
    }
    Store(std::move(entry));
}

bool
BindingUpdateList::Acknowledge(const Ipv6Address& destination,
                               const Ipv6Address& homeAddress,
                               uint16_t sequence,
                               uint32_t lifetime,
                               Time now)
{
    const auto place = m_entries.find({destination, homeAddress});
    if (place == m_entries.end() || place->second.sequence != sequence ||
        place->second.acknowledged)
    {
        return false;
    }
    auto& entry = place->second;
    entry.acknowledged = true;
    entry.retransmitAt.reset();
    if (entry.lifetime == INFINITE_LIFETIME)
    {
        // Nothing can be subtracted from no end; the meaning is that the countdown of what was
        // granted began when the update was sent.
        entry.expires = EndOfLifetime(entry.lastSent, lifetime);
    }
    else
    {
        const Time remaining = entry.lifetime == 0 ? Time(0) : entry.Remaining(now);
        entry.expires = now + RemainingLifetime(remaining, entry.lifetime, lifetime);
    }
    m_expiry.Set(place->first, entry.expires);
    return true;
}

bool
BindingUpdateList::SetRetransmission(const Ipv6Address& destination,
                                     const Ipv6Address& homeAddress,
                                     std::optional<Time> at,
                                     Time timeout)
{
    const auto place = m_entries.find({destination, homeAddress});
    if (place == m_entries.end())
    {
        return false;
    }
    place->second.retransmitAt = at;
    place->second.retransmitTimeout = timeout;
    return true;
}

void
BindingUpdateList::MarkNoMoreUpdates(const Ipv6Address& destination,
                                     const Ipv6Address& homeAddress,
                                     Time until)
{
    BindingUpdateEntry entry;
    if (const auto* known = Find(destination, homeAddress))
    {
        entry = *known;
    }
    entry.destination = destination;
    entry.homeAddress = homeAddress;
    entry.acknowledged = false;
    entry.noMoreUpdates = true;
    entry.retransmitAt.reset();
    entry.expires = until;
    Store(std::move(entry));
}

std::optional<BindingUpdateEntry>
BindingUpdateList::Remove(const Ipv6Address& destination,
                          const Ipv6Address& homeAddress,
                          Time keepSequenceUntil)
{
    const Key key(destination, homeAddress);
    auto node = m_entries.extract(key);
    if (node.empty())
    {
        return std::nullopt;
    }
    m_expiry.Cancel(key);
    const auto peer = m_destinations.find(key.first);
    peer->second.keepUntil = std::max(peer->second.keepUntil, keepSequenceUntil);
    --peer->second.entries;
    if (peer->second.entries == 0)
    {
        if (peer->second.keepUntil.IsZero())
        {
            m_destinations.erase(peer);
        }
        else
        {
            m_kept.Set(key.first, peer->second.keepUntil);
        }
    }
    return std::move(node.mapped());
}

std::optional<uint16_t>
BindingUpdateList::LastSequence(const Ipv6Address& destination, Time now) const
{
    const auto peer = m_destinations.find(destination);
    const bool isKnown =
        peer != m_destinations.end() && (peer->second.entries > 0 || now < peer->second.keepUntil);
    return isKnown ? peer->second.lastSequence : std::nullopt;
}

uint16_t
BindingUpdateList::NextSequence(const Ipv6Address& destination, Time now, uint16_t start) const
{
    const auto last = LastSequence(destination, now);
    return last ? SequenceAfter(*last) : start;
}

bool
BindingUpdateList::AdoptSequence(const Ipv6Address& destination, uint16_t sequence)
{
    const auto peer = m_destinations.find(destination);
    if (peer == m_destinations.end() || !peer->second.lastSequence)
    {
        return false;
    }
    peer->second.lastSequence = sequence;
    return true;
}

std::optional<Time>
BindingUpdateList::NextExpiry() const
{
    return m_expiry.Next();
}

std::vector<BindingUpdateEntry>
BindingUpdateList::Expire(Time now, Time keepSequencesUntil)
{
    std::vector<BindingUpdateEntry> ended;
    for (const auto& [destination, homeAddress] : m_expiry.PopDue(now))
    {
        ended.push_back(*Remove(destination, homeAddress, keepSequencesUntil));
    }
    for (const auto& destination : m_kept.PopDue(now))
    {
        m_destinations.erase(destination);
    }
    return ended;
}

std::vector<const BindingUpdateEntry*>
BindingUpdateList::Sorted() const
{
    std::vector<const BindingUpdateEntry*> sorted;
    sorted.reserve(m_entries.size());
    for (const auto& [key, entry] : m_entries)
    {
        sorted.push_back(&entry);
    }
    return sorted;
}

std::size_t
BindingUpdateList::Size() const
{
    return m_entries.size();
}

void
BindingUpdateList::Clear()
{
    m_entries.clear();
    m_destinations.clear();
    m_expiry.Clear();
    m_kept.Clear();
}

void
BindingUpdateList::Store(BindingUpdateEntry entry)
{
    const Key key(entry.destination, entry.homeAddress);
    if (m_entries.count(key) == 0)
    {
        ++m_destinations[entry.destination].entries;
        m_kept.Cancel(entry.destination);
    }
    m_expiry.Set(key, entry.expires);
    m_entries[key] = std::move(entry);
}

} // namespace ns3::nemo
