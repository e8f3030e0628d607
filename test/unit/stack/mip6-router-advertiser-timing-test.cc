// SPDX-License-Identifier: GPL-2.0-only
// When RouterAdvertiser advertises. RFC 4861 section 6.2, RFC 6275 section 7.5.
#include "nemo-requirement.h"
#include "support/router-advertiser-test.h"

#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_router_advertiser_timing_test
{

namespace
{

// --- Limits

TEST_F(RouterAdvertiserTest, Peer_33_IntervalsHaveTheStandardsDefaultsAndLimits)
{
    REQ("RFC-067");
    TimeValue least;
    TimeValue most;
    router.advertiser->GetAttribute("MinRtrAdvInterval", least);
    router.advertiser->GetAttribute("MaxRtrAdvInterval", most);
    EXPECT_EQ(least.Get(), Seconds(200));
    EXPECT_EQ(most.Get(), Seconds(600));
    const auto isAllowed = [&](Time minimum, Time maximum) {
        AdvertisingConfig config;
        config.minInterval = minimum;
        config.maxInterval = maximum;
        return !router.advertiser->Check(config).has_value();
    };
    EXPECT_TRUE(isAllowed(MilliSeconds(30), MilliSeconds(70)));
    EXPECT_FALSE(isAllowed(MilliSeconds(29), MilliSeconds(70)));
    EXPECT_FALSE(isAllowed(MilliSeconds(30), MilliSeconds(69)));
    EXPECT_FALSE(isAllowed(MilliSeconds(200), MilliSeconds(100)));
    EXPECT_TRUE(isAllowed(Seconds(3), Seconds(1800)));
    EXPECT_FALSE(isAllowed(Seconds(3), Seconds(1801)));
    AdvertisingConfig config;
    EXPECT_FALSE(router.advertiser->Check(config).has_value());
    config.minDelayBetweenRas = MilliSeconds(29);
    EXPECT_TRUE(router.advertiser->Check(config).has_value());
    const auto set = [&](const char* name, Time value) {
        return router.advertiser->SetAttributeFailSafe(name, TimeValue(value));
    };
    EXPECT_TRUE(set("MinRtrAdvInterval", MilliSeconds(30)));
    EXPECT_FALSE(set("MinRtrAdvInterval", MilliSeconds(29)));
    EXPECT_TRUE(set("MaxRtrAdvInterval", MilliSeconds(70)));
    EXPECT_FALSE(set("MaxRtrAdvInterval", MilliSeconds(69)));
    EXPECT_DEATH(
        {
            AdvertisingConfig wrong;
            wrong.maxInterval = Seconds(1);
            wrong.minInterval = Seconds(2);
            router.advertiser->Configure(ir, wrong);
        },
        "not less than MinRtrAdvInterval");
}

TEST_F(RouterAdvertiserTest, WrongConfigurationsAreNamed)
{
    const auto wrong = [&](const std::function<void(AdvertisingConfig&)>& change) {
        AdvertisingConfig config = Quick();
        change(config);
        return router.advertiser->Check(config).value_or("");
    };
    EXPECT_EQ(wrong([](auto&) {}), "");
    EXPECT_NE(wrong([](auto& c) { c.routerLifetime = Seconds(9001); }), "");
    EXPECT_NE(wrong([](auto& c) { c.prefixes[0].length = 129; }), "");
    EXPECT_NE(wrong([](auto& c) { c.prefixes[0].address = Ipv6Address("fe80::1"); }), "");
    EXPECT_NE(wrong([](auto& c) { c.prefixes[0].preferred = Days(31); }), "");
    EXPECT_NE(wrong([](auto& c) { c.mtu = 1279; }), "");
    EXPECT_NE(wrong([](auto& c) { c.homeAgentInformation = HomeAgentInformation{}; }), "");
}

// --- When it is said

TEST_F(RouterAdvertiserTest, FastIntervalsLieBetweenTheirLimits)
{
    REQ("BOOK-047");
    router.advertiser->Configure(ir, Quick());
    world.RunUntil(Seconds(100));
    const auto frames = Seen();
    ASSERT_GT(frames.size(), 1900U);
    for (std::size_t i = 1; i < frames.size(); ++i)
    {
        const Time gap = frames[i].at - frames[i - 1].at;
        EXPECT_GE(gap, MilliSeconds(30));
        EXPECT_LE(gap, MilliSeconds(70));
    }
    const double mean = 100.0 / static_cast<double>(frames.size());
    EXPECT_NEAR(mean, 0.050, 0.001);
}

TEST_F(RouterAdvertiserTest, FirstFewComeWithinSixteenSeconds)
{
    AdvertisingConfig config; // 200 s to 600 s
    config.prefixes.push_back(OwnPrefix());
    router.advertiser->Configure(ir, config);
    EXPECT_TRUE(router.interfaces->IsMember(allRouters, ir));
    world.RunUntil(Seconds(3000));
    const auto frames = Seen();
    ASSERT_GE(frames.size(), 7U);
    EXPECT_EQ(frames[0].at, Seconds(16));
    EXPECT_EQ(frames[1].at, Seconds(32));
    EXPECT_EQ(frames[2].at, Seconds(48));
    for (std::size_t i = 3; i < frames.size(); ++i)
    {
        EXPECT_GE(frames[i].at - frames[i - 1].at, Seconds(200));
        EXPECT_LE(frames[i].at - frames[i - 1].at, Seconds(600));
    }
}

TEST_F(RouterAdvertiserTest, Peer_14_Peer_15_EverySolicitationIsAnsweredInTime)
{
    AdvertisingConfig config; // 200 s to 600 s
    router.advertiser->Configure(ir, config);
    std::vector<Time> solicited;
    for (int i = 0; i < 10; ++i)
    {
        const Time at = Seconds(60 + 7.3 * i);
        solicited.push_back(at);
        world.At(at, [&]() { Solicit(); });
    }
    world.RunUntil(Seconds(140));
    for (const Time& at : solicited)
    {
        const auto frames = Seen();
        const auto answer = std::find_if(frames.begin(), frames.end(), [&](const SeenFrame& f) {
            return f.at >= at;
        });
        ASSERT_NE(answer, frames.end());
        EXPECT_LE(answer->at, at + MilliSeconds(3501));
        EXPECT_EQ(answer->Destination(), allNodes);
    }
    // Far from one another each has its own answer within MAX_RA_DELAY_TIME.
    EXPECT_EQ(Seen().size(), 3U + 10U);
}

TEST_F(RouterAdvertiserTest, Peer_16_TwoSolicitationsWithinThreeSecondsGetOneAnswer)
{
    router.advertiser->Configure(ir, {});
    world.At(Seconds(60), [&]() { Solicit(); });
    world.At(Seconds(60.05), [&]() { Solicit(); });
    world.RunUntil(Seconds(64));
    ASSERT_EQ(Seen().size(), 4U); // with the first few
    const Time first = Seen()[3].at;
    EXPECT_GE(first, Seconds(60) + MilliSeconds(1));
    EXPECT_LE(first, Seconds(60) + MilliSeconds(501));
    // After the answer the next waits until 3 s after it, and its own delay.
    world.At(Seconds(70), [&]() { Solicit(); });
    world.At(Seconds(71), [&]() { Solicit(); });
    world.RunUntil(Seconds(80));
    ASSERT_EQ(Seen().size(), 6U);
    EXPECT_GE(Seen()[5].at - Seen()[4].at, Seconds(3));
    EXPECT_LE(Seen()[5].at - Seen()[4].at, MilliSeconds(3500));
}

TEST_F(RouterAdvertiserTest, ScheduledAdvertisementIsAnswerEnough)
{
    router.advertiser->SetAttribute("AnswerDelayVariable",
                                    StringValue("ns3::ConstantRandomVariable[Constant=1]"));
    router.advertiser->Configure(ir, {});
    world.At(Seconds(15.9), [&]() { Solicit(); });
    world.RunUntil(Seconds(30));
    ASSERT_EQ(Seen().size(), 1U);
    EXPECT_EQ(Seen()[0].at, Seconds(16));
}

TEST_F(RouterAdvertiserTest, LowerMinDelayAnswersFaster)
{
    AdvertisingConfig config;
    config.minDelayBetweenRas = MilliSeconds(30);
    router.advertiser->SetAttribute("MaxRaDelayTime", TimeValue(Seconds(0)));
    router.advertiser->Configure(ir, config);
    world.At(Seconds(60), [&]() { Solicit(); });
    world.At(Seconds(60.010), [&]() { Solicit(); });
    world.RunUntil(Seconds(70));
    ASSERT_EQ(Seen().size(), 5U);
    EXPECT_EQ(Seen()[3].at, MilliSeconds(60001));
    EXPECT_EQ(Seen()[4].at, MilliSeconds(60031));
}

TEST_F(RouterAdvertiserTest, FrequentAdvertiserAnswersAsOftenAsItAdvertises)
{
    // RFC 6275 section 13: MinDelayBetweenRAs should be MinRtrAdvInterval if that is below 3 s.
    AdvertisingConfig config;
    config.minInterval = MilliSeconds(400);
    config.maxInterval = Seconds(100);
    router.advertiser->SetAttribute("MaxRaDelayTime", TimeValue(Seconds(0)));
    router.advertiser->SetAttribute("MaxInitialRtrAdvertisements", UintegerValue(0));
    router.advertiser->SetAttribute("IntervalVariable",
                                    StringValue("ns3::ConstantRandomVariable[Constant=1]"));
    router.advertiser->Configure(ir, config);
    world.At(Seconds(60), [&]() { Solicit(); });
    world.At(Seconds(60.010), [&]() { Solicit(); });
    world.RunUntil(Seconds(70));
    ASSERT_EQ(Seen().size(), 2U);
    EXPECT_EQ(Seen()[1].at - Seen()[0].at, MilliSeconds(400));
}

TEST_F(RouterAdvertiserTest, SolicitorIsLearnedAsAHost)
{
    router.advertiser->Configure(ir, {});
    router.interfaces->LearnNeighbor(ir,
                                     host.interfaces->LinkLocalAddress(ih),
                                     Mac48Address("02:00:00:00:00:55"),
                                     true);
    Solicit();
    world.RunUntil(Seconds(1));
    const auto source = host.interfaces->LinkLocalAddress(ih);
    EXPECT_EQ(router.interfaces->NeighborLinkLayer(ir, source), host.Hardware(ih));
    EXPECT_EQ(router.interfaces->IsNeighborRouter(ir, source), false);
}

TEST_F(RouterAdvertiserTest, InvalidSolicitationsAreNotAnswered)
{
    router.advertiser->Configure(ir, {});
    RouterSolicitation message;
    message.options.emplace_back(SourceLinkLayerAddress{host.Hardware(ih)});
    const Mac48Address group("33:33:00:00:00:02");
    // From :: with a link-layer address; from off the link; an option of length 0.
    host.SendRaw(ih, MakePacket(message, Ipv6Address::GetAny(), allRouters), group);
    host.SendRaw(ih,
                 MakePacket(message, host.interfaces->LinkLocalAddress(ih), allRouters, 64),
                 group);
    Octets bad = EncodeNeighborMessage(message, Ipv6Address("fe80::5"), allRouters);
    bad[9] = 0;
    WriteIcmpv6Checksum(bad, Ipv6Address("fe80::5"), allRouters);
    host.SendRaw(ih, MakePacket(bad, Ipv6Address("fe80::5"), allRouters), group);
    world.RunUntil(Seconds(10));
    EXPECT_TRUE(Seen().empty());
    EXPECT_EQ(router.drops["bad-address"], 1);
    EXPECT_EQ(router.drops["bad-hop-limit"], 1);
    EXPECT_EQ(router.drops["bad-option-length"], 1);
    // From :: without one is fine.
    message.options.clear();
    host.SendRaw(ih, MakePacket(message, Ipv6Address::GetAny(), allRouters), group);
    world.RunUntil(Seconds(11));
    EXPECT_EQ(Seen().size(), 1U);
}

TEST_F(RouterAdvertiserTest, DisableSaysFarewellOrNot)
{
    router.advertiser->Configure(ir, {});
    world.RunUntil(Seconds(20));
    router.advertiser->Disable(ir);
    router.advertiser->Disable(ir);
    world.RunUntil(Seconds(5000));
    ASSERT_EQ(Seen().size(), 2U);
    EXPECT_EQ(Seen()[1].at, Seconds(20));
    EXPECT_EQ(Seen()[1].As<RouterAdvertisement>().routerLifetime, 0);
    EXPECT_FALSE(router.advertiser->IsAdvertising(ir));
    EXPECT_FALSE(router.interfaces->IsMember(allRouters, ir));
    router.advertiser->Configure(ir, {});
    router.advertiser->Reset();
    world.RunUntil(Seconds(9000));
    EXPECT_EQ(Seen().size(), 2U);
}

TEST_F(RouterAdvertiserTest, ChangeIsSaidSoon)
{
    AdvertisingConfig config;
    router.advertiser->Configure(ir, config);
    world.RunUntil(Seconds(60));
    config.prefixes.push_back(OwnPrefix());
    router.advertiser->Configure(ir, config);
    world.RunUntil(Seconds(80));
    ASSERT_EQ(Seen().size(), 4U);
    EXPECT_EQ(Seen()[3].at, Seconds(76));
    EXPECT_FALSE(
        AllOptions<PrefixInformation>(Seen()[3].As<RouterAdvertisement>().options).empty());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_router_advertiser_timing_test
