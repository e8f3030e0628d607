// SPDX-License-Identifier: GPL-2.0-only
// When a home agent tells mobile nodes unasked of the prefixes of their home link. RFC 6275
// section 10.6.2; ipv6-ready group 8.
#include "nemo-requirement.h"
#include "unit/role/mobile-prefix-advertiser-fixture.h"

#include "ns3/boolean.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_mobile_prefix_schedule_test
{

TEST_F(MobilePrefixAdvertiserTest, AChangeIsToldWithinTheSchedule)
{
    REQ("RFC-130", "RFC-131");
    Bind();
    const Time change = Simulator::Now();
    const int64_t changed = change.GetMilliSeconds() / 1000;
    Reconfigure(Seconds(100000), Seconds(1000));
    HomeAgentBench::Run(Seconds(1001));
    ASSERT_GE(Told().size(), 1U);
    EXPECT_GE(Times()[0], changed + 600);
    EXPECT_LT(Times()[0], changed + 1001);
    // Unasked, by way of the care-of address of the binding.
    EXPECT_EQ(Told()[0].destination, CARE_OF);
    EXPECT_EQ(Told()[0].routing, std::optional(HOME));
    const auto option = AllOptions<PrefixInformation>(Message(Told()[0]).options).at(0);
    const int64_t elapsed = (Told()[0].at - change).GetMilliSeconds();
    EXPECT_EQ(option.validLifetime, (100000000 - elapsed) / 1000);
}

TEST_F(MobilePrefixAdvertiserTest, TheDelayIsBoundedByTheIntervals)
{
    REQ("RFC-131", "RFC-182");
    m_bench.agent->SetAttribute("MinMobPfxAdvInterval", TimeValue(Seconds(5)));
    m_bench.agent->SetAttribute("MaxMobPfxAdvInterval", TimeValue(Seconds(8)));
    Bind();
    const int64_t changed = Simulator::Now().GetMilliSeconds() / 1000;
    Reconfigure(Time::Max(), Days(1));
    HomeAgentBench::Run(Seconds(8));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_GE(Times()[0], changed + 2); // due since the registration, 3 s before
    EXPECT_LT(Times()[0], changed + 8);
}

TEST_F(MobilePrefixAdvertiserTest, EachTriggerAlone)
{
    REQ("RFC-130");
    const auto tells = [](const std::function<void(HomeAgentBench&)>& change) {
        HomeAgentBench bench;
        bench.agent->AssignStreams(1);
        bench.agent->Advertise(bench.homeInterface);
        HandUpdate update;
        update.lifetime = 200000;
        bench.Register(update);
        bench.agent->SetAttribute("MaxMobPfxAdvInterval", TimeValue(Seconds(601)));
        change(bench);
        bench.world->Clear();
        HomeAgentBench::Run(Seconds(700));
        return !bench.world
                    ->Heard([](const HeardPacket& packet) { return packet.discovery.has_value(); })
                    .empty();
    };
    const auto flags = [](bool autonomous, const char* address = "4::3") {
        AdvertisingConfig config;
        config.prefixes.resize(1);
        config.prefixes[0].address = Ipv6Address(address);
        config.prefixes[0].router = true;
        config.prefixes[0].autonomous = autonomous;
        config.prefixes[0].valid = Time::Max();
        config.prefixes[0].preferred = Time::Max();
        return config;
    };
    EXPECT_TRUE(
        tells([&](HomeAgentBench& b) { b.agent->Advertise(b.homeInterface, flags(false)); }));
    EXPECT_TRUE(tells([&](HomeAgentBench& b) {
        b.agent->ServeLink(b.homeInterface, P("4::/64"), b.agentAddress, Days(9), Days(9));
    }));
    EXPECT_TRUE(tells([&](HomeAgentBench& b) {
        b.agent->ServeLink(b.homeInterface, P("8::/64"), Ipv6Address("8::3"));
    }));
    // The same once more is no change, nor is one of another link's prefix.
    EXPECT_FALSE(tells([&](HomeAgentBench& b) { b.agent->Advertise(b.homeInterface); }));
    EXPECT_FALSE(tells([&](HomeAgentBench& b) {
        b.agent->ServeLink(b.worldInterface, P("fd00:ffff::/64"), Ipv6Address("fd00:ffff::4"));
    }));
}

TEST_F(MobilePrefixAdvertiserTest, WhatIsScheduledIsNotDoubled)
{
    REQ("RFC-132");
    Bind();
    Reconfigure(Seconds(100000), Seconds(1000));
    HomeAgentBench::Run(Seconds(10));
    Reconfigure(Seconds(90000), Seconds(1000), "8::/64");
    HomeAgentBench::Run(Seconds(1000));
    Solicit(1);
    HomeAgentBench::Run(Seconds(2000));
    std::vector<HeardPacket> unasked;
    for (const auto& packet : Told())
    {
        if (Message(packet).identifier == 0)
        {
            unasked.push_back(packet);
        }
    }
    ASSERT_FALSE(unasked.empty());
    // One, and its retransmissions within 21 s.
    EXPECT_LE(unasked.back().at - unasked.front().at, Seconds(21));
    EXPECT_EQ(AllOptions<PrefixInformation>(Message(unasked[0]).options).size(), 2U);
}

TEST_F(MobilePrefixAdvertiserTest, TheEndOfTheBindingEndsIt)
{
    REQ("RFC-132");
    HandUpdate update;
    update.lifetime = 400;
    m_bench.Register(update);
    m_bench.world->Clear();
    Reconfigure(Seconds(100000), Seconds(1000));
    HomeAgentBench::Run(Seconds(2000));
    EXPECT_TRUE(Told().empty());
}

TEST_F(MobilePrefixAdvertiserTest, OnceInTheLongestIntervalAtLeast)
{
    REQ("RFC-132");
    m_bench.agent->SetAttribute("MaxMobPfxAdvInterval", TimeValue(Seconds(1000)));
    Bind();
    Time last = Simulator::Now();
    for (uint16_t i = 0; i < 5; ++i)
    {
        m_bench.world->Clear();
        HomeAgentBench::Run(last + Seconds(1000) - Simulator::Now());
        ASSERT_FALSE(Told().empty()) << i;
        last = Simulator::Now();
        Solicit(i);
        HomeAgentBench::Run(Seconds(1));
    }
}

TEST_F(MobilePrefixAdvertiserTest, ItIsRepeatedUntilItIsAnswered)
{
    REQ("RFC-133");
    m_bench.agent->SetAttribute("MinMobPfxAdvInterval", TimeValue(Seconds(100)));
    m_bench.agent->SetAttribute("MaxMobPfxAdvInterval", TimeValue(Seconds(100)));
    Bind();
    const int64_t due = Simulator::Now().GetMilliSeconds() / 1000 + 97; // bound 3 s ago
    HomeAgentBench::Run(Seconds(300));
    const auto times = Times();
    ASSERT_EQ(times.size(), 4U);
    EXPECT_NEAR(static_cast<double>(times[0]), static_cast<double>(due), 3);
    EXPECT_EQ(times[1] - times[0], 3);
    EXPECT_EQ(times[2] - times[0], 9);
    EXPECT_EQ(times[3] - times[0], 21);
    // It is there still: begin again.
    HandUpdate update;
    update.lifetime = 200000;
    update.sequence = 101;
    m_bench.world->Clear();
    m_bench.Register(update);
    HomeAgentBench::Run(Seconds(2));
    EXPECT_EQ(Told().size(), 2U);
    // A solicitation is the answer to it.
    Solicit(7);
    m_bench.world->Clear();
    HomeAgentBench::Run(Seconds(60));
    EXPECT_EQ(Told().size(), 1U);
    EXPECT_EQ(Message(Told()[0]).identifier, 7);
}

} // namespace ns3::nemo::tests::mip6_mobile_prefix_schedule_test
