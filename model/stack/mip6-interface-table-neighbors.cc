// SPDX-License-Identifier: GPL-2.0-only
// What InterfaceTable knows of neighbours.
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-neighbor-cache.h"

namespace ns3::nemo
{

NdiscCache::Entry*
InterfaceTable::FindNeighbor(uint32_t interface, const Ipv6Address& address) const
{
    Ptr<NdiscCache> cache = Get(interface)->GetNdiscCache();
    return cache ? cache->Lookup(address) : nullptr;
}

void
InterfaceTable::LearnNeighbor(uint32_t interface,
                              const Ipv6Address& address,
                              const Mac48Address& linkLayer,
                              std::optional<bool> isRouter,
                              Knowledge knowledge)
{
    m_taught.MakeRoom(interface, Get(interface), address);
    NoteLinkLayerAddress(Get(interface),
                         address,
                         linkLayer,
                         isRouter,
                         knowledge == Knowledge::REACHABLE);
}

std::optional<Mac48Address>
InterfaceTable::NeighborLinkLayer(uint32_t interface, const Ipv6Address& address) const
{
    const auto* entry = FindNeighbor(interface, address);
    if (!entry || entry->IsIncomplete())
    {
        return std::nullopt;
    }
    return Mac48Address::ConvertFrom(entry->GetMacAddress());
}

std::optional<bool>
InterfaceTable::IsNeighborRouter(uint32_t interface, const Ipv6Address& address) const
{
    const auto* entry = FindNeighbor(interface, address);
    return entry ? std::optional(entry->IsRouter()) : std::nullopt;
}

void
InterfaceTable::ForgetNeighbor(uint32_t interface, const Ipv6Address& address)
{
    if (auto* entry = FindNeighbor(interface, address))
    {
        Get(interface)->GetNdiscCache()->Remove(entry);
    }
}

void
InterfaceTable::ForgetNeighbors(uint32_t interface)
{
    if (Ptr<NdiscCache> cache = Get(interface)->GetNdiscCache())
    {
        cache->Flush();
    }
}

} // namespace ns3::nemo
