// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/neighbor-world.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests
{

namespace
{

using Type = NeighborMessageType;

/// A router on a link, 2001:db8:1::1 and 02:00:00:00:00:01, and a host.
class RouterAdvertiserTest : public ::testing::Test
{
  protected:
    RouterAdvertiserTest()
    {
        router.interfaces->AddAddress(ir, address, 64, true);
        router.interfaces->SetForwarding(ir, true);
    }

    /// A prefix with the router's address.
    AdvertisedPrefix OwnPrefix() const
    {
        AdvertisedPrefix prefix;
        prefix.address = address;
        prefix.router = true;
        return prefix;
    }

    /// Short intervals, one prefix.
    AdvertisingConfig Quick() const
    {
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(30);
        config.maxInterval = MilliSeconds(70);
        config.prefixes.push_back(OwnPrefix());
        return config;
    }

    std::vector<SeenFrame> Seen() const
    {
        return world.Seen(link, Type::ROUTER_ADVERTISEMENT);
    }

    /// The host solicits.
    void Solicit()
    {
        RouterSolicitation message;
        message.options.emplace_back(SourceLinkLayerAddress{host.Hardware(ih)});
        host.SendRaw(ih,
                     MakePacket(message, host.interfaces->LinkLocalAddress(ih), allRouters),
                     Mac48Address("33:33:00:00:00:02"));
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& router = world.NewNode();
    NeighborNode& host = world.NewNode();
    const uint32_t ir = router.AddInterface(link, "02:00:00:00:00:01");
    const uint32_t ih = host.AddInterface(link);
    const Ipv6Address address{"2001:db8:1::1"};
    const Ipv6Address allRouters{"ff02::2"};
    const Ipv6Address allNodes{"ff02::1"};
};

// --- What is said

TEST_F(RouterAdvertiserTest, HomeAgentsAdvertisementIsTheVector)
{
    REQ("RFC-061", "RFC-065");
    const Octets wanted = VectorOctets("ra_home_agent");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    config.advertisementInterval = true;
    config.homeAgentInformation = HomeAgentInformation{false, 50, 1800};
    config.routerLifetime = Seconds(1800);
    config.prefixes[0].valid = Seconds(86400);
    config.prefixes[0].preferred = Seconds(14400);
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(80));
    ASSERT_FALSE(Seen().empty());
    // The vector's router has the link-local address fe80::1, ours that of its hardware address:
    // all octets behind the addresses and the checksum must agree.
    constexpr std::size_t behindChecksum = 44;
    const SeenFrame frame = Seen()[0];
    ASSERT_EQ(frame.octets.size(), wanted.size());
    EXPECT_EQ(Octets(frame.octets.begin() + behindChecksum, frame.octets.end()),
              Octets(wanted.begin() + behindChecksum, wanted.end()));
    EXPECT_EQ(Octets(frame.octets.begin(), frame.octets.begin() + 8),
              Octets(wanted.begin(), wanted.begin() + 8));
    EXPECT_TRUE(frame.HasGoodChecksum());
    EXPECT_EQ(frame.Source(), router.interfaces->LinkLocalAddress(ir));
    EXPECT_EQ(frame.Destination(), allNodes);
    EXPECT_EQ(frame.HopLimit(), 255);
    EXPECT_EQ(frame.to, Mac48Address("33:33:00:00:00:01"));
    // H alone, and none of the flags: M 0x80, O 0x40, H 0x20.
    EXPECT_EQ(frame.octets[45], 0x20);
    config.homeAgent = false;
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(160));
    EXPECT_EQ(Seen().back().octets[45], 0x00);
}

TEST_F(RouterAdvertiserTest, PrefixOptionHasTheFlagsAndTheWholeAddress)
{
    REQ("RFC-062");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    for (int flags = 0; flags < 8; ++flags)
    {
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address(("fd00:" + std::to_string(flags) + "::99").c_str());
        prefix.onLink = flags & 4;
        prefix.autonomous = flags & 2;
        prefix.router = flags & 1;
        config.prefixes.push_back(prefix);
    }
    router.advertiser->Configure(ir, config);
    world.RunUntil(MilliSeconds(80));
    ASSERT_FALSE(Seen().empty());
    const Octets octets = Seen()[0].octets;
    constexpr std::size_t first = 40 + 16 + 8 + 32; // behind SLLA and the first prefix
    for (std::size_t flags = 0; flags < 8; ++flags)
    {
        const std::size_t option = first + 32 * flags;
        ASSERT_EQ(octets[option], 3);
        EXPECT_EQ(octets[option + 2], 64);
        EXPECT_EQ(octets[option + 3], flags << 5); // L 0x80, A 0x40, R 0x20
        const auto field = Ipv6Address::Deserialize(octets.data() + option + 16);
        const std::string tail = flags & 1 ? "::99" : "::";
        EXPECT_EQ(field, Ipv6Address(("fd00:" + std::to_string(flags) + tail).c_str()));
    }
    // A home agent without its address is refused.
    config.prefixes.clear();
    config.prefixes.emplace_back();
    config.prefixes[0].address = address;
    EXPECT_NE(router.advertiser->Check(config), std::nullopt);
    // The prefix is as good for addresses as one without R: a host forms one.
    host.discovery->Start(ih, {});
    world.RunUntil(Seconds(10));
    const auto prefixOf = [](const Ipv6Address& of) { return NetworkPrefix(of, 64); };
    std::vector<NetworkPrefix> formed;
    for (const FormedAddress& one : host.discovery->AddressesOf(ih))
    {
        formed.push_back(one.prefix);
        EXPECT_TRUE(one.IsUsable());
    }
    EXPECT_NE(std::find(formed.begin(), formed.end(), prefixOf(address)), formed.end());
}

TEST_F(RouterAdvertiserTest, EveryAdvertisementHasTheSameOwnAddress)
{
    REQ("RFC-063");
    router.advertiser->Configure(ir, Quick());
    world.RunUntil(Seconds(8));
    ASSERT_GE(Seen().size(), 100U);
    for (const SeenFrame& frame : Seen())
    {
        const auto message = frame.As<RouterAdvertisement>();
        const auto* option = FindOption<PrefixInformation>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_TRUE(option->routerAddress);
        EXPECT_EQ(option->prefix, address);
    }
}

TEST_F(RouterAdvertiserTest, HomeAgentInformationIsSentWhereItSaysMore)
{
    AdvertisingConfig config = Quick();
    config.routerLifetime = Seconds(1800);
    const auto option = [&]() {
        router.advertiser->Configure(ir, config);
        const auto message = router.advertiser->Current(ir);
        const auto* found = FindOption<HomeAgentInformation>(message->options);
        return found ? std::optional(*found) : std::nullopt;
    };
    config.homeAgentInformation = HomeAgentInformation{false, 50, 1800};
    EXPECT_EQ(option(), std::nullopt); // not a home agent
    config.homeAgent = true;
    EXPECT_EQ(option(), config.homeAgentInformation);
    config.homeAgentInformation = HomeAgentInformation{false, 0, 1800};
    EXPECT_EQ(option(), std::nullopt); // only defaults
    config.homeAgentInformation = HomeAgentInformation{true, 0, 1800};
    EXPECT_EQ(option(), config.homeAgentInformation); // R of RFC 3963
    config.homeAgentInformation = HomeAgentInformation{false, 0, 900};
    EXPECT_EQ(option(), config.homeAgentInformation);
}

TEST_F(RouterAdvertiserTest, AdvertisementIntervalIsTheMaximumInMilliseconds)
{
    REQ("BOOK-048", "RFC-068");
    // Below 200 ms: 20 ms more.
    const std::vector<std::pair<Time, uint32_t>> cases{{MilliSeconds(70), 90},
                                                       {MilliSeconds(199), 219},
                                                       {MilliSeconds(200), 200},
                                                       {MilliSeconds(1500), 1500},
                                                       {Seconds(600), 600000}};
    for (const auto& [interval, wanted] : cases)
    {
        AdvertisingConfig config = Quick();
        config.maxInterval = interval;
        config.advertisementInterval = true;
        router.advertiser->Configure(ir, config);
        world.RunUntil(Simulator::Now() + Seconds(20));
        const Octets octets = Seen().back().octets;
        const auto message = Seen().back().As<RouterAdvertisement>();
        const auto* option = FindOption<AdvertisementInterval>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_EQ(option->milliseconds, wanted);
        const Octets tail(octets.end() - 8, octets.end());
        EXPECT_EQ(tail[0], 7);
        EXPECT_EQ(tail[1], 1);
        EXPECT_EQ(tail[7], wanted & 0xff);
    }
    AdvertisingConfig without = Quick();
    router.advertiser->Configure(ir, without);
    EXPECT_EQ(FindOption<AdvertisementInterval>(router.advertiser->Current(ir)->options), nullptr);
}

TEST_F(RouterAdvertiserTest, HomeAgentTellsItsLinkLayerAddressInAllAdvertisements)
{
    REQ("RFC-069");
    AdvertisingConfig config = Quick();
    config.homeAgent = true;
    router.advertiser->Configure(ir, config);
    world.At(Seconds(1), [&]() { Solicit(); });
    world.RunUntil(Seconds(3));
    router.advertiser->Disable(ir);
    world.RunUntil(Seconds(4));
    ASSERT_GT(Seen().size(), 40U);
    for (const SeenFrame& frame : Seen())
    {
        const auto message = frame.As<RouterAdvertisement>();
        const auto* option = FindOption<SourceLinkLayerAddress>(message.options);
        ASSERT_NE(option, nullptr);
        EXPECT_EQ(option->address, router.Hardware(ir));
    }
    EXPECT_EQ(Seen().back().As<RouterAdvertisement>().routerLifetime, 0);
}

TEST_F(RouterAdvertiserTest, RouterLifetimeIsAtLeastOneSecond)
{
    REQ("RFC-070");
    const auto lifetime = [&](const AdvertisingConfig& config) {
        router.advertiser->Configure(ir, config);
        return router.advertiser->Current(ir)->routerLifetime;
    };
    AdvertisingConfig config = Quick();
    EXPECT_EQ(lifetime(config), 1); // 3 * 70 ms
    config.maxInterval = MilliSeconds(1500);
    EXPECT_EQ(lifetime(config), 5); // 4.5 s
    config.maxInterval = Seconds(600);
    EXPECT_EQ(lifetime(config), 1800);
    config.maxInterval = Seconds(1800);
    EXPECT_EQ(lifetime(config), 5400);
    config.routerLifetime = Seconds(0);
    EXPECT_EQ(lifetime(config), 0);
    config.maxInterval = MilliSeconds(70);
    config.routerLifetime = MilliSeconds(999);
    EXPECT_NE(router.advertiser->Check(config), std::nullopt);
    config.routerLifetime = Seconds(1);
    EXPECT_EQ(lifetime(config), 1);
}

TEST_F(RouterAdvertiserTest, LifetimesOfPrefixesStayOrCountDown)
{
    AdvertisingConfig config = Quick();
    config.prefixes[0].valid = Time::Max();
    config.prefixes[0].preferred = Seconds(100);
    config.prefixes.push_back(OwnPrefix());
    config.prefixes[1].valid = Seconds(20);
    config.prefixes[1].preferred = Seconds(5);
    config.prefixes[1].countsFrom = Simulator::Now();
    router.advertiser->Configure(ir, config);
    const auto lifetimes = [&]() {
        std::vector<uint32_t> found;
        const auto message = router.advertiser->Current(ir);
        for (const auto& option : AllOptions<PrefixInformation>(message->options))
        {
            found.push_back(option.validLifetime);
            found.push_back(option.preferredLifetime);
        }
        return found;
    };
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 20, 5}));
    world.RunUntil(Seconds(10));
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 10, 0}));
    world.RunUntil(Seconds(30));
    EXPECT_EQ(lifetimes(), (std::vector<uint32_t>{0xffffffff, 100, 0, 0}));
}

TEST_F(RouterAdvertiserTest, OptionsStandInAnOrderThatStockHostsRead)
{
    AdvertisingConfig config = Quick();
    config.mtu = 1400;
    config.homeAgent = true;
    config.advertisementInterval = true;
    config.homeAgentInformation = HomeAgentInformation{true, 1, 10};
    router.advertiser->Configure(ir, config);
    const auto message = router.advertiser->Current(ir);
    std::vector<std::size_t> order;
    for (const auto& option : message->options)
    {
        order.push_back(option.index());
    }
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 3, 2, 4, 5})); // SLLA, MTU, PIO, 7, 8
    EXPECT_EQ(FindOption<LinkMtu>(message->options)->mtu, 1400U);
    config.sourceLinkLayerAddress = false;
    router.advertiser->Configure(ir, config);
    EXPECT_EQ(FindOption<SourceLinkLayerAddress>(router.advertiser->Current(ir)->options), nullptr);
}

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

TEST_F(RouterAdvertiserTest, Peer_14_EverySolicitationIsAnsweredInTime)
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
    EXPECT_NE(FindOption<PrefixInformation>(Seen()[3].As<RouterAdvertisement>().options), nullptr);
}

} // namespace

} // namespace ns3::nemo::tests
