// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_NESTED_RUN_H
#define NEMO_TEST_NESTED_RUN_H

#include "support/link-tap.h"
#include "system/nested-world.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-address.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A run of a NestedWorld in which everything that is sent is heard, and told in the words of
/// test/vectors/nested-layouts.md.
class NestedRun : public ScenarioRun
{
  public:
    explicit NestedRun(const NestedWorld& world);

    /// @return everything that is sent on a link
    const LinkTap& On(const std::string& link) const;
    /// @return the link that both nodes are on now, such as of "MR1" and "AR"; throws if there is
    /// none, or no such node
    std::string LinkBetween(const std::string& a, const std::string& b) const;
    /// @return what a node sent to another on a link that both are on now
    std::vector<CaughtPacket> Between(const std::string& from, const std::string& to) const;
    /// @return the same, if in the innermost header it is from one address to another
    std::vector<CaughtPacket> Between(const std::string& from,
                                      const std::string& to,
                                      const Ipv6Address& source,
                                      const Ipv6Address& destination) const;

    /// @return the address that a name of nested-layouts.md stands for: CN, MNN, HA1, HoA1, CoA1;
    /// and of others the node's first or home address
    Ipv6Address AddressOf(const std::string& name) const;
    /// @return a packet's headers, such as "[CoA1>HA1 hl64 tel4] [MNN>CN hl63]"
    std::string Layout(const CaughtPacket& packet) const;
    /// After the run.
    /// @return the way that the last packets of a flow took, in the form of RFC 4888 appendix A:
    /// nodes and, between them, numbers of IPv6 headers, without R and AR
    std::string WayOf(const std::string& flow) const;
    /// @return octets of the largest packet of that way on a link
    uint32_t OctetsOn(const std::string& flow, const std::string& link) const;

  private:
    nlohmann::json LastPathOf(const std::string& flow) const;

    std::map<std::string, std::unique_ptr<LinkTap>> m_taps; ///< By link.
};

/// @return how many IPv6 headers a packet has
std::size_t CountHeaders(const CaughtPacket& packet);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_NESTED_RUN_H
