// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MOBILE_ROUTER_H
#define NEMO_MOBILE_ROUTER_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-steering.h"
#include "ns3/nemo-mobile-network.h"

namespace ns3::nemo
{

/**
 * A mobile router: a mobile node with a network behind it. RFC 3963 section 5.
 *
 * The roaming interface is its one egress interface. Away, packets of the network leave through
 * the tunnel to the home agent, if their source is one of the network's and not the router's own
 * (section 9), and nothing is forwarded from the egress interface; at home it is an ordinary
 * router there. It has one home: which of several a packet of the network belongs to is beyond RFC
 * 3963 (section 5, multihoming).
 */
class MobileRouter : public MobileNode
{
  public:
    /// TypeId "ns3::nemo::MobileRouter".
    static TypeId GetTypeId();

    /// The network; to be configured before the role boots.
    MobileNetwork& GetNetwork();
    /// The network.
    const MobileNetwork& GetNetwork() const;

  protected:
    void DoBoot() override;
    void DoHalt() override;

    // From MobileNode
    void OnPlaced(const MobileNodeHome& home) override;
    void SteerOut(const MobileNodeHome& home, const SteeringAction& action) override;
    std::vector<NetworkPrefix> TunnelDestinations(const MobileNodeHome& home) const override;
    bool MustEndBinding(const MobileNodeHome& home) const override;
    bool MayUse(const HeardRouter& router) const override;
    void Complete(const MobileNodeHome& home, Signal& update) override;
    bool NeedsMobileRouterSupport() const override;
    bool IsEnough(const MobileNodeHome& home, const Signal& acknowledgement) const override;

  private:
    void SetMode(int mode);
    int GetMode() const;
    void SetMobileRouter(bool isMobileRouter);
    bool IsMobileRouter() const;
    bool WasMobileRouter(const MobileNodeHome& home) const;
    void SetRoutingAtHome(bool isAtHome);
    void SetAllRouters(bool isMember);

    MobileNetwork m_network;
    bool m_isMobileRouter{true};
    bool m_joinsAllRouters{true};
    bool m_isMember{false}; ///< Of the All-Routers groups.
};

} // namespace ns3::nemo

#endif // NEMO_MOBILE_ROUTER_H
