// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PLAIN_HOST_H
#define MIP6_PLAIN_HOST_H

#include "ns3/mip6-router-commands.h"
#include "ns3/mip6-router-discovery-listener.h"

namespace ns3::nemo
{

/**
 * How a host that knows nothing of mobility uses RouterDiscovery: addresses from every router, the
 * first default router until it is lost, then the next. RFC 4861 section 6.3.6.
 */
class PlainHost : public RouterDiscoveryListener
{
  public:
    /// @param discovery takes its commands; must outlive it
    explicit PlainHost(RouterCommands& discovery);

    void OnLinkUp(uint32_t interface) override;
    void OnAdvertisement(uint32_t interface, const HeardRouter& router) override;
    void OnRouterLost(uint32_t interface, const HeardRouter& router) override;

  private:
    void Use(uint32_t interface, const HeardRouter& router);

    RouterCommands& m_discovery;
};

} // namespace ns3::nemo

#endif // MIP6_PLAIN_HOST_H
