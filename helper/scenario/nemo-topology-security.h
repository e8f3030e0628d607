// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_SECURITY_H
#define NEMO_TOPOLOGY_SECURITY_H

#include "ns3/nemo-topology.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// The file with these beside the captures: its name is Wireshark's own, in a folder of settings.
inline constexpr std::string_view ASSOCIATIONS_FILE = "esp_sa";

/// Give the nodes of a scenario the security associations that it asks for. Keys that the file
/// leaves out are drawn.
/// \param topology all nodes are built and have their addresses
/// \param stream random stream of the keys, so that they depend on seed and run alone
/// \return the associations as Wireshark's table esp_sa, a line each; empty if there is none
std::string InstallSecurity(const Topology& topology, int64_t stream);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_SECURITY_H
