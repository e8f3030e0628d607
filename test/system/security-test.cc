// SPDX-License-Identifier: GPL-2.0-only
// Scenarios with "security": what is protected on every link, and that tshark and the module agree
// on the keys (the referee of `./nemo test` opens the captures with the file that lies beside).
#include "nemo-requirement.h"
#include "support/esp-wire.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobility-header.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::security_test
{

namespace
{

using Type = MobilityHeaderType;

const Ipv6Address HOME("1::2");
const Ipv6Address AGENT("1::1");
constexpr uint32_t SPI = 1000;

std::string
Digits(uint8_t octet, std::size_t count)
{
    constexpr char HEX[] = "0123456789abcdef";
    std::string text = "0x";
    for (std::size_t i = 0; i < count; ++i)
    {
        text += HEX[octet >> 4];
        text += HEX[octet & 0xf];
    }
    return text;
}

/// A mobile node that visits link A from 10 s and link B from 40 s on. Packets of CN come from 5 s
/// on, those of CN2 from 45 s on. All keys are KeysOf(7).
std::string
World(const std::string& protect, const std::string& spi, const std::string& more = "")
{
    return R"({
      "duration": "60s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" },
                 "B": { "prefix": "b::/64" }, "core": { "prefix": "c::/64", "delay": "10ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "R_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
        "R_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
        "CN": { "role": "correspondent", "links": { "core": "::9" } },
        "CN2": { "role": "correspondent", "links": { "core": "::8" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA" } },
      "movement": [ { "at": "10s", "node": "MN", "to": "A" },
                    { "at": "40s", "node": "MN", "to": "B" } ],
      "traffic": [ { "type": "udp", "from": "CN", "to": "MN", "rate": "10pps", "start": "5s" },
                   { "type": "udp", "from": "CN2", "to": "MN", "rate": "10pps",
                     "start": "45s" } ],
      "security": [ { "between": ["MN", "HA"], "protect": )" +
           protect + R"(, "spi": )" + spi + R"(, "keys": { "encryption": ")" + Digits(7, 16) +
           R"(", "authentication": ")" + Digits(7, 20) + R"(" } })" + more + "] }";
}

/// What is protected on a link by the association with this SPI.
std::vector<EspOnWire>
Protected(const LinkTap& tap, uint32_t spi)
{
    std::vector<EspOnWire> found;
    for (const auto& packet : tap.All())
    {
        const auto esp = FindEsp(packet.octets, KeysOf(7));
        if (esp && esp->position.spi == spi)
        {
            found.push_back(*esp);
        }
    }
    return found;
}

/// The signals of a type that anybody could read on a link, in tunnels too.
std::size_t
InTheOpen(const LinkTap& tap, Type type)
{
    return tap
        .Where([&](const CaughtPacket& packet) {
            const auto& signal = Innermost(packet).signal;
            return signal && TypeOf(*signal) == type;
        })
        .size();
}

std::string
ReadText(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The file of keys beside a capture.
std::string
KeysBeside(const std::string& capture)
{
    return ReadText(capture.substr(0, capture.rfind('/')) + "/esp_sa");
}

} // namespace

// RFC 6275 sections 5.2.5 and 10.4.6, RFC 3776 section 4.1.
TEST(Security, HomeTestsGoThroughTheTunnelProtectedAndToWhereTheNodeIs)
{
    REQ("RFC-127");
    ScenarioRun run(World(R"(["return-routability"])", "[1000, 1001]"));
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    for (const LinkTap* tap : {&a, &b})
    {
        const bool isFirst = tap == &a;
        const Ipv6Address careOf(isFirst ? "a::2" : "b::2");
        const Ipv6Address peer(isFirst ? "c::9" : "c::8");
        EXPECT_EQ(InTheOpen(*tap, Type::HOME_TEST_INIT), 0U);
        EXPECT_EQ(InTheOpen(*tap, Type::HOME_TEST), 0U);
        EXPECT_GT(InTheOpen(*tap, Type::CARE_OF_TEST), 0U) << "outside of the tunnel";
        const auto out = Protected(*tap, SPI);
        const auto back = Protected(*tap, SPI + 1);
        ASSERT_EQ(out.size(), 1U);
        ASSERT_EQ(back.size(), 1U);
        EXPECT_EQ(out[0].source, careOf);
        EXPECT_EQ(back[0].destination, careOf);
        const CaughtPacket init = Dissect(out[0].payload.octets);
        EXPECT_TRUE(init.signal && init.signal->Get<HomeTestInit>());
        EXPECT_EQ(init.destination, peer);
        const CaughtPacket test = Dissect(back[0].payload.octets);
        EXPECT_TRUE(test.signal && test.signal->Get<HomeTest>());
        EXPECT_EQ(test.source, peer);
        EXPECT_EQ(test.destination, HOME);
    }
    EXPECT_EQ(run.CountOf("MN", "BA", "rx"), 5U) << "two of the home agent, three of the others";
}

