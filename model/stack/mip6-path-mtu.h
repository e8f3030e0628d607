// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PATH_MTU_H
#define MIP6_PATH_MTU_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-address-hash.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

/**
 * Path MTUs by destination on the wire, as Packet Too Big messages taught them. RFC 8201.
 *
 * ns-3 keeps its own, but by the destination that sockets see, which a Transform changes.
 */
class PathMtu
{
  public:
    /// How long a learned value holds before a larger packet is tried again. RFC 8201 section 4.
    static constexpr int64_t LIFETIME_SECONDS = 600;

    /// How many are kept: anybody can send Packet Too Big. The oldest makes way.
    static constexpr std::size_t MOST_ENTRIES = 4096;

    /// A Packet Too Big named this MTU. It only ever lowers what is known, and below 1280 octets it
    /// is ignored: RFC 8201 section 4.
    void Learn(const Ipv6Address& destination, uint32_t mtu, Time now);
    /// @return the learned path MTU in octets, none if there is none or it is too old
    std::optional<uint32_t> Get(const Ipv6Address& destination, Time now) const;
    /// Forget everything.
    void Clear();
    /// @return how many are kept, those whose time is over but for the next Learn among them
    std::size_t Size() const;

  private:
    struct Entry
    {
        uint32_t mtu;
        Time until;
    };

    std::unordered_map<Ipv6Address, Entry, AddressHash> m_entries;
    std::deque<std::pair<Time, Ipv6Address>> m_ends; ///< of entries, also replaced ones; in order
};

} // namespace ns3::nemo

#endif // MIP6_PATH_MTU_H
