// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_CARE_OF_POLICY_H
#define MIP6_CARE_OF_POLICY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// Which care-of addresses a mobile node has, and who gets to see which.
struct CareOfPolicy
{
    /// The last 64 bits of those that it forms on the first interface; absent: EUI-64.
    std::optional<uint64_t> interfaceIdentifier{};
    /// Those that others assigned to it: its care-of address where its prefix is on-link, in place
    /// of one that it forms. Unicast routable. draft-ietf-mobileip-ipv6-04 section 9.3.
    std::vector<Ipv6Address> assigned{};
    /// Ports of short exchanges that are better off without the home address, DNS (53) above all.
    /// RFC 6275 section 11.3.1.
    std::set<uint16_t> ports{};
    /// Correspondents that are told of a care-of address in this prefix, as long as the node has
    /// one, and else of the primary one. Without effect in a dialect that knows only that; one that
    /// is mobile itself goes by its home address. draft-ietf-mobileip-ipv6-04 section 9.5.
    std::map<Ipv6Address, NetworkPrefix> prefixes{};
};

} // namespace ns3::nemo

#endif // MIP6_CARE_OF_POLICY_H
