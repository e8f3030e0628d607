// SPDX-License-Identifier: GPL-2.0-only
// The binding cache of a node of the 1997 dialect: draft-ietf-mobileip-ipv6-04 sections 4.3, 7.7
// and 8.2.
#include "nemo-requirement.h"
#include "support/draft1997-bench.h"

#include "ns3/ipv6.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_cache_test
{

namespace
{

using World = Draft1997World;
using Bench = Draft1997Bench;
using Status = BindingStatus;

constexpr uint32_t FROM_ALL = 300;  ///< SPI of a prefix of other mobile nodes
constexpr uint32_t FROM_HOME = 310; ///< SPI of all of the home link

std::string
Size(int size)
{
    return R"(/nodes/HA/attributes={ "ns3::nemo::Draft1997::BindingCacheSize": )" +
           std::to_string(size) + " }";
}

/// A home agent that believes whoever is in 9::/64 or on its home link.
struct CacheBench : Bench
{
    explicit CacheBench(int size)
        : Bench({Size(size)})
    {
        const NetworkPrefix own(World::Agent(), 128);
        Trust("HA", own, *NetworkPrefix::Parse("9::/64"), FROM_ALL);
        Trust("HA", own, *NetworkPrefix::Parse("1::/64"), FROM_HOME);
    }

    /// An update of somebody who has another home agent.
    static Update Of(const std::string& homeAddress, uint16_t sequence = 1)
    {
        Update update;
        update.homeAddress = Ipv6Address(homeAddress.c_str());
        update.home = false;
        update.spi = FROM_ALL;
        update.sequence = sequence;
        return update;
    }

    /// A home registration of another address.
    static Update HomeOf(const std::string& homeAddress)
    {
        Update update;
        update.homeAddress = Ipv6Address(homeAddress.c_str());
        update.spi = FROM_HOME;
        return update;
    }

    bool Has(const std::string& homeAddress) const
    {
        return !CacheOf("HA").KeysOf(Ipv6Address(homeAddress.c_str())).empty();
    }

    /// The home agent sends a datagram.
    void Send(double at, const std::string& to)
    {
        run.At(Seconds(at), [this, to] {
            auto socket =
                Socket::CreateSocket(run.NodeOf("HA").node, UdpSocketFactory::GetTypeId());
            socket->Bind(Inet6SocketAddress(World::Agent(), 0));
            socket->SendTo(Create<Packet>(20), 0, Inet6SocketAddress(Ipv6Address(to.c_str()), 9));
        });
    }
};

} // namespace

// Section 4.3: one entry, which becomes what the newest update says.
TEST(Draft1997Cache, AHomeAddressHasOneEntryThatTheNewestUpdateOverwrites)
{
    REQ("D04-009+1");
    Bench bench;
    Bench::Update update;
    update.sequence = 5;
    update.home = false;
    update.lifetime = 50;
    bench.Give(2, "HA", update);
    bench.run.At(Seconds(2.5), [&] {
        const auto keys = bench.CacheOf("HA").KeysOf(World::Home());
        ASSERT_EQ(keys.size(), 1U);
        const Binding& entry = *bench.CacheOf("HA").Find(keys[0]);
        EXPECT_FALSE(entry.homeRegistration);
        EXPECT_EQ(entry.interfaceIdentifierLength, 0);
        EXPECT_EQ(entry.careOfAddress, Bench::CareOf());
        EXPECT_EQ(entry.sequence, 5);
        EXPECT_NEAR(entry.expires.GetSeconds(), 52, 0.01);
    });
    update.sequence = 6;
    update.home = true;
    update.idLength = 64;
    update.lifetime = 40;
    update.source = Ipv6Address("b::88");
    bench.Give(3, "HA", update);
    bench.run.At(Seconds(3.5), [&] {
        const BindingCache& cache = bench.CacheOf("HA");
        ASSERT_EQ(cache.Size(), 1U);
        const Binding& entry = *cache.Find(World::Home());
        EXPECT_TRUE(entry.homeRegistration);
        EXPECT_EQ(entry.homeAddress, World::Home());
        EXPECT_EQ(entry.interfaceIdentifierLength, 64);
        EXPECT_EQ(entry.careOfAddress, Ipv6Address("b::88"));
        EXPECT_EQ(entry.sequence, 6);
        EXPECT_NEAR(entry.expires.GetSeconds(), 43, 0.01);
    });
    // A number that the entry before it has had is not greater.
    update.sequence = 6;
    update.home = false;
    bench.Give(4, "HA", update);
    // It stays a home registration (section 7.7), whoever asks in whatever way.
    update.sequence = 7;
    update.idLength = 0;
    update.source = Bench::CareOf();
    bench.Give(5, "HA", update);
    bench.run.At(Seconds(5.5), [&] {
        const BindingCache& cache = bench.CacheOf("HA");
        ASSERT_EQ(cache.Size(), 1U);
        const Binding& entry = *cache.Find(World::Home());
        EXPECT_TRUE(entry.homeRegistration);
        EXPECT_EQ(entry.interfaceIdentifierLength, 64);
        EXPECT_EQ(entry.careOfAddress, Bench::CareOf());
        EXPECT_EQ(entry.sequence, 7);
    });
    // The node's own wish ends it (section 7.4).
    update.sequence = 8;
    update.lifetime = 0;
    bench.Give(6, "HA", update);
    bench.run.At(Seconds(6.5), [&] { EXPECT_EQ(bench.CacheOf("HA").Size(), 0U); });
    bench.run.Run();
    EXPECT_EQ(bench.run.DropsOf("HA", "superseded-update"), 1U);
    EXPECT_EQ(bench.Statuses(), std::vector<Status>(4, Status::ACCEPTED));
}

// Section 4.3: what is known of an entry, event by event.
TEST(Draft1997Cache, AnEntrySaysWhatTheDraftAsksOfIt)
{
    REQ("D04-009");
    ScenarioRun run(
        World::Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                       { "at": "60s", "node": "MN", "to": "B" })",
                    R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                         "start": "15s", "name": "down" })"),
        {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::CorrespondentLifetime": "40s",
                                   "ns3::nemo::MobileNode::RefreshPercent": 100 })",
         R"(/nodes/CN/attributes={ "ns3::nemo::CorrespondentNode::RefreshRequestLead": "10s" })",
         "/duration=70s"});
    const LinkTap core(run.LinkOf("core"));
    const BindingCache::Key key{World::Home(), World::Peer()};
    const auto entry = [&] { return run.RegistrarOf("CN")->GetCache().Find(key); };
    const auto used = [&] {
        return run.NodeOf("CN").stack->GetSteering()->Optimised().LastUsed(World::Peer(),
                                                                           World::Home());
    };
    const auto asked = [&] {
        return run.RoleOf<CorrespondentNode>("CN")->GetRefresher()->GetLastRequest(key);
    };
    uint16_t sequence = 0;
    Time end;
    run.At(Seconds(20), [&] {
        ASSERT_NE(entry(), nullptr);
        EXPECT_EQ(entry()->homeAddress, World::Home());
        EXPECT_EQ(entry()->careOfAddress, Ipv6Address("a::2"));
        EXPECT_EQ(entry()->lifetime, 40U);
        EXPECT_NEAR(entry()->expires.GetSeconds(), 55, 0.5);
        EXPECT_FALSE(entry()->homeRegistration);
        EXPECT_EQ(entry()->interfaceIdentifierLength, 0);
        sequence = entry()->sequence;
        end = entry()->expires;
        EXPECT_NEAR(used()->GetSeconds(), 20, 0.11) << "its use is noted";
        EXPECT_FALSE(asked());
        const Binding* home = run.RegistrarOf("HA")->GetCache().Find(World::Home());
        ASSERT_NE(home, nullptr);
        EXPECT_TRUE(home->homeRegistration);
        EXPECT_EQ(home->interfaceIdentifierLength, 64);
    });
    run.At(Seconds(50), [&] {
        ASSERT_TRUE(asked());
        EXPECT_NEAR(asked()->GetSeconds(), (end - Seconds(10)).GetSeconds(), 0.001);
        EXPECT_EQ(entry()->sequence, static_cast<uint16_t>(sequence + 1));
        EXPECT_GT(entry()->expires, end);
    });
    run.At(Seconds(69), [&] {
        EXPECT_EQ(entry()->careOfAddress, Ipv6Address("b::2"));
        EXPECT_EQ(entry()->sequence, static_cast<uint16_t>(sequence + 2));
    });
    run.Run();
    const auto requests = core.Where([](const CaughtPacket& packet) {
        return ReadDraft1997(packet.octets).Find<BindingRefreshRequest>() != nullptr;
    });
    EXPECT_EQ(requests.size(), 1U);
}

