// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_HOME_ROUTING_H
#define NEMO_HOME_ROUTING_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-mobility-stack.h"

#include <cstdint>
#include <set>

namespace ns3::nemo
{

/// The routing protocol of a home agent over the tunnels of mobile routers that run one too. While
/// such a mobile router is bound its tunnel is an interface of the home agent. RFC 3963 section 8
/// and appendix B.
class HomeRouting
{
  public:
    /// Begin.
    /// @param stack of the node
    /// @param propagates speak on the node's links too, so that what mobile routers tell reaches
    /// the routers there (RFC 3963 section 6.3), and mobile routers at home are heard
    HomeRouting(Ptr<MobilityStack> stack, bool propagates);
    /// All tunnels are gone.
    ~HomeRouting();
    HomeRouting(const HomeRouting&) = delete;
    HomeRouting& operator=(const HomeRouting&) = delete;

    /// The binding of a mobile router that runs a routing protocol has changed; null: there is
    /// none.
    void OnBinding(const Binding* before, const Binding* after);

  private:
    void Close(const Ipv6Address& homeAddress);

    Ptr<MobilityStack> m_stack;
    std::set<Ipv6Address> m_open; ///< Home addresses whose tunnels are there.
};

} // namespace ns3::nemo

#endif // NEMO_HOME_ROUTING_H
