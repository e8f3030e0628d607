// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_H
#define NEMO_SCENARIO_H

#include "ns3/nemo-scenario-expect.h"
#include "ns3/nemo-scenario-fault.h"
#include "ns3/nemo-scenario-node.h"
#include "ns3/nemo-scenario-security.h"
#include "ns3/nemo-scenario-traffic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// An item of "movement": from then on the node is attached there.
struct MovementSpec
{
    Time at;                       ///< When.
    std::string node;              ///< A mobile node or mobile router.
    std::optional<std::string> to; ///< A link; nullopt: nowhere.
    uint32_t interface {
        0
    }; ///< Which of its interfaces.
};

/// "output".
struct OutputSpec
{
    bool pcap{false};   ///< A capture file for each link.
    bool paths{false};  ///< The ways of the flows' packets.
    bool report{false}; ///< A page to look at, and what it is made of.
};

/// A whole scenario: checked, with defaults filled in and names that all exist.
struct Scenario
{
    std::string description;            ///< "description".
    Time duration;                      ///< Simulated time, above zero.
    uint32_t seed{1};                   ///< Seed of all random draws, above zero.
    uint64_t run{1};                    ///< Independent repetition.
    std::vector<LinkSpec> links;        ///< In the order of declaration.
    std::vector<NodeSpec> nodes;        ///< In the order of declaration.
    std::vector<MovementSpec> movement; ///< By time; at the same time in the file's order.
    std::vector<FaultSpec> faults;      ///< By time; at the same time in the file's order.
    std::vector<TrafficSpec> traffic;   ///< In the file's order.
    std::vector<SecuritySpec> security; ///< In the file's order.
    std::vector<ExpectSpec> expect;     ///< In the file's order.
    OutputSpec output;                  ///< What is written beside results.json.
    std::vector<std::string> warnings;  ///< What the checks found odd, for results.json.

    /// \return the link of that name, or nullptr.
    const LinkSpec* FindLink(std::string_view name) const;

    /// \return the node of that name, or nullptr.
    const NodeSpec* FindNode(std::string_view name) const;

    /// \return the flow of that name, or nullptr.
    const TrafficSpec* FindFlow(std::string_view name) const;
};

/// \return "udp", "ping", "tcp" or "onoff".
std::string_view ToString(TrafficType type);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_H
