// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>

// A mobile node over three links and home again: what everybody knows after each move, every
// message of the registrations, and one TCP connection that lasts.

namespace ns3::nemo::tests::mobile_node_tour_test
{

namespace
{

using State = HomeRegistration::State;

constexpr uint8_t TCP = 6;

class MobileNodeTour : public ::testing::Test
{
  protected:
    MobileNodeTour()
        : run(Shipped("mobile-node-tour"), {"/nodes/MN/routeOptimization=false"})
    {
    }

    const Ipv6Address home{"1::2"};
    const Ipv6Address agent{"1::1"};
    ScenarioRun run;
};

TEST_F(MobileNodeTour, TablesFollowTheNodeFromLinkToLink)
{
    REQ("BOOK-100");
    const std::vector<std::pair<Time, Ipv6Address>> stations{{Seconds(35), Ipv6Address("a::2")},
                                                             {Seconds(55), Ipv6Address("b::2")},
                                                             {Seconds(75), Ipv6Address("c::2")}};
    for (const auto& [when, careOf] : stations)
    {
        run.At(when, [this, at = careOf]() {
            SCOPED_TRACE(Simulator::Now());
            auto node = run.RoleOf<MobileNode>("MN");
            EXPECT_FALSE(node->IsAtHome());
            EXPECT_EQ(node->GetCareOfAddress(), at);
            EXPECT_EQ(run.NodeOf("MN").node->GetObject<Ipv6>()->GetInterfaceForAddress(home),
                      static_cast<int32_t>(run.NodeOf("MN").stack->GetTransformInterface()));
            EXPECT_EQ(RegistrationOf(*node).GetState(), State::REGISTERED);
            const auto* sent = node->GetBindingUpdateList().Find(agent, home);
            ASSERT_NE(sent, nullptr);
            EXPECT_EQ(sent->careOfAddress, at);
            EXPECT_TRUE(sent->acknowledged);
            const auto& cache = run.RegistrarOf("HA")->GetCache();
            ASSERT_EQ(cache.Size(), 1U);
            ASSERT_NE(cache.Find(home), nullptr);
            EXPECT_EQ(cache.Find(home)->careOfAddress, at);
            EXPECT_EQ(cache.Find(home)->sequence, sent->sequence);
            EXPECT_FALSE(cache.Find(home)->mobileRouter);
            const auto& forwarded = run.NodeOf("HA").stack->GetSteering()->Forwarded(home);
            EXPECT_EQ(forwarded.transform.destination, at);
            EXPECT_TRUE(run.NodeOf("HA").stack->GetAddressProxy()->IsAnswering(
                home,
                run.NodeOf("HA").FindInterface("home")->number));
        });
    }
    run.Run();
}

TEST_F(MobileNodeTour, NothingIsLeftBehindAtHome)
{
    REQ("BOOK-100");
    for (const double when : {10.0, 95.0})
    {
        run.At(Seconds(when), [this]() {
            SCOPED_TRACE(Simulator::Now());
            auto node = run.RoleOf<MobileNode>("MN");
            EXPECT_TRUE(node->IsAtHome());
            EXPECT_EQ(RegistrationOf(*node).GetState(), State::IDLE);
            EXPECT_FALSE(RegistrationOf(*node).MayBeBound());
            EXPECT_EQ(node->GetBindingUpdateList().Find(agent, home), nullptr);
            const auto ipv6 = run.NodeOf("MN").node->GetObject<Ipv6>();
            EXPECT_EQ(ipv6->GetInterfaceForAddress(home),
                      static_cast<int32_t>(run.NodeOf("MN").FindRoaming()->number));
            const auto& stack = run.NodeOf("HA").stack;
            EXPECT_EQ(stack->GetSteering()->Forwarded(home).verdict, Verdict::PASS);
            EXPECT_FALSE(stack->GetSteering()->MayComeFrom(home,
                                                           Ipv6Address("c::2"),
                                                           Ipv6Address::GetAny()));
            EXPECT_FALSE(stack->GetAddressProxy()->IsAnswering(
                home,
                run.NodeOf("HA").FindInterface("home")->number));
            EXPECT_EQ(run.NodeOf("MN").stack->GetSteering()->PreferredSource(), std::nullopt);
        });
    }
    run.Run();
    EXPECT_TRUE(run.BindingsOf("HA").empty());
}

TEST_F(MobileNodeTour, EachMoveTakesOneUpdateAndOneAnswer)
{
    run.Run();
    std::optional<uint16_t> last;
    for (const auto& [link, careOf] : {std::pair("A", "a::2"),
                                       std::pair("B", "b::2"),
                                       std::pair("C", "c::2"),
                                       std::pair("home", "1::2")})
    {
        SCOPED_TRACE(link);
        const bool isAway = link != std::string("home");
        std::vector<CaughtPacket> signals;
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            if (packet.signal)
            {
                signals.push_back(packet);
            }
        }
        ASSERT_EQ(signals.size(), 2U);
        ASSERT_TRUE(signals[0].IsUpdate());
        const auto& update = signals[0].Update();
        EXPECT_EQ(signals[0].source, Ipv6Address(careOf));
        EXPECT_EQ(signals[0].destination, agent);
        EXPECT_EQ(signals[0].homeAddress, isAway ? std::optional(home) : std::nullopt);
        EXPECT_TRUE(update.acknowledge && update.homeRegistration);
        EXPECT_FALSE(update.mobileRouter);
        EXPECT_EQ(update.lifetime, isAway ? 420U : 0U);
        EXPECT_EQ(update.sequence, last ? static_cast<uint16_t>(*last + 1) : update.sequence);
        last = update.sequence;
        ASSERT_TRUE(signals[1].IsAcknowledgement());
        const auto& answer = *signals[1].signal->Get<BindingAcknowledgement>();
        EXPECT_EQ(signals[1].source, agent);
        EXPECT_EQ(signals[1].destination, Ipv6Address(careOf));
        EXPECT_EQ(signals[1].routing, isAway ? std::optional(home) : std::nullopt);
        EXPECT_EQ(answer.status, BindingStatus::ACCEPTED);
        EXPECT_EQ(answer.sequence, update.sequence);
        EXPECT_EQ(answer.lifetime, update.lifetime);
    }
    EXPECT_EQ(run.CountOf("MN", "BU", "tx"), 4U);
    EXPECT_EQ(run.CountOf("HA", "BU", "rx"), 4U);
    EXPECT_EQ(run.CountOf("HA", "BA", "tx", 0), 4U);
    EXPECT_EQ(run.CountOf("MN", "BA", "rx", 0), 4U);
    EXPECT_EQ(run.CountOf("HA", "BA", "tx"), 4U);
}

TEST_F(MobileNodeTour, OneConnectionLastsOverAllLinks)
{
    run.Run();
    EXPECT_EQ(run.FlowOf("download").at("received"), 4'000'000);
    const double arrived = run.HandoverOf("MN", 3).at("baReceived");
    std::size_t opened = 0;
    std::size_t atHome = 0;
    for (const auto& packet : ReadCapture(run.CaptureOf("internet")))
    {
        const auto& inner = InnermostOf(packet);
        const bool isFromPeer =
            inner.protocol == TCP && inner.source == Ipv6Address("fd00:ffff::9");
        // Flags are octet 13 of the header, RFC 9293 section 3.1; SYN is 2.
        opened += isFromPeer && (inner.octets.at(inner.offset + 13) & 2) != 0 ? 1 : 0;
    }
    EXPECT_EQ(opened, 1U);
    for (const auto* link : {"A", "B", "C", "home"})
    {
        std::size_t segments = 0;
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            const bool isSegment = InnermostOf(packet).protocol == TCP &&
                                   InnermostOf(packet).destination == Ipv6Address("1::2");
            segments += isSegment ? 1 : 0;
            atHome += isSegment && packet.at.GetSeconds() > arrived ? 1 : 0;
            // In a tunnel away from home, and in none at home.
            EXPECT_EQ(isSegment && !packet.inner, isSegment && link == std::string("home"));
        }
        EXPECT_GT(segments, 100U) << link;
    }
    EXPECT_GT(atHome, 100U);
}

} // namespace

} // namespace ns3::nemo::tests::mobile_node_tour_test
