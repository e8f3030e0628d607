// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOVEMENT_DETECTOR_H
#define MIP6_MOVEMENT_DETECTOR_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-former-router.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-router-discovery.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <vector>

namespace ns3::nemo
{

class MovementListener;

/**
 * Decides which router a mobile node uses, and with it whether the node has moved. RFC 6275
 * sections 11.5.1, 11.5.3 and 11.5.4.
 *
 * A router is current until there is reason for another: hearing a new router, even with new
 * prefixes, is none as long as the current one is reachable. Two routers that advertise a common
 * on-link prefix are on one link. Routers are told apart by link-local address, and by the global
 * address of prefixes with R (RouterDiscovery): without R, routers of two links that share one
 * link-local address are taken for the same, and movement between them is noticed only when the
 * prefixes of the old link expire.
 *
 *                         first candidate heard
 *            SEARCHING ---------------------------> SETTLED <---------------+
 *               ^   ^                                | link changed; silent, |
 *               |   |                                | unreachable or lost,  | current heard or
 *               |   |                                | and no other heard    | reached: not moved;
 *               |   |                                v                       | other heard: moved
 *               |   +---------------------------- SUSPICIOUS ----------------+
 *               |     another router has its link-local address, or a new link in mode LINK,
 *               +---- from both
 */
class MovementDetector : public RouterDiscoveryListener
{
  public:
    /// What makes the node look for routers.
    enum class Mode : uint8_t
    {
        SOLICIT,        ///< A new link: solicits, and believes the first advertisement.
        ADVERTISEMENTS, ///< The same, but waits for unsolicited advertisements.
        LINK            ///< A new link is a move: what was used is dropped at once.
    };

    /// How sure it is of the current router.
    enum class State : uint8_t
    {
        SEARCHING, ///< There is no current router.
        SETTLED,   ///< There is, and nothing speaks against it.
        SUSPICIOUS ///< There is, but it may be out of reach.
    };

    /// How to work.
    struct Config
    {
        Mode mode{Mode::SOLICIT}; ///< what makes it look for routers
        /// The last 64 bits of care-of addresses; absent: EUI-64.
        std::optional<uint64_t> interfaceIdentifier;
        /// Addresses that others have assigned to this node, each for the link of its prefix.
        std::vector<Ipv6Address> assigned{};
        Time dadRandomDelay{Seconds(1)}; ///< most that the probe of a care-of address waits
        bool optimisticDad{false};       ///< care-of addresses are used while they are probed
        /// A current router that has not been heard for so long is asked whether it is there.
        Time reachableTime{Seconds(30)};
        /// Any packet that comes from it, or that it forwards, is hearing it; false: only its
        /// advertisements and answers. draft-ietf-mobileip-ipv6-04 section 9.2.
        bool hearsEveryPacket{false};
        /// As RouterDiscovery::Config.
        bool detectsUnreachability{false};
    };

    /**
     * A detector that is not working.
     * @param discovery where routers are heard
     * @param interface the roaming interface
     * @param listener who hears what is found out; must outlive this object
     */
    MovementDetector(Ptr<RouterDiscovery> discovery,
                     uint32_t interface,
                     MovementListener& listener);
    ~MovementDetector() override;
    MovementDetector(const MovementDetector&) = delete;
    MovementDetector& operator=(const MovementDetector&) = delete;

    /// Begin to work, without any knowledge. An interface that has a link already is treated as if
    /// that had just come, but nobody is told so.
    void Start(const Config& config);
    /// End the work and forget: addresses and routes that came of it go, without events.
    void Stop();

    /// IPv6 interface number of the roaming interface.
    uint32_t GetInterface() const
    {
        return m_interface;
    }

    /// How sure it is.
    State GetState() const
    {
        return m_state;
    }

    /// The current router; none if there is none.
    std::optional<HeardRouter> GetCurrentRouter() const;

    /// The primary care-of address: its prefix is one of the current router's; :: if there is none.
    Ipv6Address GetCareOfAddress() const
    {
        return m_careOf;
    }

