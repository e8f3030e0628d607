// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-advertising-config.h"

#include <functional>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_advertising_config_test
{

namespace
{

/// A configuration that is right: a home agent's.
AdvertisingConfig
Right()
{
    AdvertisingConfig config;
    config.minInterval = MilliSeconds(30);
    config.maxInterval = MilliSeconds(70);
    config.minDelayBetweenRas = MilliSeconds(30);
    config.homeAgent = true;
    AdvertisedPrefix prefix;
    prefix.address = Ip("5::1");
    prefix.router = true;
    config.prefixes = {prefix};
    return config;
}

/// What is said of the configuration after a change; empty: nothing is wrong.
std::string
Wrong(const std::function<void(AdvertisingConfig&)>& change)
{
    AdvertisingConfig config = Right();
    change(config);
    return CheckAdvertising(config).value_or("");
}

RouterAdvertisement
Compose(const AdvertisingConfig& config, Time elapsed = Time(0))
{
    return ComposeAdvertisement(config, Mac48Address("02:00:00:00:00:01"), elapsed);
}

// RFC 4861 section 6.2.1, RFC 6275 sections 7.5 and 13.
TEST(AdvertisingConfigTest, TimesHaveTheirLimits)
{
    using Config = AdvertisingConfig;
    EXPECT_EQ(Wrong([](Config&) {}), "");
    EXPECT_NE(Wrong([](Config& c) { c.minInterval = MilliSeconds(29); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.maxInterval = MilliSeconds(69); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.minInterval = MilliSeconds(71); }), "");
    EXPECT_EQ(Wrong([](Config& c) { c.maxInterval = Seconds(1800); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.maxInterval = Seconds(1801); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.minDelayBetweenRas = MilliSeconds(29); }), "");
    EXPECT_EQ(Wrong([](Config& c) { c.routerLifetime = Seconds(0); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.routerLifetime = MilliSeconds(999); }), "");
    EXPECT_EQ(Wrong([](Config& c) { c.routerLifetime = Seconds(1); }), "");
    EXPECT_EQ(Wrong([](Config& c) { c.routerLifetime = Seconds(9000); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.routerLifetime = Seconds(9001); }), "");
    EXPECT_NE(Wrong([](Config& c) {
                  c.maxInterval = Seconds(20);
                  c.routerLifetime = Seconds(19);
              }),
              "");
}

TEST(AdvertisingConfigTest, PrefixesAndOptionsHaveTheirLimits)
{
    REQ("BOOK-062");
    using Config = AdvertisingConfig;
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].length = 129; }), "");
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].address = Ip("fe80::1"); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].address = Ip("ff0e::1"); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].preferred = Days(31); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].preferred = Seconds(-1); }), "");
    EXPECT_NE(Wrong([](Config& c) { c.prefixes[0].router = false; }), "") << "RFC 6275 7.2";
    EXPECT_NE(Wrong([](Config& c) { c.homeAgentInformation = HomeAgentInformation{}; }), "");
    EXPECT_NE(Wrong([](Config& c) { c.mtu = 1279; }), "");
    EXPECT_EQ(Wrong([](Config& c) { c.mtu = 1280; }), "");
}

TEST(AdvertisingConfigTest, IsComposedWithTheMobilityOptionsLast)
{
    AdvertisingConfig config = Right();
    config.mtu = 1400;
    config.advertisementInterval = true;
    config.homeAgentInformation = HomeAgentInformation{true, 0, 1};
    const auto message = Compose(config);
    EXPECT_TRUE(message.homeAgent);
    EXPECT_EQ(message.currentHopLimit, 64);
    EXPECT_EQ(message.routerLifetime, 1) << "three times 70 ms, rounded up";
    ASSERT_EQ(message.options.size(), 5U);
    EXPECT_TRUE(std::holds_alternative<SourceLinkLayerAddress>(message.options[0]));
    EXPECT_TRUE(std::holds_alternative<LinkMtu>(message.options[1]));
    EXPECT_EQ(std::get<PrefixInformation>(message.options[2]).prefix, Ip("5::1"));
    EXPECT_EQ(std::get<AdvertisementInterval>(message.options[3]).milliseconds, 90U);
    EXPECT_TRUE(std::get<HomeAgentInformation>(message.options[4]).mobileRouter);
}

// RFC 6275 section 7.4: the option is left out when it says nothing but the defaults.
TEST(AdvertisingConfigTest, HomeAgentInformationSaysMoreThanTheDefaults)
{
    REQ("RFC-066");
    AdvertisingConfig config = Right();
    const auto isSent = [&](const HomeAgentInformation& information) {
        config.homeAgentInformation = information;
        return !AllOptions<HomeAgentInformation>(Compose(config).options).empty();
    };
    EXPECT_FALSE(isSent({false, 0, 1})) << "the router lifetime";
    EXPECT_TRUE(isSent({false, 0, 2}));
    EXPECT_TRUE(isSent({false, 1, 1}));
    EXPECT_TRUE(isSent({true, 0, 1})) << "RFC 3963 section 7.3";
    config.homeAgent = false;
    EXPECT_FALSE(isSent({true, 0, 1}));
}

// RFC 4861 section 6.2.1: fixed, or counting down in real time.
TEST(AdvertisingConfigTest, LifetimesCountDownIfTheyAreToldTo)
{
    AdvertisingConfig config = Right();
    config.prefixes[0].valid = Seconds(100);
    config.prefixes[0].preferred = Seconds(50);
    const auto lifetimes = [&](Time since) {
        const auto message = Compose(config, Seconds(7) + since);
        const auto* option = FindOption<PrefixInformation>(message.options);
        return std::make_pair(option->validLifetime, option->preferredLifetime);
    };
    EXPECT_EQ(lifetimes(Seconds(60)), std::make_pair(100U, 50U));
    config.prefixes[0].countsFrom = Seconds(7);
    EXPECT_EQ(lifetimes(MilliSeconds(500)), std::make_pair(99U, 49U));
    EXPECT_EQ(lifetimes(Seconds(60)), std::make_pair(40U, 0U));
    EXPECT_EQ(lifetimes(Seconds(200)), std::make_pair(0U, 0U));
    config.prefixes[0].valid = Time::Max();
    EXPECT_EQ(lifetimes(Seconds(60)), std::make_pair(0xffffffffU, 0U));
}

// RFC 4861 section 6.2.1: a deprecated prefix, and one that is withdrawn.
TEST(AdvertisingConfigTest, ALifetimeOfZeroIsALifetime)
{
    AdvertisingConfig config = Right();
    config.prefixes[0].preferred = Time(0);
    EXPECT_FALSE(CheckAdvertising(config));
    config.prefixes[0].valid = Time(0);
    EXPECT_FALSE(CheckAdvertising(config));
    config.prefixes[0].preferred = NanoSeconds(-1);
    EXPECT_TRUE(CheckAdvertising(config));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_advertising_config_test
