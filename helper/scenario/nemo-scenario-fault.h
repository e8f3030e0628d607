// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_FAULT_H
#define NEMO_SCENARIO_FAULT_H

#include "ns3/data-rate.h"
#include "ns3/nemo-scenario-node.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// "action": what befalls a node.
enum class NodeAction : uint8_t
{
    CRASH,   ///< It stops without a word and forgets all that it was not configured with.
    RESTART, ///< It starts as at time 0, on the links where it is now.
};

/// A fault of a node.
struct NodeFault
{
    std::string node;                     ///< Whose.
    NodeAction action{NodeAction::CRASH}; ///< "action".
};

/// A link that changes: what the file names holds from then on, the rest stays as it is.
struct LinkFault
{
    std::string link;                ///< Which.
    std::optional<Time> delay;       ///< As in LinkSpec.
    std::optional<DataRate> rate;    ///< As in LinkSpec.
    std::optional<double> loss;      ///< As in LinkSpec.
    std::optional<double> duplicate; ///< As in LinkSpec.
    std::optional<double> reorder;   ///< As in LinkSpec.
    std::optional<uint16_t> mtu;     ///< As in LinkSpec.
    std::optional<bool> up;          ///< As in LinkSpec.
    /// All that the link has from then on; empty: what it has. A prefix that it had before and that
    /// is not here is withdrawn: advertised with lifetimes 0.
    std::vector<LinkPrefix> prefixes;
};

/// An item of "faults".
struct FaultSpec
{
    Time at;                                 ///< When.
    std::variant<NodeFault, LinkFault> what; ///< What.
};

/// \return "crash" or "restart".
std::string_view ToString(NodeAction action);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_FAULT_H
