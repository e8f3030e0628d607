// SPDX-License-Identifier: GPL-2.0-only
// A binding of the 1997 dialect with an ID Length stands for all addresses that its interface
// identifier makes with the prefixes of the home link: draft-ietf-mobileip-ipv6-04 sections 8.2 to
// 8.4.
#include "nemo-requirement.h"
#include "support/draft1997-bench.h"
#include "support/hand-station.h"

#include "ns3/mip6-home-agent.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_identifier_test
{

namespace
{

using World = Draft1997World;
using Status = BindingStatus;

const Ipv6Address SECOND("5::2");
const Ipv6Address LINK_LOCAL("fe80::2");
const Ipv6Address SITE_LOCAL("fec0::2");
const std::vector<Ipv6Address> ALL{World::Home(), SECOND, LINK_LOCAL, SITE_LOCAL};
const Ipv6Address ASKER("1::55");

/// A home link with two prefixes, which the mobile node has left, and somebody on it who asks.
struct IdentifierBench : Draft1997Bench
{
    IdentifierBench()
        : Draft1997Bench({R"(/links/home/prefix=["1::/64", "5::/64"])",
                          R"(/movement=[{ "at": "100ms", "node": "MN", "to": null }])"}),
          station(run.LinkOf("home"))
    {
        station.has = [](const Ipv6Address& address) { return address == ASKER; };
    }

    /// The link-layer address that the home agent has on the home link.
    Mac48Address AgentMac() const
    {
        const BuiltNode& agent = run.NodeOf("HA");
        const auto device = agent.node->GetObject<Ipv6>()->GetNetDevice(HomeInterface());
        return Mac48Address::ConvertFrom(device->GetAddress());
    }

    uint32_t HomeInterface() const
    {
        return run.NodeOf("HA").interfaces.front().number;
    }

    /// Ask the link who has an address, at a time.
    void Ask(double at, const Ipv6Address& target)
    {
        run.At(Seconds(at), [this, target] {
            NeighborSolicitation question;
            question.target = target;
            question.options = {SourceLinkLayerAddress{station.LinkLayer()}};
            station.SendNeighbor(question, ASKER, Ipv6Address::MakeSolicitedAddress(target));
        });
    }

    /// The solicited advertisements for an address until now.
    std::size_t AnswersFor(const Ipv6Address& target) const
    {
        return Told(target, true).size();
    }

    std::vector<NeighborAdvertisement> Told(const Ipv6Address& target, bool isSolicited) const
    {
        std::vector<NeighborAdvertisement> told;
        for (const auto& packet : station.Neighbors<NeighborAdvertisement>(target))
        {
            const auto& message = std::get<NeighborAdvertisement>(*packet.message);
            if (message.solicited == isSolicited && packet.from == AgentMac())
            {
                told.push_back(message);
            }
        }
        return told;
    }

    /// A datagram for an address gets to the home agent.
    void SendTo(double at, const Ipv6Address& destination, const Ipv6Address& source)
    {
        run.At(Seconds(at), [this, destination, source] {
            World::Inject(run.NodeOf("HA"), HandStation::MakePacket(source, destination, 59, {}));
        });
    }

    /// Where the inner packets of tunnels on the core link are for, and where the tunnels lead.
    std::vector<std::pair<Ipv6Address, Ipv6Address>> Tunnelled() const
    {
        std::vector<std::pair<Ipv6Address, Ipv6Address>> tunnelled;
        for (const auto& caught : core.All())
        {
            if (caught.inner)
            {
                EXPECT_EQ(caught.source, World::Agent());
                tunnelled.emplace_back(caught.inner->destination, caught.destination);
            }
        }
        return tunnelled;
    }

    HandStation station;
};

} // namespace

// Section 8.2: the link is told of each address, with ID Length 0 of one.
TEST(Draft1997Identifier, TheLinkIsToldOfEachAddress)
{
    REQ("D04-062", "D04-063");
    for (const uint8_t length : {uint8_t{64}, uint8_t{0}})
    {
        IdentifierBench bench;
        Draft1997Bench::Update update;
        update.idLength = length;
        bench.Give(2, "HA", update);
        update.sequence = 2;
        bench.Give(20, "HA", update); // nothing new for the link
        bench.run.Run();
        std::map<Ipv6Address, int> told;
        for (const auto& packet : bench.station.Heard())
        {
            const auto* message =
                packet.message ? std::get_if<NeighborAdvertisement>(&*packet.message) : nullptr;
            if (!message || packet.from != bench.AgentMac())
            {
                continue;
            }
            ++told[message->target];
            EXPECT_EQ(packet.destination, Ipv6Address("ff02::1"));
            EXPECT_FALSE(message->solicited);
            EXPECT_TRUE(message->override);
            EXPECT_EQ(message->options, NeighborOptions{TargetLinkLayerAddress{bench.AgentMac()}});
            EXPECT_LT(packet.at, Seconds(10));
        }
        const auto expected = length == 0 ? std::vector{World::Home()} : ALL;
        EXPECT_EQ(told.size(), expected.size());
        for (const auto& address : expected)
        {
            EXPECT_GE(told[address], 1) << address;
            EXPECT_LE(told[address], 1 + 3) << address << ": MAX_ADVERT_REXMIT";
        }
    }
}

// Section 8.2: so it is defended too.
TEST(Draft1997Identifier, SolicitationsForEachAddressAreAnswered)
{
    REQ("D04-064", "BOOK-014@draft1997");
    for (const uint8_t length : {uint8_t{64}, uint8_t{0}})
    {
        IdentifierBench bench;
        Draft1997Bench::Update update;
        update.idLength = length;
        bench.Give(2, "HA", update);
        const std::vector<Ipv6Address> others{Ipv6Address("5::3"),
                                              Ipv6Address("fe80::3"),
                                              Ipv6Address("6::2")};
        double at = 20;
        for (const auto& targets : {ALL, others})
        {
            for (const auto& target : targets)
            {
                bench.Ask(at, target);
                at += 0.1;
            }
        }
        // Somebody tests whether an address is free.
        bench.run.At(Seconds(25), [&] {
            for (const auto& target : {SECOND, World::Home()})
            {
                NeighborSolicitation probe;
                probe.target = target;
                bench.station.SendNeighbor(probe,
                                           Ipv6Address::GetAny(),
                                           Ipv6Address::MakeSolicitedAddress(target));
            }
        });
        bench.run.Run();
        for (const auto& target : ALL)
        {
            const bool isDefended = length > 0 || target == World::Home();
            EXPECT_EQ(bench.AnswersFor(target), isDefended ? 1U : 0U) << target;
        }
        for (const auto& target : others)
        {
            EXPECT_EQ(bench.AnswersFor(target), 0U) << target;
        }
        const auto late = [&bench](const Ipv6Address& target) {
            return bench.station
                .Heard([&target](const HeardPacket& packet) {
                    const auto* message = packet.message
                                              ? std::get_if<NeighborAdvertisement>(&*packet.message)
                                              : nullptr;
                    return message && message->target == target && packet.at > Seconds(25);
                })
                .size();
        };
        EXPECT_EQ(late(SECOND), length > 0 ? 1U : 0U);
        EXPECT_EQ(late(World::Home()), 1U);
    }
}

// Section 8.2.
TEST(Draft1997Identifier, GlobalAddressesAreTunnelledTo)
{
    REQ("D04-065");
    IdentifierBench bench;
    Draft1997Bench::Update update;
    update.idLength = 64;
    bench.Give(2, "HA", update);
    bench.SendTo(3, World::Home(), World::Peer());
    bench.SendTo(4, SECOND, World::Peer());
    bench.SendTo(5, Ipv6Address("5::3"), World::Peer());
    update.sequence = 2;
    update.source = Ipv6Address("b::88");
    bench.Give(6, "HA", update);
    bench.SendTo(7, SECOND, World::Peer());
    bench.run.Run();
    using Way = std::pair<Ipv6Address, Ipv6Address>;
    EXPECT_EQ(bench.Tunnelled(),
              (std::vector<Way>{{World::Home(), Draft1997Bench::CareOf()},
                                {SECOND, Draft1997Bench::CareOf()},
                                {SECOND, Ipv6Address("b::88")}}));
}

// Section 8.2: they are refused, and a group is not told so.
TEST(Draft1997Identifier, LinkLocalAndSiteLocalAddressesAreRefused)
{
    REQ("D04-066", "BOOK-017@draft1997", "BOOK-018@draft1997");
    IdentifierBench bench;
    Draft1997Bench::Update update;
    update.idLength = 64;
    bench.Give(2, "HA", update);
    for (const auto& target : {LINK_LOCAL, SITE_LOCAL})
    {
        bench.SendTo(3, target, ASKER);
        bench.SendTo(4, target, Ipv6Address("ff0e::1"));
    }
    // A home address that is site-local itself is no better.
    bench.run.Run();
    EXPECT_TRUE(bench.Tunnelled().empty());
    const auto errors = bench.station.Heard([](const HeardPacket& packet) {
        return packet.protocol == 58 && packet.octets.at(40) == 1;
    });
    ASSERT_EQ(errors.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
    {
        EXPECT_EQ(errors[i].octets.at(41), 3) << "code";
        EXPECT_EQ(errors[i].destination, ASKER);
        EXPECT_EQ(Ipv6Address::Deserialize(&errors[i].octets.at(48 + 24)),
                  i == 0 ? LINK_LOCAL : SITE_LOCAL);
    }
    EXPECT_EQ(bench.run.DropsOf("HA", "beyond-scope"), 2U);
}

// Section 8.2: those that are on-link now.
TEST(Draft1997Identifier, TheAddressesFollowThePrefixesOfTheLink)
{
    REQ("D04-064+1");
    IdentifierBench bench;
    Draft1997Bench::Update update;
    update.idLength = 64;
    const Ipv6Address third("7::2");
    bench.Give(2, "HA", update);
    bench.Ask(10, third);
    bench.SendTo(11, third, World::Peer());
    const auto agent = bench.run.RoleOf<HomeAgent>("HA");
    const auto serve = [&bench, agent](const std::string& prefix, const char* own, Time valid) {
        agent->ServeLink(bench.HomeInterface(),
                         *NetworkPrefix::Parse(prefix),
                         Ipv6Address(own),
                         valid,
                         valid);
    };
    bench.run.At(Seconds(12), [&] {
        EXPECT_EQ(bench.AnswersFor(third), 0U);
        serve("7::/64", "7::1", Seconds(20));
    });
    bench.Ask(13, third);
    bench.SendTo(14, third, World::Peer());
    bench.Ask(15, SECOND);
    bench.run.At(Seconds(16), [&] {
        EXPECT_EQ(bench.AnswersFor(third), 1U);
        EXPECT_EQ(bench.AnswersFor(SECOND), 1U);
        serve("5::/64", "5::1", Time(0));
    });
    bench.Ask(17, SECOND);
    bench.SendTo(18, SECOND, World::Peer());
    bench.Ask(19, third);
    // The lifetime of the third prefix runs out by itself.
    bench.Ask(33, third);
    bench.SendTo(34, third, World::Peer());
    bench.Ask(35, World::Home());
    bench.run.Run();
    EXPECT_EQ(bench.AnswersFor(SECOND), 1U) << "as at 16 s";
    EXPECT_EQ(bench.AnswersFor(third), 2U);
    EXPECT_EQ(bench.AnswersFor(World::Home()), 1U);
    EXPECT_EQ(bench.Tunnelled().size(), 1U);
}

// Section 8.3.
TEST(Draft1997Identifier, ADeletionEndsItForAllAddresses)
{
    REQ("D04-068+1");
    IdentifierBench bench;
    Draft1997Bench::Update update;
    update.idLength = 64;
    bench.Give(2, "HA", update);
    double at = 10;
    for (const auto& target : ALL)
    {
        bench.Ask(at, target);
        at += 0.1;
    }
    update.sequence = 2;
    update.lifetime = 0;
    bench.Give(12, "HA", update);
    at = 13;
    for (const auto& target : ALL)
    {
        bench.Ask(at, target);
        bench.SendTo(at + 0.05, target, World::Peer());
        at += 0.1;
    }
    bench.run.Run();
    for (const auto& target : ALL)
    {
        EXPECT_EQ(bench.AnswersFor(target), 1U) << target << ", before the deletion";
    }
    EXPECT_TRUE(bench.Tunnelled().empty());
    EXPECT_EQ(bench.run.DropsOf("HA", "beyond-scope"), 0U);
}

// Two nodes whose identifiers are the same on one link: each has what it has asked for itself.
TEST(Draft1997Identifier, AnAddressThatIsBoundItselfIsNotAnothersToo)
{
    IdentifierBench bench;
    bench.Trust("HA", NetworkPrefix(World::Agent(), 128), *NetworkPrefix::Parse("5::/64"), 300);
    Draft1997Bench::Update update;
    update.idLength = 64;
    bench.Give(2, "HA", update);
    Draft1997Bench::Update other;
    other.homeAddress = SECOND;
    other.spi = 300;
    other.source = Ipv6Address("b::88");
    bench.Give(3, "HA", other);
    bench.SendTo(4, SECOND, World::Peer());
    other.sequence = 2;
    other.lifetime = 0;
    bench.Give(5, "HA", other);
    bench.SendTo(6, SECOND, World::Peer());
    bench.Ask(7, SECOND);
    bench.run.Run();
    using Way = std::pair<Ipv6Address, Ipv6Address>;
    EXPECT_EQ(
        bench.Tunnelled(),
        (std::vector<Way>{{SECOND, Ipv6Address("b::88")}, {SECOND, Draft1997Bench::CareOf()}}));
    EXPECT_EQ(bench.AnswersFor(SECOND), 1U);
}

} // namespace ns3::nemo::tests::draft1997_identifier_test