// Section 7.7.
TEST(Draft1997Cache, TheLeastRecentlyUsedOfTheOthersMakesRoom)
{
    REQ("D04-049", "D04-010");
    CacheBench bench(4);
    bench.Give(2, "HA", Bench::Update{});
    bench.Give(3, "HA", CacheBench::Of("9::1"));
    bench.Give(4, "HA", CacheBench::Of("9::2"));
    bench.Give(4.5, "HA", CacheBench::Of("9::3"));
    bench.Send(5, "9::1"); // so the second is the one that was not used for longest
    bench.Give(6, "HA", CacheBench::Of("9::4"));
    bench.run.At(Seconds(6.5), [&] {
        EXPECT_TRUE(bench.Has("1::2") && bench.Has("9::1"));
        EXPECT_TRUE(bench.Has("9::3") && bench.Has("9::4"));
        EXPECT_FALSE(bench.Has("9::2"));
    });
    // What is there already needs no room.
    bench.Give(7, "HA", CacheBench::Of("9::1", 2));
    bench.run.At(Seconds(7.5), [&] { EXPECT_TRUE(bench.Has("9::3") && bench.Has("9::4")); });
    bench.Send(7.6, "9::1");
    // Another home registration takes the room of a correspondent's.
    bench.Give(8, "HA", CacheBench::HomeOf("1::33"));
    bench.run.At(Seconds(8.5), [&] {
        EXPECT_TRUE(bench.Has("1::2") && bench.Has("1::33"));
        EXPECT_EQ(bench.CacheOf("HA").Size(), 4U);
        EXPECT_TRUE(bench.Has("9::1") && bench.Has("9::4"));
        EXPECT_FALSE(bench.Has("9::3"));
    });
    bench.run.Run();
    EXPECT_EQ(bench.Statuses(), std::vector<Status>(7, Status::ACCEPTED));
}

