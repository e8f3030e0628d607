// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"
#include "support/only-home.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobility-stack.h"
#include "ns3/nemo-expectations-route.h"
#include "ns3/nemo-mobile-router.h"

#include <gtest/gtest.h>

// What a home agent and a mobile router know after a registration in implicit mode, and after each
// refusal of RFC 3963 section 4.2.

namespace ns3::nemo::tests::registration_outcome_test
{

namespace
{

using State = HomeRegistration::State;

const Ipv6Address HOME("4::2");

std::string
RouteTo(const ScenarioRun& run, const std::string& prefix)
{
    const auto& topology = run.GetTopology();
    return ToString(LookUpRoute(topology, run.NodeOf("HA"), *NetworkPrefix::Parse(prefix)),
                    topology);
}

TEST(ImplicitMode, ForwardsWhatTheHomeAgentKnows)
{
    ScenarioRun run(Shipped("implicit-mode"));
    run.At(Seconds(15), [&]() {
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 0U);
        EXPECT_EQ(RouteTo(run, "5::/64"), "via 4::2 on link 4");
    });
    run.At(Seconds(50), [&]() {
        auto registrar = run.RegistrarOf("HA");
        ASSERT_NE(registrar->GetCache().Find(HOME), nullptr);
        EXPECT_TRUE(registrar->GetCache().Find(HOME)->mobileRouter);
        EXPECT_FALSE(registrar->GetCache().Find(HOME)->explicitPrefixes);
        EXPECT_EQ(registrar->GetForwardedPrefixes().Of(HOME),
                  (std::vector<NetworkPrefix>{{Ipv6Address("5::"), 64}}));
        EXPECT_EQ(RouteTo(run, "5::/64"), "tunnel to 7::2");
        auto router = run.RoleOf<MobileRouter>("MR");
        EXPECT_EQ(RegistrationOf(*router).GetState(), State::REGISTERED);
        const auto* sent = router->GetBindingUpdateList().Find(Ipv6Address("4::3"), HOME);
        ASSERT_NE(sent, nullptr);
        EXPECT_TRUE(sent->mobileRouter);
        EXPECT_TRUE(sent->prefixes.empty());
    });
    run.Run();
    std::size_t updates = 0;
    for (const auto& packet : ReadCapture(run.CaptureOf("7")))
    {
        if (packet.IsUpdate())
        {
            ++updates;
            EXPECT_TRUE(packet.Update().mobileRouter);
            EXPECT_EQ(packet.signal->Option<MobileNetworkPrefixOption>(), nullptr);
        }
    }
    EXPECT_EQ(updates, 1U);
}

/// A scenario that ends in a refusal.
struct Refusal
{
    uint8_t status;
    std::string router;      ///< Who is refused.
    std::size_t bindings;    ///< That the home agent has all the same, of others.
    std::size_t options;     ///< Mobile Network Prefix options in the update.
    std::string destination; ///< Mobile network that is out of reach.
};

class Refused : public ::testing::TestWithParam<Refusal>
{
  protected:
    Refused()
        : m_case(GetParam()),
          m_run(Shipped("refusal-" + std::to_string(m_case.status)))
    {
    }

