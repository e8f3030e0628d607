// SPDX-License-Identifier: GPL-2.0-only
#include "system/scenario-run.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-timeline.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <sstream>

namespace ns3::nemo::tests::timeline_test
{

namespace
{

/// A run that is recorded.
class Recorded
{
  public:
    explicit Recorded(const std::string& name, const std::vector<std::string>& settings = {})
    {
        Diagnostics diagnostics(name);
        m_scenario = LoadScenario(Shipped(name), settings, diagnostics);
        EXPECT_FALSE(diagnostics.HasErrors());
        RunSession session(*m_scenario);
        SessionOptions wishes;
        wishes.timeline = true;
        EXPECT_THAT(session.Build(wishes), ::testing::IsEmpty());
        results = nlohmann::json::parse(ToJson(session.Run()));
        timeline = *session.TakeTimeline();
        text = ToJson(timeline, *m_scenario);
    }

    /// \return the messages of a type
    std::vector<TimelineMessage> Of(const std::string& type) const
    {
        std::vector<TimelineMessage> found;
        std::copy_if(timeline.messages.begin(),
                     timeline.messages.end(),
                     std::back_inserter(found),
                     [&type](const auto& one) { return one.type == type; });
        return found;
    }

    nlohmann::json results;
    Timeline timeline;
    std::string text;

