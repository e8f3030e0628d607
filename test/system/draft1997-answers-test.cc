// SPDX-License-Identifier: GPL-2.0-only
// Which Binding Updates a node of the 1997 dialect accepts, in which order it looks for reasons to
// reject, and how it answers: draft-ietf-mobileip-ipv6-04 sections 5.1, 5.2, 7.5, 8.2 and 8.3.
#include "nemo-requirement.h"
#include "support/draft1997-bench.h"

#include "ns3/mip6-home-agent.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_answers_test
{

namespace
{

using World = Draft1997World;
using Bench = Draft1997Bench;
using Status = BindingStatus;

/// A home agent of another link, which the mobile node has an association with.
const std::vector<std::string> STRANGER{
    R"(/links/other={ "prefix": "e::/64" })",
    R"(/nodes/HA2={ "role": "home-agent", "dialect": "draft1997",
                    "links": { "other": "::1", "core": "::2" } })"};
const Ipv6Address STRANGER_ADDRESS("e::1");
constexpr uint32_t TO_STRANGER = 300;

} // namespace

// Section 8.2: the first reason that there is, whatever else is wrong.
TEST(Draft1997Answers, AHomeRegistrationIsRejectedForTheFirstReasonInTheOrderOfTheDraft)
{
    REQ("D04-060");
    Bench bench(STRANGER);
    bench.Trust("HA2",
                NetworkPrefix(STRANGER_ADDRESS, 128),
                NetworkPrefix(World::Home(), 128),
                TO_STRANGER);
    bench.run.RoleOf<HomeAgent>("HA")->Deny(World::Home());
    bench.run.RoleOf<HomeAgent>("HA2")->Deny(World::Home());
    Bench::Update nowhere;
    nowhere.destination = World::Peer();
    nowhere.spi = World::TO_PEER;
    nowhere.idLength = 63;
    bench.Give(2, "CN", nowhere); // 132, and as good 133 and 136
    Bench::Update strange;
    strange.destination = STRANGER_ADDRESS;
    strange.spi = TO_STRANGER;
    strange.idLength = 63;
    bench.Give(3, "HA2", strange); // 133, and as good 136 and 130
    strange.idLength = 64;
    bench.Give(4, "HA2", strange); // 133, and as good 130
    Bench::Update served;
    served.idLength = 63;
    bench.Give(5, "HA", served); // 136, and as good 130
    served.idLength = 64;
    bench.Give(6, "HA", served); // 130
    served.idLength = 0;
    bench.Give(7, "HA", served); // 130
    bench.run.At(Seconds(7.5), [&] {
        bench.run.RoleOf<HomeAgent>("HA")->Allow(World::Home());
        EXPECT_EQ(bench.CacheOf("HA").Size(), 0U);
    });
    bench.Give(8, "HA", served);
    served.sequence = 2;
    served.idLength = 64;
    bench.Give(9, "HA", served);
    bench.run.Run();
    EXPECT_EQ(bench.Statuses(),
              (std::vector<Status>{Status::HOME_REGISTRATION_NOT_SUPPORTED,
                                   Status::NOT_HOME_SUBNET,
                                   Status::NOT_HOME_SUBNET,
                                   Status::INCORRECT_INTERFACE_IDENTIFIER_LENGTH,
                                   Status::ADMINISTRATIVELY_PROHIBITED,
                                   Status::ADMINISTRATIVELY_PROHIBITED,
                                   Status::ACCEPTED,
                                   Status::ACCEPTED}));
    for (const std::string node : {"CN", "HA2"})
    {
        EXPECT_EQ(bench.CacheOf(node).Size(), 0U) << node;
    }
}

