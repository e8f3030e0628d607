// SPDX-License-Identifier: GPL-2.0-only
#include "mip6-vector-table.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-home-agents-list.h"
#include "ns3/mip6-icmpv6.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_home_agents_list_test
{

namespace
{

const Ipv6Address OWN("fe80::1");
const Ipv6Address FIRST("fe80::2");
const Ipv6Address SECOND("fe80::3");

PrefixInformation
RouterAddress(const char* address, uint32_t validLifetime = 3600)
{
    PrefixInformation option;
    option.prefixLength = 64;
    option.routerAddress = true;
    option.validLifetime = validLifetime;
    option.prefix = Ipv6Address(address);
    return option;
}

/// An advertisement of a home agent, or with other values of `lifetime` and `homeAgent` of none.
RouterAdvertisement
Advertisement(NeighborOptions options, uint16_t lifetime = 30, bool homeAgent = true)
{
    RouterAdvertisement message;
    message.homeAgent = homeAgent;
    message.routerLifetime = lifetime;
    message.options = std::move(options);
    return message;
}

HomeAgentInformation
Information(uint16_t preference, uint16_t lifetime, bool mobileRouter = false)
{
    return {mobileRouter, preference, lifetime};
}

/// The number 0: the order is then one that the test can tell.
uint32_t
Zero(uint32_t)
{
    return 0;
}

/// What the list holds: link-local address, preference, end in seconds, addresses.
std::string
Dump(const HomeAgentsList& list)
{
    std::ostringstream text;
    for (const auto& agent : list.Heard())
    {
        text << Text(agent.linkLocal) << " p" << agent.preference << " until "
             << agent.expires.GetSeconds();
        for (const auto& it : agent.addresses)
        {
            text << ' ' << Text(it.address);
        }
        text << '\n';
    }
    return text.str();
}

std::vector<std::string>
Order(const HomeAgentsList& list,
      Time now,
      bool mobileRouter = false,
      const HomeAgentsList::Random& random = Zero)
{
    std::vector<std::string> texts;
    for (const auto& address : list.ReplyOrder(mobileRouter, now, random))
    {
        texts.push_back(Text(address));
    }
    return texts;
}

using Texts = std::vector<std::string>;

/// An own entry that never ends.
LinkHomeAgent
Own(uint16_t preference, const std::vector<const char*>& addresses)
{
    LinkHomeAgent own;
    own.linkLocal = OWN;
    own.preference = preference;
    own.expires = Time::Max();
    for (const char* address : addresses)
    {
        own.addresses.push_back({Ipv6Address(address), 64, Time::Max()});
    }
    return own;
}

} // namespace

TEST(HomeAgentsList, FollowsTheAdvertisementsOfTwoNeighbours)
{
    HomeAgentsList list;
    EXPECT_TRUE(list.Hear(FIRST, Advertisement({RouterAddress("2001:db8:1::2")}), Seconds(0)));
    EXPECT_EQ(Dump(list), "fe80::2 p0 until 30 2001:db8:1::2\n");
    EXPECT_TRUE(
        list.Hear(SECOND,
                  Advertisement({Information(50, 1800), RouterAddress("2001:db8:1::3", 60)}),
                  Seconds(5)));
    EXPECT_EQ(Dump(list),
              "fe80::2 p0 until 30 2001:db8:1::2\nfe80::3 p50 until 1805 2001:db8:1::3\n");
    EXPECT_TRUE(list.Hear(FIRST,
                          Advertisement({Information(100, 30), RouterAddress("2001:db8:9::2", 20)}),
                          Seconds(10)));
    EXPECT_EQ(Dump(list),
              "fe80::2 p100 until 40 2001:db8:1::2 2001:db8:9::2\n"
              "fe80::3 p50 until 1805 2001:db8:1::3\n");
    EXPECT_EQ(list.NextExpiry(), Seconds(30));
    EXPECT_TRUE(list.Expire(Seconds(30)));
    EXPECT_EQ(Dump(list),
              "fe80::2 p100 until 40 2001:db8:1::2\nfe80::3 p50 until 1805 2001:db8:1::3\n");
    EXPECT_TRUE(list.Hear(SECOND, Advertisement({}, 1800, false), Seconds(35)));
    EXPECT_EQ(Dump(list), "fe80::2 p100 until 40 2001:db8:1::2\n");
    EXPECT_FALSE(list.Expire(MilliSeconds(39999)));
    EXPECT_EQ(list.NextExpiry(), Seconds(40));
    EXPECT_TRUE(list.Expire(Seconds(40)));
    EXPECT_EQ(Dump(list), "");
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
}

/// RFC 6275 section 10.5.1: H, the option or its defaults, and whether the sender was listed.
TEST(HomeAgentsList, DecidesByFlagAndLifetime)
{
    struct Case
    {
        bool known;
        bool homeAgent;
        std::optional<uint16_t> option;
        uint16_t routerLifetime;
        const char* after;
        bool changed;
    };

    const char* const BEFORE = "fe80::2 p7 until 100\n";
    const Case cases[] = {
        {false, false, std::nullopt, 30, "", false},
        {false, false, uint16_t{60}, 30, "", false},
        {true, false, std::nullopt, 30, "", true},
        {true, false, uint16_t{60}, 30, "", true},
        {false, true, std::nullopt, 30, "fe80::2 p0 until 40\n", true},
        {false, true, uint16_t{60}, 30, "fe80::2 p7 until 70\n", true},
        {false, true, uint16_t{60}, 0, "fe80::2 p7 until 70\n", true},
        {false, true, std::nullopt, 0, "", false},
        {false, true, uint16_t{0}, 30, "", false},
        {true, true, std::nullopt, 30, "fe80::2 p0 until 40\n", true},
        {true, true, uint16_t{60}, 30, "fe80::2 p7 until 70\n", false},
        {true, true, uint16_t{60}, 0, "fe80::2 p7 until 70\n", false},
        {true, true, std::nullopt, 0, "", true},
        {true, true, uint16_t{0}, 30, "", true},
    };
    for (const auto& it : cases)
    {
        HomeAgentsList list;
        if (it.known)
        {
            list.Hear(FIRST, Advertisement({Information(7, 100)}), Seconds(0));
            EXPECT_EQ(Dump(list), BEFORE);
        }
        NeighborOptions options;
        if (it.option)
        {
            options.emplace_back(Information(7, *it.option));
        }
        const auto message = Advertisement(options, it.routerLifetime, it.homeAgent);
        const auto place = &it - cases;
        EXPECT_EQ(list.Hear(FIRST, message, Seconds(10)), it.changed) << place;
        EXPECT_EQ(Dump(list), it.after) << place;
    }
}

TEST(HomeAgentsList, TellsWhetherAnythingChanged)
{
    HomeAgentsList list;
    const auto hear = [&list](uint16_t preference, bool mobileRouter, const char* address) {
        return list.Hear(
            FIRST,
            Advertisement({Information(preference, 60, mobileRouter), RouterAddress(address)}),
            Seconds(1));
    };
    EXPECT_TRUE(hear(1, false, "2001:db8:1::2"));
    EXPECT_FALSE(hear(1, false, "2001:db8:1::2"));
    EXPECT_TRUE(hear(2, false, "2001:db8:1::2"));
    EXPECT_TRUE(hear(2, true, "2001:db8:1::2"));
    EXPECT_TRUE(hear(2, true, "2001:db8:1::3"));
    EXPECT_FALSE(hear(2, true, "2001:db8:1::3"));
}

TEST(HomeAgentsList, AddressesLastAsLongAsTheirPrefix)
{
    HomeAgentsList list;
    list.Hear(
        FIRST,
        Advertisement({RouterAddress("2001:db8:1::2", 20), RouterAddress("2001:db8:9::2")}, 1000),
        Seconds(0));
    auto prefixOnly = RouterAddress("2001:db8:1::", 100);
    prefixOnly.routerAddress = false;
    EXPECT_FALSE(list.Hear(FIRST, Advertisement({prefixOnly}, 1000), Seconds(10)));
    EXPECT_EQ(list.NextExpiry(), Seconds(110)) << "told of by an option without R";
    auto otherLength = RouterAddress("2001:db8:1::", 0);
    otherLength.prefixLength = 48;
    EXPECT_FALSE(list.Hear(FIRST, Advertisement({otherLength}, 1000), Seconds(20)));
    EXPECT_EQ(Order(list, MilliSeconds(109999)), (Texts{"2001:db8:9::2", "2001:db8:1::2"}));
    EXPECT_EQ(Order(list, Seconds(110)), Texts{"2001:db8:9::2"}) << "before anybody took it out";
    EXPECT_TRUE(
        list.Hear(FIRST, Advertisement({RouterAddress("2001:db8:9::2", 0)}, 1000), Seconds(30)));
    EXPECT_EQ(Dump(list), "fe80::2 p0 until 1030 2001:db8:1::2\n");
}

TEST(HomeAgentsList, TakesOnlyGlobalAddresses)
{
    HomeAgentsList list;
    auto tooLong = RouterAddress("2001:db8:1::2");
    tooLong.prefixLength = 129;
    auto withoutR = RouterAddress("2001:db8:1::3");
    withoutR.routerAddress = false;
    list.Hear(FIRST,
              Advertisement({tooLong,
                             withoutR,
                             RouterAddress("fe80::9"),
                             RouterAddress("ff02::1"),
                             RouterAddress("::"),
                             RouterAddress("::1"),
                             RouterAddress("2001:db8:1::4", 0),
                             RouterAddress("2001:db8:1::5", 0xffffffff)}),
              Seconds(0));
    EXPECT_EQ(Dump(list), "fe80::2 p0 until 30 2001:db8:1::5\n");
    EXPECT_EQ(list.NextExpiry(), Seconds(30)) << "an address may last for ever";
}

TEST(HomeAgentsList, ReplyOfTheVectors)
{
    HomeAgentsList list;
    list.SetOwn(Own(50, {"2001:db8:1::1"}));
    list.Hear(FIRST,
              Advertisement({Information(100, 60), RouterAddress("2001:db8:1::2")}),
              Seconds(0));
    list.Hear(SECOND, Advertisement({RouterAddress("2001:db8:1::3")}), Seconds(0));
    HomeAgentAddressDiscoveryReply reply;
    reply.identifier = 0x1234;
    reply.homeAgents = list.ReplyOrder(false, Seconds(1), Zero);
    const Octets octets = EncodeMobilityIcmpv6(reply, Ip("2001:db8:1::1"), Ip("2001:db8:2::10"));
    const std::string packet =
        Named(ReadJson("vectors/mip6.json").at("vectors"), "dhaad_reply").at("hex");
    EXPECT_EQ(ToHex(octets), packet.substr(80)) << "behind the IPv6 header";
}

TEST(HomeAgentsList, MobileRoutersAreToldOfThoseThatSupportThem)
{
    HomeAgentsList list;
    list.Hear(FIRST,
              Advertisement({Information(9, 60), RouterAddress("2001:db8:1::2")}),
              Seconds(0));
    list.Hear(SECOND,
              Advertisement({Information(1, 60, true), RouterAddress("2001:db8:1::3")}),
              Seconds(0));
    EXPECT_EQ(Order(list, Seconds(1), true), Texts{"2001:db8:1::3"});
    EXPECT_EQ(Order(list, Seconds(1), false), (Texts{"2001:db8:1::2", "2001:db8:1::3"}));
    auto own = Own(5, {"2001:db8:1::1"});
    list.SetOwn(own);
    EXPECT_EQ(Order(list, Seconds(1), true), Texts{"2001:db8:1::3"});
    own.mobileRouter = true;
    list.SetOwn(own);
    EXPECT_EQ(Order(list, Seconds(1), true), (Texts{"2001:db8:1::1", "2001:db8:1::3"}));
    EXPECT_EQ(Order(list, Seconds(60), true), Texts{"2001:db8:1::1"}) << "SECOND ended";
}

TEST(HomeAgentsList, EqualPreferencesAndAddressesOfOneComeInRandomOrder)
{
    HomeAgentsList list;
    list.SetOwn(Own(50, {"2001:db8:1::1", "2001:db8:9::1"}));
    list.Hear(FIRST,
              Advertisement({Information(50, 60), RouterAddress("2001:db8:1::2")}),
              Seconds(0));
    list.Hear(SECOND, Advertisement({RouterAddress("2001:db8:1::3")}), Seconds(0));
    std::mt19937 engine(1);
    const auto random = [&engine](uint32_t bound) {
        return static_cast<uint32_t>(engine() % bound);
    };
    std::map<Texts, int> seen;
    constexpr int REPLIES = 4000;
    for (int reply = 0; reply < REPLIES; ++reply)
    {
        ++seen[Order(list, Seconds(1), false, random)];
    }
    ASSERT_EQ(seen.size(), 4U) << "two orders of the agents, two of the own addresses";
    for (const auto& [order, count] : seen)
    {
        EXPECT_EQ(order.back(), "2001:db8:1::3");
        EXPECT_NE(order[1], "2001:db8:1::2") << "addresses of one are not torn apart";
        EXPECT_NEAR(count, REPLIES / 4, REPLIES / 40) << order[0] << ' ' << order[1];
    }
}

TEST(HomeAgentsList, ReplyFitsIntoTheLeastMtu)
{
    const std::size_t most = ReadVectorTable("dhaad_max_addresses");
    EXPECT_EQ(MAX_DISCOVERED_ADDRESSES, most);
    HomeAgentsList list;
    for (uint16_t agent = 0; agent < 100; ++agent)
    {
        std::ostringstream digits;
        digits << std::hex << agent + 1;
        const std::string address = "2001:db8:1::" + digits.str();
        list.Hear(Ipv6Address(("fe80::" + digits.str()).c_str()),
                  Advertisement({Information(agent, 60), RouterAddress(address.c_str())}),
                  Seconds(0));
    }
    HomeAgentAddressDiscoveryReply reply;
    reply.homeAgents = list.ReplyOrder(false, Seconds(1), Zero);
    ASSERT_EQ(reply.homeAgents.size(), most);
    EXPECT_EQ(reply.homeAgents.front(), Ip("2001:db8:1::64")) << "the most preferred";
    EXPECT_EQ(reply.homeAgents.back(), Ip("2001:db8:1::18"));
    constexpr std::size_t IPV6_HEADER = 40;
    EXPECT_EQ(IPV6_HEADER + EncodeMobilityIcmpv6(reply, Ip("::1"), Ip("::2")).size(), 1280U);
}

TEST(HomeAgentsList, NobodySpeaksForThisNode)
{
    HomeAgentsList list;
    list.Hear(OWN, Advertisement({Information(9, 60)}), Seconds(0));
    EXPECT_NE(Dump(list), "");
    list.SetOwn(Own(50, {"2001:db8:1::1"}));
    EXPECT_EQ(Dump(list), "");
    EXPECT_FALSE(list.Hear(OWN, Advertisement({Information(9, 60)}), Seconds(1)));
    EXPECT_EQ(Dump(list), "");
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    list.Clear();
    EXPECT_EQ(Order(list, Seconds(1)), Texts{});
}

TEST(HomeAgentsList, MemoryIsBounded)
{
    HomeAgentsList list;
    const auto neighbour = [](std::size_t number) {
        uint8_t octets[16] = {0xfe, 0x80};
        octets[14] = static_cast<uint8_t>(number >> 8);
        octets[15] = static_cast<uint8_t>(number);
        return Ipv6Address(octets);
    };
    for (std::size_t number = 0; number < HomeAgentsList::MAX_HOME_AGENTS; ++number)
    {
        ASSERT_TRUE(list.Hear(neighbour(number), Advertisement({}), Seconds(0)));
    }
    EXPECT_FALSE(list.Hear(neighbour(5000), Advertisement({}), Seconds(0)));
    EXPECT_EQ(list.Heard().size(), HomeAgentsList::MAX_HOME_AGENTS);
    NeighborOptions options;
    for (int number = 1; number <= 100; ++number)
    {
        options.emplace_back(RouterAddress(("2001:db8:1::" + std::to_string(number)).c_str()));
    }
    EXPECT_TRUE(list.Hear(neighbour(7), Advertisement(options), Seconds(0))) << "it is known";
    EXPECT_EQ(Order(list, Seconds(1)).size(), MAX_DISCOVERED_ADDRESSES);
    EXPECT_EQ(list.Heard()[7].addresses.size(), MAX_DISCOVERED_ADDRESSES);
}

} // namespace ns3::nemo::tests::mip6_home_agents_list_test