// Section 7.7.
TEST(Draft1997Cache, WhereHomeRegistrationsTakeAllNobodyElseGetsAnything)
{
    REQ("D04-050", "D04-010");
    CacheBench bench(2);
    bench.Give(2, "HA", CacheBench::HomeOf("1::31"));
    bench.Give(3, "HA", CacheBench::HomeOf("1::32"));
    bench.Give(4, "HA", CacheBench::HomeOf("1::33"));
    bench.Give(5, "HA", CacheBench::Of("9::1"));
    auto refresh = CacheBench::HomeOf("1::31");
    refresh.sequence = 2;
    bench.Give(6, "HA", refresh);
    bench.run.Run();
    EXPECT_EQ(bench.Statuses(),
              (std::vector<Status>{Status::ACCEPTED,
                                   Status::ACCEPTED,
                                   Status::INSUFFICIENT_RESOURCES,
                                   Status::INSUFFICIENT_RESOURCES,
                                   Status::ACCEPTED}));
    EXPECT_EQ(bench.run.BindingsOf("HA").size(), 2U);
}

// Sections 4.3, 7.7 and 8.2: whatever others do, until its lifetime is over.
TEST(Draft1997Cache, AHomeRegistrationStaysUntilItsLifetimeEnds)
{
    REQ("D04-061", "D04-010");
    CacheBench bench(3);
    Bench::Update update;
    update.lifetime = 20;
    bench.Give(2, "HA", update);
    for (int i = 0; i < 1000; ++i)
    {
        std::ostringstream home;
        home << "9::" << std::hex << i + 1;
        bench.Give(3 + i * 0.005, "HA", CacheBench::Of(home.str()));
    }
    const auto isFlagged = [&] {
        const Binding* entry = bench.CacheOf("HA").Find(World::Home());
        return entry && entry->homeRegistration;
    };
    bench.run.At(Seconds(8.5), [&] {
        EXPECT_TRUE(isFlagged());
        EXPECT_EQ(bench.CacheOf("HA").Size(), 3U);
        EXPECT_TRUE(bench.Has("9::3e8") && bench.Has("9::3e7"));
    });
    update.sequence = 2;
    bench.Give(10, "HA", update);
    bench.run.At(Seconds(30) - TimeStep(1), [&] { EXPECT_TRUE(isFlagged()); });
    bench.run.At(Seconds(30) + TimeStep(1), [&] { EXPECT_FALSE(bench.Has("1::2")); });
    bench.run.Run();
    EXPECT_EQ(bench.Statuses(), std::vector<Status>(1002, Status::ACCEPTED));
}

