// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_NEIGHBOR_CACHE_H
#define MIP6_NEIGHBOR_CACHE_H

#include "ns3/ipv6-interface.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/ndisc-cache.h"

#include <optional>

namespace ns3::nemo
{

/// What changes the state of an entry in ns-3's neighbour cache, as RFC 4861 says it. ns-3's own
/// code loses packets that wait for an entry when it learns the address in another way than from
/// the answer to its own solicitation, and sends them by way of the answer's source, which is not
/// the target when a proxy answers.

/**
 * A neighbour told its link-layer address in a message of its own. RFC 4861 sections 6.2.6, 6.3.4
 * and 7.2.3.
 * @param interface where
 * @param address whose entry; made if there is none
 * @param linkLayer its link-layer address
 * @param isRouter the IsRouter flag; absent: as it is, false in a new entry
 * @param isReachable the entry becomes REACHABLE; else STALE, if the address is news
 */
void NoteLinkLayerAddress(Ptr<Ipv6Interface> interface,
                          const Ipv6Address& address,
                          const Mac48Address& linkLayer,
                          std::optional<bool> isRouter,
                          bool isReachable);

/**
 * What goes to a neighbour arrives, as upper layers say: it need not be asked for a while. RFC 4861
 * section 7.3.1.
 * @param interface where
 * @param address whose entry; ignored if there is none, or its link-layer address is not known
 */
void ConfirmReachability(Ptr<Ipv6Interface> interface, const Ipv6Address& address);

/**
 * A neighbour, or a proxy for it, advertised its link-layer address. RFC 4861 section 7.2.5.
 * @param interface where
 * @param message what it said; ignored if there is no entry for its target
 */
void NoteNeighborAdvertisement(Ptr<Ipv6Interface> interface, const NeighborAdvertisement& message);

} // namespace ns3::nemo

#endif // MIP6_NEIGHBOR_CACHE_H
