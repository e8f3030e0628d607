// SPDX-License-Identifier: GPL-2.0-only
// What is lost when a node crashes or a message does not arrive, and how it is found again.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/mip6-mobile-node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::recovery_test
{

namespace
{

/// A mobile node that goes to link A at 10 s, and a correspondent that talks with it.
std::string
World(const std::string& more, const std::string& lifetime = "40s")
{
    return R"({
      "duration": "120s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" }, "B": { "prefix": "b::/64" },
                 "C": { "prefix": "d::/64" }, "core": { "prefix": "c::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
        "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
        "AR_C": { "role": "router", "links": { "C": "::1", "core": "::d" } },
        "CN": { "role": "correspondent", "links": { "core": "::9" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
                "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": ")" +
           lifetime + R"(" } } },
      )" + more +
           R"( })";
}

constexpr char LEAVES[] = R"("movement": [ { "at": "10s", "node": "MN", "to": "A" } ])";
constexpr char TALKS[] = R"(, "traffic": [
    { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "20pps", "stop": "115s" },
    { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "20pps", "stop": "115s" } ])";

const Ipv6Address HOME("1::2");
const Ipv6Address AGENT("1::1");
const Ipv6Address PEER("c::9");

/// \return the messages of a type on a link, in tunnels or not
template <typename T>
std::vector<CaughtPacket>
Messages(const LinkTap& tap)
{
    return tap.Where([](const CaughtPacket& packet) {
        const auto& signal = Innermost(packet).signal;
        return signal && signal->Get<T>();
    });
}

/// \return where the correspondent believes the node is
std::optional<Ipv6Address>
CorrespondentsView(const ScenarioRun& run)
{
    const Binding* binding = run.RegistrarOf("CN")->GetCache().Find({HOME, PEER});
    return binding ? std::optional(binding->careOfAddress) : std::nullopt;
}

} // namespace

TEST(Recovery, OptimisedFlowsGoOnWithoutTheHomeAgentUntilTheirBindingsEnd)
{
    REQ("BOOK-073");
    ScenarioRun run(World(std::string(LEAVES) + TALKS +
                          R"(, "faults": [ { "at": "20s", "node": "HA", "action": "crash" } ])"));
    // As long as the keygen tokens last the binding is renewed, but not beyond the home
    // registration, which nobody renews.
    Time registered;
    run.At(Seconds(19), [&]() {
        registered = run.RegistrarOf("HA")->GetCache().Find(HOME)->expires;
        EXPECT_TRUE(CorrespondentsView(run));
    });
    Time end;
    for (Time at = Seconds(19); at < Seconds(115); at += MilliSeconds(10))
    {
        run.At(at, [&]() { end = CorrespondentsView(run) ? Simulator::Now() : end; });
    }
    const LinkTap visited(run.LinkOf("A"));
    run.Run();
    uint64_t before = 0;
    uint64_t after = 0;
    for (const CaughtPacket& packet : visited.All())
    {
        const bool isData = packet.protocol == 17 && packet.routing == HOME;
        before += isData && packet.at > Seconds(20) && packet.at <= end ? 1 : 0;
        after += isData && packet.at > end + MilliSeconds(20) ? 1 : 0;
    }
    EXPECT_LE(end, registered);
    EXPECT_GT(end, registered - Seconds(5));
    EXPECT_NEAR(static_cast<double>(before), 20 * (end - Seconds(20)).GetSeconds(), 2);
    EXPECT_EQ(after, 0U);
}

TEST(Recovery, TheBindingUpdateListIsVolatile)
{
    REQ("BOOK-006");
    ScenarioRun run(World(std::string(LEAVES) + TALKS +
                          R"(, "faults": [ { "at": "30s", "node": "MN", "action": "crash" },
                               { "at": "40s", "node": "MN", "action": "restart" } ])"));
    const LinkTap visited(run.LinkOf("A"));
    run.At(Seconds(20), [&]() {
        const auto& list = run.RoleOf<MobileNode>("MN")->GetBindingUpdateList();
        EXPECT_EQ(list.Size(), 2U);
        for (const auto& destination : {AGENT, PEER})
        {
            const auto* entry = list.Find(destination, HOME);
            ASSERT_TRUE(entry) << destination;
            const auto sent = visited.Where([&](const CaughtPacket& packet) {
                return packet.IsUpdate() && packet.destination == destination;
            });
            ASSERT_EQ(sent.size(), 1U) << destination;
            EXPECT_EQ(entry->homeAddress, sent[0].homeAddress);
            EXPECT_EQ(entry->careOfAddress, sent[0].source);
            EXPECT_EQ(entry->sequence, sent[0].Update().sequence);
            EXPECT_EQ(entry->lifetime, sent[0].Update().lifetime);
        }
    });
    run.At(MilliSeconds(40001),
           [&]() { EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Size(), 0U); });
    run.Run();
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

class RecoveryInBothDialects : public BothDialects
{
};

