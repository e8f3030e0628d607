// SPDX-License-Identifier: GPL-2.0-only
// How a mobile node of the 1997 dialect repeats itself: draft-ietf-mobileip-ipv6-04 sections 9.4,
// 9.7 and 11.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/boolean.h"
#include "ns3/mip6-draft1997.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::draft1997_retransmission_test
{

// Section 11.
TEST(Draft1997Profile, HasTheConstantsOfTheDraft)
{
    REQ("D04-108");
    const DialectProfile profile = CreateObject<Draft1997>()->GetProfile();
    EXPECT_EQ(profile.initialBindackTimeout, Seconds(1));
    EXPECT_EQ(profile.initialBindackTimeoutFirstReg, Seconds(1));
    EXPECT_EQ(profile.maxBindackTimeout, Seconds(256));
    EXPECT_EQ(profile.maxUpdateRate, 1U);
    EXPECT_EQ(profile.maxFastUpdates, 5U);
    EXPECT_EQ(profile.slowUpdateInterval, Seconds(10));
    EXPECT_EQ(profile.advertisementRepeats, 3U);
    EXPECT_EQ(profile.lifetimeUnit, 1U);
}

// The home agent is down: the time-out doubles from 1 s to 256 s, and then it goes on.
TEST(Draft1997Retransmission, TheHomeAgentIsAskedTheSameEverMoreSeldomButForEver)
{
    REQ("D04-086", "D04-097", "D04-098", "BOOK-038@draft1997");
    ScenarioRun run(
        Draft1997World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })", ""),
        {"/duration=800s", R"(/faults=[{ "at": "5s", "node": "HA", "action": "crash" }])"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::vector<double> times;
    Time first;
    int sequence = -1;
    for (const auto& packet : link.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (const auto* update = reading.Find<BindingUpdate>())
        {
            first = times.empty() ? packet.at : first;
            sequence = times.empty() ? update->sequence : sequence;
            times.push_back((packet.at - first).GetSeconds());
            EXPECT_EQ(update->sequence, sequence) << "the same number each time";
        }
    }
    EXPECT_EQ(times, (std::vector<double>{0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 767}));
}

namespace
{

/// A mobile node that asks for so much, and soon again after a refusal.
std::vector<std::string>
Impatient(const std::string& lifetime)
{
    return {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::LifetimeRequested": ")" + lifetime +
                R"(", "ns3::nemo::MobileNode::RetryDelay": "5s" })",
            "/duration=40s"};
}

/// Updates that a link has seen for the home agent, and what they were answered.
struct Exchange
{
    std::vector<std::pair<Time, uint16_t>> updates;
    std::vector<BindingStatus> answers;
};

Exchange
ExchangeOn(const LinkTap& link)
{
    Exchange exchange;
    for (const auto& packet : link.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (const auto* update = reading.Find<BindingUpdate>())
        {
            exchange.updates.emplace_back(packet.at, update->sequence);
        }
        if (const auto* answer = reading.Find<BindingAcknowledgement>())
        {
            exchange.answers.push_back(answer->status);
        }
    }
    return exchange;
}

} // namespace

// Section 9.10: the entry goes with a refusal, and what is asked then has a number of its own.
TEST(Draft1997Refusal, LeavesNothingInTheListAndAnotherAttemptIsANewUpdate)
{
    REQ("D04-102");
    ScenarioRun run(Draft1997World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })", ""),
                    Impatient("400s"));
    const LinkTap link(run.LinkOf("A"));
    const auto agent = run.RoleOf<HomeAgent>("HA");
    const auto find = [&run] {
        return run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(Draft1997World::Agent(),
                                                                         Draft1997World::Home());
    };
    agent->SetAttribute("Serving", BooleanValue(false));
    run.At(Seconds(14), [&] { EXPECT_EQ(find(), nullptr); });
    run.At(Seconds(20), [&] { agent->SetAttribute("Serving", BooleanValue(true)); });
    run.Run();
    const auto exchange = ExchangeOn(link);
    ASSERT_FALSE(exchange.answers.empty());
    EXPECT_FALSE(IsAccepted(exchange.answers.front()));
    EXPECT_TRUE(IsAccepted(exchange.answers.back()));
    ASSERT_EQ(exchange.updates.size(), exchange.answers.size()) << "none is sent again";
    for (std::size_t i = 1; i < exchange.updates.size(); ++i)
    {
        EXPECT_GE(exchange.updates[i].first - exchange.updates[i - 1].first, Seconds(5));
        EXPECT_EQ(
            static_cast<uint16_t>(exchange.updates[i].second - exchange.updates[i - 1].second),
            1);
    }
}

// Sections 5.1 and 9.10: what the home agent may remember is exceeded.
TEST(Draft1997Refusal, OfARefreshDoesNotLoseTheNumber)
{
    REQ("D04-102", "D04-102+1", "D04-040");
    ScenarioRun run(Draft1997World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })", ""),
                    Impatient("10s"));
    const LinkTap link(run.LinkOf("A"));
    const auto find = [&run] {
        return run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(Draft1997World::Agent(),
                                                                         Draft1997World::Home());
    };
    Time refused;
    // The refresh, 8 s after the registration, is answered by a refusal made by hand.
    run.LinkOf("home")->SetLossRule(
        [](const LinkFrame&, Ptr<const MobileLinkDevice>) { return false; });
    const auto port = run.NodeOf("HA").stack->GetMessagePort();
    port->Take(
        MobilityHeaderType::BINDING_UPDATE,
        [&](const SignalDelivery& delivery) {
            const bool isRefresh = Simulator::Now() > Seconds(15) && refused.IsZero();
            if (!isRefresh)
            {
                return false;
            }
            refused = Simulator::Now();
            BindingAcknowledgement answer;
            answer.status = BindingStatus::INSUFFICIENT_RESOURCES;
            answer.sequence = delivery.signal.Get<BindingUpdate>()->sequence;
            Envelope envelope;
            envelope.source = delivery.destination;
            envelope.destination = delivery.source;
            envelope.careOfDestination = delivery.wireSource;
            port->Send({answer, {}}, envelope);
            return true;
        },
        -100);
    run.At(Seconds(20), [&] { EXPECT_EQ(find(), nullptr); });
    run.At(Seconds(26), [&] {
        ASSERT_NE(find(), nullptr);
        EXPECT_TRUE(find()->acknowledged);
    });
    run.Run();
    const auto exchange = ExchangeOn(link);
    ASSERT_GE(exchange.updates.size(), 3U);
    EXPECT_EQ(exchange.answers.at(1), BindingStatus::INSUFFICIENT_RESOURCES);
    EXPECT_EQ(exchange.answers.at(2), BindingStatus::ACCEPTED);
    EXPECT_EQ(static_cast<uint16_t>(exchange.updates[1].second - exchange.updates[0].second), 1);
    EXPECT_EQ(static_cast<uint16_t>(exchange.updates[2].second - exchange.updates[1].second), 1);
    EXPECT_GE(exchange.updates[2].first - exchange.updates[1].first, Seconds(1));
}

} // namespace ns3::nemo::tests::draft1997_retransmission_test