// Section 8.3: two tests, and whatever is there goes; what is not there is no reason.
TEST(Draft1997Answers, ADeletionIsRejectedForTwoReasonsOnly)
{
    REQ("D04-068");
    Bench bench(STRANGER);
    bench.Trust("HA2",
                NetworkPrefix(STRANGER_ADDRESS, 128),
                NetworkPrefix(World::Home(), 128),
                TO_STRANGER);
    bench.run.RoleOf<HomeAgent>("HA")->Deny(World::Home());
    Bench::Update update;
    update.lifetime = 0;
    update.idLength = 63;
    bench.Give(2, "HA", update);
    update.destination = World::Peer();
    update.spi = World::TO_PEER;
    bench.Give(3, "CN", update);
    update.destination = STRANGER_ADDRESS;
    update.spi = TO_STRANGER;
    bench.Give(4, "HA2", update);
    bench.run.Run();
    EXPECT_EQ(bench.Statuses(),
              (std::vector<Status>{Status::ACCEPTED,
                                   Status::HOME_REGISTRATION_NOT_SUPPORTED,
                                   Status::NOT_HOME_SUBNET}));
}

// Sections 5.2 and 7.5.
TEST(Draft1997Answers, AnAnswerGoesByTheCareOfAddressThatTheUpdateNames)
{
    REQ("D04-029", "D04-029+1");
    Bench bench;
    Bench::Update update;
    update.destination = World::Peer();
    update.spi = World::TO_PEER;
    update.home = false;
    bench.Give(2, "CN", update);
    update.sequence = 2;
    update.careOf = Ipv6Address("b::88");
    bench.Give(3, "CN", update);
    update.sequence = 3;
    update.lifetime = 0;
    bench.Give(4, "CN", update);
    update.sequence = 4;
    update.lifetime = 100;
    update.careOf = World::Home();
    bench.Give(5, "CN", update);
    update.sequence = 5;
    update.careOf.reset();
    update.source = World::Home();
    bench.Give(6, "CN", update);
    bench.run.Run();
    const auto answers = bench.Answers();
    ASSERT_EQ(answers.size(), 5U);
    const std::vector<Ipv6Address> ways{Bench::CareOf(),
                                        Ipv6Address("b::88"),
                                        Ipv6Address("b::88")};
    for (std::size_t i = 0; i < 5; ++i)
    {
        const bool isAway = i < ways.size();
        EXPECT_EQ(answers[i].packet.destination, isAway ? ways[i] : World::Home()) << i;
        EXPECT_EQ(answers[i].packet.routing.has_value(), isAway) << i;
        EXPECT_EQ(answers[i].packet.routing.value_or(World::Home()), World::Home()) << i;
        EXPECT_EQ(answers[i].packet.spi, World::FROM_PEER) << i;
        EXPECT_EQ(answers[i].body.status, Status::ACCEPTED) << i;
        EXPECT_EQ(answers[i].body.lifetime, i < 2 ? 100U : 0U) << i;
        EXPECT_EQ(answers[i].body.refresh, i < 2 ? 100U : 0U) << i;
    }
}

// Section 5.2: without a look at the cache.
TEST(Draft1997Answers, ARejectionGoesByTheCareOfAddressThatWasRejected)
{
    REQ("D04-030");
    Bench bench;
    Bench::Update update;
    bench.Give(2, "HA", update);
    bench.run.At(Seconds(2.5), [&] { bench.run.RoleOf<HomeAgent>("HA")->Deny(World::Home()); });
    update.sequence = 2;
    update.source = Ipv6Address("b::88");
    bench.Give(3, "HA", update);
    update.sequence = 3;
    update.careOf = Ipv6Address("b::99");
    bench.Give(4, "HA", update);
    bench.run.Run();
    const auto answers = bench.Answers();
    ASSERT_EQ(answers.size(), 3U);
    const std::vector<Ipv6Address> ways{Bench::CareOf(),
                                        Ipv6Address("b::88"),
                                        Ipv6Address("b::99")};
    for (std::size_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(answers[i].body.status,
                  i == 0 ? Status::ACCEPTED : Status::ADMINISTRATIVELY_PROHIBITED);
        EXPECT_EQ(answers[i].packet.destination, ways[i]);
        EXPECT_EQ(answers[i].packet.routing, World::Home());
        EXPECT_EQ(answers[i].packet.protocol, 59) << "no payload";
    }
    const auto bound = bench.run.BindingsOf("HA");
    ASSERT_EQ(bound.size(), 1U);
    EXPECT_EQ(bound[0]["careOf"], "a::77");
    EXPECT_EQ(bound[0]["sequence"], 1);
}