// RFC 3963 section 9: no association but that of the tunnel.
TEST(Security, DataIsAllThatIsInTheTunnel)
{
    REQ("NEMO-9-9");
    REQ("BOOK-021");
    ScenarioRun run(World(R"(["data", "binding"])", "[1000, 1001, 1002, 1003]"));
    const LinkTap a(run.LinkOf("A"));
    run.Run();
    EXPECT_EQ(InTheOpen(a, Type::HOME_TEST_INIT), 0U);
    EXPECT_EQ(InTheOpen(a, Type::HOME_TEST), 0U);
    EXPECT_TRUE(
        a.Where([](const CaughtPacket& packet) { return packet.inner != nullptr; }).empty());
    EXPECT_EQ(Protected(a, SPI).size(), 1U);
    EXPECT_EQ(Protected(a, SPI + 1).size(), 1U);
    EXPECT_GT(Protected(a, SPI + 3).size(), 1U) << "the datagrams before routes are optimised";
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

// One end knows of no association: RFC 6275 section 5.1.
TEST(Security, NothingIsBoundThatIsNotProtected)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    ScenarioRun run(World(R"(["binding"])", "[1000, 1001]"));
    // What the mobile node has forgotten the home agent still asks for.
    run.NodeOf("MN").stack->GetPacketPath()->SetSecurity(nullptr);
    run.Run();
    EXPECT_TRUE(run.BindingsOf("HA").empty());
    EXPECT_GT(run.DropsOf("HA", "unprotected"), 3U);
    EXPECT_EQ(run.CountOf("HA", "BA", "tx"), 0U);
}

TEST(Security, KeysLieBesideTheCaptures)
{
    ScenarioRun run(World(R"(["binding"])",
                          "[1000, 1001]",
                          R"(, { "between": ["HA", "MN"], "protect": ["data"],
                                 "encryption": "null" })"));
    run.Run();
    const std::string keys = KeysBeside(run.CaptureOf("A"));
    std::istringstream lines(keys);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line,
              R"("IPv6","*","*","0x000003e8","AES-CBC [RFC3602]",")" + Digits(7, 16) +
                  R"(","HMAC-SHA-1-96 [RFC2404]",")" + Digits(7, 20) + "\"");
    std::getline(lines, line);
    EXPECT_EQ(line.substr(0, 27), R"("IPv6","*","*","0x000003e9")");
    std::vector<std::string> drawn;
    while (std::getline(lines, line))
    {
        EXPECT_NE(line.find(R"(,"NULL","","HMAC-SHA-1-96 [RFC2404]","0x)"), std::string::npos);
        drawn.push_back(line.substr(line.rfind("0x")));
    }
    ASSERT_EQ(drawn.size(), 2U);
    EXPECT_EQ(drawn[0].size(), 2U + 40 + 1);
    EXPECT_NE(drawn[0], drawn[1]) << "each association has a key of its own";
}

TEST(Security, DrawnKeysDependOnSeedAndRunAlone)
{
    const auto keysOf = [](const std::vector<std::string>& settings) {
        std::vector<std::string> all = settings;
        for (const char* setting : {"/duration=1s", "/expect=[]", "/movement=[]", "/traffic=[]"})
        {
            all.emplace_back(setting);
        }
        ScenarioRun run(Shipped("home-registration-esp"), all);
        return KeysBeside(run.CaptureOf("A"));
    };
    const std::string keys = keysOf({});
    EXPECT_EQ(keysOf({}), keys);
    EXPECT_EQ(keysOf({"/links/internet/delay=20ms"}), keys);
    EXPECT_NE(keysOf({"/seed=2"}), keys);
    EXPECT_NE(keysOf({"/run=2"}), keys);
}

