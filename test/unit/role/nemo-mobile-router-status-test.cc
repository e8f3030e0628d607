// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of each status of a home agent that is configured. RFC 3963 section
// 5.4; ipv6-ready NEMO mobile router "reaction to each status".
#include "nemo-requirement.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_status_test
{

namespace
{

using State = HomeRegistration::State;

constexpr int UNSUPPORTED = 140;

} // namespace

class MobileRouterStatusTest : public MobileRouterTest
{
  protected:
    /// A mobile router that is answered this status as long as it asks with flag R in this mode.
    MobileRouter& Launch(const std::string& mode, int status, const std::string& fallback = "none")
    {
        m_world.configure = [this, mode, fallback](MobileNode& node) {
            node.SetAttribute("Mode", StringValue(mode));
            node.SetAttribute("FallbackMode", StringValue(fallback));
            CountFailures(node);
        };
        const bool isExplicit = mode == "explicit";
        m_world.agent->answer = [=](const ScriptedHomeAgent::Update& update) {
            const bool lists = update.signal.Option<MobileNetworkPrefixOption>() != nullptr;
            BindingAcknowledgement body;
            body.status =
                lists == isExplicit ? static_cast<BindingStatus>(status) : BindingStatus::ACCEPTED;
            body.sequence = update.Body().sequence;
            body.lifetime = update.Body().lifetime;
            body.mobileRouter = update.Body().mobileRouter;
            return body;
        };
        return m_world.NewMobileRouter(m_world.a);
    }

    void CountFailures(MobileNode& node)
    {
        node.TraceConnectWithoutContext("WayFailed",
                                        MakeCallback(&MobileRouterStatusTest::OnFailed, this));
    }

    void OnFailed(const Ipv6Address&, BindingStatus, bool)
    {
        ++m_failed;
    }

    int m_failed{0};
};

/// Mode and status.
class MobileRouterRefusedTest : public MobileRouterStatusTest,
                                public testing::WithParamInterface<std::tuple<std::string, int>>
{
};

INSTANTIATE_TEST_SUITE_P(Status,
                         MobileRouterRefusedTest,
                         testing::Combine(testing::Values(std::string("explicit"),
                                                          std::string("implicit"),
                                                          std::string("routing")),
                                          testing::Values(140, 141, 142, 143)));

TEST_P(MobileRouterRefusedTest, ThereIsNoBindingAndNoTunnelAndNoMoreUpdates)
{
    REQ("NEMO-5.4.1-1", "NEMO-5.4.2-1", "NEMO-5.4.2-10", "NEMO-5.4.1-3", "NEMO-5.4.2-3");
    const auto& [mode, status] = GetParam();
    MobileRouter& router = Launch(mode, status);
    WorldNode& lfn = NewInside();
    m_world.At(Seconds(20),
               [&]() { lfn.SendUdp(m_world.Address("5::2"), m_world.Address("c::5")); });
    m_world.RunUntil(Seconds(600));
    EXPECT_EQ(m_world.agent->updates.size(), 1U);
    EXPECT_EQ(RegistrationOf(router).GetState(), State::REJECTED);
    EXPECT_EQ(RegistrationOf(router).GetRejection(), static_cast<BindingStatus>(status));
    EXPECT_FALSE(RegistrationOf(router).MayBeBound());
    EXPECT_TRUE(Tunnelled(m_world.a).empty());
    EXPECT_TRUE(Datagrams(m_world.a).empty());
    EXPECT_TRUE(router.HasGivenUp());
    EXPECT_EQ(m_failed, 1);
}

TEST_P(MobileRouterRefusedTest, TheOtherModeIsAskedFor)
{
    REQ("NEMO-5.4.1-6", "NEMO-5.4.2-8");
    const auto& [mode, status] = GetParam();
    if (mode == "routing")
    {
        return; // like implicit, for a home agent
    }
    MobileRouter& router = Launch(mode, status, mode == "explicit" ? "implicit" : "explicit");
    m_world.RunUntil(Seconds(100));
    // One that serves no mobile routers would not in the other mode.
    const bool isHopeless = status == UNSUPPORTED;
    EXPECT_EQ(m_world.agent->updates.size(), isHopeless ? 1U : 2U);
    EXPECT_EQ(RegistrationOf(router).GetState(), isHopeless ? State::REJECTED : State::REGISTERED);
    EXPECT_EQ(router.HasGivenUp(), isHopeless);
    EXPECT_EQ(m_failed, 1);
}

/// Whether it may register as a mobile host.
class MobileRouterDroppedTest : public MobileRouterStatusTest,
                                public testing::WithParamInterface<bool>
{
};

INSTANTIATE_TEST_SUITE_P(FallbackToHost, MobileRouterDroppedTest, testing::Bool());

// RFC 3963 section 5.3; ipv6-ready "R = 0 from a home agent that dropped router support".
TEST_P(MobileRouterDroppedTest, AHomeAgentThatServesMobileRoutersNoMoreIsLeft)
{
    REQ("NEMO-5.3-3");
    m_world.configure = [this](MobileNode& node) {
        node.SetAttribute("FallbackToHost", BooleanValue(GetParam()));
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
        CountFailures(node);
    };
    m_world.agent->answer = [](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.lifetime = update.Body().lifetime;
        body.mobileRouter = update.Body().mobileRouter && Simulator::Now() < Seconds(SETTLED);
        return body;
    };
    MobileRouter& router = Away();
    m_world.RunUntil(Seconds(600));
    const auto& updates = m_world.agent->updates;
    ASSERT_GE(updates.size(), 3U);
    EXPECT_TRUE(updates[1].Body().mobileRouter);
    EXPECT_GT(updates[1].Body().lifetime, 0U);
    EXPECT_EQ(updates[2].Body().lifetime, 0U);
    EXPECT_EQ(m_failed, 1);
    if (GetParam())
    {
        EXPECT_EQ(router.GetWay(), std::nullopt);
        EXPECT_EQ(RegistrationOf(router).GetState(), State::REGISTERED);
        for (std::size_t i = 3; i < updates.size(); ++i)
        {
            EXPECT_FALSE(updates[i].Body().mobileRouter);
        }
    }
    else
    {
        EXPECT_TRUE(router.HasGivenUp());
        EXPECT_EQ(updates.size(), 3U);
    }
}

namespace
{

/// When a node that is answered this status asks for a binding, and with which number after the
/// first one.
std::vector<std::pair<Time, uint16_t>>
AskingWith(BindingStatus status, bool isRouter)
{
    MobileWorld world;
    world.agent->answer = [status](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.status = status;
        // Of status 135: the last number that it accepted.
        body.sequence = static_cast<uint16_t>(
            update.Body().sequence +
            (status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW ? 1000 : 0));
        body.lifetime = update.Body().lifetime;
        body.mobileRouter = update.Body().mobileRouter;
        return body;
    };
    if (isRouter)
    {
        const MobileRouter& router = world.NewMobileRouter(world.a);
        world.RunUntil(Seconds(400));
        EXPECT_FALSE(RegistrationOf(router).IsBound());
        EXPECT_FALSE(router.HasGivenUp());
        EXPECT_TRUE(world.Tunnelled(world.a).empty());
    }
    else
    {
        world.NewMobileNode(world.a);
        world.RunUntil(Seconds(400));
    }
    std::vector<std::pair<Time, uint16_t>> asking;
    for (const auto& update : world.agent->updates)
    {
        const auto number =
            static_cast<uint16_t>(update.Body().sequence - world.agent->updates[0].Body().sequence);
        asking.emplace_back(update.at, number);
    }
    return asking;
}

} // namespace

/// A status that RFC 3963 does not define.
class MobileRouterOtherStatusTest : public testing::TestWithParam<int>
{
};

INSTANTIATE_TEST_SUITE_P(
    Status,
    MobileRouterOtherStatusTest,
    testing::Values(128, 129, 130, 131, 132, 133, 135, 139, 144, 173, 174, 175, 200, 255));

TEST_P(MobileRouterOtherStatusTest, IsThatOfMobileIpv6)
{
    REQ("NEMO-5.4-1", "NEMO-5.4-1+1");
    const auto status = static_cast<BindingStatus>(GetParam());
    const auto asMobileNode = AskingWith(status, false);
    EXPECT_EQ(AskingWith(status, true), asMobileNode);
    const bool isAskedAgain =
        IsTemporary(status) || status == BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW;
    EXPECT_EQ(asMobileNode.size() > 1, isAskedAgain);
}

} // namespace ns3::nemo::tests::nemo_mobile_router_status_test