// Section 7.5.
TEST(Draft1997Answers, WhoAsksIsAnsweredAndNobodyElse)
{
    REQ("D04-046");
    for (const bool asks : {true, false})
    {
        Bench bench({R"(/nodes/HA/attributes={ "ns3::nemo::Draft1997::BindingCacheSize": 1 })"});
        bench.Trust("HA",
                    NetworkPrefix(World::Agent(), 128),
                    NetworkPrefix::Parse("9::/64").value(),
                    300);
        auto agent = bench.run.RoleOf<HomeAgent>("HA");
        Bench::Update update;
        update.acknowledge = asks;
        std::vector<std::size_t> sizes;
        double at = 2;
        const auto give = [&](const std::string& node, const Bench::Update& what) {
            bench.Give(at, node, what);
            bench.run.At(Seconds(at + 0.5),
                         [&, node] { sizes.push_back(bench.CacheOf(node).Size()); });
            at += 1;
        };
        give("HA", update); // accepted
        Bench::Update other = update;
        other.home = false;
        other.homeAddress = Ipv6Address("9::1");
        other.spi = 300;
        give("HA", other); // 131: full of home registrations
        bench.run.At(Seconds(at - 0.3), [=] { agent->Deny(World::Home()); });
        update.sequence = 2;
        update.source = Ipv6Address("b::88");
        give("HA", update); // 130
        update.sequence = 3;
        update.lifetime = 0;
        give("HA", update); // deleted
        Bench::Update peer;
        peer.acknowledge = asks;
        peer.home = false;
        peer.destination = World::Peer();
        peer.spi = World::TO_PEER;
        give("CN", peer); // accepted
        give("CN", peer); // not valid
        peer.sequence = 2;
        peer.lifetime = 0;
        give("CN", peer); // deleted
        bench.run.Run();
        EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 1, 1, 0, 1, 1, 0}));
        const std::vector<Status> statuses{Status::ACCEPTED,
                                           Status::INSUFFICIENT_RESOURCES,
                                           Status::ADMINISTRATIVELY_PROHIBITED,
                                           Status::ACCEPTED,
                                           Status::ACCEPTED,
                                           Status::ACCEPTED};
        EXPECT_EQ(bench.Statuses(), asks ? statuses : std::vector<Status>{});
        for (const auto& answer : bench.Answers())
        {
            EXPECT_TRUE(answer.packet.spi && answer.packet.routing);
        }
    }
}

// Sections 5.1 and 7.2: modulo 2^16.
TEST(Draft1997Answers, ASequenceNumberIsGreaterModulo65536)
{
    REQ("D04-018");
    const std::vector<std::pair<uint16_t, bool>> history{{5, true},
                                                         {9, true},
                                                         {5, false},
                                                         {9, false},
                                                         {32776, true},
                                                         {65535, true},
                                                         {0, true},
                                                         {15, true},
                                                         {32783, false},
                                                         {16, true}};
    for (const bool tells : {false, true})
    {
        Bench bench({R"(/nodes/HA/attributes={ "ns3::nemo::Draft1997::SendsStatus134": )" +
                     std::string(tells ? "true" : "false") + " }"});
        std::vector<Status> expected;
        double at = 2;
        uint16_t last = 0;
        for (const auto& [sequence, isNew] : history)
        {
            Bench::Update update;
            update.sequence = sequence;
            bench.Give(at, "HA", update);
            last = isNew ? sequence : last;
            bench.run.At(Seconds(at + 0.5), [&bench, last] {
                EXPECT_EQ(bench.CacheOf("HA").Find(World::Home())->sequence, last);
            });
            if (isNew || tells)
            {
                expected.push_back(isNew ? Status::ACCEPTED
                                         : Status::SEQUENCE_NUMBER_OUT_OF_WINDOW);
            }
            at += 1;
        }
        bench.run.Run();
        EXPECT_EQ(bench.Statuses(), expected);
        EXPECT_EQ(bench.run.DropsOf("HA", "superseded-update"), tells ? 0U : 3U);
    }
}

