// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-optimised-pairs.h"

#include "ns3/mip6-address-hash.h"
#include "ns3/simulator.h"

namespace ns3::nemo
{

std::size_t
OptimisedPairs::KeyHash::operator()(const Key& key) const
{
    const AddressHash hash;
    // Not symmetric, or the two directions of a flow would share a bucket.
    return hash(key.first) * 31 + hash(key.second);
}

OptimisedPairs::Pair&
OptimisedPairs::Make(const Key& key)
{
    const auto [entry, isNew] = m_pairs.try_emplace(key);
    if (isNew)
    {
        entry->second.lastUsed = Simulator::Now();
    }
    return entry->second;
}

void
OptimisedPairs::Settle(const Key& key)
{
    const auto entry = m_pairs.find(key);
    if (entry == m_pairs.end())
    {
        return;
    }
    Pair& pair = entry->second;
    if (!pair.from && !pair.to)
    {
        m_pairs.erase(entry);
        return;
    }
    Transform transform;
    transform.destination = pair.to.value_or(key.second);
    if (pair.to)
    {
        transform.routing = key.second;
    }
    // Without a care-of address that the correspondent knows, the packet has its home address for
    // a source, so that it still goes by the home agent (RFC 6275 section 11.3.1).
    if (pair.from)
    {
        transform.source = pair.from->careOfAddress;
        transform.homeAddress = key.first;
        transform.interface = pair.from->interface;
    }
    pair.action.verdict = Verdict::TRANSFORM;
    pair.action.transform = transform;
}

void
OptimisedPairs::SendFrom(const Ipv6Address& homeAddress,
                         const Ipv6Address& correspondent,
                         const Ipv6Address& careOfAddress,
                         uint32_t interface)
{
    Make({homeAddress, correspondent}).from = Departure{careOfAddress, interface};
    Settle({homeAddress, correspondent});
}

void
OptimisedPairs::ForgetSendFrom(const Ipv6Address& homeAddress, const Ipv6Address& correspondent)
{
    const auto entry = m_pairs.find({homeAddress, correspondent});
    if (entry != m_pairs.end())
    {
        entry->second.from.reset();
        Settle({homeAddress, correspondent});
    }
}

void
OptimisedPairs::SendTo(const Ipv6Address& local,
                       const Ipv6Address& homeAddress,
                       const Ipv6Address& careOfAddress)
{
    Make({local, homeAddress}).to = careOfAddress;
    Settle({local, homeAddress});
}

void
OptimisedPairs::ForgetSendTo(const Ipv6Address& local, const Ipv6Address& homeAddress)
{
    const auto entry = m_pairs.find({local, homeAddress});
    if (entry != m_pairs.end())
    {
        entry->second.to.reset();
        Settle({local, homeAddress});
    }
}

const SteeringAction*
OptimisedPairs::Use(const Ipv6Address& source, const Ipv6Address& destination) const
{
    if (m_pairs.empty())
    {
        return nullptr;
    }
    const auto entry = m_pairs.find({source, destination});
    if (entry == m_pairs.end())
    {
        return nullptr;
    }
    entry->second.lastUsed = Simulator::Now();
    return &entry->second.action;
}

void
OptimisedPairs::NoteArrival(const Ipv6Address& source, const Ipv6Address& destination) const
{
    const auto entry = m_pairs.find({source, destination});
    if (entry != m_pairs.end())
    {
        entry->second.lastUsed = Simulator::Now();
        entry->second.lastArrival = Simulator::Now();
    }
}

std::optional<Ipv6Address>
OptimisedPairs::CareOfAddressOf(const Ipv6Address& local, const Ipv6Address& homeAddress) const
{
    const auto entry = m_pairs.find({local, homeAddress});
    return entry == m_pairs.end() ? std::nullopt : entry->second.to;
}

std::optional<Time>
OptimisedPairs::LastUsed(const Ipv6Address& source, const Ipv6Address& destination) const
{
    const auto entry = m_pairs.find({source, destination});
    return entry == m_pairs.end() ? std::nullopt : std::optional(entry->second.lastUsed);
}

std::optional<Time>
OptimisedPairs::LastArrival(const Ipv6Address& source, const Ipv6Address& destination) const
{
    const auto entry = m_pairs.find({source, destination});
    return entry == m_pairs.end() ? std::nullopt : entry->second.lastArrival;
}

bool
OptimisedPairs::IsEmpty() const
{
    return m_pairs.empty();
}

void
OptimisedPairs::Clear()
{
    m_pairs.clear();
}

} // namespace ns3::nemo
