// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_STACK_H
#define NEMO_MEASURE_STACK_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-traffic.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// An IPv6 header and what of mobility stands behind it.
struct StackHeader
{
    Ipv6Address source;                     ///< IPv6 source.
    Ipv6Address destination;                ///< IPv6 destination.
    std::optional<Ipv6Address> routing;     ///< Home address in a type 2 routing header.
    std::optional<Ipv6Address> homeAddress; ///< Home Address option.
};

/// All IPv6 headers of a packet, outermost first.
using HeaderStack = std::vector<StackHeader>;

/// \return whether addresses and extensions are equal
bool operator==(const StackHeader& a, const StackHeader& b);
/// \return whether they differ
bool operator!=(const StackHeader& a, const StackHeader& b);

/// \return such as "4::3 > 7::2, 3::2 > 5::2"; behind a header with extensions stands
/// "routing 1::2" or "home address 1::2"
std::string ToString(const HeaderStack& stack);

/// The direction of a packet of a flow.
enum class FlowDirection : uint8_t
{
    FORWARD, ///< From the flow's sender.
    REVERSE, ///< To it: echo replies, what a TCP receiver says.
};

/// Read the headers of a packet, written from the RFCs and not from the code that makes them.
/// \param packet begins with an IPv6 header
/// \param identity the flow that it is looked at for
/// \param direction which of its packets
/// \return nothing if the packet is none of the flow's, cannot be read, or is a fragment but the
/// first
std::optional<HeaderStack> ReadStack(Ptr<const Packet> packet,
                                     const FlowIdentity& identity,
                                     FlowDirection direction);

/// Watches how the packets of a flow look on a link.
class StackWatch
{
  public:
    /// \param spec what to look for: flow, link, time
    StackWatch(const StackExpectation& spec,
               const FlowIdentity& identity,
               const Topology& topology);

    StackWatch(const StackWatch&) = delete;
    StackWatch& operator=(const StackWatch&) = delete;

    /// How often a stack was seen.
    struct Seen
    {
        HeaderStack stack;
        uint64_t count{0};
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
