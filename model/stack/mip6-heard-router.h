// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HEARD_ROUTER_H
#define MIP6_HEARD_ROUTER_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// A prefix that a router advertised. Times are absolute; Time::Max() is never.
struct HeardPrefix
{
    NetworkPrefix prefix;   ///< without the router's host bits
    Time onLinkUntil;       ///< end of the time that L said; only L with lifetime 0 shortens it
    bool autonomous{false}; ///< A was said
    Time validUntil;        ///< end of the valid lifetime, of options with A once there was one
    Time preferredUntil;    ///< end of the preferred lifetime, likewise

    /// Note what an option says. One without L says nothing about on-link (RFC 4861 section 6.3.4),
    /// one without A nothing about addresses (RFC 4862 section 5.5.3).
    void Hear(const PrefixInformation& option, const Time& now);
    /// @return whether it is on-link. RFC 4861 section 6.3.4
    bool IsOnLink(const Time& now) const;
    /// @return whether nothing that was said of it holds any longer
    bool IsOver(const Time& now) const;
};

/**
 * What the advertisements of one router said. RFC 4861 section 6.3.4.
 *
 * Advertisements add up: a prefix that one does not name stays as an earlier one left it.
 */
struct HeardRouter
{
    Ipv6Address linkLocal;                    ///< source of its advertisements
    std::optional<Mac48Address> linkLayer;    ///< from its Source Link-Layer Address option
    std::vector<Ipv6Address> globalAddresses; ///< of prefixes with R: RFC 6275 section 7.2
    std::vector<HeardPrefix> prefixes;        ///< in the order in which they were first heard
    uint16_t lifetime{0};                     ///< seconds; 0: not a default router
    Time lifetimeUntil;                       ///< end of its time as a default router
    bool homeAgent{false};                    ///< H: RFC 6275 section 7.1
    std::optional<HomeAgentInformation> homeAgentInformation; ///< RFC 6275 section 7.4
    std::optional<Time> advertisementInterval;                ///< RFC 6275 section 7.3
    uint8_t hopLimit{0};                                      ///< Cur Hop Limit; 0: unspecified
    std::optional<uint32_t> mtu;                              ///< octets
    Time firstHeard; ///< absolute time of its first advertisement
    Time lastHeard;  ///< absolute time of its last advertisement

    /// @return whether it is a default router at this time
    bool IsDefault(const Time& now) const;
    /// @return what it said of just this prefix (the same length), if that is still valid; else
    /// null
    const HeardPrefix* Find(const NetworkPrefix& prefix, const Time& now) const;
    /// @return whether an advertisement comes from another router with the same link-local address,
    /// which only the addresses in prefixes with R can tell. RFC 6275 section 11.5.1
    bool IsAnother(const RouterAdvertisement& message) const;
    /// How many prefixes, and addresses of the router in them, are kept: a router may advertise
    /// others each time.
    static constexpr std::size_t MOST_PREFIXES = 64;
    /// Note what an advertisement says.
    /// @return false: all but the prefixes and addresses that were one too many
    bool Hear(const RouterAdvertisement& message, const Time& now);
    /// Forget prefixes whose valid lifetime has ended.
    void ForgetInvalid(const Time& now);

  private:
    bool HearPrefix(const PrefixInformation& option, const Time& now);
};

/// @return when a lifetime in seconds ends; 0xffffffff is never
Time EndOfLifetime(uint32_t seconds, const Time& now);

/// @return the prefixes to use: not link-local, of a possible length, not preferred longer than
/// valid. RFC 4861 section 6.3.4, RFC 4862 section 5.5.3
std::vector<PrefixInformation> UsablePrefixes(const RouterAdvertisement& message);

/// An address that RouterDiscovery formed. Times are absolute; Time::Max() is never.
struct FormedAddress
{
    /// Where it is in its life. RFC 4862 section 5.
    enum class State : uint8_t
    {
        TENTATIVE,  ///< being probed; not yet on the interface
        OPTIMISTIC, ///< being probed, and on the interface already. RFC 4429
        PREFERRED,  ///< on the interface
        DEPRECATED, ///< on the interface, not for new uses
        REFUSED     ///< somebody else has it; not on the interface
    };

    Ipv6Address address;           ///< prefix and interface identifier
    NetworkPrefix prefix;          ///< it was formed from
    State state{State::TENTATIVE}; ///< where it is in its life
    Time validUntil;               ///< end of the valid lifetime
    Time preferredUntil;           ///< end of the preferred lifetime

    /// @return whether it is on the interface
    bool IsUsable() const;
    /// @return whether it is being probed
    bool IsProbed() const;
    /// Note that its prefix was advertised again. RFC 4862 section 5.5.3 (e): an advertisement
    /// shortens the valid lifetime to no less than two hours.
    void Refresh(uint32_t validLifetime, uint32_t preferredLifetime, const Time& now);
};

} // namespace ns3::nemo

#endif // MIP6_HEARD_ROUTER_H
