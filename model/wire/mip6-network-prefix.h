// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_NETWORK_PREFIX_H
#define MIP6_NETWORK_PREFIX_H

#include "ns3/ipv6-address.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace ns3::nemo
{

/// An IPv6 prefix as a value: the leading bits of an address, all others zero. RFC 4291
/// section 2.3.
struct NetworkPrefix
{
    /// ::/0, which contains every address.
    NetworkPrefix() = default;
    /**
     * @param anyAddress an address in the prefix; the bits behind the length are cleared
     * @param prefixLength 0 to 128 bits; more counts as 128
     */
    NetworkPrefix(const Ipv6Address& anyAddress, uint8_t prefixLength);

    /**
     * Reads the usual notation, for example "5::/64" or "2001:2:0:1::1/64" (host bits are cleared).
     *
     * @param text address, slash, length in decimal (0 to 128)
     * @return the prefix, or nothing when the text is anything else
     */
    static std::optional<NetworkPrefix> Parse(const std::string& text);

    /// @return whether the address has this prefix
    bool Contains(const Ipv6Address& other) const;
    /// @return whether every address of the other prefix is in this one (equal prefixes: yes)
    bool Covers(const NetworkPrefix& other) const;
    /// @return whether some address is in both
    bool Overlaps(const NetworkPrefix& other) const;
    /// @return for example "5::/64"
    std::string ToString() const;

    Ipv6Address address{Ipv6Address::GetZero()}; //!< first address: host bits are zero
    uint8_t length{0};                           //!< 0 to 128 bits
};

/// @return whether address and length are equal
bool operator==(const NetworkPrefix& a, const NetworkPrefix& b);
/// @return whether they differ
bool operator!=(const NetworkPrefix& a, const NetworkPrefix& b);
/// @return order by address, then by length: a covering prefix comes before what it covers
bool operator<(const NetworkPrefix& a, const NetworkPrefix& b);
/// Writes ToString().
std::ostream& operator<<(std::ostream& os, const NetworkPrefix& prefix);

} // namespace ns3::nemo

/** Prefixes as keys of hash maps. @cond STD */
template <>
struct std::hash<ns3::nemo::NetworkPrefix>
{
    /// @return a hash of address and length
    std::size_t operator()(const ns3::nemo::NetworkPrefix& prefix) const;
}; /** @endcond */

#endif // MIP6_NETWORK_PREFIX_H