// RFC 4301 section 8.2.1: what a router says of the protected packet tells the next one's source.
TEST(Security, ANarrowPathIsLearnt)
{
    ScenarioRun run(World(R"(["data"])", "[1000, 1001]"),
                    {"/nodes/MN/routeOptimization=false",
                     "/links/B/mtu=1400",
                     R"(/traffic=[{"type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                                   "size": 1350, "start": "45s"}])"});
    run.Run();
    const auto flow = run.FlowOf("CN-MN-udp");
    EXPECT_EQ(flow.at("sent"), 150);
    EXPECT_GE(flow.at("received"), 148) << "one teaches the home agent, one the source";
}

/// A mobile node with a home on a link (HA1) and one on none (HA2).
std::string
TwoHomes(const std::string& security)
{
    return R"({
      "duration": "60s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" },
                 "B": { "prefix": "b::/64" }, "core": { "prefix": "c::/64", "delay": "10ms" } },
      "nodes": {
        "HA1": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "HA2": { "role": "home-agent", "links": { "core": "::2" },
                 "homePrefixes": ["fd00:8::/64"] },
        "R_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
        "R_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
        "MN": { "role": "mobile-node", "interfaceId": "::2", "attached": "A", "homes": [
          { "link": "home", "homeAgent": "HA1" },
          { "prefix": "fd00:8::/64", "homeAgent": "HA2" } ] } },
      "movement": [ { "at": "30s", "node": "MN", "to": "B" } ],
      "security": [)" +
           security + "] }";
}

std::string
OfHome(int home, const std::string& agent, uint32_t spi)
{
    return R"({ "between": ["MN", ")" + agent + R"("], "home": )" + std::to_string(home) +
           R"(, "protect": ["binding"], "spi": [)" + std::to_string(spi) + ", " +
           std::to_string(spi + 1) + R"(], "keys": { "encryption": ")" + Digits(7, 16) +
           R"(", "authentication": ")" + Digits(7, 20) + R"(" } })";
}

// RFC 6275 section 5.1: a pair of associations for each home address and home agent.
TEST(Security, EachOfSeveralHomesHasAssociationsOfItsOwn)
{
    ScenarioRun run(TwoHomes(OfHome(0, "HA1", 1000) + "," + OfHome(1, "HA2", 2000)));
    const LinkTap a(run.LinkOf("A"));
    const LinkTap b(run.LinkOf("B"));
    run.Run();
    for (const auto* tap : {&a, &b})
    {
        EXPECT_EQ(InTheOpen(*tap, Type::BINDING_UPDATE), 0U);
        EXPECT_EQ(InTheOpen(*tap, Type::BINDING_ACKNOWLEDGEMENT), 0U);
        for (const uint32_t spi : {1000U, 1001U, 2000U, 2001U})
        {
            EXPECT_EQ(Protected(*tap, spi).size(), 1U) << spi;
        }
    }
    const Ipv6Address there("b::2");
    EXPECT_EQ(run.RegistrarOf("HA1")->GetCache().Find(HOME)->careOfAddress, there);
    EXPECT_EQ(run.RegistrarOf("HA2")->GetCache().Find(Ipv6Address("fd00:8::2"))->careOfAddress,
              there);
}

// A home without associations is bound in the open, and those of the other do not speak for it.
TEST(Security, WhatProtectsOneHomeDoesNotProtectTheOther)
{
    ScenarioRun run(TwoHomes(OfHome(1, "HA2", 2000)));
    const LinkTap a(run.LinkOf("A"));
    run.Run();
    EXPECT_EQ(InTheOpen(a, Type::BINDING_UPDATE), 1U);
    EXPECT_EQ(InTheOpen(a, Type::BINDING_ACKNOWLEDGEMENT), 1U);
    EXPECT_EQ(Protected(a, 2000).size(), 1U);
    EXPECT_EQ(Protected(a, 2001).size(), 1U);
}

} // namespace ns3::nemo::tests::security_test
