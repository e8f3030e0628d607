// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-taught-neighbors.h"

#include "ns3/ndisc-cache.h"

namespace ns3::nemo
{

namespace
{

/// So many that are in use are passed over for one that is not: looking on would cost more than
/// resolving a neighbour again.
constexpr int MOST_PASSED = 16;

bool
IsIdle(const NdiscCache::Entry& entry)
{
    return entry.IsStale() && !entry.IsRouter();
}

} // namespace

void
TaughtNeighbors::MakeRoom(uint32_t number, Ptr<Ipv6Interface> interface, const Ipv6Address& address)
{
    const Ptr<NdiscCache> cache = interface->GetNdiscCache();
    if (!cache || address.IsAny() || cache->Lookup(address))
    {
        return;
    }
    Addresses& taught = m_taught[number];
    if (taught.size() >= MOST)
    {
        GiveUpOne(*cache, taught);
    }
    taught.push_back(address);
}

void
TaughtNeighbors::GiveUpOne(NdiscCache& cache, Addresses& taught)
{
    for (int passed = 0;; ++passed)
    {
        const Ipv6Address oldest = taught.front();
        taught.pop_front();
        NdiscCache::Entry* entry = cache.Lookup(oldest);
        if (!entry)
        {
            return;
        }
        if (IsIdle(*entry) || (passed >= MOST_PASSED && !entry->IsPermanent()))
        {
            cache.Remove(entry);
            return;
        }
        taught.push_back(oldest);
        if (passed > 2 * MOST_PASSED)
        {
            return; // Permanent ones only, which are as many as were configured.
        }
    }
}

} // namespace ns3::nemo
