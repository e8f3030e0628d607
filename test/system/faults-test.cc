// SPDX-License-Identifier: GPL-2.0-only
// Crashes and restarts of nodes, and links that change, as "faults" of a scenario asks for them.
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/double.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3::nemo::tests::faults_test
{

namespace
{

/// A mobile node that leaves home at 10 s; a correspondent and a host that send to it all the time.
std::string
World(const std::string& faults, const std::string& movement = "")
{
    return R"({
      "duration": "100s",
      "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" }, "B": { "prefix": "b::/64" },
                 "core": { "prefix": "c::/64", "delay": "5ms" } },
      "nodes": {
        "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
        "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
        "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
        "CN": { "role": "correspondent", "links": { "core": null } },
        "HOST": { "role": "host", "links": { "core": "::8" } },
        "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
                "attributes": { "ns3::nemo::MobileNode::LifetimeRequested": "20s",
                                "ns3::nemo::MobileNode::RouteOptimizationRetry": "10s" } } },
      "movement": [ { "at": "10s", "node": "MN", "to": "A" } )" +
           movement + R"( ],
      "faults": [ )" +
           faults + R"( ],
      "traffic": [ { "name": "cn", "type": "udp", "from": "CN", "to": "MN", "rate": "10pps" },
                   { "name": "host", "type": "ping", "from": "HOST", "to": "MN", "interval": "100ms" } ] })";
}

const Ipv6Address HOME("1::2");
const Ipv6Address AT_A("a::2");
const Ipv6Address AT_B("b::2");

/// \return the fault of a node as the file has it
std::string
NodeFaultAt(const std::string& at, const std::string& node, const std::string& action)
{
    return R"({ "at": ")" + at + R"(", "node": ")" + node + R"(", "action": ")" + action + R"(" })";
}

/// \return a node that is down from 40 s to 60 s
std::string
DownFor20s(const std::string& node)
{
    return NodeFaultAt("40s", node, "crash") + ", " + NodeFaultAt("60s", node, "restart");
}

/// \return the care-of address that a node believes; none if it has no binding
std::optional<Ipv6Address>
BoundAt(const ScenarioRun& run, const std::string& node)
{
    const auto registrar = run.RegistrarOf(node);
    for (const Binding* binding : registrar->GetCache().Sorted())
    {
        if (binding->valid && binding->homeAddress == HOME)
        {
            return binding->careOfAddress;
        }
    }
    return std::nullopt;
}

/// \return what a router says of a link
std::optional<RouterAdvertisement>
Advertised(const ScenarioRun& run, const std::string& node, const std::string& link)
{
    const BuiltNode& router = run.NodeOf(node);
    return router.stack->GetRouterAdvertiser()->Current(router.FindInterface(link)->number);
}

/// \return the packets that a device with this link-layer address sent in that time
std::size_t
SentBy(const std::vector<std::pair<Time, Mac48Address>>& frames,
       const Mac48Address& who,
       Time from,
       Time to)
{
    return static_cast<std::size_t>(
        std::count_if(frames.begin(), frames.end(), [&](const auto& frame) {
            return frame.second == who && frame.first >= from && frame.first < to;
        }));
}

/// Notes who sends on a link when.
struct Senders
{
    explicit Senders(Ptr<MobileLink> link)
    {
        link->TraceConnectWithoutContext("FrameSent", MakeCallback(&Senders::Note, this));
    }

    void Note(const LinkFrame& frame)
    {
        frames.emplace_back(Simulator::Now(), frame.source);
    }

    std::vector<std::pair<Time, Mac48Address>> frames;
};

class CrashOf : public ::testing::TestWithParam<const char*>
{
};

} // namespace

