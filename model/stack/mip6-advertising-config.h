// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ADVERTISING_CONFIG_H
#define MIP6_ADVERTISING_CONFIG_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A prefix to advertise. RFC 4861 section 6.2.1, RFC 6275 section 7.2.
struct AdvertisedPrefix
{
    /// With `router` the router's own address in the prefix, else any address in it.
    Ipv6Address address;
    uint8_t length{64};      ///< bits
    bool onLink{true};       ///< L: AdvOnLinkFlag
    bool autonomous{true};   ///< A: AdvAutonomousFlag
    bool router{false};      ///< R: the address above is sent whole
    Time valid{Days(30)};    ///< AdvValidLifetime; Time::Max() is infinity
    Time preferred{Days(7)}; ///< AdvPreferredLifetime, at most `valid`; Time::Max() is infinity
    /// Absolute time from which on the lifetimes count down, to 0; absent: they stay the same. RFC
    /// 4861 section 6.2.1.
    std::optional<Time> countsFrom;
};

/// What to advertise on an interface, and how often. RFC 4861 section 6.2.1, RFC 6275 section 7.
struct AdvertisingConfig
{
    std::optional<Time> minInterval; ///< MinRtrAdvInterval; absent: the attribute. At least 30 ms
    std::optional<Time> maxInterval; ///< MaxRtrAdvInterval; absent: the attribute. At least 70 ms
    /// AdvDefaultLifetime: 0 (not a default router), or 1 s to 9000 s and not less than the
    /// maximum interval; sent in whole seconds, rounded up. Absent: 3 maximum intervals.
    std::optional<Time> routerLifetime;
    bool homeAgent{false}; ///< H
    /// Sent where RFC 6275 section 7.4 lets it: with H, and unless it says nothing but defaults.
    std::optional<HomeAgentInformation> homeAgentInformation;
    bool advertisementInterval{false};      ///< send the Advertisement Interval option
    bool sourceLinkLayerAddress{true};      ///< send the Source Link-Layer Address option
    std::vector<AdvertisedPrefix> prefixes; ///< in this order
    std::optional<uint32_t> mtu;            ///< AdvLinkMTU
    uint8_t currentHopLimit{64};            ///< AdvCurHopLimit
    /// MIN_DELAY_BETWEEN_RAS; absent: the attribute, or minInterval if that is less (RFC 6275
    /// section 13).
    std::optional<Time> minDelayBetweenRas;
};

/// @name Limits of the times.
/// @{
const Time LEAST_MIN_RTR_ADV_INTERVAL = MilliSeconds(30);  //!< RFC 6275 section 7.5
const Time LEAST_MAX_RTR_ADV_INTERVAL = MilliSeconds(70);  //!< RFC 6275 section 7.5
const Time MOST_MAX_RTR_ADV_INTERVAL = Seconds(1800);      //!< RFC 4861 section 6.2.1
const Time LEAST_MIN_DELAY_BETWEEN_RAS = MilliSeconds(30); //!< RFC 6275 section 13
/// @}

/**
 * @param config all its times are there, but the router lifetime may be absent
 * @return what is wrong with it, as a sentence; none if nothing is
 */
std::optional<std::string> CheckAdvertising(const AdvertisingConfig& config);

/**
 * What such a configuration says. RFC 4861 section 6.2.3, RFC 6275 section 7.
 * @param config all its times are there, but the router lifetime may be absent
 * @param linkLayer the router's link-layer address
 * @param now absolute time, for lifetimes that count down
 * @return the message
 */
RouterAdvertisement ComposeAdvertisement(const AdvertisingConfig& config,
                                         const Mac48Address& linkLayer,
                                         const Time& now);

} // namespace ns3::nemo

#endif // MIP6_ADVERTISING_CONFIG_H
