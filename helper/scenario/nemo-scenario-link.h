// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_LINK_H
#define NEMO_SCENARIO_LINK_H

#include "ns3/data-rate.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-scenario-radio.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// A prefix that routers advertise on a link, with the lifetimes of RFC 4861 section 6.2.1.
struct LinkPrefix
{
    NetworkPrefix prefix;            ///< The subnet.
    Time valid{Seconds(2592000)};    ///< AdvValidLifetime, whole seconds.
    Time preferred{Seconds(604800)}; ///< AdvPreferredLifetime, whole seconds, not above valid.
    /// The file gave a lifetime: it counts down, so that a prefix can end. Otherwise it stays the
    /// same. Both are in RFC 4861 section 6.2.1.
    bool decrementing{false};
    Time since; ///< From when on lifetimes count down: the beginning of the run, or of a fault.
};

/// What a link is made of.
enum class LinkType : uint8_t
{
    SHARED,         ///< Any number of nodes.
    POINT_TO_POINT, ///< Two nodes at a time.
    WIFI,           ///< Access points, and the stations that they reach.
};

/// A link: the entry NAME of "links".
struct LinkSpec
{
    std::string name;                 ///< The key; also the stem of its capture file.
    LinkType type{LinkType::SHARED};  ///< "type".
    std::vector<LinkPrefix> prefixes; ///< "prefix": at least one.
    Time delay{MicroSeconds(1)};      ///< One-way propagation delay.
    DataRate rate{100000000};         ///< Bits per second.
    double loss{0};                   ///< Chance that a frame is lost, 0 to 1.
    double duplicate{0};              ///< Chance that a frame arrives twice, 0 to 1.
    double reorder{0};                ///< Chance that later frames can overtake one, 0 to 1.
    uint16_t mtu{1500};               ///< Octets of an IPv6 packet, 1280 at least.
    bool up{true};                    ///< False: carries nothing.
    std::string ssid;                 ///< Wifi: the network's name.
    std::vector<AccessPointSpec> accessPoints; ///< Wifi: one at least.
    /// What faults add to its prefixes in the course of the run. Routes lead there from the
    /// beginning, since they are computed once.
    std::vector<NetworkPrefix> laterPrefixes;
};

/// \return "shared", "point-to-point" or "wifi".
std::string_view ToString(LinkType type);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_LINK_H
