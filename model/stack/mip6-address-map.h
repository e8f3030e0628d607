// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ADDRESS_MAP_H
#define MIP6_ADDRESS_MAP_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-address-hash.h"

#include <tsl/robin_map.h>

namespace ns3::nemo
{

/// What is asked once or more for every packet, by address: a flat table. With a million bindings a
/// look-up in std::unordered_map costs three cache misses, here one.
template <typename T>
using AddressMap = tsl::robin_map<Ipv6Address, T, AddressHash>;

} // namespace ns3::nemo

#endif // MIP6_ADDRESS_MAP_H