TEST_P(CrashOf, IsSilenceOnAllLinksAndARestartEndsIt)
{
    const std::string name = GetParam();
    ScenarioRun run(World(DownFor20s(name)));
    std::vector<std::unique_ptr<Senders>> links;
    std::vector<Mac48Address> own;
    for (const auto& interface : run.NodeOf(name).interfaces)
    {
        own.push_back(Mac48Address::ConvertFrom(interface.device->GetAddress()));
        const auto link = interface.link.empty() ? run.LinkOf("A") : run.LinkOf(interface.link);
        links.push_back(std::make_unique<Senders>(link));
    }
    run.Run();
    for (std::size_t i = 0; i < own.size(); ++i)
    {
        EXPECT_GT(SentBy(links[i]->frames, own[i], Seconds(12), Seconds(40)), 0U);
        EXPECT_EQ(SentBy(links[i]->frames, own[i], Seconds(40), Seconds(60)), 0U);
        EXPECT_GT(SentBy(links[i]->frames, own[i], Seconds(60), Seconds(100)), 0U);
    }
    // Whatever it was that went, in the end all is as it was.
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
    EXPECT_EQ(run.BindingsOf("CN").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(EachRole,
                         CrashOf,
                         ::testing::Values("HA", "AR_A", "CN", "HOST", "MN"),
                         [](const auto& role) { return std::string(role.param); });

TEST(Faults, ACrashedHomeAgentHasForgottenItsBindings)
{
    ScenarioRun run(World(DownFor20s("HA")));
    run.At(Seconds(39), [&]() { EXPECT_EQ(BoundAt(run, "HA"), AT_A); });
    run.At(MilliSeconds(60001), [&]() {
        const auto stack = run.NodeOf("HA").stack;
        const uint32_t home = run.NodeOf("HA").FindInterface("home")->number;
        EXPECT_EQ(BoundAt(run, "HA"), std::nullopt);
        EXPECT_FALSE(stack->GetSteering()->RuleOf(HOME));
        EXPECT_FALSE(stack->GetAddressProxy()->IsAnswering(HOME, home));
    });
    run.Run();
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
}

TEST(Faults, AFlowFromANodeThatIsDownSendsNothing)
{
    ScenarioRun run(World(DownFor20s("CN") + ", " + DownFor20s("HOST")));
    run.Run();
    // From 1 s to 100 s, but for 20 s.
    EXPECT_EQ(run.FlowOf("cn").at("sent"), 790);
    EXPECT_EQ(run.FlowOf("host").at("sent"), 790);
}

TEST(Faults, ANodeIsCarriedElsewhereWhileItIsDown)
{
    ScenarioRun run(World(DownFor20s("MN"), R"(, { "at": "50s", "node": "MN", "to": "B" })"));
    run.At(MilliSeconds(60001), [&]() {
        EXPECT_FALSE(run.RoleOf<MobileNode>("MN")->IsAtHome());
        EXPECT_TRUE(run.RoleOf<MobileNode>("MN")->GetCareOfAddress().IsAny());
        EXPECT_FALSE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(AT_A));
    });
    run.At(Seconds(99), [&]() {
        EXPECT_EQ(BoundAt(run, "HA"), AT_B);
        EXPECT_EQ(BoundAt(run, "CN"), AT_B);
    });
    run.Run();
}

TEST(Faults, ANodeThatIsCarriedHomeWhileItIsDownIsAtHome)
{
    ScenarioRun run(World(DownFor20s("MN"), R"(, { "at": "50s", "node": "MN", "to": "home" })"));
    run.At(Seconds(99), [&]() {
        EXPECT_TRUE(run.RoleOf<MobileNode>("MN")->IsAtHome());
        EXPECT_EQ(BoundAt(run, "HA"), std::nullopt);
        EXPECT_TRUE(run.NodeOf("MN").stack->GetInterfaceTable()->Has(
            HOME,
            run.NodeOf("MN").FindRoaming()->number));
    });
    run.Run();
}

TEST(Faults, ACorrespondentFormsItsAddressAnew)
{
    ScenarioRun run(World(DownFor20s("CN")));
    const auto has = [&run]() {
        const auto& node = run.NodeOf("CN");
        return node.stack->GetInterfaceTable()->Has(node.interfaces[0].addresses[0]);
    };
    run.At(Seconds(39), [&]() { EXPECT_TRUE(has()); });
    run.At(Seconds(50), [&]() { EXPECT_FALSE(has()); });
    run.At(Seconds(65), [&]() { EXPECT_TRUE(has()); });
    run.Run();
}

TEST(Faults, CrashesAndRestartsInAnyOrder)
{
    // Twice down, twice up, and up again within the Duplicate Address Detection of all concerned.
    std::string faults;
    for (const char* node : {"HA", "CN", "MN", "AR_A", "HOST"})
    {
        for (const auto& [at, action] :
             std::vector<std::pair<std::string, std::string>>{{"10300ms", "crash"},
                                                              {"10400ms", "crash"},
                                                              {"10900ms", "restart"},
                                                              {"11200ms", "restart"},
                                                              {"11300ms", "crash"},
                                                              {"11300ms", "restart"},
                                                              {"12500ms", "crash"},
                                                              {"13s", "restart"}})
        {
            faults += (faults.empty() ? "" : ", ") + NodeFaultAt(at, node, action);
        }
    }
    ScenarioRun run(World(faults));
    run.At(Seconds(99), [&]() {
        EXPECT_EQ(BoundAt(run, "HA"), AT_A);
        EXPECT_EQ(BoundAt(run, "CN"), AT_A);
    });
    run.Run();
}

TEST(Faults, ALinkThatIsDownCarriesNothingAndComesBack)
{
    ScenarioRun run(World(R"({ "at": "30s", "link": "core", "up": false },
                             { "at": "40s", "link": "core", "up": true })"));
    const Senders core(run.LinkOf("core"));
    run.Run();
    std::size_t meanwhile = 0;
    std::size_t later = 0;
    for (const auto& [at, source] : core.frames)
    {
        meanwhile += at >= Seconds(30) && at < Seconds(40) ? 1 : 0;
        later += at >= Seconds(40) ? 1 : 0;
    }
    EXPECT_EQ(meanwhile, 0U);
    EXPECT_GT(later, 1000U);
    EXPECT_EQ(run.BindingsOf("HA").size(), 1U);
    EXPECT_EQ(run.BindingsOf("CN").size(), 1U);
}

TEST(Faults, ALinkHasOtherKeysFromThatMomentOn)
{
    ScenarioRun run(World(R"({ "at": "30s", "link": "A", "delay": "50ms", "rate": "1Mbps",
                               "mtu": 1280, "loss": 0.5, "duplicate": 0.25, "reorder": 0.125 })"));
    const auto link = run.LinkOf("A");
    const auto rates = [&link]() {
        std::vector<double> values;
        for (const char* name : {"LossRate", "DuplicateRate", "ReorderRate"})
        {
            DoubleValue value;
            link->GetAttribute(name, value);
            values.push_back(value.Get());
        }
        return values;
    };
    TimeValue delay;
    run.At(Seconds(29), [&]() {
        EXPECT_EQ(rates(), (std::vector<double>{0, 0, 0}));
        EXPECT_EQ(link->GetMtu(), 1500);
    });
    run.At(Seconds(31), [&]() {
        EXPECT_EQ(rates(), (std::vector<double>{0.5, 0.25, 0.125}));
        EXPECT_EQ(link->GetMtu(), 1280);
        EXPECT_EQ(run.NodeOf("AR_A").interfaces[0].device->GetMtu(), 1280);
        EXPECT_EQ(link->TransmissionTime(125), MilliSeconds(1));
        link->GetAttribute("Delay", delay);
    });
    run.Run();
    EXPECT_EQ(delay.Get(), MilliSeconds(50));
}

TEST(Faults, ARenumberedLinkIsAdvertisedWithItsNewPrefixes)
{
    ScenarioRun run(World(R"({ "at": "30s", "link": "A",
                               "prefix": [ "d::/64", { "prefix": "a::/64", "valid": "40s", "preferred": "0s" } ] },
                             { "at": "60s", "link": "A", "prefix": "d::/64" })"));
    const auto advertised = [&run]() {
        std::map<std::string, uint32_t> valid;
        const auto message = Advertised(run, "AR_A", "A");
        for (const auto& option : message->options)
        {
            if (const auto* prefix = std::get_if<PrefixInformation>(&option))
            {
                valid[NetworkPrefix(prefix->prefix, prefix->prefixLength).ToString()] =
                    prefix->validLifetime;
            }
        }
        return valid;
    };
    using Valid = std::map<std::string, uint32_t>;
    run.At(Seconds(29), [&]() { EXPECT_EQ(advertised(), (Valid{{"a::/64", 2592000}})); });
    run.At(Seconds(35), [&]() {
        EXPECT_EQ(advertised(), (Valid{{"a::/64", 35}, {"d::/64", 2592000}}));
    });
    run.At(Seconds(61), [&]() {
        EXPECT_EQ(advertised(), (Valid{{"a::/64", 0}, {"d::/64", 2592000}}));
    });
    // The router has the new address, and the rest of the world the way to it.
    run.At(Seconds(99), [&]() {
        EXPECT_TRUE(run.NodeOf("AR_A").stack->GetInterfaceTable()->Has(Ipv6Address("d::1")));
        EXPECT_EQ(BoundAt(run, "HA"), Ipv6Address("d::2"));
        EXPECT_EQ(BoundAt(run, "CN"), Ipv6Address("d::2"));
    });
    run.Run();
}

TEST(Faults, AHomeAgentServesTheNewPrefixOfItsHomeLinkAndNotTheOldOne)
{
    ScenarioRun run(World(R"({ "at": "30s", "link": "home", "prefix": "d::/64" })"));
    run.At(Seconds(29), [&]() { EXPECT_EQ(BoundAt(run, "HA"), AT_A); });
    run.At(Seconds(31), [&]() {
        EXPECT_EQ(BoundAt(run, "HA"), std::nullopt);
        const auto said = Advertised(run, "HA", "home");
        ASSERT_TRUE(said);
        EXPECT_TRUE(said->homeAgent);
        EXPECT_TRUE(run.NodeOf("HA").stack->GetInterfaceTable()->Has(Ipv6Address("d::1")));
    });
    run.Run();
}

TEST(Faults, TheOutageOfAHandoverEndsWithIt)
{
    ScenarioRun run(World(DownFor20s("MN")));
    run.Run();
    EXPECT_LT(run.HandoverOf("MN", 0).at("outage").get<double>(), 5.0);
}

} // namespace ns3::nemo::tests::faults_test
