// SPDX-License-Identifier: GPL-2.0-only
#include "system/scenario-run.h"
#include "unit/scenario/bad-case.h"

#include "ns3/callback.h"
#include "ns3/nemo-traffic-datagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// Flows of type "onoff".

namespace ns3::nemo::tests::on_off_traffic_test
{

using ::testing::ElementsAre;

namespace
{

/// \return a scenario with one flow, its keys but type and ends given
std::string
WithFlow(const std::string& keys, const std::string& duration = "10s")
{
    return R"({ "duration": ")" + duration + R"(", "links": { "l": { "prefix": "fd00:1::/64" } },
      "nodes": { "A": { "role": "host", "links": { "l": "::1" } },
                 "B": { "role": "host", "links": { "l": "::2" } } },
      "traffic": [ { "name": "f", "type": "onoff", "from": "A", "to": "B", )" +
           keys + " } ] }";
}

/// The moments at which packets are sent.
class Moments
{
  public:
    explicit Moments(const ScenarioRun& run)
    {
        const auto source = DynamicCast<DatagramSource>(run.NodeOf("A").node->GetApplication(0));
        source->TraceConnectWithoutContext("Sent", MakeCallback(&Moments::OnSent, this));
    }

    /// \return milliseconds
    const std::vector<int64_t>& Get() const
    {
        return m_times;
    }

  private:
    void OnSent(uint64_t, uint32_t)
    {
        m_times.push_back(Simulator::Now().GetMilliSeconds());
    }

    std::vector<int64_t> m_times;
};

/// \return when the flow with these keys sends
std::vector<int64_t>
TimesOf(const std::string& keys, const std::string& duration = "10s")
{
    ScenarioRun run(WithFlow(keys, duration));
    const Moments moments(run);
    run.Run();
    EXPECT_EQ(run.FlowOf("f")["type"], "onoff");
    EXPECT_EQ(run.FlowOf("f")["sent"], moments.Get().size());
    EXPECT_EQ(run.FlowOf("f")["lost"], 0);
    return moments.Get();
}

/// \return how many packets a second the flow sends, over a long time
double
RateOf(const std::string& keys)
{
    return static_cast<double>(
               TimesOf(R"("start": "0s", "rate": "20pps", )" + keys, "2000s").size()) /
           2000;
}

class BadOnOff : public ::testing::TestWithParam<BadCase>
{
};

} // namespace

TEST(OnOffTraffic, SendsASecondAndPausesASecond)
{
    EXPECT_THAT(TimesOf(R"("start": "2s", "stop": "6s", "rate": "2pps")"),
                ElementsAre(2000, 2500, 4000, 4500))
        << "the first at the start";
}

TEST(OnOffTraffic, APauseStopsTheClock)
{
    // One packet in 400 ms of sending, which takes four spans of 100 ms with 50 ms in between.
    EXPECT_THAT(
        TimesOf(R"("start": "1s", "stop": "3s", "rate": "2.5pps", "on": "100ms", "off": "50ms")"),
        ElementsAre(1000, 1600, 2200, 2800));
    // The second one is due 50 ms after the first pause.
    EXPECT_THAT(
        TimesOf(R"("start": "1s", "stop": "1.8s", "rate": "4pps", "on": "200ms", "off": "100ms")"),
        ElementsAre(1000, 1350, 1700));
}

TEST(OnOffTraffic, NothingIsSentAfterItsStop)
{
    EXPECT_THAT(
        TimesOf(R"("start": "1s", "stop": "1.05s", "rate": "100pps", "on": "20ms", "off": "10ms")"),
        ElementsAre(1000, 1010, 1030, 1040));
}

TEST(OnOffTraffic, MeanRateIsTheShareOfTimeThatItIsOn)
{
    EXPECT_NEAR(RateOf(R"("on": "300ms", "off": "100ms")"), 15, 0.01);
    EXPECT_NEAR(RateOf(R"("on": { "exponential": "30ms" }, "off": { "exponential": "10ms" })"),
                15,
                0.3);
    EXPECT_NEAR(RateOf(R"("on": { "uniform": ["10ms", "190ms"] }, "off": "300ms")"), 5, 0.2);
    EXPECT_NEAR(RateOf(R"("on": "100ms", "off": { "pareto": "100ms", "shape": 5 })"), 10, 0.3);
}

TEST(OnOffTraffic, DrawsAreThoseOfSeedAndRun)
{
    const std::string keys = R"("on": { "exponential": "1s" }, "off": { "pareto": "1s" })";
    const auto first = TimesOf(keys);
    EXPECT_EQ(first, TimesOf(keys)) << "in one process after the other";
    ScenarioRun other(WithFlow(keys), {"/run=2"});
    const Moments moments(other);
    other.Run();
    EXPECT_NE(first, moments.Get());
}

TEST(OnOffTraffic, FlowsDrawByThemselves)
{
    const std::string keys =
        R"("on": { "exponential": "100ms" }, "off": { "exponential": "100ms" })";
    ScenarioRun run(
        WithFlow(keys),
        {R"(/traffic/-={"name": "g", "type": "onoff", "from": "A", "to": "B", )" + keys + "}"});
    run.Run();
    EXPECT_NE(run.FlowOf("f")["sent"], run.FlowOf("g")["sent"]);
}

TEST(OnOffTraffic, TheShortestSpansEnd)
{
    const auto times =
        TimesOf(R"("stop": "1001ms", "rate": "1000pps", "on": "100ns", "off": "100ns")");
    EXPECT_THAT(times, ElementsAre(1000));
}

TEST_P(BadOnOff, GivesThisErrorAndNoOther)
{
    ExpectOnlyThisError(GetParam());
}

namespace
{

/// \return a setting that adds such a flow to the base scenario
std::string
Added(const std::string& keys)
{
    return R"(/traffic/-={"name": "x", "type": "onoff", "from": "CN", "to": "LFN", )" + keys + "}";
}

} // namespace

INSTANTIATE_TEST_SUITE_P(
    OnOff,
    BadOnOff,
    ::testing::Values(
        BadCase{Added(R"("on": "0s")"), "/traffic/3/on", "out of range", ""},
        BadCase{Added(R"("off": 5)"), "/traffic/3/off", "is not a duration", "5s"},
        BadCase{Added(R"("on": {})"), "/traffic/3/on", "is no distribution", ""},
        BadCase{Added(R"("on": {"shape": 2})"), "/traffic/3/on", "is no distribution", ""},
        BadCase{Added(R"("on": {"exponential": "1s", "pareto": "1s"})"),
                "/traffic/3/on",
                "is no distribution",
                ""},
        BadCase{Added(R"("on": {"exponential": "1s", "shape": 2})"),
                "/traffic/3/on",
                "is no distribution",
                ""},
        BadCase{Added(R"("on": {"exponential": "1x"})"),
                "/traffic/3/on/exponential",
                "is not a duration",
                ""},
        BadCase{Added(R"("on": {"uniform": "1s"})"), "/traffic/3/on/uniform", "is not a list", ""},
        BadCase{Added(R"("on": {"uniform": ["1s"]})"),
                "/traffic/3/on/uniform",
                "does not hold two durations",
                ""},
        BadCase{Added(R"("on": {"uniform": ["2s", "1s"]})"),
                "/traffic/3/on/uniform/1",
                "is below the shortest duration",
                ""},
        BadCase{Added(R"("on": {"pareto": "1s", "shape": 1})"),
                "/traffic/3/on/shape",
                "is out of range",
                ""},
        BadCase{Added(R"("interval": "1s")"), "/traffic/3/interval", "not for this kind", ""},
        BadCase{Added(R"("bytes": 5)"), "/traffic/3/bytes", "not for this kind", ""},
        BadCase{"/traffic/0/on=1s", "", "not for this kind", ""}));

} // namespace ns3::nemo::tests::on_off_traffic_test
