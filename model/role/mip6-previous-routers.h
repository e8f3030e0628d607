// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PREVIOUS_ROUTERS_H
#define MIP6_PREVIOUS_ROUTERS_H

#include "ns3/mip6-previous-router.h"

#include <memory>
#include <vector>

namespace ns3::nemo
{

/// The previous default routers of a mobile node that forward for it, few at a time.
/// draft-ietf-mobileip-ipv6-04 section 9.6.
class PreviousRouters
{
  public:
    /// More are not kept: one more takes the place of the oldest.
    static constexpr std::size_t MOST = 4;

    /**
     * None.
     * @param parts of the node
     * @param needs as PreviousRouter::Needs; onEnd is of no meaning
     */
    PreviousRouters(const MobileNodeParts& parts, PreviousRouter::Needs needs);

    /**
     * The primary care-of address, with its default router, or that there is none. The router of
     * the one before is asked to forward, if the dialect has that and updates to it can be
     * believed.
     * @param place where the node is now
     */
    void OnPrimary(const FormerPlace& place);

    /// The node uses this router from now on; told before addresses are formed by what it says.
    void OnRouter(const HeardRouter& router);

    /// The node goes down: what followed from them goes.
    void Stop();

    /// Those that have been asked, the oldest first.
    const std::vector<std::unique_ptr<PreviousRouter>>& GetAll() const;

  private:
    void Begin(const FormerPlace& place);
    void Drop(const Ipv6Address& careOf);
    bool IsTrusted(const FormerPlace& place) const;

    MobileNodeParts m_parts;
    PreviousRouter::Needs m_needs;
    FormerPlace m_last; ///< Where the node was last.
    std::vector<std::unique_ptr<PreviousRouter>> m_all;
};

} // namespace ns3::nemo

#endif // MIP6_PREVIOUS_ROUTERS_H
