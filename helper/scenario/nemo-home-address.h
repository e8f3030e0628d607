// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_HOME_ADDRESS_H
#define NEMO_HOME_ADDRESS_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/nemo-scenario.h"

#include <cstddef>
#include <optional>

namespace ns3::nemo
{

/// \param node index of the node in the scenario
/// \param interface index of the interface on the node: its fixed links first, then those that roam
/// \return the link-layer address that the runner gives to that interface
Mac48Address LinkLayerAddressOf(std::size_t node, std::size_t interface);

/// The home address of a home, also where EUI-64 makes it (RFC 4291 appendix A).
/// \param node of this scenario, with that home
/// \return nothing if the home has no prefix by now
std::optional<Ipv6Address> HomeAddressOf(const Scenario& scenario,
                                         const NodeSpec& node,
                                         const HomeSpec& home);

} // namespace ns3::nemo

#endif // NEMO_HOME_ADDRESS_H