TEST_P(RecoveryInBothDialects, ADefaultRouterFailsAndAnotherOneWithAnotherPrefixIsThere)
{
    IsDraft() ? REQ("BOOK-003+1@draft1997") : REQ("BOOK-003+1");
    for (const bool fails : {false, true})
    {
        SCOPED_TRACE(fails);
        const std::string faults =
            fails ? R"(, "faults": [ { "at": "20s", "node": "AR_A", "action": "crash" } ])" : "";
        // The two share link A, each with one of its prefixes; the other one is there from 15 s on.
        ScenarioRun run(Speaking(R"({
          "duration": "60s",
          "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" }, "B": { "prefix": "b::/64" },
                     "core": { "prefix": "c::/64", "delay": "5ms" } },
          "nodes": {
            "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
            "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
            "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
            "CN": { "role": "correspondent", "links": { "core": "::9" } },
            "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
                    "routeOptimization": false } },
          "movement": [ { "at": "5s", "node": "MN", "to": "A" } ],
          "traffic": [ { "name": "late", "type": "udp", "from": "CN", "to": "MN", "start": "50s" } ])" +
                                 faults + "}"));
        const LinkTap link(run.LinkOf("A"));
        // AR_B is carried over to link A: two routers, two prefixes, one link.
        run.At(Seconds(15),
               [&]() { run.LinkOf("A")->Attach(run.NodeOf("AR_B").FindInterface("B")->device); });
        uint64_t changes = 0;
        run.At(Seconds(16), [&]() {
            run.NodeOf("MN").FindRoaming()->device->AddLinkChangeCallback(
                Callback<void>([&changes]() { ++changes; }));
        });
        run.Run();
        const auto updates = link.Where([](const CaughtPacket& packet) {
            return ReadEither(packet).update && packet.at > Seconds(15);
        });
        EXPECT_EQ(changes, 0U) << "no link-layer event";
        EXPECT_EQ(updates.size(), fails ? 1U : 0U);
        EXPECT_EQ(run.BindingsOf("HA").at(0).at("careOf"), fails ? "b::2" : "a::2");
        EXPECT_EQ(run.FlowOf("late").at("lost"), 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Dialects, RecoveryInBothDialects, TheDialects(), DialectName);

TEST(Recovery, ARebootedNodeResynchronisesWithItsCorrespondent)
{
    REQ("BOOK-094+1");
    // The number that it draws is older than its last one in about every second run.
    std::size_t outOfWindow = 0;
    for (uint32_t seed = 1; seed <= 6 && outOfWindow == 0; ++seed)
    {
        ScenarioRun run(World(std::string(LEAVES) + TALKS +
                              R"(, "faults": [ { "at": "30s", "node": "MN", "action": "crash" },
                                               { "at": "31s", "node": "MN", "action": "restart" } ])"),
                        {"/seed=" + std::to_string(seed)});
        const LinkTap visited(run.LinkOf("A"));
        std::optional<uint16_t> last;
        run.At(Seconds(29), [&]() {
            last = run.RegistrarOf("CN")->GetCache().LastSequence({HOME, PEER});
        });
        run.Run();
        ASSERT_TRUE(last);
        const auto answers = visited.Where([](const CaughtPacket& packet) {
            return packet.IsAcknowledgement() && packet.source == PEER && packet.at > Seconds(31);
        });
        ASSERT_FALSE(answers.empty());
        const auto& first = *answers[0].signal->Get<BindingAcknowledgement>();
        if (first.status != BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
        {
            continue;
        }
        ++outOfWindow;
        EXPECT_EQ(first.sequence, *last);
        EXPECT_TRUE(answers[0].signal->Option<BindingAuthorizationData>());
        const auto updates = visited.Where([&](const CaughtPacket& packet) {
            return packet.IsUpdate() && packet.destination == PEER && packet.at > answers[0].at;
        });
        ASSERT_FALSE(updates.empty());
        EXPECT_EQ(updates[0].Update().sequence, static_cast<uint16_t>(*last + 1));
        ASSERT_GE(answers.size(), 2U);
        const auto& second = *answers[1].signal->Get<BindingAcknowledgement>();
        EXPECT_EQ(second.status, BindingStatus::ACCEPTED);
        EXPECT_EQ(second.sequence, static_cast<uint16_t>(*last + 1));
    }
    EXPECT_EQ(outOfWindow, 1U);
}

TEST(Recovery, Peer_25_ThreeHandoversInARowEndWithTheNewestCareOfAddress)
{
    ScenarioRun run(World(std::string(R"("movement": [
        { "at": "10s", "node": "MN", "to": "A" }, { "at": "20s", "node": "MN", "to": "B" },
        { "at": "30s", "node": "MN", "to": "C" } ])") +
                          TALKS));
    for (const auto& [at, careOf] :
         std::vector<std::pair<Time, const char*>>{{Seconds(19), "a::2"},
                                                   {Seconds(29), "b::2"},
                                                   {Seconds(39), "d::2"}})
    {
        run.At(at, [&run, careOf = careOf]() {
            EXPECT_EQ(CorrespondentsView(run), Ipv6Address(careOf));
        });
    }
    run.Run();
}

