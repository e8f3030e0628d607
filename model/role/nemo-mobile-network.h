// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MOBILE_NETWORK_H
#define NEMO_MOBILE_NETWORK_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-router-advertiser.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
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
        EXPLICIT,  ///< from every Binding Update
        IMPLICIT,  ///< by other means
        DELEGATED, ///< it gives them, and is told in Binding Updates that the router has them
        ROUTING    ///< from a routing protocol in the tunnel. RFC 3963 section 8
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
        /// The last bits of the router's address in prefixes that the link is given later.
        Ipv6Address identifier{"::1"};
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
    /// @return the prefixes claimed, in the order in which they were added, and then those given
    std::vector<NetworkPrefix> GetPrefixes() const;
    /// @return the prefixes claimed
    std::vector<NetworkPrefix> GetClaims() const;
    /// The same with those that have ended: the home agent may prolong them.
    std::vector<NetworkPrefix> GetConfigured() const;
    /// When the next prefix ends after `now`; absent: none does.
    std::optional<Time> NextEnd(Time now) const;
    /// @return whether a prefix is one of the network's, or part of one
    bool Covers(const NetworkPrefix& prefix) const;

    /// @return the IPv6 interface number of the first link; 0 if there is none
    uint32_t GetFirstLink() const;
    /// @return the IPv6 interface number of the link that an address is of; none if it is of none
    std::optional<uint32_t> FindLink(const Ipv6Address& address) const;

    /// Take up work as the network's router: addresses, forwarding, advertisements, and tunnels of
    /// nodes inside that end here, which are judged again when they are forwarded (RFC 3963
    /// section 9).
    void Start(MobilityStack& stack) const;
    /// Stop advertising, without a word, and ending tunnels; addresses that were given go.
    void Stop(MobilityStack& stack) const;

    /// Let nodes inside use the prefixes claimed (true, as after Start), or tell them that none is
    /// valid any more. RFC 3963 section 5.4.2.
    void AdvertisePrefixes(MobilityStack& stack, bool isValid) const;

    /// Write the network's part into a Binding Update in a mode that does not deregister: an
    /// option for each prefix of its configuration, if the mode or the update lists others.
    void Write(Signal& update, Mode mode, bool listsOthers = false) const;

    /// @name Prefixes that the home agent has given. Section 7 of
    /// draft-ietf-nemo-prefix-delegation-00.
    /** @{ */
    /// Number a link: the first 64 bits of the prefix, or all of a longer one, are the link's, and
    /// advertised until `expires`.
    void Number(MobilityStack& stack,
                uint32_t interface,
                const NetworkPrefix& prefix,
                Time expires);
    /// The prefix ends at another time, a given one or one of the configuration. @return false if
    /// it is none of the network's
    bool SetEnd(MobilityStack& stack, const NetworkPrefix& prefix, Time expires);
    /// The prefix is the network's no more: advertised as over for a while, then not at all.
    void Withdraw(MobilityStack& stack, const NetworkPrefix& prefix);
    /// Forget what was given; while the network does not work.
    void ForgetGiven();
    /// @return what was given, with its end
    std::map<NetworkPrefix, Time> GetGiven() const;
    /// @}

  private:
    /// A prefix that was given.
    struct Given
    {
        NetworkPrefix prefix;
        uint32_t interface {
            0
        };
        OwnAddress own; ///< in it, with the length of the link's prefix
    };

    const Ingress* FindIngress(uint32_t interface) const;
    AdvertisingConfig Compose(const Ingress& ingress) const;
    void Limit(AdvertisedPrefix& advertised, const NetworkPrefix& prefix) const;
    void Advertise(MobilityStack& stack, uint32_t interface) const;
    void AcceptInside(MobilityStack& stack, const NetworkPrefix& prefix) const;
    bool IsOver(const NetworkPrefix& prefix) const;

    Mode m_mode{Mode::EXPLICIT};
    std::vector<Ingress> m_ingress;
    std::vector<NetworkPrefix> m_prefixes; ///< by AddPrefix
    std::vector<Given> m_given;            ///< by Number
    /// Absolute ends of prefixes that do not last for ever.
    std::map<NetworkPrefix, Time> m_ends;
    /// Prefixes that are over, and until when that is said.
    std::map<NetworkPrefix, Given> m_over;
    std::map<NetworkPrefix, ScopedEvent> m_silence; ///< When that has been said often enough.
};

} // namespace ns3::nemo

#endif // NEMO_MOBILE_NETWORK_H
