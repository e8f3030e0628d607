// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-packet-authentication.h"

#include "ns3/abort.h"

#include <algorithm>
#include <vector>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PacketAuthentication);

namespace
{

constexpr uint8_t ADDRESS_BITS = 128; ///< A prefix of them is one address.

bool
Covers(const NetworkPrefix& prefix, const std::vector<Ipv6Address>& more, const Ipv6Address& one)
{
    return prefix.Contains(one) || std::find(more.begin(), more.end(), one) != more.end();
}

} // namespace

TypeId
PacketAuthentication::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::PacketAuthentication")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<PacketAuthentication>();
    return tid;
}

bool
PacketAuthentication::Entry::IsBetween(const Ipv6Address& local, const Ipv6Address& remote) const
{
    return Covers(policy.local, policy.moreLocal, local) &&
           Covers(policy.remote, policy.moreRemote, remote);
}

void
PacketAuthentication::Add(const AuthenticationPolicy& policy)
{
    NS_ABORT_MSG_IF(m_inbound.count(policy.inboundSpi) > 0,
                    "the SPI " << policy.inboundSpi << " is that of another association already");
    Entry& entry = m_entries.emplace_back(Entry{policy, std::nullopt, std::nullopt});
    if (policy.outboundSpi != 0)
    {
        entry.outbound.emplace(policy.outboundSpi, policy.outboundKey);
    }
    if (policy.inboundSpi != 0)
    {
        entry.inbound.emplace(policy.inboundKey);
        m_inbound.emplace(policy.inboundSpi, &entry);
    }
    const bool isOfMore = !policy.moreLocal.empty() || !policy.moreRemote.empty();
    if (policy.local.length == ADDRESS_BITS && policy.remote.length == ADDRESS_BITS && !isOfMore)
    {
        m_byAddresses.emplace(Ends(policy.local.address, policy.remote.address), &m_entries.back());
    }
    else
    {
        m_byPrefixes.push_back(&m_entries.back());
    }
}

PacketAuthentication::Entry*
PacketAuthentication::Find(const Ipv6Address& local, const Ipv6Address& remote) const
{
    const auto exact = m_byAddresses.find(Ends(local, remote));
    if (exact != m_byAddresses.end())
    {
        return exact->second;
    }
    const auto bits = [](const Entry* entry) {
        return entry->policy.local.length + entry->policy.remote.length;
    };
    Entry* best = nullptr;
    for (Entry* entry : m_byPrefixes)
    {
        if (entry->IsBetween(local, remote) && (!best || bits(entry) > bits(best)))
        {
            best = entry;
        }
    }
    return best;
}

bool
PacketAuthentication::Has(const Ipv6Address& local, const Ipv6Address& remote) const
{
    const Entry* entry = Find(local, remote);
    return entry && entry->outbound;
}

std::optional<DropReason>
PacketAuthentication::Sign(const Ipv6Address& local,
                           const Ipv6Address& remote,
                           AuthenticatedPacket& packet)
{
    Entry* entry = Find(local, remote);
    return entry && entry->outbound ? entry->outbound->Sign(packet)
                                    : std::optional(DropReason::NO_ASSOCIATION);
}

std::optional<DropReason>
PacketAuthentication::Verify(uint32_t spi,
                             const Ipv6Address& local,
                             const Ipv6Address& remote,
                             const AuthenticatedPacket& packet)
{
    const auto known = m_inbound.find(spi);
    if (known == m_inbound.end())
    {
        return DropReason::UNKNOWN_ASSOCIATION;
    }
    // What is authentic moves the window, whoever it claims to be.
    const auto flaw = known->second->inbound->Verify(packet);
    if (flaw || known->second->IsBetween(local, remote))
    {
        return flaw;
    }
    return DropReason::ASSOCIATION_MISMATCH;
}

} // namespace ns3::nemo
