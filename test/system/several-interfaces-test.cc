// SPDX-License-Identifier: GPL-2.0-only
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

// Mobile nodes that roam by several interfaces: RFC 6275 section 11.5.2, smooth handover.

namespace ns3::nemo::tests::several_interfaces_test
{

namespace
{

/// Which of its two interfaces the node uses at a time, and what the home agent thinks.
class SeveralInterfaces : public testing::Test
{
  protected:
    /// The shipped scenario with movements of its own.
    void Load(const std::string& movement, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> settings{"/movement=" + movement, "/expect=[]"};
        settings.insert(settings.end(), more.begin(), more.end());
        run.emplace(Shipped("two-interfaces"), settings);
    }

    /// At this time it uses interface 0 or 1, and is bound to a care-of address of this prefix;
    /// "": not bound.
    void Expect(double seconds, std::size_t interface, const std::string& prefix)
    {
        run->At(Seconds(seconds), [this, seconds, interface, prefix] {
            SCOPED_TRACE(seconds);
            const auto role = run->RoleOf<MobileNode>("MN");
            EXPECT_EQ(role->GetInterface(), run->NodeOf("MN").FindRoaming(interface)->number);
            const Binding* binding = run->RegistrarOf("HA")->GetCache().Find(HOME);
            ASSERT_EQ(binding != nullptr, !prefix.empty());
            if (binding)
            {
                EXPECT_TRUE(NetworkPrefix::Parse(prefix)->Contains(binding->careOfAddress))
                    << binding->careOfAddress;
                EXPECT_EQ(role->GetCareOfAddress(), binding->careOfAddress);
            }
        });
    }

    const Ipv6Address HOME{"fd00:1::2"};
    const std::string CELL{"fd00:2::/64"};
    const std::string LAN{"fd00:3::/64"};
    std::optional<ScenarioRun> run;
};

} // namespace

TEST_F(SeveralInterfaces, TheOneThatIsLeftReceivesUntilTheOtherIsRegistered)
{
    run.emplace(Shipped("two-interfaces"));
    Expect(29, 1, CELL);
    Expect(40, 0, LAN);
    Expect(60, 1, CELL);
    run->Run();
    EXPECT_TRUE(run->HoldsExpectations());
    // The way by the cell is longer than that of update and acknowledgement by the LAN: some came
    // by it after the new one was registered.
    EXPECT_EQ(run->HandoverOf("MN", 1).at("outage"), 0.0);
    EXPECT_TRUE(run->HandoverOf("MN", 0).at("outage").is_null()) << "it was reached nowhere before";
}

TEST_F(SeveralInterfaces, AnEarlierOneIsPreferredAndALaterOneChangesNothing)
{
    Load(R"([ { "at": "5s", "node": "MN", "interface": 0, "to": "lan" },
              { "at": "20s", "node": "MN", "interface": 1, "to": "cell" },
              { "at": "40s", "node": "MN", "interface": 0, "to": null },
              { "at": "60s", "node": "MN", "interface": 0, "to": "lan" } ])");
    Expect(19, 0, LAN);
    Expect(39, 0, LAN);
    run->At(Seconds(39), [this] {
        const auto role = run->RoleOf<MobileNode>("MN");
        EXPECT_EQ(role->GetHomes().front()->GetRegistration().GetState(),
                  HomeRegistration::State::REGISTERED);
    });
    Expect(59, 1, CELL);
    Expect(79, 0, LAN);
    run->Run();
    EXPECT_EQ(run->CountOf("HA", "BU", "rx"), 3U);
    EXPECT_TRUE(run->HandoverOf("MN", 1).at("buSent").is_null());
}

// RFC 6275 section 11.5.5: at home no binding is needed, by whatever interface.
TEST_F(SeveralInterfaces, HomeIsTheBest)
{
    Load(
        R"([ { "at": "5s", "node": "MN", "interface": 0, "to": "lan" },
              { "at": "30s", "node": "MN", "interface": 1, "to": "home" },
              { "at": "60s", "node": "MN", "interface": 1, "to": null } ])",
        {R"(/traffic=[ { "name": "to-mn", "type": "udp", "from": "CN", "to": "MN", "rate": "100pps",
                          "size": 200, "start": "20s", "stop": "50s" },
                        { "name": "late", "type": "udp", "from": "MN", "to": "CN", "rate": "100pps",
                          "size": 200, "start": "70s", "stop": "75s" } ])"});
    Expect(29, 0, LAN);
    Expect(50, 1, "");
    Expect(79, 0, LAN);
    run->At(Seconds(50), [this] { EXPECT_TRUE(run->RoleOf<MobileNode>("MN")->IsAtHome()); });
    run->Run();
    EXPECT_EQ(run->FlowOf("late").at("lost"), 0);
}

