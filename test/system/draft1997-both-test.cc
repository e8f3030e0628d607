// SPDX-License-Identifier: GPL-2.0-only
// What Mobile IPv6 was and is, once more in the words of the 1997 dialect.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-draft1997-status.h"
#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <vector>

namespace ns3::nemo::tests::draft1997_both_test
{

namespace
{

using World = Draft1997World;

const std::string TOUR = R"({ "at": "10s", "node": "MN", "to": "A" },
                            { "at": "30s", "node": "MN", "to": "B" },
                            { "at": "50s", "node": "MN", "to": "home" })";
const std::string DOWN = R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                              "start": "2s", "name": "down" })";

template <typename T>
std::vector<std::pair<Time, Draft1997Reading>>
SignalsOn(const std::vector<const LinkTap*>& taps)
{
    std::vector<std::pair<Time, Draft1997Reading>> found;
    for (const LinkTap* tap : taps)
    {
        for (const auto& packet : tap->All())
        {
            auto reading = ReadDraft1997(packet.octets);
            if (reading.Find<T>())
            {
                found.emplace_back(packet.at, std::move(reading));
            }
        }
    }
    return found;
}

/// A mobile node that visits two links and comes home, and what is on the links.
class Draft1997TourTest : public ::testing::Test
{
  protected:
    explicit Draft1997TourTest(const std::vector<std::string>& settings = {},
                               const std::string& movement = TOUR,
                               const std::string& traffic = DOWN)
        : run(World::Text(movement, traffic), settings),
          home(run.LinkOf("home")),
          a(run.LinkOf("A")),
          b(run.LinkOf("B")),
          core(run.LinkOf("core"))
    {
    }

    const Binding* BoundAt(const std::string& node, const BindingCache::Key& key) const
    {
        return run.RegistrarOf(node)->GetCache().Find(key);
    }

    ScenarioRun run;
    const LinkTap home;
    const LinkTap a;
    const LinkTap b;
    const LinkTap core;
};

/// The same by way of the home agent.
class Draft1997DetourTourTest : public Draft1997TourTest
{
  protected:
    Draft1997DetourTourTest()
        : Draft1997TourTest({"/nodes/MN/routeOptimization=false"})
    {
    }
};

/// Bindings that last for a short time.
class Draft1997ShortLifetimeTest : public Draft1997TourTest
{
  protected:
    Draft1997ShortLifetimeTest()
        : Draft1997TourTest(
              {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::LifetimeRequested": "30s" })",
               "/nodes/HA/lifetimeMax=12s",
               "/duration=120s"},
              R"({ "at": "10s", "node": "MN", "to": "A" })",
              "")
    {
    }
};

} // namespace

TEST_F(Draft1997TourTest, AtHomeNothingOfMobilityIsUsed)
{
    REQ("BOOK-008@draft1997", "D04-040");
    run.Run();
    std::size_t data = 0;
    for (const auto& packet : home.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (packet.at < Seconds(10))
        {
            data += reading.protocol == 17;
            EXPECT_TRUE(reading.signals.empty());
            EXPECT_FALSE(reading.homeAddress || reading.routing || packet.inner);
        }
    }
    EXPECT_GT(data, 70U);
}

TEST_F(Draft1997TourTest, EachUpdateHasANumberOfItsOwnAndEachHomeRegistrationAnAnswer)
{
    REQ("BOOK-022@draft1997", "BOOK-024@draft1997", "BOOK-042@draft1997");
    run.Run();
    std::map<Ipv6Address, std::vector<uint16_t>> sent;
    for (const auto& [at, reading] : SignalsOn<BindingUpdate>({&home, &a, &b}))
    {
        sent[reading.destination].push_back(reading.Find<BindingUpdate>()->sequence);
    }
    std::vector<uint16_t> answered;
    for (const auto& [at, reading] : SignalsOn<BindingAcknowledgement>({&a, &b, &home}))
    {
        if (reading.source == World::Agent())
        {
            answered.push_back(reading.Find<BindingAcknowledgement>()->sequence);
        }
    }
    for (auto& [peer, numbers] : sent)
    {
        std::sort(numbers.begin(), numbers.end(), [](uint16_t x, uint16_t y) {
            return static_cast<int16_t>(x - y) < 0;
        });
        for (std::size_t i = 1; i < numbers.size(); ++i)
        {
            EXPECT_EQ(static_cast<uint16_t>(numbers[i] - numbers[i - 1]), 1) << peer;
        }
    }
    auto& agents = sent[World::Agent()];
    EXPECT_EQ(agents.size(), 3U) << "one for each move and nothing else";
    std::sort(answered.begin(), answered.end(), [](uint16_t x, uint16_t y) {
        return static_cast<int16_t>(x - y) < 0;
    });
    EXPECT_EQ(answered, agents);
}

TEST_F(Draft1997DetourTourTest, TheHomeAgentTunnelsWhatItInterceptsAsItIs)
{
    REQ("BOOK-002@draft1997", "BOOK-015@draft1997", "BOOK-020@draft1997");
    run.Run();
    std::vector<Octets> written;
    std::vector<Octets> tunnelled;
    for (const auto& packet : core.All())
    {
        if (packet.at < Seconds(15) || packet.at > Seconds(29))
        {
            continue;
        }
        Octets octets = packet.inner ? packet.inner->octets : packet.octets;
        octets.at(7) = 0; // hop limit
        if (packet.inner)
        {
            EXPECT_EQ(packet.destination, Ipv6Address("a::2"));
            tunnelled.push_back(octets);
        }
        else if (packet.source == World::Peer() && packet.protocol == 17)
        {
            written.push_back(octets);
        }
    }
    EXPECT_GT(written.size(), 130U);
    EXPECT_EQ(written, tunnelled);
}

