// SPDX-License-Identifier: GPL-2.0-only
// A mobile router whose requests for prefixes are refused, or not read.
// draft-ietf-nemo-prefix-delegation-00 sections 5.6 and 7.
#include "delegated-router-fixture.h"
#include "nemo-requirement.h"

#include "ns3/string.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_refusal_test
{

TEST_F(DelegatedRouterTest, ARefusedRequestIsCorrectedAtOnce)
{
    REQ("PD-5.3-1+1", "PD-7-14", "PD-7-11");
    m_mode = "explicit";
    m_wish.persistent = true;
    m_reply = [this](const auto& update, auto& body) {
        const auto asked = update.signal.template Options<Asked>();
        if (asked.empty() || !asked[0].persistent)
        {
            return Give(update);
        }
        body.status = BindingStatus::FORWARDING_SETUP_FAILED;
        body.lifetime = 0;
        return Refuse(update, 8);
    };
    Away();
    ASSERT_EQ(m_world.agent->updates.size(), 2U);
    EXPECT_NE(m_world.agent->updates[0].Body().sequence, m_world.agent->updates[1].Body().sequence);
    EXPECT_LT(m_world.agent->updates[1].at - m_world.agent->updates[0].at, Seconds(1));
    EXPECT_EQ(m_world.agent->updates[0].signal.Options<MobileNetworkPrefixOption>(),
              m_world.agent->updates[1].signal.Options<MobileNetworkPrefixOption>())
        << "what it claims is not given up";
    EXPECT_TRUE(Said("5::"));
    EXPECT_TRUE(Said("6::"));
    EXPECT_TRUE(m_refused.empty());
}

TEST_F(DelegatedRouterTest, ARequestThatIsRefusedForGoodIsToldOnce)
{
    REQ("PD-7-8", "PD-7-14");
    m_mode = "explicit";
    m_reply = [](const auto& update, auto& body) {
        if (!update.signal.template Options<Asked>().empty())
        {
            body.status = BindingStatus::FORWARDING_SETUP_FAILED;
            body.lifetime = 0;
        }
        return Refuse(update, 2);
    };
    Away();
    EXPECT_EQ(Sent<Asked>(), (Counts{1, 0}));
    EXPECT_EQ(m_refused, std::vector{2});
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(60));
    EXPECT_EQ(Sent<Asked>(), (Counts{1, 0, 0}));
    EXPECT_EQ(m_refused, std::vector{2});
}

TEST_F(DelegatedRouterTest, WhereNothingIsLeftItAsksLaterAndRarely)
{
    REQ("PD-7-12");
    m_mode = "explicit";
    m_reply = [](const auto& update, auto&) { return Refuse(update, 6); };
    Away();
    m_world.RunUntil(Seconds(100));
    // At once, then after 10, 20 and 40 s; bound all the time.
    EXPECT_EQ(Sent<Asked>(), (Counts{1, 1, 1, 1}));
    const auto& updates = m_world.agent->updates;
    EXPECT_GE(updates[1].at - updates[0].at, Seconds(10));
    EXPECT_GE(updates[2].at - updates[1].at, Seconds(20));
    EXPECT_GE(updates[3].at - updates[2].at, Seconds(40));
}

class RefusedLeaseTest : public DelegatedRouterTest,
                         public testing::WithParamInterface<BindingStatus>
{
  protected:
    std::string m_next{"6::"};
};

