// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-template.h"

namespace ns3::nemo
{

std::string_view
GetScenarioTemplate()
{
    return R"json({
  // A mobile router takes its network from home to a visited link. Change what you like; after
  // that, `nemo check` says what is wrong and `nemo run` what happens.
  "description": "A mobile router visits a link, with a node on board that receives a voice stream",
  "duration": "60s",
  "seed": 1, // the same seed gives the same results, octet for octet
  "run": 1,  // another run gives other random draws of the same seed

  // Subnets by name. Also: "type": "point-to-point", "loss": 0.01, "mtu": 1500,
  // "duplicate": 0.01, "reorder": 0.01.
  // 2001:db8::/32 cannot be used since ns-3 does not forward it.
  "links": {
    "home":     { "prefix": "fd00:1::/64" },
    "visited":  { "prefix": "fd00:2::/64", "delay": "5ms", "rate": "10Mbps" },
    "onboard":  { "prefix": "fd00:3::/64" },
    "internet": { "prefix": "fd00:ffff::/64", "delay": "10ms", "rate": "1Gbps" }
  },

  // An address is "::3" (the link's prefix and this), a whole address, or null (made of the MAC).
  "nodes": {
    // The home agent answers for the mobile router while it is away. The prefix table says which
    // prefixes it may claim; "any" would accept all.
    "ha": { "role": "home-agent", "links": { "home": "::1", "internet": "::1" },
            "prefixTable": { "fd00:1::2": ["fd00:3::/64"] } },
    "ar": { "role": "router", "links": { "visited": "::1", "internet": "::2" } },
    "cn": { "role": "correspondent", "links": { "internet": "::9" } },

    // "mode" is "explicit" (it lists its prefixes) or "implicit" (the home agent knows them).
    "mr": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "homeAgent": "ha",
            "ingress": { "onboard": "::1" }, "mode": "explicit" },
    "passenger": { "role": "host", "links": { "onboard": "::2" } }
    // Also: "router" (in the mobile network, too), "mobile-node" (like "mr" without "ingress").
  },

  // "to": null is out of coverage.
  "movement": [
    { "at": "10s", "node": "mr", "to": "visited" },
    { "at": "40s", "node": "mr", "to": "home" }
  ],

  // What goes wrong: a node crashes and comes back, a link changes any of its keys.
  "faults": [
    { "at": "50s", "node": "ar", "action": "crash" },
    { "at": "52s", "node": "ar", "action": "restart" },
    { "at": "50s", "link": "visited", "loss": 0.5 }
  ],

  // "udp" has "rate" (packets "50pps" or bits "64kbps") and "size", "ping" has "interval",
  // "tcp" has "bytes", "onoff" is as "udp" and has "on" and "off".
  "traffic": [
    { "name": "voice", "type": "udp", "from": "cn", "to": "passenger", "rate": "50pps", "size": 160,
      "start": "5s", "stop": "55s" }
  ],

  // What has to hold; if something does not, the exit code is 1.
  "expect": [
    { "binding": { "at": "30s", "node": "ha", "home": "fd00:1::2", "careOf": "fd00:2::2",
                   "prefixes": ["fd00:3::/64"] } },
    { "noBinding": { "at": "55s", "node": "ha", "home": "fd00:1::2" } },
    { "handover": { "node": "mr", "index": 0, "outageMax": "5s" } },
    { "flow": "voice", "receivedMin": 2000 }
  ],

  // A capture file for each link, for Wireshark.
  "output": { "pcap": true }
}
)json";
}

} // namespace ns3::nemo
