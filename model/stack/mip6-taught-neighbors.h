// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TAUGHT_NEIGHBORS_H
#define MIP6_TAUGHT_NEIGHBORS_H

#include "ns3/ipv6-interface.h"

#include <cstddef>
#include <deque>
#include <map>

namespace ns3::nemo
{

/// The entries of ns-3's neighbour caches that neighbours made by speaking of themselves. ns-3
/// keeps such an entry for ever, and anybody on the link can speak from any number of addresses.
/// RFC 4861 section 5.3 leaves to a node which entries it gives up: here the oldest that is not in
/// use.
class TaughtNeighbors
{
  public:
    /// So many are kept of an interface; who is given up is asked for again when a packet wants it.
    static constexpr std::size_t MOST = 16384;

    /**
     * A neighbour is about to make an entry.
     * @param number the interface's number, which the entries are counted by
     * @param interface the interface
     * @param address whose entry it will be; nothing happens if there is one, or it is ::
     */
    void MakeRoom(uint32_t number, Ptr<Ipv6Interface> interface, const Ipv6Address& address);

  private:
    using Addresses = std::deque<Ipv6Address>;

    static void GiveUpOne(NdiscCache& cache, Addresses& taught);

    std::map<uint32_t, Addresses> m_taught; ///< of each interface, the oldest first
};

} // namespace ns3::nemo

#endif // MIP6_TAUGHT_NEIGHBORS_H
