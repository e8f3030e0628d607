// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_LINK_TAP_H
#define NEMO_TEST_LINK_TAP_H

#include "support/mobile-world.h"

#include "ns3/mip6-mobile-link.h"

#include <functional>
#include <vector>

namespace ns3::nemo::tests
{

/// Hears everything that is sent on a link, from its making on. It must outlive the simulation.
class LinkTap
{
  public:
    using Filter = std::function<bool(const CaughtPacket&)>;

    explicit LinkTap(Ptr<MobileLink> link);
    LinkTap(const LinkTap&) = delete;
    LinkTap& operator=(const LinkTap&) = delete;

    /// @return all packets so far
    const std::vector<CaughtPacket>& All() const;
    /// @return those that are wanted
    std::vector<CaughtPacket> Where(const Filter& isWanted) const;

  private:
    void Note(const LinkFrame& frame);

    std::vector<CaughtPacket> m_packets;
};

/// @return the packet itself, or what is in the innermost tunnel around it
const CaughtPacket& Innermost(const CaughtPacket& packet);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_LINK_TAP_H
