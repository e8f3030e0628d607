// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include "ns3/nemo-expectations-route.h"

#include <gtest/gtest.h>

// RFC 3963 appendix A, figure 1: everybody is at home.

namespace ns3::nemo::tests::rfc3963_figure_1_test
{

namespace
{

constexpr uint8_t ECHO_REQUEST = 128;

using StringList = std::vector<std::string>;

const StringList NODES{"HA_MN", "HA_MR", "CN_MN", "CN_MR", "MN", "MR", "LFN", "LFR"};

/// \return a setting that lets every node ping every other one, in place of the file's traffic
std::string
EverybodyPings()
{
    nlohmann::json traffic = nlohmann::json::array();
    // One after another: ns-3's own hosts lose the first packets where two nodes look for each
    // other at the same moment.
    int start = 10000;
    for (const auto& from : NODES)
    {
        for (const auto& to : NODES)
        {
            if (from != to)
            {
                traffic.push_back({{"name", from + "-" + to},
                                   {"type", "ping"},
                                   {"from", from},
                                   {"to", to},
                                   {"interval", "5s"},
                                   {"start", std::to_string(start) + "ms"},
                                   {"stop", "50s"}});
                start += 50;
            }
        }
    }
    return "/traffic=" + traffic.dump();
}

/// \return whether a device of the node on that link has this address
bool
HasAddress(const ScenarioRun& run,
           const std::string& node,
           const std::string& address,
           const std::string& link)
{
    auto ipv6 = run.NodeOf(node).node->GetObject<Ipv6>();
    const int32_t number = ipv6->GetInterfaceForAddress(Ipv6Address(address.c_str()));
    return number >= 0 &&
           ipv6->GetNetDevice(static_cast<uint32_t>(number))->GetChannel() == run.LinkOf(link);
}

TEST(Rfc3963Figure1, HasTheAddressesOfTheFigure)
{
    REQ("NEMO-A1-1");
    ScenarioRun run(Shipped("rfc3963-figure-1"));
    run.At(Seconds(5), [&]() {
        EXPECT_TRUE(HasAddress(run, "HA_MN", "1::3", "1"));
        EXPECT_TRUE(HasAddress(run, "MN", "1::2", "1"));
        EXPECT_TRUE(HasAddress(run, "CN_MN", "2::2", "2"));
        EXPECT_TRUE(HasAddress(run, "CN_MR", "3::2", "3"));
        EXPECT_TRUE(HasAddress(run, "HA_MR", "4::3", "4"));
        EXPECT_TRUE(HasAddress(run, "MR", "4::2", "4"));
        EXPECT_TRUE(HasAddress(run, "MR", "5::1", "5"));
        EXPECT_TRUE(HasAddress(run, "LFN", "5::2", "5"));
        EXPECT_TRUE(HasAddress(run, "LFR", "5::3", "5"));
        EXPECT_TRUE(HasAddress(run, "LFR", "6::1", "6"));
    });
    run.Run();
}

TEST(Rfc3963Figure1, KeepsNoBindingAndNeedsNoTunnel)
{
    REQ("NEMO-A1-1");
    ScenarioRun run(Shipped("rfc3963-figure-1"), {"/expect=[]", EverybodyPings()});
    run.Run();
    for (const auto& node : {"HA_MN", "HA_MR", "CN_MN", "CN_MR"})
    {
        EXPECT_EQ(run.RegistrarOf(node)->GetCache().Size(), 0U) << node;
    }
    ASSERT_EQ(run.GetResults().at("flows").size(), NODES.size() * (NODES.size() - 1));
    for (const auto& flow : run.GetResults().at("flows"))
    {
        EXPECT_EQ(flow.at("sent"), 8) << flow;
        EXPECT_EQ(flow.at("lost"), 0) << flow;
    }
    for (const auto& link : {"1", "2", "3", "4", "5", "6", "internet"})
    {
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            EXPECT_EQ(StackOf(packet).size(), 1U) << link << " at " << packet.at;
            EXPECT_FALSE(packet.signal || packet.homeAddress || packet.routing) << link;
        }
    }
}

TEST(Rfc3963Figure1, RoutesTheMobileNetworkByWayOfTheHomeLink)
{
    REQ("NEMO-A1-2");
    ScenarioRun run(Shipped("rfc3963-figure-1"));
    run.At(Seconds(30), [&]() {
        for (const auto& prefix : {"5::/64", "6::/64"})
        {
            const auto route =
                LookUpRoute(run.GetTopology(), run.NodeOf("HA_MR"), *NetworkPrefix::Parse(prefix));
            EXPECT_EQ(ToString(route, run.GetTopology()), "via 4::2 on link 4") << prefix;
        }
    });
    run.Run();
    // From CN_MR to LFN there is one IPv6 header on every link, on all of which the packets are.
    const auto sent = run.FlowOf("cnmr-lfn").at("sent");
    for (const auto& link : {"3", "internet", "4", "5"})
    {
        std::size_t packets = 0;
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            const auto stack = StackOf(packet);
            if (stack.back() == "3::2 > 5::2" && InnermostOf(packet).icmpv6 == ECHO_REQUEST)
            {
                EXPECT_EQ(stack.size(), 1U) << link;
                ++packets;
            }
        }
        EXPECT_EQ(packets, sent) << link;
    }
}

} // namespace

} // namespace ns3::nemo::tests::rfc3963_figure_1_test
