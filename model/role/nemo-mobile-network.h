// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MOBILE_NETWORK_H
#define NEMO_MOBILE_NETWORK_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-router-advertiser.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

class MobilityStack;

/// The network behind a mobile router: its links, and the prefixes that it claims for them.
/// RFC 3963 sections 3 and 5.2.
class MobileNetwork
{
  public:
    /// How the home agent learns of the prefixes. RFC 3963 section 5.2.
    enum class Mode : uint8_t
    {
        EXPLICIT, ///< from every Binding Update
        IMPLICIT  ///< by other means
    };

    /// An address of the mobile router inside the network.
    struct OwnAddress
    {
        Ipv6Address address;  ///< unicast routable
        uint8_t prefixLength; ///< bits of the prefix of its link
    };

    /// A link of the network.
    struct Ingress
    {
        uint32_t interface {
            0
        };                                 ///< IPv6 interface number
        std::vector<OwnAddress> addresses; ///< one for each prefix of the link
        /// How to advertise. Prefixes that are missing are added, one for each address; a Router
        /// Lifetime of 0 is replaced by the default (RFC 3963 section 3: the mobile router is the
        /// default gateway of its network, wherever it is).
        AdvertisingConfig advertising;
    };

    /// How the home agent learns of the prefixes; EXPLICIT unless set.
    void SetMode(Mode mode);
    /// @return how the home agent learns of the prefixes
    Mode GetMode() const;

    /// Add a link; before Start.
    void AddIngress(const Ingress& ingress);
    /// Claim a prefix, one of a link or one behind another router. Once a prefix is claimed only
    /// those claimed count; before, all prefixes of the links are.
    void AddPrefix(const NetworkPrefix& prefix);
    /// @return the prefixes claimed, in the order in which they were added
    std::vector<NetworkPrefix> GetPrefixes() const;
    /// @return whether a prefix is one of the network's, or part of one
    bool Covers(const NetworkPrefix& prefix) const;

    /// @return the IPv6 interface number of the link that an address is of; none if it is of none
    std::optional<uint32_t> FindLink(const Ipv6Address& address) const;

    /// Take up work as the network's router: addresses, forwarding, advertisements, and tunnels of
    /// nodes inside that end here, which are judged again when they are forwarded (RFC 3963
    /// section 9).
    void Start(MobilityStack& stack) const;
    /// Stop advertising, without a word, and ending tunnels.
    void Stop(MobilityStack& stack) const;

    /// Write the network's part into a Binding Update that does not deregister: in explicit mode
    /// an option for each prefix claimed.
    void Write(Signal& update) const;

  private:
    Mode m_mode{Mode::EXPLICIT};
    std::vector<Ingress> m_ingress;
    std::vector<NetworkPrefix> m_prefixes; ///< by AddPrefix
};

} // namespace ns3::nemo

#endif // NEMO_MOBILE_NETWORK_H
