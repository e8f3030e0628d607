// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_DELEGATION_H
#define NEMO_SCENARIO_DELEGATION_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What a scenario says of mobile network prefixes: who has them, who gives them, who asks for them.

namespace ns3::nemo
{

/// An entry of "prefixTable". RFC 3963 section 6.1.2.
struct PrefixTableSpec
{
    Ipv6Address homeAddress;             ///< The search key.
    std::vector<NetworkPrefix> prefixes; ///< What its owner may claim.
};

/// A "pool" of "authority".
struct PrefixPoolSpec
{
    NetworkPrefix prefix; ///< The whole.
    uint8_t length{64};   ///< Bits of the largest part that one request gets.
};

/// "authority": where delegated prefixes come from.
struct AuthoritySpec
{
    std::vector<PrefixTableSpec> assigned; ///< "static": for good, given on request.
    std::vector<PrefixPoolSpec> pools;     ///< "pool".
    std::optional<std::string> file;       ///< "sqlite": where leases are kept.
};

/// An item of "request".
struct PrefixRequestSpec
{
    std::string link;       ///< Which link of the network it is for.
    uint8_t length{64};     ///< Bits.
    bool persistent{false}; ///< To outlast the binding.
    bool implicit{false};   ///< To be forwarded without being listed.
};

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_DELEGATION_H