TEST_P(RefusedLeaseTest, IsGotAnewTheWayThatItWasGot)
{
    REQ("NEMO-5.4.2-7");
    m_reply = [this](const auto& update, auto& body) {
        auto options = Give(update);
        // Besides the prefix of the configuration.
        if (update.signal.template Options<MobileNetworkPrefixOption>().size() > 1)
        {
            body.status = GetParam();
            body.lifetime = 0;
            m_next = "7::";
        }
        for (auto& option : options)
        {
            std::get<Confirmation>(option).prefix = m_world.Address(m_next);
        }
        return options;
    };
    Away();
    EXPECT_TRUE(Said("6::"));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(30));
    // It lists what it holds, is refused, and asks anew at once.
    EXPECT_EQ(Sent<MobileNetworkPrefixOption>(), (Counts{1, 2, 1}));
    EXPECT_EQ(Sent<Asked>(), (Counts{1, 0, 1}));
    EXPECT_LT(m_world.agent->updates[2].at - m_world.agent->updates[1].at, Seconds(1));
    EXPECT_EQ(Said("6::").value_or(std::pair(0U, 0U)), std::pair(0U, 0U));
    EXPECT_GT(Said("7::")->first, 0U);
}

INSTANTIATE_TEST_SUITE_P(Statuses,
                         RefusedLeaseTest,
                         testing::Values(BindingStatus::INVALID_PREFIX,
                                         BindingStatus::NOT_AUTHORIZED_FOR_PREFIX));

TEST_F(DelegatedRouterTest, WithoutTheExtensionItLivesByItsConfiguration)
{
    REQ("PD-5.6-3");
    m_mode = "explicit";
    m_reply = [](const auto&, auto&) { return MobilityOptions(); };
    Away();
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Sent<Asked>(), (Counts{1, 0}));
    EXPECT_TRUE(Said("5::"));
}

TEST_F(DelegatedRouterTest, ImplicitModeMayCheckItsConfiguration)
{
    REQ("PD-2-4", "PD-3.1-5", "PD-5.2-1", "PD-6.2-2+1");
    m_mode = "implicit";
    m_list = "always";
    m_isAsking = false;
    m_reply = [this](const auto&, auto& body) {
        body.prefixDelegation = true;
        MobilityOptions list;
        for (const char* prefix : {"5::", "7::"})
        {
            MobileNetworkPrefixOption option;
            option.prefix = m_world.Address(prefix);
            option.prefixLength = 64;
            option.persistent = option.implicit = true;
            list.emplace_back(option);
        }
        return list;
    };
    Away();
    EXPECT_EQ(m_mismatches, std::vector<std::string>{m_world.Prefix("7::").ToString()});
    EXPECT_EQ(Sent<MobileNetworkPrefixOption>(), Counts{0});
    EXPECT_TRUE(m_world.agent->updates[0].Body().prefixDelegation);
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_TRUE(m_world.agent->updates.back().Body().prefixDelegation);
}

TEST_F(DelegatedRouterTest, ARefusalThatSaysNothingOfPrefixesIsOneOfBasicSupport)
{
    REQ("NEMO-5.4.2-8", "PD-5.3-1+1");
    m_mode = "explicit";
    m_fallback = "implicit";
    m_list = "always";
    m_isAsking = false;
    m_reply = [](const auto& update, auto& body) {
        if (!update.signal.template Options<MobileNetworkPrefixOption>().empty())
        {
            body.status = BindingStatus::NOT_AUTHORIZED_FOR_PREFIX;
            body.lifetime = 0;
        }
        return MobilityOptions();
    };
    const MobileNode& router = Away();
    EXPECT_EQ(Sent<MobileNetworkPrefixOption>(), (Counts{1, 0}));
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
}

TEST_F(DelegatedRouterTest, WithoutSupportForMobileRoutersItGoesOnAsAHost)
{
    REQ("NEMO-5.4.1-3");
    m_fallsBackToHost = true;
    m_reply = [](const auto& update, auto& body) {
        if (update.Body().mobileRouter)
        {
            body.status = BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED;
            body.lifetime = 0;
        }
        return MobilityOptions();
    };
    const MobileNode& router = Away();
    ASSERT_EQ(m_world.agent->updates.size(), 2U);
    EXPECT_FALSE(m_world.agent->updates[1].Body().mobileRouter);
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
}

} // namespace ns3::nemo::tests::nemo_mobile_router_refusal_test