// The home address goes over to the interface that is used.
TEST_F(SeveralInterfaces, HomeByOneInterfaceIsLeftForHomeByTheOther)
{
    Load(
        R"([ { "at": "5s", "node": "MN", "interface": 1, "to": "home" },
              { "at": "20s", "node": "MN", "interface": 0, "to": "home" },
              { "at": "40s", "node": "MN", "interface": 1, "to": null } ])",
        {R"(/traffic=[ { "name": "to-mn", "type": "udp", "from": "CN", "to": "MN", "rate": "100pps",
                          "size": 200, "start": "50s", "stop": "60s" } ])"});
    run->At(Seconds(39), [this] { EXPECT_TRUE(run->RoleOf<MobileNode>("MN")->IsAtHome()); });
    Expect(39, 0, "");
    Expect(49, 0, "");
    run->Run();
    EXPECT_EQ(run->FlowOf("to-mn").at("lost"), 0);
    EXPECT_EQ(run->CountOf("HA", "BU", "rx"), 0U);
}

// Two interfaces on one link have two addresses: RFC 4862 section 5.4.
TEST_F(SeveralInterfaces, OnOneLinkEachHasAnAddressOfItsOwn)
{
    Load(R"([ { "at": "5s", "node": "MN", "interface": 0, "to": "lan" },
              { "at": "20s", "node": "MN", "interface": 1, "to": "lan" },
              { "at": "40s", "node": "MN", "interface": 0, "to": null } ])");
    Expect(39, 0, LAN);
    Expect(60, 1, LAN);
    Ipv6Address first;
    run->At(Seconds(39), [&] { first = run->RoleOf<MobileNode>("MN")->GetCareOfAddress(); });
    run->Run();
    EXPECT_NE(run->RoleOf<MobileNode>("MN")->GetCareOfAddress(), first);
}

// RFC 6275 section 11.3.1: what has a care-of address leaves by the link of that address.
TEST_F(SeveralInterfaces, OptimisedPacketsLeaveByTheInterfaceOfTheirCareOfAddress)
{
    Load(
        R"([ { "at": "5s", "node": "MN", "interface": 1, "to": "cell" },
              { "at": "30s", "node": "MN", "interface": 0, "to": "lan" } ])",
        {"/nodes/MN/routeOptimization=true",
         R"(/traffic=[ { "name": "echo", "type": "ping", "from": "CN", "to": "MN", "interval": "100ms",
                          "start": "20s", "stop": "60s" } ])"});
    Expect(40, 0, LAN);
    LinkTap cell(run->LinkOf("cell"));
    LinkTap lan(run->LinkOf("lan"));
    run->Run();
    const auto countFrom = [](const LinkTap& tap, const std::string& prefix) {
        return tap
            .Where([&](const CaughtPacket& packet) {
                return NetworkPrefix::Parse(prefix)->Contains(packet.source);
            })
            .size();
    };
    EXPECT_GT(countFrom(cell, CELL), 0U);
    EXPECT_GT(countFrom(lan, LAN), 0U);
    EXPECT_EQ(countFrom(cell, LAN), 0U);
    EXPECT_EQ(countFrom(lan, CELL), 0U);
    EXPECT_EQ(run->CountOf("CN", "BU", "rx"), 2U);
    EXPECT_EQ(run->BindingsOf("CN").size(), 1U);
}

TEST_F(SeveralInterfaces, ARebootFindsWhatThereIsOnEach)
{
    Load(R"([ { "at": "5s", "node": "MN", "interface": 1, "to": "cell" } ])",
         {R"(/faults=[ { "at": "20s", "node": "MN", "action": "crash" },
                       { "at": "30s", "node": "MN", "action": "restart" } ])"});
    Expect(19, 1, CELL);
    Expect(50, 1, CELL);
    run->Run();
}

} // namespace ns3::nemo::tests::several_interfaces_test