// Section 5.1: the node counts on with each new update to the same destination.
TEST(Draft1997Answers, AMobileNodeCountsOn)
{
    REQ("D04-018");
    ScenarioRun run(World::Text(R"({ "at": "10s", "node": "MN", "to": "A" },
                                   { "at": "20s", "node": "MN", "to": "B" },
                                   { "at": "30s", "node": "MN", "to": "A" })",
                                ""));
    const LinkTap core(run.LinkOf("core"));
    run.Run();
    std::vector<int> sequences;
    for (const Octets& packet : World::With<BindingUpdate>(core))
    {
        sequences.push_back(ReadDraft1997(packet).Find<BindingUpdate>()->sequence);
    }
    ASSERT_EQ(sequences.size(), 3U);
    EXPECT_EQ(sequences[1], (sequences[0] + 1) % 65536);
    EXPECT_EQ(sequences[2], (sequences[0] + 2) % 65536);
}

namespace
{

/// When home registrations left, and what was granted.
struct Registrations
{
    std::vector<Time> asked;
    std::vector<BindingAcknowledgement> granted;
};

Registrations
RegistrationsOn(const LinkTap& tap)
{
    Registrations all;
    for (const auto& caught : tap.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        if (reading.Find<BindingUpdate>() && reading.destination == World::Agent())
        {
            all.asked.push_back(caught.at);
        }
        if (const auto* answer = reading.Find<BindingAcknowledgement>())
        {
            all.granted.push_back(*answer);
        }
    }
    return all;
}

Registrations
RunWith(const std::string& attributes)
{
    ScenarioRun run(World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })", ""),
                    {"/nodes/HA/attributes={ " + attributes + " }",
                     R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::LifetimeRequested": "100s",
                                               "ns3::nemo::MobileNode::RefreshPercent": 90 })"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    return RegistrationsOn(link);
}

} // namespace

// Section 5.2: what is granted is how long the home agent serves.
TEST(Draft1997Answers, TheLifetimeGrantedIsHowLongTheHomeAgentServes)
{
    REQ("D04-027");
    const auto all = RunWith(R"("ns3::nemo::HomeAgent::LifetimeMax": "20s")");
    ASSERT_GE(all.asked.size(), 3U);
    for (const auto& answer : all.granted)
    {
        EXPECT_EQ(answer.lifetime, 20U);
        EXPECT_EQ(answer.refresh, 20U);
    }
    for (std::size_t i = 1; i < all.asked.size(); ++i)
    {
        const double gap = (all.asked[i] - all.asked[i - 1]).GetSeconds();
        EXPECT_LT(gap, 20);
        EXPECT_NEAR(gap, 18, 0.1);
    }
}

// Section 5.2: a cache that does not survive a crash had better be refreshed sooner.
TEST(Draft1997Answers, AHomeAgentWithoutStableStorageWantsToBeToldSooner)
{
    REQ("D04-028");
    const std::string advice = R"("ns3::nemo::HomeAgent::RefreshAdvice": "10s")";
    const auto often = RunWith(advice);
    ASSERT_GE(often.asked.size(), 4U);
    for (const auto& answer : often.granted)
    {
        EXPECT_EQ(answer.lifetime, 100U);
        EXPECT_EQ(answer.refresh, 10U);
    }
    for (std::size_t i = 1; i < often.asked.size(); ++i)
    {
        EXPECT_LE((often.asked[i] - often.asked[i - 1]).GetSeconds(), 10.1);
    }
    const auto seldom = RunWith(advice + R"(, "ns3::nemo::HomeAgent::VolatileStorage": false)");
    ASSERT_EQ(seldom.granted.size(), 1U);
    EXPECT_EQ(seldom.granted[0].refresh, 100U);
    // Who is no home agent has nothing to advise.
    Bench bench({"/nodes/CN/role=home-agent", "/nodes/CN/attributes={ " + advice + " }"});
    Bench::Update update;
    update.destination = World::Peer();
    update.spi = World::TO_PEER;
    update.home = false;
    bench.Give(2, "CN", update);
    bench.run.Run();
    ASSERT_EQ(bench.Answers().size(), 1U);
    EXPECT_EQ(bench.Answers()[0].body.refresh, 100U);
    EXPECT_EQ(bench.Answers()[0].body.lifetime, 100U);
}

} // namespace ns3::nemo::tests::draft1997_answers_test