    /// When the interface last got its link (or work began).
    Time GetLinkTime() const
    {
        return m_linkTime;
    }

    // From RouterDiscoveryListener
    void OnLinkUp(uint32_t interface) override;
    void OnLinkDown(uint32_t interface) override;
    void OnAdvertisement(uint32_t interface, const HeardRouter& router) override;
    void OnRouterSilent(uint32_t interface, const HeardRouter& router) override;
    void OnRouterUnreachable(uint32_t interface, const HeardRouter& router) override;
    void OnRouterLost(uint32_t interface, const HeardRouter& router) override;
    void OnRouterReplaced(uint32_t interface, const HeardRouter& router) override;
    void OnAddressReady(uint32_t interface,
                        const Ipv6Address& address,
                        const NetworkPrefix& prefix) override;
    void OnAddressDeprecated(uint32_t interface, const Ipv6Address& address) override;
    void OnAddressGone(uint32_t interface, const Ipv6Address& address) override;

  private:
    void EnterState(State next);
    bool IsCandidate(const HeardRouter& router) const;
    void LookForOther();
    void Select(const HeardRouter& router);
    void Confirm(const HeardRouter& router);
    void Consider(const HeardRouter& router);
    void Uproot();
    void Probe();
    void OnProbed(const Ipv6Address& router, bool isReachable);
    void GiveUp();
    Time LastHeard() const;
    void OnCheck();
    void ChooseCareOfAddress();

    Ptr<RouterDiscovery> m_discovery;
    uint32_t m_interface;
    MovementListener& m_listener;
    Config m_config;
    State m_state{State::SEARCHING};
    std::optional<Ipv6Address> m_current;      ///< Link-local address of the current router.
    std::vector<NetworkPrefix> m_homePrefixes; ///< Which it advertised when it was selected.
    std::optional<Ipv6Address> m_probed;       ///< It is being asked whether it is there.
    bool m_isUnreachable{false};               ///< It did not answer.
    Time m_confirmed;                          ///< When it was last known to be there.
    Time m_linkTime;                           ///< When the link came.
    Ipv6Address m_careOf{Ipv6Address::GetAny()};
    FormerRouter m_former;  ///< The one before, if it can be reached.
    ScopedEvent m_check;    ///< The current router may have been unheard for long.
    ScopedEvent m_decision; ///< It did not answer.
};

/// The state's name, for example "SETTLED".
const char* ToString(MovementDetector::State state);

/// Writes ToString().
inline std::ostream&
operator<<(std::ostream& os, MovementDetector::State state)
{
    return os << ToString(state);
}

/// Who hears what a MovementDetector finds out.
class MovementListener
{
  public:
    virtual ~MovementListener() = default;

    /// The roaming interface got its link, or lost it.
    virtual void OnLink(bool isUp) = 0;

    /// Whether a router may be used at all.
    virtual bool MayUse(const HeardRouter& /* router */) const
    {
        return true;
    }

    /// The home prefixes that a router shows to be on-link, always in the same order; empty: it is
    /// none of a home link.
    virtual std::vector<NetworkPrefix> HomePrefixesOf(const HeardRouter& router) const = 0;

    /// This router is the current one from now on; the same one again if it has turned out to be
    /// one of another home link than before, or of none. Returns what to take from it.
    virtual RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) = 0;

    /// The link layer has moved the node; where to is not known yet.
    virtual void OnUprooted() = 0;

    /// The primary care-of address from now on.
    virtual void OnCareOfAddress(const Ipv6Address& address) = 0;

    /// There is none any more.
    virtual void OnCareOfAddressLost() = 0;

    /// An address came or went that need not be the primary care-of address.
    virtual void OnAddresses() = 0;

    /// A state of the detector was entered.
    virtual void OnMovementState(MovementDetector::State from, MovementDetector::State to) = 0;
};

} // namespace ns3::nemo

#endif // MIP6_MOVEMENT_DETECTOR_H
