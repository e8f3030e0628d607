// SPDX-License-Identifier: GPL-2.0-only
// A mobile router that asks for prefixes: what it sends, and what its network is told.
// draft-ietf-nemo-prefix-delegation-00 sections 5.7 and 7.
#include "delegated-router-fixture.h"
#include "nemo-requirement.h"

#include "ns3/string.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_delegation_test
{

namespace
{

/// What a home agent says of a prefix of 64 bits that the router claims: seconds that it is valid.
MobilityOptions
News(const Ipv6Address& prefix, uint32_t valid)
{
    Confirmation news;
    news.prefix = prefix;
    news.prefixLength = 64;
    news.validLifetime = valid;
    return {news};
}

} // namespace

TEST_F(DelegatedRouterTest, NumbersItsNetworkWithWhatItGets)
{
    REQ("PD-7-6", "PD-7-1", "PD-5.7-1", "PD-6.5-16", "PD-5.2-1", "PD-5.2-2", "PD-6.1-2");
    REQ("PD-6.3-4", "PD-2-3", "PD-6.5-15+1", "PD-6.4-8");
    const MobileRouter& router = Away();
    ASSERT_EQ(m_world.agent->updates.size(), 1U) << "delegation and registration in one exchange";
    const auto& first = m_world.agent->updates[0];
    EXPECT_TRUE(first.Body().prefixDelegation && first.Body().acknowledge &&
                first.Body().mobileRouter);
    EXPECT_EQ(first.signal.Options<Asked>().size(), 1U);
    EXPECT_TRUE(
        m_world.mobileNode->Interfaces()->Has(m_world.Address("6::1"), m_world.roaming + 1));
    EXPECT_TRUE(router.GetNetwork().Covers(m_world.Prefix("6::")));
    const auto said = Said("6::");
    ASSERT_TRUE(said);
    EXPECT_LE(said->first, 420U);
    EXPECT_GE(said->first, 405U);
    EXPECT_EQ(said->first, said->second);
    m_world.RunUntil(Seconds(SETTLED + 50));
    EXPECT_EQ(Said("6::")->first, said->first - 50);
    // What is sent from there goes through the tunnel, and what comes for it is let out.
    WorldNode& node = NewInside(m_world.inside, "6::2", m_world.roaming + 1);
    node.SendUdp(m_world.Address("6::2"), m_world.Address("c::5"));
    m_world.RunUntil(Seconds(SETTLED + 51));
    EXPECT_EQ(m_world.correspondent->received.size(), 1U);
    // The next update says that it has it, and asks for nothing.
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(SETTLED + 60));
    const auto& last = m_world.agent->updates.back();
    EXPECT_TRUE(last.signal.Options<Asked>().empty());
    EXPECT_FALSE(last.Body().prefixDelegation) << "the list was asked for at the boot";
    const auto listed = last.signal.Options<MobileNetworkPrefixOption>();
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_FALSE(listed[0].delegated);
    EXPECT_TRUE(listed[1].delegated);
    EXPECT_EQ(listed[1].prefix, m_world.Address("6::"));
}

TEST_F(DelegatedRouterTest, ALeaseThatEndsIsSaidToBeOver)
{
    REQ("PD-L-2");
    m_wish.persistent = true;
    m_reply = [this](const auto& update, auto&) { return Give(update, 30); };
    Away();
    m_reply = [](const auto&, auto&) { return MobilityOptions(); };
    m_world.RunUntil(Seconds(25));
    ASSERT_TRUE(Said("6::"));
    EXPECT_GT(Said("6::")->first, 0U);
    m_world.RunUntil(Seconds(36));
    EXPECT_FALSE(Said("6::"));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("6::1")));
    std::size_t farewells = 0;
    for (const auto& packet : m_world.Caught(m_world.inside))
    {
        if (packet.icmpv6 != 134)
        {
            continue;
        }
        for (const auto& option :
             AllOptions<PrefixInformation>(packet.As<RouterAdvertisement>().options))
        {
            if (m_world.Prefix("6::").Contains(option.prefix) && option.validLifetime == 0)
            {
                EXPECT_EQ(option.preferredLifetime, 0U);
                ++farewells;
            }
        }
    }
    EXPECT_GE(farewells, 3U);
    EXPECT_LE(farewells, 6U);
    EXPECT_TRUE(Said("5::")) << "its own prefix stays";
}

