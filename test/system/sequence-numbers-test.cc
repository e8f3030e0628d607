// SPDX-License-Identifier: GPL-2.0-only
// Sequence numbers of Binding Updates to a correspondent. RFC 6275 sections 11.7.1 and 11.7.2.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/mip6-sequence-number.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo::tests::sequence_numbers_test
{

namespace
{

/// A mobile node with two home addresses on links `h1` and `h2` that moves as told, and a
/// correspondent that talks to both.
std::string
World(const std::string& movement, uint32_t seed = 1)
{
    return R"({
      "duration": "100s", "seed": )" +
           std::to_string(seed) + R"(,
      "links": {
        "h1": { "prefix": "fd00:1::/64" }, "h2": { "prefix": "fd00:2::/64" },
        "a": { "prefix": "fd00:3::/64" }, "b": { "prefix": "fd00:4::/64" },
        "core": { "prefix": "fd00:9::/64", "delay": "5ms" } },
      "nodes": {
        "HA1": { "role": "home-agent", "links": { "h1": "::1", "core": "::1" } },
        "HA2": { "role": "home-agent", "links": { "h2": "::1", "core": "::2" } },
        "A": { "role": "router", "links": { "a": "::1", "core": "::3" } },
        "B": { "role": "router", "links": { "b": "::1", "core": "::4" } },
        "CN": { "role": "correspondent", "links": { "core": "::5" } },
        "MN": { "role": "mobile-node", "interfaceId": "::10", "homes": [
          { "link": "h1", "homeAgent": "HA1" },
          { "link": "h2", "interfaceId": "::20", "homeAgent": "HA2" } ] } },
      "movement": [ )" +
           movement + R"( ],
      "traffic": [
        { "name": "first", "type": "udp", "from": "CN", "to": { "node": "MN", "address": "fd00:1::10" },
          "rate": "10pps" },
        { "name": "second", "type": "udp", "from": "CN", "to": { "node": "MN", "address": "fd00:2::20" },
          "rate": "10pps" } ] })";
}

const Ipv6Address PEER("fd00:9::5");

/// The Binding Updates to the correspondent, in order, as they passed on a link.
std::vector<CaughtPacket>
UpdatesToPeer(const LinkTap& tap)
{
    return tap.Where(
        [](const CaughtPacket& packet) { return packet.IsUpdate() && packet.destination == PEER; });
}

TEST(SequenceNumbers, RiseFromUpdateToUpdateWhateverTheyAreFor)
{
    REQ("RFC-171");
    ScenarioRun run(World(R"({ "at": "20s", "node": "MN", "to": "a" },
                             { "at": "50s", "node": "MN", "to": "b" })"));
    const LinkTap core(run.LinkOf("core"));
    run.Run();
    const auto updates = UpdatesToPeer(core);
    std::set<std::pair<Ipv6Address, Ipv6Address>> bindings;
    for (const auto& update : updates)
    {
        bindings.emplace(*update.homeAddress, update.source);
    }
    for (const char* home : {"fd00:1::10", "fd00:2::20"})
    {
        for (const char* careOf : {"fd00:3::10", "fd00:4::10"})
        {
            EXPECT_EQ(bindings.count({Ipv6Address(home), Ipv6Address(careOf)}), 1U)
                << home << careOf;
        }
    }
    ASSERT_GE(updates.size(), 4U);
    std::set<uint16_t> numbers{updates[0].Update().sequence};
    for (std::size_t i = 1; i < updates.size(); ++i)
    {
        EXPECT_TRUE(IsNewer(updates[i].Update().sequence, updates[i - 1].Update().sequence)) << i;
        numbers.insert(updates[i].Update().sequence);
    }
    EXPECT_EQ(numbers.size(), updates.size()) << "none twice";
}

/// The numbers to the correspondent before and after the node, which has one home address, and the
/// correspondent have lost all that they knew.
std::vector<uint16_t>
NumbersWithSeed(uint32_t seed)
{
    ScenarioRun run(
        World(R"({ "at": "20s", "node": "MN", "to": "a" })", seed),
        {R"(/nodes/MN={ "role": "mobile-node", "home": "h1", "interfaceId": "::10",
                                    "homeAgent": "HA1" })",
         R"(/traffic=[ { "type": "udp", "from": "CN", "to": "MN", "rate": "10pps" } ])"});
    const LinkTap core(run.LinkOf("core"));
    for (const char* node : {"MN", "CN"})
    {
        const auto stack = run.NodeOf(node).stack;
        run.At(Seconds(50), [stack] { stack->PowerOff(); });
        run.At(Seconds(55), [stack] { stack->PowerOn(); });
    }
    run.Run();
    std::vector<uint16_t> numbers;
    for (const auto& update : UpdatesToPeer(core))
    {
        numbers.push_back(update.Update().sequence);
    }
    return numbers;
}

TEST(SequenceNumbers, StartAtRandomWhereNothingIsKnown)
{
    REQ("RFC-171");
    const auto numbers = NumbersWithSeed(1);
    ASSERT_GE(numbers.size(), 2U);
    EXPECT_NE(numbers[1], SequenceAfter(numbers[0])) << "drawn anew";
    EXPECT_EQ(NumbersWithSeed(1), numbers);
    const auto others = NumbersWithSeed(2);
    ASSERT_GE(others.size(), 2U);
    EXPECT_NE(others[0], numbers[0]);
    EXPECT_NE(others[1], numbers[1]);
}

} // namespace

} // namespace ns3::nemo::tests::sequence_numbers_test
