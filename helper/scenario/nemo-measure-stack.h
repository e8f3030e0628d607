// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_STACK_H
#define NEMO_MEASURE_STACK_H

#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-measure-headers.h"

#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// Watches how the packets of a flow look on a link.
class StackWatch
{
  public:
    /// Look for what `spec` says, flow, link and time. `topology` must outlive this.
    StackWatch(const StackExpectation& spec,
               const FlowIdentity& identity,
               const Topology& topology);

    StackWatch(const StackWatch&) = delete;
    StackWatch& operator=(const StackWatch&) = delete;

    /// How often a stack was seen.
    struct Seen
    {
        HeaderStack stack; ///< The headers.
        uint64_t count{0}; ///< Packets.
    };

    /// \return all different stacks, in the order in which they were seen first
    const std::vector<Seen>& GetSeen() const;

  private:
    void OnFrame(const LinkFrame& frame);

    const StackExpectation& m_spec;
    FlowIdentity m_identity;
    std::vector<Seen> m_seen;
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_STACK_H
