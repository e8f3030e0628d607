// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ACCESS_ROUTER_H
#define MIP6_ACCESS_ROUTER_H

#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-router-advertiser.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::nemo
{

/// A router that advertises itself, so that nodes find out where they are and can be reached there.
/// It knows nothing of their mobility. RFC 4861 section 6.2, RFC 6275 section 7.
class AccessRouter : public Role
{
  public:
    /// TypeId "ns3::nemo::AccessRouter".
    static TypeId GetTypeId();

    /**
     * Advertise on an interface from Boot on. With the Attribute IngressFiltering, only packets
     * with a source in one of its advertised prefixes are forwarded from there.
     * @param interface an IPv6 interface number
     * @param config what; aborts when it is wrong (RouterAdvertiser::Check)
     */
    void Advertise(uint32_t interface, const AdvertisingConfig& config);

    /// Admit another source on an interface that advertises: the prefix of a router behind it.
    void Admit(uint32_t interface, const NetworkPrefix& prefix);

  protected:
    void DoBoot() override;
    void DoHalt() override;

  private:
    /// An advertising interface.
    struct Link
    {
        AdvertisingConfig config;            ///< By Advertise.
        std::vector<NetworkPrefix> admitted; ///< By Admit.
    };

    void Start(uint32_t interface, const Link& link);

    std::map<uint32_t, Link> m_links; ///< By interface.
    bool m_ingressFiltering{false};   ///< Attribute IngressFiltering; read at Boot.
    bool m_filtersType0{false};       ///< Attribute FilterType0Routing; read at Boot.
    bool m_filtersType2{false};       ///< Attribute FilterType2Routing; read at Boot.
};

} // namespace ns3::nemo

#endif /* MIP6_ACCESS_ROUTER_H */
