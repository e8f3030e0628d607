// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROUTE_INPUT_H
#define MIP6_ROUTE_INPUT_H

#include "ns3/ipv6-routing-protocol.h"

#include <cstddef>
#include <tuple>

namespace ns3::nemo
{

/// The types of the arguments of a function of Ipv6RoutingProtocol.
template <typename>
struct RoutingArguments;

/// The same, of its members that say yes or no.
template <typename... Arguments>
struct RoutingArguments<bool (Ipv6RoutingProtocol::*)(Arguments...)>
{
    /// The type of the argument of this number, from 0.
    template <std::size_t number>
    using At = std::tuple_element_t<number, std::tuple<Arguments...>>;
};

/// What RouteInput gets, as this ns-3 has it: callbacks by value (3.37) or by reference (3.43).
using RouteInputArguments = RoutingArguments<decltype(&Ipv6RoutingProtocol::RouteInput)>;

} // namespace ns3::nemo

#endif // MIP6_ROUTE_INPUT_H