  private:
    std::optional<Scenario> m_scenario; ///< What the timeline's flows point into.
};

std::string
FieldOf(const TimelineMessage& message, const std::string& name)
{
    for (const auto& [key, value] : message.fields)
    {
        if (key == name)
        {
            return value;
        }
    }
    return "";
}

const std::set<std::string> SIGNALS{"BU", "BA", "BRR", "BE", "HoTI", "CoTI", "HoT", "CoT"};

/// Count and octets of what all nodes sent of the mobility header.
std::pair<uint64_t, uint64_t>
SentOf(const nlohmann::json& results)
{
    std::pair<uint64_t, uint64_t> sum;
    for (const auto& one : results["messages"])
    {
        if (one["direction"] == "tx" && SIGNALS.count(one["type"]) > 0)
        {
            sum.first += one["count"].get<uint64_t>();
            sum.second += one["bytes"].get<uint64_t>();
        }
    }
    return sum;
}

} // namespace

TEST(TimelineTest, ShowsWhereNodesAreFromTheBeginningOn)
{
    const Recorded run("rfc3963-figure-3");
    std::vector<std::string> places;
    for (const auto& one : run.timeline.attachments)
    {
        places.push_back(one.node + " " + one.link.value_or("-") + " " +
                         std::to_string(one.at.GetMilliSeconds()));
    }
    EXPECT_THAT(places, ::testing::ElementsAre("MR 4 0", "MN 1 0", "MR 7 20000", "MN 6 40000"));
}

TEST(TimelineTest, HasEachMessageWithBothItsEnds)
{
    const Recorded run("rfc3963-figure-3");
    uint64_t count = 0;
    uint64_t octets = 0;
    for (const auto& one : run.timeline.messages)
    {
        if (SIGNALS.count(one.type) > 0)
        {
            ++count;
            octets += one.octets;
            ASSERT_TRUE(one.sent && one.received) << one.type;
            EXPECT_GT(*one.received, *one.sent) << one.type;
        }
    }
    EXPECT_EQ(std::pair(count, octets), SentOf(run.results));
    const auto update = run.Of("BU").front();
    EXPECT_EQ(update.from, "MR");
    EXPECT_EQ(update.to, "HA_MR");
    EXPECT_EQ(update.sent->GetSeconds(), run.results["handovers"][0]["buSent"]);
    EXPECT_EQ(update.source, Ipv6Address("4::2"));
    EXPECT_EQ(update.wireSource, Ipv6Address("7::2"));
    EXPECT_EQ(FieldOf(update, "Flags"), "AHR");
    EXPECT_EQ(FieldOf(update, "Mobile Network Prefix"), "5::/64");
    const auto answer = run.Of("BA").front();
    EXPECT_EQ(answer.received->GetSeconds(), run.results["handovers"][0]["baReceived"]);
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(FieldOf(answer, "Status"), "0 (accepted)");
    EXPECT_EQ(FieldOf(run.Of("HoT").front(), "Home Init Cookie"),
              FieldOf(run.Of("HoTI").front(), "Home Init Cookie"));
    EXPECT_NE(FieldOf(run.Of("BU").at(1), "Binding Authorization Data"), "");
}

TEST(TimelineTest, HasTheNeighborDiscoveryOfAHandover)
{
    const Recorded run("minimal");
    const auto is = [](const TimelineMessage& one) { return one.sent >= Seconds(10); };
    const auto solicitations = run.Of("RS");
    const auto sent = std::find_if(solicitations.begin(), solicitations.end(), is);
    ASSERT_NE(sent, solicitations.end());
    EXPECT_EQ(sent->from, "MN");
    EXPECT_EQ(sent->to, "AR");
    EXPECT_EQ(FieldOf(*sent, "Link"), "visited");
    const auto advertisements = run.Of("RA");
    const auto heard = std::find_if(advertisements.begin(), advertisements.end(), is);
    ASSERT_NE(heard, advertisements.end());
    EXPECT_EQ(heard->from, "AR");
    EXPECT_EQ(heard->to, "MN");
    EXPECT_EQ(heard->received->GetSeconds(), run.results["handovers"][0]["routerAdvertisement"]);
}

TEST(TimelineTest, ShowsWhatIsLostOnItsWay)
{
    // Nothing leaves the visited link for the first three seconds there.
    const Recorded run(
        "minimal",
        {R"(/faults=[{"at": "10s", "link": "core", "up": false}, {"at": "13s", "link": "core", "up": true}])"});
    const auto updates = run.Of("BU");
    ASSERT_GE(updates.size(), 2u);
    EXPECT_EQ(updates[0].to, "HA");
    EXPECT_FALSE(updates[0].received);
    EXPECT_TRUE(updates.back().received);
}

TEST(TimelineTest, ShowsBindingsComeAndGo)
{
    const Recorded run("handover-under-tcp");
    std::vector<std::string> changes;
    for (const auto& one : run.timeline.bindings)
    {
        if (one.isHome)
        {
            std::ostringstream text;
            text << one.node << " " << one.home << " ";
            one.binding ? text << one.binding->careOf : text << "-";
            changes.push_back(text.str());
        }
    }
    // Two links away, and home again.
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_NE(changes[0], changes[1]);
    EXPECT_EQ(changes[2].back(), '-');
}

TEST(TimelineTest, CountsPacketsOfFlowsAsTheResultsDo)
{
    const Recorded run("rfc3963-figure-3");
    ASSERT_EQ(run.timeline.flows.size(), run.results["flows"].size());
    for (std::size_t i = 0; i < run.timeline.flows.size(); ++i)
    {
        const auto& flow = run.timeline.flows[i];
        const auto& result = run.results["flows"][i];
        uint64_t sent = 0;
        uint64_t lost = 0;
        uint64_t delays = 0;
        int64_t sum = 0;
        for (const auto& bin : flow.bins)
        {
            sent += bin.sent;
            lost += bin.lost;
            delays += bin.delays;
            sum += bin.delaySum;
        }
        EXPECT_EQ(sent, result["sent"]);
        EXPECT_EQ(lost, result["lost"]);
        EXPECT_EQ(delays, result["received"]);
        EXPECT_NEAR(static_cast<double>(sum) / 1e9 / static_cast<double>(delays),
                    result["delayMean"],
                    1e-9);
        const auto inGaps = std::accumulate(
            flow.gaps.begin(),
            flow.gaps.end(),
            uint64_t{0},
            [](uint64_t total, const TimelineFlow::Gap& gap) { return total + gap.lost; });
        EXPECT_EQ(inGaps, lost);
    }
}

TEST(TimelineTest, KnowsRoundTripsAndRepetitionsOfTcp)
{
    const Recorded run("handover-under-tcp");
    const auto& bins = run.timeline.flows.at(0).bins;
    uint64_t octets = 0;
    uint64_t again = 0;
    uint64_t delays = 0;
    for (const auto& bin : bins)
    {
        octets += bin.octets;
        again += bin.lost;
        delays += bin.delays;
    }
    EXPECT_EQ(octets, run.results["flows"][0]["received"]);
    EXPECT_GT(again, 0u);
    EXPECT_GT(delays, 100u);
}

TEST(TimelineTest, CountsWhatMobilityAddsToALink)
{
    // 5500 datagrams in one tunnel more, from where MN is registered on.
    const Recorded run("rfc3963-figure-3");
    for (const auto& link : run.timeline.links)
    {
        EXPECT_GE(link.octets, link.tunnelOctets + link.optionOctets + link.signalOctets);
        EXPECT_EQ(link.tunnelOctets % 40, 0u) << link.link;
    }
    const auto core = std::find_if(run.timeline.links.begin(),
                                   run.timeline.links.end(),
                                   [](const auto& one) { return one.link == "internet"; });
    EXPECT_GT(core->tunnelOctets, 0u);
    EXPECT_GT(core->optionOctets, 0u);
    const auto visited = std::find_if(run.timeline.links.begin(),
                                      run.timeline.links.end(),
                                      [](const auto& one) { return one.link == "1"; });
    EXPECT_EQ(visited->signalOctets, 0u) << "MN registers from elsewhere";
}

TEST(TimelineTest, HasTheSameBytesEachTime)
{
    const std::string first = Recorded("minimal").text;
    EXPECT_EQ(Recorded("minimal").text, first);
    EXPECT_TRUE(nlohmann::json::accept(first));
}

TEST(TimelineTest, KeepsToIntervalsThatAPageHasRoomFor)
{
    EXPECT_EQ(FlowTimeline::WidthFor(Seconds(120), 4), MilliSeconds(500));
    EXPECT_EQ(FlowTimeline::WidthFor(Seconds(1), 1), MilliSeconds(2));
    EXPECT_EQ(FlowTimeline::WidthFor(Seconds(90), 26), MilliSeconds(200));
    EXPECT_LE(Seconds(100000) / FlowTimeline::WidthFor(Seconds(100000), 15000), 1);
}

} // namespace ns3::nemo::tests::timeline_test