// Section 7.7, its last paragraph: by way of the home agent.
TEST(Draft1997Cache, WhatWasDroppedForLackOfRoomIsReachedAllTheSameAndLearnedAgain)
{
    REQ("D04-051");
    ScenarioRun run(World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })",
                                R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                                     "start": "5s", "name": "down" })"),
                    {R"(/nodes/CN/attributes={ "ns3::nemo::Draft1997::BindingCacheSize": 1 })"});
    const LinkTap link(run.LinkOf("A"));
    Bench::TrustIn(run,
                   "CN",
                   NetworkPrefix(World::Peer(), 128),
                   *NetworkPrefix::Parse("9::/64"),
                   FROM_ALL);
    SigningAssociation signer(FROM_ALL, AhKeyOf(World::KEY));
    BindingUpdate update;
    update.sequence = 1;
    update.lifetime = 100;
    Draft1997Packet packet;
    packet.source = Ipv6Address("b::77");
    packet.destination = World::Peer();
    packet.homeAddress = Ipv6Address("9::1");
    packet.signals.push_back({update, {}});
    packet.association = &signer;
    const Octets octets = packet.Build();
    const auto find = [&run] {
        return run.RegistrarOf("CN")->GetCache().Find({World::Home(), World::Peer()});
    };
    uint16_t before = 0;
    run.At(Seconds(30), [&] {
        ASSERT_NE(find(), nullptr);
        before = find()->sequence;
        World::Inject(run.NodeOf("CN"), octets);
        EXPECT_EQ(find(), nullptr);
    });
    run.At(Seconds(31), [&] {
        ASSERT_NE(find(), nullptr) << "one packet by the home agent, one update";
        EXPECT_EQ(find()->careOfAddress, Ipv6Address("a::2"));
        EXPECT_GT(find()->sequence, before);
    });
    run.Run();
    std::vector<Time> tunnelled;
    std::vector<Time> updates;
    for (const auto& caught : link.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        if (caught.at > Seconds(30) && caught.at < Seconds(32))
        {
            if (reading.Find<BindingUpdate>() && reading.destination == World::Peer())
            {
                updates.push_back(caught.at);
            }
            else if (reading.protocol == 41)
            {
                tunnelled.push_back(caught.at);
            }
        }
    }
    ASSERT_FALSE(tunnelled.empty());
    ASSERT_FALSE(updates.empty());
    EXPECT_GE(updates[0], tunnelled[0]);
    EXPECT_LT(updates[0] - tunnelled[0], MilliSeconds(10)) << "in answer to it";
    const auto flow = run.FlowOf("down");
    EXPECT_LE(flow["lost"].get<int>(), 30) << "none but while it moved";
}

} // namespace ns3::nemo::tests::draft1997_cache_test
