// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_OPTIMISED_WORLD_H
#define NEMO_TEST_OPTIMISED_WORLD_H

#include "ns3/ipv6-address.h"

#include <string>

namespace ns3::nemo::tests
{

/**
 * A scenario with the nodes of test/vectors/mip6.json (see support/routable-vector.h): MN, at home
 * on link "home", that is on link "away" from 10 s on, and CN, which talk to each other by an
 * optimised route.
 *
 *      HA on "home", AR on "away", HA2 on "peers" (where CN is) and AR2 on "other" meet on "core".
 *
 * What differs is JSON text; what adds to something begins with a comma.
 */
struct OptimisedWorld
{
    std::string traffic; ///< flows, separated by commas
    std::string duration{"60s"};
    /// Keys of CN.
    std::string correspondent{R"("role": "correspondent", "links": { "peers": "::5" })"};
    std::string agents{};   ///< more keys of HA and HA2
    std::string router{};   ///< more keys of AR
    std::string nodes{};    ///< more nodes
    std::string movement{}; ///< more movements
    std::string away{};     ///< more keys of link "away"
    std::string core{};     ///< more keys of link "core"

    /// The scenario.
    std::string Text() const
    {
        return R"({ "duration": ")" + duration + R"(",
          "links": {
            "home": { "prefix": "2000:db9:1::/64" }, "away": { "prefix": "2000:db9:2::/64" )" +
               away + R"( },
            "peers": { "prefix": "2000:db9:3::/64" }, "other": { "prefix": "2000:db9:4::/64" },
            "core": { "prefix": "2000:db9:9::/64", "delay": "5ms" )" +
               core + R"( } },
          "nodes": {
            "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } )" +
               agents + R"( },
            "AR": { "role": "router", "links": { "away": "::1", "core": "::2" } )" +
               router + R"( },
            "HA2": { "role": "home-agent", "links": { "peers": "::1", "core": "::3" } )" +
               agents + R"( },
            "AR2": { "role": "router", "links": { "other": "::1", "core": "::4" } },
            "CN": { )" +
               correspondent + R"( },
            "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::10", "homeAgent": "HA" } )" +
               nodes + R"( },
          "movement": [ { "at": "10s", "node": "MN", "to": "away" } )" +
               movement + R"( ],
          "traffic": [ )" +
               traffic + R"( ] })";
    }

    /// Datagrams of both to each other.
    static std::string BothWays()
    {
        return R"({ "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "20pps" },
                  { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "20pps" })";
    }

    inline static const Ipv6Address HOME{"2000:db9:1::10"};    ///< home address of MN
    inline static const Ipv6Address CARE_OF{"2000:db9:2::10"}; ///< its care-of address
    inline static const Ipv6Address PEER{"2000:db9:3::5"};     ///< of CN
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_OPTIMISED_WORLD_H
