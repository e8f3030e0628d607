// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PATH_MTU_H
#define MIP6_PATH_MTU_H

#include "ns3/ipv6-address.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <unordered_map>

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

    /// A Packet Too Big named this MTU. Ignored if it is below 1280 octets, or more than what was
    /// learned before and still holds. RFC 8201 section 4.
    void Learn(const Ipv6Address& destination, uint32_t mtu, Time now);
    /// @return the learned path MTU in octets, none if there is none or it is too old
    std::optional<uint32_t> Get(const Ipv6Address& destination, Time now) const;
    /// Forget everything.
    void Clear();

  private:
    struct Entry
    {
        uint32_t mtu;
        Time until;
    };

    std::unordered_map<Ipv6Address, Entry, Ipv6AddressHash> m_entries;
};

} // namespace ns3::nemo

#endif // MIP6_PATH_MTU_H
