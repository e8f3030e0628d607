// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TRAFFIC_H
#define NEMO_TRAFFIC_H

#include "ns3/ipv6-address.h"
#include "ns3/nemo-measure-flow.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// How the packets of a flow are told from all others, whatever headers are around them.
struct FlowIdentity
{
    uint8_t protocol{0};    ///< Upper-layer protocol.
    uint16_t sourcePort{0}; ///< Of UDP and TCP: of the sender.
    uint16_t port{0};       ///< Of UDP and TCP: of the receiver.
    uint16_t identifier{0}; ///< Of echo requests and replies.
};

/// The flows of a scenario: their applications, and what is measured of them.
///
/// Ports are 9000 and up at the receiver unless the file gives them, 50000 and up at the sender,
/// and echo identifiers 1 and up, in the order of the file.
class Traffic
{
  public:
    /// \param scenario must outlive this
    explicit Traffic(const Scenario& scenario);

    /// Put the applications on the nodes. The receiver of each flow has an address that is known,
    /// or the flow gives one, and no two flows share a port there: else the program ends.
    void Install(const Topology& topology);

    /// \return how the packets of a flow are recognised
    /// \param index of the flow in the scenario
    const FlowIdentity& GetIdentity(std::size_t index) const;

    /// Tell somebody, who outlives the run, what is sent and arrives of a flow.
    /// `index` is that of the flow in the scenario.
    void Listen(std::size_t index, FlowListener* listener) const;

    /// \return what is known of all flows by now, in the order of the scenario
    std::vector<FlowResult> GetResults() const;

  private:
    /// A flow that runs.
    struct Running
    {
        FlowIdentity identity;
        std::unique_ptr<FlowMeter> meter;
    };

    void InstallDatagrams(const TrafficSpec& flow,
                          const Running& running,
                          const Topology& topology,
                          const Ipv6Address& destination);
    void InstallEcho(const TrafficSpec& flow,
                     const Running& running,
                     const Topology& topology,
                     const Ipv6Address& destination);
    void InstallStream(const TrafficSpec& flow,
                       const Running& running,
                       const Topology& topology,
                       const Ipv6Address& destination);

    const Scenario& m_scenario;
    std::vector<Running> m_flows; ///< In the order of the scenario.
};

} // namespace ns3::nemo

#endif // NEMO_TRAFFIC_H