TEST_F(DelegatedRouterTest, NewsOfAConfiguredPrefixIsHeeded)
{
    REQ("PD-5.1-2+1");
    m_isAsking = false;
    uint32_t valid = 60;
    m_reply = [&](const auto&, auto&) { return News(m_world.Address("5::"), valid); };
    Away();
    ASSERT_TRUE(Said("5::"));
    EXPECT_LE(Said("5::")->first, 60U);
    valid = 0;
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(Said("5::"), std::pair(0U, 0U));
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(30));
    EXPECT_TRUE(m_world.agent->updates.back().signal.Options<MobileNetworkPrefixOption>().empty());
}

TEST_F(DelegatedRouterTest, AConfiguredPrefixThatHasEndedMayBeProlonged)
{
    REQ("PD-5.1-2+1");
    m_mode = "explicit";
    m_list = "always";
    m_isAsking = false;
    uint32_t valid = 0;
    m_reply = [&](const auto&, auto&) { return News(m_world.Address("5::"), valid); };
    Away();
    EXPECT_EQ(Said("5::"), std::pair(0U, 0U));
    valid = 60;
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_GT(Said("5::").value_or(std::pair(0U, 0U)).first, 40U);
}

TEST_F(DelegatedRouterTest, WhatItDidNotAskForIsCounted)
{
    REQ("PD-7-5", "PD-6.4-1+1", "PD-6.4-1+2");
    m_reply = [this](const auto& update, auto&) {
        auto options = Give(update);
        Confirmation stray = std::get<Confirmation>(options.at(0));
        stray.correlator = 99;
        stray.prefix = m_world.Address("7::");
        options.emplace_back(stray);
        options.emplace_back(Asked());
        options.emplace_back(MalformedOption{201, Octets(25, 1)});
        options.emplace_back(MalformedOption{201, Octets(27, 1)});
        return options;
    };
    const MobileRouter& router = Away();
    EXPECT_EQ(router.GetPrefixRequests().GetHeld().size(), 1U);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::UNKNOWN_CORRELATOR), 1U);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::SKIPPED_OPTION), 3U);
}

TEST_F(DelegatedRouterTest, ALossOfStateIsMadeGoodByTheList)
{
    REQ("PD-3.1-1", "PD-3.1-2", "PD-7-6");
    m_wish.persistent = true;
    m_isAsking = true;
    bool isKnown = true;
    m_reply = [&](const auto& update, auto& body) {
        auto options = Give(update, 0xffffffff);
        body.prefixDelegation = update.Body().prefixDelegation;
        if (isKnown && options.empty())
        {
            MobileNetworkPrefixOption option;
            option.prefix = m_world.Address("6::");
            option.prefixLength = 64;
            option.persistent = option.delegated = true;
            options.emplace_back(option);
        }
        return options;
    };
    MobileRouter& router = Away();
    // The home agent has lost it: the next list shows that.
    isKnown = false;
    router.SetAttribute("PrefixList", StringValue("always"));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(m_world.agent->updates.size(), 2U);
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(30));
    const auto& last = m_world.agent->updates.back().signal;
    ASSERT_EQ(last.Options<Asked>().size(), 1U) << "asked for anew";
    EXPECT_EQ(last.Options<Asked>()[0].correlator, 2);
    EXPECT_TRUE(Said("6::"));
    // The router itself has a store.
    m_world.mobileNode->stack->PowerOff();
    m_world.RunUntil(Seconds(31));
    m_world.mobileNode->stack->PowerOn();
    m_world.RunUntil(Seconds(34));
    EXPECT_TRUE(Said("6::"));
    EXPECT_EQ(router.GetPrefixRequests().GetHeld().size(), 1U);
}

TEST_F(DelegatedRouterTest, ALostBindingIsFollowedByTheQuestionForTheList)
{
    m_reply = [this](const auto& update, auto&) { return Give(update); };
    MobileRouter& router = Away();
    router.SetAttribute("LifetimeRequested", TimeValue(Seconds(12)));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(20));
    EXPECT_FALSE(m_world.agent->updates.back().Body().prefixDelegation) << "it came at the boot";
    m_world.agent->answer = [](const auto&) { return std::optional<BindingAcknowledgement>(); };
    m_world.RunUntil(Seconds(60));
    // The refresh is one more of the same; what came after the end may have changed meanwhile.
    EXPECT_FALSE(router.GetHomes().front()->GetRegistration().IsBound());
    EXPECT_TRUE(m_world.agent->updates.back().Body().prefixDelegation);
}

} // namespace ns3::nemo::tests::nemo_mobile_router_delegation_test
