// SPDX-License-Identifier: GPL-2.0-only
// Networks built by the helpers are those of scenario files.
#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/nemo-helper.h"
#include "ns3/simulator.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>

namespace ns3::nemo::tests::nemo_helper_test
{

namespace
{

using Table = std::map<Ipv6Address, Ipv6Address>;

class NemoHelperTest : public ::testing::Test
{
  protected:
    ~NemoHelperTest() override
    {
        Simulator::Destroy();
        // What the helper asks of ns-3 for the whole process: other tests do not.
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    static void RunUntil(Time at)
    {
        Simulator::Stop(at - Simulator::Now());
        Simulator::Run();
    }

    static Table BindingsOf(const MobileIpv6Helper& network, const std::string& name)
    {
        Table table;
        for (const Binding* binding :
             BindingRegistrar::Of(network.GetNode(name))->GetCache().Sorted())
        {
            if (binding->valid)
            {
                table[binding->homeAddress] = binding->careOfAddress;
            }
        }
        return table;
    }

    /// A mobile node that leaves home at 5 s.
    static void AddSmallNetwork(MobileIpv6Helper& network)
    {
        network.AddLink("home", "fd00:1::/64");
        network.AddLink("away", "fd00:2::/64");
        network.AddLink("core", "fd00:3::/64", MilliSeconds(5));
        network.AddHomeAgent("HA", {{"home", "::1"}, {"core", "::1"}});
        network.AddRouter("AR", {{"away", "::1"}, {"core", "::2"}});
        network.AddMobileNode("MN", "home", "::2", "HA");
        network.Move(Seconds(5), "MN", "away");
    }
};

TEST_F(NemoHelperTest, TheFiguresOfTheStandardEndWithItsTables)
{
    for (int figure = 1; figure <= 3; ++figure)
    {
        SCOPED_TRACE(figure);
        {
            NemoHelper network;
            network.AddRfc3963Figure(figure);
            EXPECT_EQ(network.Install().GetN(), 11U);
            RunUntil(Seconds(60));
            const Table router{{Ipv6Address("4::2"), Ipv6Address("7::2")}};
            const Table node{{Ipv6Address("1::2"), Ipv6Address("6::2")}};
            EXPECT_EQ(BindingsOf(network, "HA_MR"), figure >= 2 ? router : Table{});
            EXPECT_EQ(BindingsOf(network, "HA_MN"), figure == 3 ? node : Table{});
        }
        Simulator::Destroy();
    }
}

TEST_F(NemoHelperTest, NestedNetworksRegisterEachInTheOther)
{
    NemoHelper network;
    network.AddNestedNetworks(3);
    network.Install();
    RunUntil(Seconds(40));
    EXPECT_EQ(BindingsOf(network, "HA"),
              (Table{{Ipv6Address("fd00:1:1::2"), Ipv6Address("fd00:a::2")},
                     {Ipv6Address("fd00:1:2::2"), Ipv6Address("fd00:2:1::2")},
                     {Ipv6Address("fd00:1:3::2"), Ipv6Address("fd00:2:2::2")}}));
}

TEST_F(NemoHelperTest, NodesLinksAndRolesAreThereByTheirNames)
{
    MobileIpv6Helper network;
    AddSmallNetwork(network);
    network.AddCorrespondent("CN", {{"core", ""}});
    network.AddHost("PC", {{"core", "fd00:3::9"}});
    network.Install();
    EXPECT_EQ(network.GetAddress("MN"), Ipv6Address("fd00:1::2"));
    EXPECT_EQ(network.GetAddress("PC"), Ipv6Address("fd00:3::9"));
    EXPECT_TRUE(network.GetRole<HomeAgent>("HA"));
    EXPECT_TRUE(network.GetRole<MobileNode>("MN"));
    EXPECT_TRUE(network.GetRole<CorrespondentNode>("CN"));
    EXPECT_FALSE(network.GetRole<HomeAgent>("CN"));
    TimeValue delay;
    network.GetLink("core")->GetAttribute("Delay", delay);
    EXPECT_EQ(delay.Get(), MilliSeconds(5));
}

TEST_F(NemoHelperTest, AttributesAreThoseOfTheNodesAddedAfterwards)
{
    MobileIpv6Helper network;
    network.AddLink("other", "fd00:4::/64");
    network.AddHomeAgent("HA2", {{"other", "::1"}});
    network.AddMobileNode("MN2", "other", "::2", "HA2");
    network.AddLink("home", "fd00:1::/64");
    network.AddHomeAgent("HA", {{"home", "::1"}});
    network.SetAttribute("ns3::nemo::MobileNode::LifetimeRequested", "100s");
    network.AddMobileNode("MN", "home", "::2", "HA");
    network.Install();
    TimeValue lifetime;
    network.GetRole<MobileNode>("MN")->GetAttribute("LifetimeRequested", lifetime);
    EXPECT_EQ(lifetime.Get(), Seconds(100));
    network.GetRole<MobileNode>("MN2")->GetAttribute("LifetimeRequested", lifetime);
    EXPECT_EQ(lifetime.Get(), Seconds(420));
}

TEST_F(NemoHelperTest, NodesMoveWhenTheProgramSaysSoLater)
{
    MobileIpv6Helper network;
    AddSmallNetwork(network);
    network.Install();
    network.Move(Seconds(20), "MN", "home");
    RunUntil(Seconds(15));
    EXPECT_EQ(BindingsOf(network, "HA").size(), 1U);
    RunUntil(Seconds(30));
    EXPECT_TRUE(BindingsOf(network, "HA").empty());
    network.Move(Seconds(31), "MN", "");
    RunUntil(Seconds(32));
    EXPECT_EQ(network.GetLink("home")->GetNDevices(), 1U);
}

TEST_F(NemoHelperTest, TheSameSeedGivesTheSameTraceAndOtherStreamsAnotherOne)
{
    const auto trace = [](int64_t stream) {
        std::ostringstream lines;
        {
            MobileIpv6Helper network;
            AddSmallNetwork(network);
            network.Install();
            if (stream > 0)
            {
                EXPECT_GT(network.AssignStreams(stream), 0);
            }
            network.EnableAsciiAll(Create<OutputStreamWrapper>(&lines));
            RunUntil(Seconds(10));
        }
        Simulator::Destroy();
        return lines.str();
    };
    const std::string first = trace(0);
    EXPECT_NE(first.find("t 5."), std::string::npos);
    EXPECT_NE(first.find("r 5."), std::string::npos);
    EXPECT_TRUE(trace(0) == first);
    EXPECT_FALSE(trace(500) == first);
}

TEST_F(NemoHelperTest, EveryMistakeIsNamed)
{
    const auto build = [](const std::function<void(NemoHelper&)>& add) {
        NemoHelper network;
        add(network);
        network.Install();
    };
    const auto mistaken = [](NemoHelper& network) {
        network.AddLink("a", "fd00::/200");
        network.AddRouter("R", {{"b", "::1"}});
    };
    EXPECT_DEATH(build(mistaken), "/links/a/prefix");
    EXPECT_DEATH(build(mistaken), "/nodes/R/links/b");
    EXPECT_DEATH(build([](NemoHelper& network) {
                     network.AddLink("a", "fd00::/64");
                     network.AddLink("a", "fd01::/64");
                 }),
                 "There is a link \"a\" already");
    EXPECT_DEATH(build([](NemoHelper& network) { network.AddRfc3963Figure(4); }), "figures 1 to 3");
    EXPECT_DEATH(build([](NemoHelper& network) { network.AddNestedNetworks(0); }), "1 to 100");
    EXPECT_DEATH(NemoHelper().GetNode("MN"), "Install was not called yet");
}

} // namespace

} // namespace ns3::nemo::tests::nemo_helper_test
