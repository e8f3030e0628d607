// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_BUILDER_H
#define NEMO_TOPOLOGY_BUILDER_H

#include "ns3/nemo-routes.h"
#include "ns3/nemo-topology.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Makes nodes and links of a scenario, ready to run. What it makes depends on the scenario alone:
/// link-layer addresses are 02:NN:NN:NN:II:II with the numbers of node and interface, and every
/// random variable gets a stream that depends on its place only.
class TopologyBuilder
{
  public:
    /// \param topology what to fill; empty, and must outlive the builder
    explicit TopologyBuilder(Topology& topology);

    /// Make links and nodes with all that is on them, which nothing is done with yet: for those who
    /// only want to know whether that can be.
    /// \return as Build
    std::vector<std::string> BuildParts();

    /// Make everything. Nothing has happened yet when this returns: it is time 0.
    /// \return what of the file cannot be, a sentence each; then the topology is of no use
    std::vector<std::string> Build();

    /// Give the random variables of what is built other streams than Build did, from 0 on.
    /// \param first from here on; the streams of links come long after those of nodes
    /// \return how many streams are spanned
    int64_t AssignStreams(int64_t first) const;

  private:
    void BuildLink(const LinkSpec& spec);
    void BuildNode(const NodeSpec& spec);
    void InstallStack(BuiltNode& node);
    void AddInterface(BuiltNode& node,
                      const NodeLinkSpec* place,
                      const std::optional<std::string>& link);
    uint32_t StartInterface(BuiltNode& node, Ptr<MobileLinkDevice> device) const;
    std::vector<Ipv6Address> AddressesFor(const NodeLinkSpec& place,
                                          Ptr<const NetDevice> device) const;
    void Configure(const BuiltNode& node) const;
    void AddAddresses(const BuiltNode& node, const BuiltInterface& interface) const;
    void AddRoute(const BuiltNode& node, const PlannedRoute& route) const;

    Topology& m_topology;
    const Scenario& m_scenario;
    RoutePlanner m_planner;
};

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_BUILDER_H