TEST(Recovery, Peer_30_AnErrorAboutAMobilityMessageIsSurvived)
{
    ScenarioRun run(World(std::string(LEAVES) +
                          R"(, "faults": [ { "at": "20s", "node": "HA", "action": "crash" },
                                           { "at": "80s", "node": "HA", "action": "restart" } ])"));
    const LinkTap visited(run.LinkOf("A"));
    run.Run();
    constexpr uint8_t DESTINATION_UNREACHABLE = 1;
    const auto errors = visited.Where(
        [](const CaughtPacket& packet) { return packet.icmpv6 == DESTINATION_UNREACHABLE; });
    EXPECT_FALSE(errors.empty());
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

TEST(Recovery, Peer_45_TestsStopWhenNothingIsSentAnyMore)
{
    ScenarioRun run(
        World(std::string(LEAVES) + R"(, "traffic": [ { "name": "down", "type": "udp", "from": "CN",
              "to": "MN", "rate": "20pps", "stop": "20s" } ])"));
    const LinkTap visited(run.LinkOf("A"));
    run.Run();
    EXPECT_FALSE(Messages<HomeTestInit>(visited).empty());
    for (const auto& packet : Messages<HomeTestInit>(visited))
    {
        EXPECT_LT(packet.at, Seconds(60));
    }
    EXPECT_EQ(CorrespondentsView(run), std::nullopt);
}

TEST(Recovery, Peer_55_ARestartLeavesNoStaleRoute)
{
    ScenarioRun run(World(std::string(LEAVES) + TALKS +
                          R"(, "faults": [ { "at": "30s", "node": "MN", "action": "crash" },
                               { "at": "40s", "node": "MN", "action": "restart" } ])"));
    run.At(Seconds(35), [&]() {
        const BuiltNode& node = run.NodeOf("MN");
        const uint32_t roaming = node.FindRoaming()->number;
        const auto interfaces = node.stack->GetInterfaceTable();
        const auto steering = node.stack->GetSteering();
        EXPECT_EQ(interfaces->AddressesOf(roaming).size(), 1U) << "the link-local one";
        EXPECT_FALSE(interfaces->DefaultRouter(roaming));
        EXPECT_FALSE(interfaces->IsOnLink(roaming, {Ipv6Address("a::"), 64}));
        EXPECT_FALSE(interfaces->Has(HOME));
        EXPECT_FALSE(steering->HomeAction(HOME));
        EXPECT_TRUE(steering->Optimised().IsEmpty());
        EXPECT_TRUE(steering->JudgeTunnel(AGENT, Ipv6Address("a::2"), PEER, HOME));
    });
    run.At(Seconds(60), [&]() {
        const BuiltNode& node = run.NodeOf("MN");
        const auto interfaces = node.stack->GetInterfaceTable();
        EXPECT_EQ(interfaces->AddressesOf(node.FindRoaming()->number).size(), 2U);
        EXPECT_EQ(CorrespondentsView(run), Ipv6Address("a::2"));
    });
    run.Run();
}

class ManyMobileNodes : public ::testing::TestWithParam<uint32_t>
{
};

TEST_P(ManyMobileNodes, Peer_56_MakeThreeRoundTripsAndEndBound)
{
    nlohmann::json scenario = nlohmann::json::parse(R"({
      "duration": "110s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" }, "B": { "prefix": "b::/64" },
                 "core": { "prefix": "c::/64", "delay": "5ms", "rate": "1Gbps" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
        "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } } },
      "movement": [] })");
    std::vector<std::string> bound;
    for (uint32_t i = 0; i < GetParam(); ++i)
    {
        const std::string name = "MN" + std::to_string(i);
        const std::string identifier = "::" + std::to_string(1000 + i);
        scenario["nodes"][name] = {{"role", "mobile-node"},
                                   {"home", "home"},
                                   {"interfaceId", identifier},
                                   {"homeAgent", "HA"}};
        // Home, A, B, home: three times; and away again.
        uint32_t at = 5000 + 37 * i;
        for (const char* to : {"A", "B", "home", "A", "B", "home", "A", "B", "home", "A"})
        {
            scenario["movement"].push_back(
                {{"at", std::to_string(at) + "ms"}, {"node", name}, {"to", to}});
            at += 9000;
        }
        bound.push_back("1" + identifier);
    }
    ScenarioRun run(scenario.dump());
    run.Run();
    std::vector<std::string> found;
    for (const auto& binding : run.BindingsOf("HA"))
    {
        const std::string home = binding.at("home");
        EXPECT_EQ(binding.at("careOf"), "a" + home.substr(1));
        found.push_back(home);
    }
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, bound);
}

INSTANTIATE_TEST_SUITE_P(Recovery, ManyMobileNodes, ::testing::Values(2U, 10U, 50U, 100U));

} // namespace ns3::nemo::tests::recovery_test
