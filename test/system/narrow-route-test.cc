// SPDX-License-Identifier: GPL-2.0-only
// Packets that do not fit on the optimised route are cut once, whatever was learned of the way by
// the home agent before. RFC 8200 section 4.5, RFC 8201 section 5.2.
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::narrow_route_test
{

namespace
{

constexpr std::size_t IPV6_HEADER = 40;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t FRAGMENT = 44;
constexpr uint8_t OPTIONS = 60;

/// How a packet is laid out before its payload.
struct Layout
{
    int fragments{0};       ///< Fragment headers.
    bool isRouted{false};   ///< It has a routing header.
    bool hasOptions{false}; ///< It has destination options.
};

Layout
Read(const Octets& octets)
{
    Layout layout;
    uint8_t next = octets.at(6);
    std::size_t at = IPV6_HEADER;
    while (next == ROUTING || next == FRAGMENT || next == OPTIONS)
    {
        layout.fragments += next == FRAGMENT ? 1 : 0;
        layout.isRouted = layout.isRouted || next == ROUTING;
        layout.hasOptions = layout.hasOptions || next == OPTIONS;
        const std::size_t size = next == FRAGMENT ? 8 : (octets.at(at + 1) + 1U) * 8U;
        next = octets.at(at);
        at += size;
    }
    return layout;
}

/// Flows of packets that fit nowhere, both ways, on a visited link of so many octets.
void
ExpectOneCut(const std::string& text, uint32_t mtu)
{
    ScenarioRun run(text, {"/links/A/mtu=" + std::to_string(mtu)});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    int down = 0;
    int up = 0;
    for (const CaughtPacket& packet : link.All())
    {
        const Layout layout = Read(packet.octets);
        ASSERT_LE(layout.fragments, 1) << mtu << " " << packet.at;
        EXPECT_LE(packet.octets.size(), mtu);
        down += layout.fragments > 0 && layout.isRouted ? 1 : 0;
        up += layout.fragments > 0 && layout.hasOptions ? 1 : 0;
    }
    EXPECT_GT(down, 100) << mtu;
    EXPECT_GT(up, 100) << mtu;
    EXPECT_LE(run.FlowOf("down")["lost"], 4) << mtu;
    EXPECT_LE(run.FlowOf("up")["lost"], 4) << mtu;
}

const char* const FLOWS = R"(
    { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "5pps", "size": 1400,
      "start": "10s" },
    { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "5pps", "size": 1400,
      "start": "10s" })";

TEST(NarrowRoute, PacketsAreCutOnceInRfc6275)
{
    const std::string text = std::string(R"({
      "duration": "60s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" },
                 "core": { "prefix": "c::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR": { "role": "router", "links": { "A": "::1", "core": "::2" } },
        "CN": { "role": "correspondent", "links": { "core": "::9" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
                "attached": "A" } },
      "traffic": [)") + FLOWS +
                             "] }";
    for (const uint32_t mtu : {1280U, 1300U, 1303U, 1304U, 1400U})
    {
        ExpectOneCut(text, mtu);
    }
}

} // namespace

} // namespace ns3::nemo::tests::narrow_route_test
