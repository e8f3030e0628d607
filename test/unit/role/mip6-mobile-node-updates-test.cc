// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"
#include "support/only-home.h"

#include "ns3/mip6-sequence-number.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::nemo::tests::mip6_mobile_node_updates_test
{

using MobileNodeUpdatesTest = MobileNodeTest;

TEST_F(MobileNodeUpdatesTest, UpdatesLeaveWhenTheAddressChangesOrTheBindingEnds)
{
    REQ("BOOK-042");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(70));
    EXPECT_EQ(m_world.Updates(m_world.a).size(), 1U);
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(140));
    EXPECT_EQ(m_world.Updates(m_world.b).size(), 1U) << "moved";
    m_world.RunUntil(Seconds(170));
    const auto updates = m_world.Updates(m_world.b);
    ASSERT_EQ(updates.size(), 2U) << "80 of 100 s are over";
    EXPECT_EQ(updates[1].at, updates[0].at + Seconds(80));
    EXPECT_EQ(updates[1].Update().sequence, SequenceAfter(updates[0].Update().sequence));
}

TEST_F(MobileNodeUpdatesTest, UpdatesKeepBelowTheRate)
{
    REQ("RFC-153");
    // Addresses are ready at once, and advertised all the time: only the rate slows it down.
    m_world.advertising.minInterval = MilliSeconds(30);
    m_world.advertising.maxInterval = MilliSeconds(70);
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    m_world.Advertise(*m_world.routerB, 2, "4::1");
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.configure = [this](MobileNode& node) {
        node.SetAttribute("DadRandomDelay", TimeValue(Time(0)));
        m_world.mobileNode->stack->GetAddressProxy()->SetAttribute("DupAddrDetectTransmits",
                                                                   UintegerValue(0));
    };
    m_world.NewMobileNode(m_world.a);
    for (int i = 1; i < 100; ++i)
    {
        m_world.At(MilliSeconds(100 * i),
                   [this, i]() { m_world.Move(i % 2 ? m_world.b : m_world.a); });
    }
    m_world.RunUntil(Seconds(10));
    std::vector<Time> times;
    for (const auto& link : {m_world.a, m_world.b})
    {
        for (const auto& update : m_world.Updates(link))
        {
            times.push_back(update.at);
        }
    }
    std::sort(times.begin(), times.end());
    EXPECT_GE(times.size(), 20U);
    for (std::size_t i = 3; i < times.size(); ++i)
    {
        EXPECT_GE(times[i] - times[i - 3], Seconds(1));
    }
}

TEST_F(MobileNodeUpdatesTest, EveryUpdateThatRegistersSaysWhatItMust)
{
    REQ("RFC-165");
    // Short lifetimes, so that they limit what is asked for.
    AdvertisingConfig config = m_world.advertising;
    AdvertisedPrefix prefix;
    prefix.address = m_world.Address("2::1");
    prefix.router = true;
    prefix.valid = Seconds(150);
    prefix.preferred = Seconds(150);
    prefix.countsFrom = Simulator::Now();
    config.prefixes = {prefix};
    m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    m_world.homeConfig.validLifetime = 300;
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(140));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(290));
    int seen = 0;
    for (const auto& link : {m_world.a, m_world.b})
    {
        const Time careOfEnd = link == m_world.a ? Seconds(150) : Time::Max();
        for (const auto& packet : m_world.Updates(link))
        {
            const auto& update = packet.Update();
            ++seen;
            EXPECT_TRUE(update.homeRegistration && update.acknowledge);
            EXPECT_FALSE(update.linkLocalAddressCompatibility);
            EXPECT_EQ(packet.homeAddress, OnlyHome(node).GetConfig().homeAddress);
            const auto options = packet.signal->Options<AlternateCareOfAddress>();
            ASSERT_EQ(options.size(), 1U);
            EXPECT_EQ(options[0].address, packet.source);
            EXPECT_GT(update.lifetime, 0U);
            EXPECT_LE(packet.at + Seconds(update.lifetime), std::min(careOfEnd, Seconds(300)));
        }
    }
    EXPECT_GE(seen, 4);
}

TEST_F(MobileNodeUpdatesTest, AnIdentifierSharedWithTheLinkLocalAddressIsTold)
{
    REQ("RFC-165");
    m_world.hardware = "00:00:00:00:0b:01";
    m_world.homeConfig.homeAddress = m_world.Address("1::200:ff:fe00:b01");
    m_world.identifier.reset();
    m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(10));
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].source, m_world.Address("2::200:ff:fe00:b01"));
    EXPECT_TRUE(updates[0].Update().linkLocalAddressCompatibility);
}

TEST_F(MobileNodeUpdatesTest, AnEntryOfTheListEndsWithItsLifetime)
{
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(4)));
    };
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(16));
    // Sent after 0, 1.5, 4.5 and 10.5 s: at the last pause the entry ends before the next.
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(updates.size(), 4U);
    const Time end = updates[3].at + Seconds(4);
    m_world.RunUntil(end - MilliSeconds(1));
    EXPECT_EQ(node.GetBindingUpdateList().Size(), 1U);
    m_world.RunUntil(end + MilliSeconds(1));
    EXPECT_EQ(node.GetBindingUpdateList().Size(), 0U);
    m_world.RunUntil(end + Seconds(10));
    const auto next = m_world.Updates(m_world.a);
    ASSERT_EQ(next.size(), 5U);
    EXPECT_EQ(next[4].Update().sequence, SequenceAfter(updates[3].Update().sequence))
        << "the number outlives the entry";
}

TEST_F(MobileNodeUpdatesTest, AHomeAgentThatWasFullIsAskedAgain)
{
    REQ("RFC-175");
    int asked = 0;
    m_world.agent->answer = [&](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.lifetime = update.Body().lifetime;
        body.status =
            ++asked <= 2 ? BindingStatus::INSUFFICIENT_RESOURCES : BindingStatus::ACCEPTED;
        return std::optional(body);
    };
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("RetryDelay", TimeValue(Seconds(3)));
        node.SetAttribute("RetryMaxDelay", TimeValue(Seconds(5)));
    };
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    m_world.RunUntil(Seconds(20));
    EXPECT_TRUE(RegistrationOf(node).IsBound());
    const auto updates = m_world.Updates(m_world.a);
    const auto answers = m_world.Caught(m_world.a, [](const CaughtPacket& packet) {
        return packet.IsAcknowledgement();
    });
    ASSERT_EQ(updates.size(), 3U);
    ASSERT_EQ(answers.size(), 3U);
    const Time link = MilliSeconds(1);
    EXPECT_EQ(updates[1].at, answers[0].at + link + Seconds(3));
    EXPECT_EQ(updates[2].at, answers[1].at + link + Seconds(5));
}

} // namespace ns3::nemo::tests::mip6_mobile_node_updates_test
