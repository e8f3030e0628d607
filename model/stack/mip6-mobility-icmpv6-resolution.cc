// SPDX-License-Identifier: GPL-2.0-only
// What waits in ns-3's neighbour cache, for when the neighbour does not answer: ns-3 tells of the
// first of these packets only, RFC 4861 section 7.2.2 of each.
#include "ns3/icmpv6-header.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

bool
MobilityIcmpv6::Resolution::IsOver() const
{
    const auto* entry = cache->Lookup(neighbor);
    return !entry || !(entry->IsIncomplete() || entry->IsProbe());
}

/// ns3 takes the entry away of who did not answer.
bool
MobilityIcmpv6::Resolution::HasFailed() const
{
    return !cache->Lookup(neighbor);
}

/// Those whose neighbour has answered, or never will.
void
MobilityIcmpv6::EndResolutions()
{
    if (m_resolutions.empty())
    {
        return;
    }
    const auto over =
        std::stable_partition(m_resolutions.begin(),
                              m_resolutions.end(),
                              [](const Resolution& asked) { return !asked.IsOver(); });
    const std::vector<Resolution> ended(over, m_resolutions.end());
    m_resolutions.erase(over, m_resolutions.end());
    for (const Resolution& asked : ended)
    {
        if (asked.HasFailed())
        {
            TellOfFailure(asked);
        }
    }
}

void
MobilityIcmpv6::TellOfFailure(const Resolution& asked) const
{
    const int32_t interface = m_ipv6->GetInterfaceForDevice(asked.cache->GetDevice());
    const auto observers = m_observers;
    for (Icmpv6Observer* observer : observers)
    {
        observer->OnUnreachable(static_cast<uint32_t>(interface), asked.neighbor, asked.since);
    }
}

bool
MobilityIcmpv6::Lookup(Ptr<Packet> packet,
                       const Ipv6Header& header,
                       Ipv6Address neighbor,
                       Ptr<NetDevice> device,
                       Ptr<NdiscCache> cache,
                       Address* linkLayer)
{
    // Before ns-3 begins anew with a neighbour that it asked before.
    EndResolutions();
    if (m_tellsOfUses)
    {
        const auto interface = static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(device));
        for (Icmpv6Observer* observer : m_observers)
        {
            observer->OnUse(interface, neighbor);
        }
    }
    if (Icmpv6L4Protocol::Lookup(packet, header, neighbor, device, cache, linkLayer))
    {
        return true;
    }
    if (cache)
    {
        NoteWaiting({packet, header}, neighbor, cache);
    }
    return false;
}

void
MobilityIcmpv6::NoteWaiting(const NdiscCache::Ipv6PayloadHeaderPair& packet,
                            const Ipv6Address& neighbor,
                            Ptr<NdiscCache> cache)
{
    auto asked = std::find_if(m_resolutions.begin(), m_resolutions.end(), [&](const auto& other) {
        return other.cache == cache && other.neighbor == neighbor;
    });
    if (asked == m_resolutions.end())
    {
        asked = m_resolutions.insert(asked, Resolution{cache, neighbor, Simulator::Now(), {}});
    }
    if (asked->waiting.size() >= cache->GetUnresQlen())
    {
        asked->waiting.pop_front(); // as ns-3 does
    }
    asked->waiting.push_back(packet);
}

/// ns-3 told the node of the first packet that waited. @param own where it told it
void
MobilityIcmpv6::TellOfOthers(uint64_t first, const Ipv6Address& own)
{
    const auto isFirst = [first](const NdiscCache::Ipv6PayloadHeaderPair& packet) {
        return packet.first->GetUid() == first;
    };
    const auto asked =
        std::find_if(m_resolutions.begin(), m_resolutions.end(), [&](const Resolution& other) {
            return std::any_of(other.waiting.begin(), other.waiting.end(), isFirst);
        });
    if (asked == m_resolutions.end())
    {
        return;
    }
    WaitingPackets waiting;
    waiting.swap(asked->waiting);
    const Resolution failed = *asked;
    m_resolutions.erase(asked);
    TellOfFailure(failed);
    waiting.remove_if(isFirst);
    for (const auto& [payload, header] : waiting)
    {
        auto whole = payload->Copy();
        whole->AddHeader(header);
        SendErrorDestinationUnreachable(whole, own, Icmpv6Header::ICMPV6_ADDR_UNREACHABLE);
    }
}

} // namespace ns3::nemo