    const Refusal m_case;
    ScenarioRun m_run;
};

TEST_P(Refused, LeavesNothingInTheTables)
{
    m_run.At(Seconds(50), [this]() {
        auto registrar = m_run.RegistrarOf("HA");
        EXPECT_EQ(registrar->GetCache().Size(), m_case.bindings);
        EXPECT_EQ(registrar->GetCache().Find(HOME), nullptr);
        EXPECT_EQ(registrar->GetPendingCount(), 0U);
        EXPECT_TRUE(registrar->GetForwardedPrefixes().Of(HOME).empty());
        const auto& stack = m_run.NodeOf("HA").stack;
        EXPECT_EQ(stack->GetSteering()->Forwarded(HOME).verdict, Verdict::PASS);
        EXPECT_FALSE(
            stack->GetSteering()->MayComeFrom(HOME, Ipv6Address("7::2"), Ipv6Address::GetAny()));
        EXPECT_FALSE(
            stack->GetAddressProxy()->IsAnswering(HOME,
                                                  m_run.NodeOf("HA").FindInterface("4")->number));
        EXPECT_EQ(RouteTo(m_run, m_case.destination), "via 4::2 on link 4");
    });
    m_run.Run();
}

TEST_P(Refused, RouterKnowsWhyAndSendsNothingThroughATunnel)
{
    m_run.At(Seconds(50), [this]() {
        auto router = m_run.RoleOf<MobileRouter>(m_case.router);
        EXPECT_EQ(RegistrationOf(*router).GetState(), State::REJECTED);
        EXPECT_EQ(RegistrationOf(*router).GetRejection(), BindingStatus(m_case.status));
        EXPECT_FALSE(RegistrationOf(*router).IsBound());
        const auto* entry = router->GetBindingUpdateList().Find(Ipv6Address("4::3"), HOME);
        ASSERT_NE(entry, nullptr);
        EXPECT_TRUE(entry->noMoreUpdates);
        EXPECT_FALSE(entry->retransmitAt.has_value());
    });
    m_run.Run();
    for (const auto& packet : ReadCapture(m_run.CaptureOf("7")))
    {
        if (packet.inner)
        {
            EXPECT_NE(packet.source, Ipv6Address("7::2"));
            EXPECT_NE(packet.destination, Ipv6Address("7::2"));
        }
    }
}

TEST_P(Refused, IsToldOfTheHandover)
{
    m_run.Run();
    const auto handover = m_run.HandoverOf(m_case.router, 0);
    EXPECT_EQ(handover.at("status"), m_case.status);
    EXPECT_EQ(handover.at("statusName"), ToString(BindingStatus(m_case.status)));
    EXPECT_TRUE(handover.at("baReceived").is_null());
}

TEST_P(Refused, TakesOneUpdateAndOneAnswer)
{
    m_run.Run();
    std::vector<CaughtPacket> signals;
    for (const auto& packet : ReadCapture(m_run.CaptureOf("7")))
    {
        if (packet.signal && (packet.homeAddress == HOME || packet.routing == HOME))
        {
            signals.push_back(packet);
        }
    }
    ASSERT_EQ(signals.size(), 2U);
    ASSERT_TRUE(signals[0].IsUpdate());
    EXPECT_TRUE(signals[0].Update().mobileRouter);
    EXPECT_EQ(signals[0].signal->Options<MobileNetworkPrefixOption>().size(), m_case.options);
    ASSERT_TRUE(signals[1].IsAcknowledgement());
    const auto& answer = *signals[1].signal->Get<BindingAcknowledgement>();
    EXPECT_EQ(answer.status, BindingStatus(m_case.status));
    EXPECT_EQ(answer.sequence, signals[0].Update().sequence);
    EXPECT_EQ(m_run.CountOf(m_case.router, "BU", "tx"), 1U);
    EXPECT_EQ(m_run.CountOf("HA", "BA", "tx", m_case.status), 1U);
    EXPECT_EQ(m_run.CountOf(m_case.router, "BA", "rx", m_case.status), 1U);
    EXPECT_EQ(m_run.CountOf(m_case.router, "BA", "rx"), 1U);
}

INSTANTIATE_TEST_SUITE_P(EachStatus,
                         Refused,
                         ::testing::Values(Refusal{140, "MR", 0, 1, "5::/64"},
                                           Refusal{141, "MR", 0, 1, "5::/64"},
                                           Refusal{142, "THIEF", 1, 2, "5::/64"},
                                           Refusal{143, "MR", 0, 0, "5::/64"}),
                         [](const auto& param) {
                             return "Status" + std::to_string(param.param.status);
                         });

/// RFC 3963 section 6.2: another router's prefix stays with that router.
TEST(RefusedPrefix, StaysWithItsOwner)
{
    ScenarioRun run(Shipped("refusal-142"));
    run.At(Seconds(50), [&]() {
        const Ipv6Address owner("4::9");
        auto registrar = run.RegistrarOf("HA");
        ASSERT_NE(registrar->GetCache().Find(owner), nullptr);
        EXPECT_EQ(registrar->GetCache().Find(owner)->careOfAddress, Ipv6Address("7::9"));
        EXPECT_EQ(registrar->GetForwardedPrefixes().Of(owner),
                  (std::vector<NetworkPrefix>{{Ipv6Address("6::"), 64}}));
        EXPECT_EQ(RouteTo(run, "6::/64"), "tunnel to 7::9");
    });
    run.Run();
    EXPECT_EQ(run.FlowOf("cn-lfn6").at("lost"), 0);
}

} // namespace

} // namespace ns3::nemo::tests::registration_outcome_test