TEST_F(Draft1997TourTest, ABindingIsOneEntryThatMovesAndThatIsAnnouncedAndEnds)
{
    REQ("BOOK-004@draft1997", "BOOK-011@draft1997", "BOOK-012@draft1997", "BOOK-029@draft1997");
    uint16_t first = 0;
    run.At(Seconds(20), [&] {
        const Binding* bound = BoundAt("HA", World::Home());
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::2"));
        first = bound->sequence;
    });
    run.At(Seconds(40), [&] {
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 1U);
        const Binding* bound = BoundAt("HA", World::Home());
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("b::2"));
        EXPECT_EQ(static_cast<uint16_t>(bound->sequence - first), 1);
    });
    run.At(Seconds(58), [&] { EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 0U); });
    run.Run();
    const auto claims = home.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 136 && packet.destination == Ipv6Address("ff02::1") &&
               packet.at > Seconds(10) && packet.at < Seconds(30) &&
               packet.As<NeighborAdvertisement>().target == World::Home();
    });
    ASSERT_FALSE(claims.empty());
    const auto claim = claims[0].As<NeighborAdvertisement>();
    EXPECT_TRUE(claim.override);
    EXPECT_FALSE(claim.solicited);
}

TEST_F(Draft1997TourTest, AtHomeTheNodeEndsItsBindingAndSaysThatItIsBack)
{
    REQ("BOOK-053@draft1997", "BOOK-058@draft1997");
    run.Run();
    const auto updates = SignalsOn<BindingUpdate>({&home});
    ASSERT_FALSE(updates.empty());
    EXPECT_EQ(updates[0].second.source, World::Home());
    EXPECT_EQ(updates[0].second.Find<BindingUpdate>()->lifetime, 0U);
    const auto answers = SignalsOn<BindingAcknowledgement>({&home});
    ASSERT_FALSE(answers.empty());
    const auto claims = home.Where([&](const CaughtPacket& packet) {
        return packet.icmpv6 == 136 && packet.destination == Ipv6Address("ff02::1") &&
               packet.at >= answers[0].first &&
               packet.As<NeighborAdvertisement>().target == World::Home();
    });
    ASSERT_FALSE(claims.empty());
    EXPECT_TRUE(claims[0].As<NeighborAdvertisement>().override);
}

// In the order of the book: detect, form, tell.
TEST_F(Draft1997TourTest, AHandoverIsDetectionConfigurationAndRegistration)
{
    REQ("BOOK-045@draft1997", "BOOK-003@draft1997");
    run.At(Seconds(40), [&] {
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetCareOfAddress(), Ipv6Address("b::2"));
    });
    run.Run();
    const auto handover = run.HandoverOf("MN", 1);
    const auto when = [&](const char* phase) { return handover[phase].get<double>(); };
    EXPECT_LE(when("linkUp"), when("routerAdvertisement"));
    EXPECT_LE(when("routerAdvertisement"), when("careOfReady"));
    EXPECT_LE(when("careOfReady"), when("buSent"));
    EXPECT_LT(when("buSent"), when("baReceived"));
    EXPECT_EQ(handover["statusName"], "accepted");
    EXPECT_GT(run.FlowOf("down")["lost"].get<int>(), 0);
}

TEST_F(Draft1997ShortLifetimeTest, WhatIsGrantedCountsAndIsRenewedInTime)
{
    REQ("BOOK-035@draft1997", "BOOK-041@draft1997");
    for (int at = 14; at < 120; ++at)
    {
        run.At(Seconds(at), [this] {
            const Binding* bound = BoundAt("HA", World::Home());
            ASSERT_NE(bound, nullptr) << Simulator::Now();
            EXPECT_LE(bound->expires, Simulator::Now() + Seconds(12));
            const auto* entry =
                run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(World::Agent(),
                                                                          World::Home());
            ASSERT_NE(entry, nullptr);
            EXPECT_LE(entry->expires, bound->expires) << "not longer than the home agent has it";
        });
    }
    run.Run();
}

TEST_F(Draft1997ShortLifetimeTest, WhatIsNotRenewedEnds)
{
    REQ("BOOK-030@draft1997", "BOOK-006@draft1997");
    run.At(Seconds(15), [this] {
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Size(), 1U);
        run.NodeOf("MN").stack->PowerOff();
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Size(), 0U);
    });
    run.At(Seconds(16), [this] { EXPECT_NE(BoundAt("HA", World::Home()), nullptr); });
    run.At(Seconds(30), [this] { EXPECT_EQ(BoundAt("HA", World::Home()), nullptr); });
    run.Run();
}

TEST(Draft1997Status, BelowOneHundredAndTwentyEightIsSuccess)
{
    REQ("BOOK-034@draft1997");
    for (const uint8_t accepted : {0, 1, 127})
    {
        EXPECT_TRUE(IsAccepted(FromDraft1997(accepted))) << int{accepted};
    }
    for (const uint8_t refused : {128, 137, 255})
    {
        EXPECT_FALSE(IsAccepted(FromDraft1997(refused))) << int{refused};
    }
}

} // namespace ns3::nemo::tests::draft1997_both_test
