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

/// The same for the Authentication Header, which Wireshark does not verify: SPI, algorithm, key.
inline constexpr std::string_view AUTHENTICATIONS_FILE = "ah_sa";

/// The associations of a scenario as text, a line each; empty if there are none.
struct AssociationLines
{
    std::string esp; ///< As Wireshark's table esp_sa.
    std::string ah;  ///< The same for the Authentication Header.
};

/// Give the nodes of a scenario the security associations that it asks for. Keys that the file
/// leaves out are drawn.
/// \param topology all nodes are built and have their addresses
/// \param stream random stream of the keys, so that they depend on seed and run alone
/// \return what was installed
AssociationLines InstallSecurity(const Topology& topology, int64_t stream);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_SECURITY_H
