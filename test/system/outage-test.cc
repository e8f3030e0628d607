// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include "ns3/mip6-mobile-node.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

// `outage` of results.json is measured without looking at flows; here the flows say whether it is
// right. What is counted is worked out from configured delays and rates, and from the moments at
// which the home agent's binding cache changed.

namespace ns3::nemo::tests::outage_test
{

namespace
{

constexpr double RATE = 50; // packets a second
constexpr uint32_t DATA = 160 + 8 + 40;
constexpr uint32_t TUNNEL = 40;

/// A mobile node, two links to visit, and a flow each way.
constexpr char WORLD[] = R"json({
  "duration": "60s",
  "links": {
    "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" }, "B": { "prefix": "b::/64", "delay": "25ms" },
    "core": { "prefix": "c::/64", "delay": "10ms", "rate": "1Gbps" }
  },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR_A": { "role": "router", "links": { "A": "::1", "core": "::a" } },
    "AR_B": { "role": "router", "links": { "B": "::1", "core": "::b" } },
    "CN": { "role": "correspondent", "links": { "core": "::9" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA",
            "routeOptimization": false }
  },
  "traffic": [
    { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "50pps", "size": 160, "start": "5s", "stop": "55s" },
    { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "50pps", "size": 160, "start": "5s", "stop": "55s" }
  ]
})json";

struct Move
{
    Time at;
    std::optional<std::string> to;
};

/// \return the setting of WORLD
std::string
Movement(const std::vector<Move>& moves)
{
    nlohmann::json json = nlohmann::json::array();
    for (const auto& move : moves)
    {
        nlohmann::json to;
        if (move.to)
        {
            to = *move.to;
        }
        json.push_back(
            {{"at", std::to_string(move.at.GetNanoSeconds()) + "ns"}, {"node", "MN"}, {"to", to}});
    }
    return "/movement=" + json.dump();
}

bool
IsAcknowledgement(const LinkFrame& frame)
{
    Octets octets(frame.packet->GetSize());
    frame.packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return Dissect(octets).IsAcknowledgement();
}

/// A run of WORLD that notes where the home agent sends packets at which time.
class OutageRun
{
  public:
    explicit OutageRun(const std::vector<Move>& moves, const std::vector<std::string>& more = {})
        : m_moves(moves),
          m_run(WORLD, Join(Movement(moves), more))
    {
        // The home agent makes its own one only when it boots.
        BindingRegistrar::Of(m_run.NodeOf("HA").node)
            ->TraceConnectWithoutContext("BindingChanged",
                                         MakeCallback(&OutageRun::OnBinding, this));
        for (const std::string link : {"home", "A", "B"})
        {
            m_run.LinkOf(link)->TraceConnectWithoutContext(
                "FrameSent",
                MakeBoundCallback(&OutageRun::NoteFrame, this, link));
        }
    }

    /// For what has to be set up before Finish.
    ScenarioRun& operator*()
    {
        return m_run;
    }

    void Finish()
    {
        m_run.Run();
    }

    /// \return a time of a handover, in seconds; NaN: it is null
    double TimeOf(uint32_t index, const std::string& key) const
    {
        const auto value = m_run.HandoverOf("MN", index).at(key);
        return value.is_null() ? std::nan("") : value.get<double>();
    }

    double Lost(const std::string& flow) const
    {
        return m_run.FlowOf(flow).at("lost").get<double>();
    }

    /// \return the outages of all handovers that have one
    double Outage() const
    {
        double sum = 0;
        for (const auto& handover : m_run.GetResults().at("handovers"))
        {
            sum += handover.at("outage").is_null() ? 0 : handover.at("outage").get<double>();
        }
        return sum;
    }

    /// \return from the home agent to the node on that link, once everybody knows his neighbours
    Time Transit(const std::string& link) const
    {
        return link == "home" ? Hop("home", DATA)
                              : Hop("core", DATA + TUNNEL) + Hop(link, DATA + TUNNEL);
    }

    /// \return how much longer than what came before the moves the first packets after them took
    Time Longer() const
    {
        Time sum;
        std::string before = "home";
        for (const auto& binding : m_bindings)
        {
            if (binding.reached && PlaceAt(*binding.reached) == binding.link)
            {
                sum += *binding.reached - binding.since - Transit(before);
                before = binding.link;
            }
        }
        return sum;
    }

    /// \return how many packets of "down" find the node neither on the link to which the home
    /// agent sent them nor, if that is a tunnel, with a binding
    uint64_t ExpectedLoss() const
    {
        const Time registered = Seconds(FirstRegistration());
        uint64_t lost = 0;
        for (Time sent = Seconds(5); sent < Seconds(55); sent += Seconds(1 / RATE))
        {
            const Time atAgent = sent + Hop("core", DATA);
            const Bound binding = BoundAt(atAgent);
            // What comes while a neighbour is looked for waits behind the acknowledgement.
            const Time arrival =
                std::max(atAgent + Transit(binding.link), binding.reached.value_or(Time(0)));
            const bool arrives = PlaceAt(arrival) == binding.link &&
                                 (binding.link == "home" || arrival >= registered);
            lost += arrives ? 0 : 1;
        }
        return lost;
    }

  private:
    static std::vector<std::string> Join(const std::string& first,
                                         const std::vector<std::string>& more)
    {
        std::vector<std::string> all{first};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    /// Where the home agent sends packets.
    struct Bound
    {
        Time since;
        std::string link;
        std::optional<Time> reached; ///< When its acknowledgement was, or would have been, there.
    };

    void OnBinding(const Binding* /* before */, const Binding* after)
    {
        const bool isA =
            after && NetworkPrefix(Ipv6Address("a::"), 64).Contains(after->careOfAddress);
        m_bindings.push_back({Simulator::Now(), !after ? "home" : isA ? "A" : "B", std::nullopt});
    }

    static void NoteFrame(OutageRun* run, std::string link, const LinkFrame& frame)
    {
        run->OnFrame(link, frame);
    }

    void OnFrame(const std::string& link, const LinkFrame& frame)
    {
        if (IsAcknowledgement(frame) && !m_bindings.empty() && m_bindings.back().link == link &&
            !m_bindings.back().reached)
        {
            m_bindings.back().reached =
                Simulator::Now() + m_run.GetTopology().GetLink(link).spec->delay;
        }
    }

    double FirstRegistration() const
    {
        for (uint32_t index = 0; index < m_moves.size(); ++index)
        {
            const auto handover = m_run.HandoverOf("MN", index);
            if (!handover.is_null() && !handover.at("baReceived").is_null())
            {
                return handover.at("baReceived");
            }
        }
        return 1e6;
    }

    Time Hop(const std::string& link, uint32_t octets) const
    {
        const LinkSpec& spec = *m_run.GetTopology().GetLink(link).spec;
        return spec.delay + spec.rate.CalculateBytesTxTime(octets);
    }

    Bound BoundAt(Time time) const
    {
        Bound last{Time(0), "home", std::nullopt};
        for (const auto& binding : m_bindings)
        {
            last = binding.since <= time ? binding : last;
        }
        return last;
    }

    std::string PlaceAt(Time time) const
    {
        std::string link = "home";
        for (const auto& move : m_moves)
        {
            link = move.at < time ? move.to.value_or("nowhere") : link;
        }
        return link;
    }

    std::vector<Move> m_moves;
    ScenarioRun m_run;
    std::vector<Bound> m_bindings;
};

/// What is sent by a longer way is on it still when as much by a shorter way would have come and so
/// been lost: as many packets as are sent in the difference outlive the outage.
void
CheckLoss(const OutageRun& run, int outages = 1)
{
    EXPECT_EQ(run.Lost("down"), run.ExpectedLoss());
    EXPECT_NEAR(run.Lost("down"), RATE * (run.Outage() - run.Longer().GetSeconds()), outages);
    // The node sends by the tunnel from the answer on.
    EXPECT_NEAR(run.Lost("up"), RATE * run.Outage(), outages);
}

TEST(Outage, IsWhatAFlowOfTheSameDelayLoses)
{
    // Home is as far away as link A.
    OutageRun run({{Seconds(20), "A"}}, {"/links/home/delay=10ms"});
    run.Finish();
    EXPECT_EQ(run.Lost("down"), run.ExpectedLoss());
    EXPECT_NEAR(run.Lost("down"), RATE * run.Outage(), 1);
    EXPECT_NEAR(run.Lost("up"), RATE * run.Outage(), 1);
}

TEST(Outage, LeavesToALongerWayWhatIsOnIt)
{
    OutageRun run({{Seconds(20), "B"}});
    run.Finish();
    CheckLoss(run);
    // More than one packet is sent in the 35 ms from the home agent to link B.
    EXPECT_LT(run.Lost("down"), RATE * run.Outage() - 1);
}

TEST(Outage, AddsUpOverHandoversAndTheWayHome)
{
    OutageRun run({{Seconds(15), "B"}, {Seconds(28), "A"}, {Seconds(42), "home"}});
    run.Finish();
    for (uint32_t index = 0; index < 3; ++index)
    {
        EXPECT_NEAR(run.TimeOf(index, "outage"),
                    run.TimeOf(index, "baReceived") - run.TimeOf(index, "linkDown"),
                    1e-9);
    }
    CheckLoss(run, 3);
}

TEST(Outage, BelongsToTheHandoverThatEndsIt)
{
    // The node has no care-of address yet when it moves on.
    OutageRun run({{Seconds(20), "A"}, {Seconds(21), "B"}});
    run.Finish();
    EXPECT_TRUE(std::isnan(run.TimeOf(0, "baReceived")));
    EXPECT_TRUE(std::isnan(run.TimeOf(0, "outage")));
    EXPECT_NEAR(run.TimeOf(1, "outage"), run.TimeOf(1, "baReceived") - 20, 1e-9);
    CheckLoss(run);
}

TEST(Outage, GoesOnWhereTheNodeLeavesBeforeTheAnswer)
{
    double answered = 0;
    {
        OutageRun run({{Seconds(20), "A"}});
        run.Finish();
        answered = run.TimeOf(0, "baReceived");
    }
    // The same until the home agent has bound the node to link A, whose answer it never gets.
    OutageRun run({{Seconds(20), "A"}, {Seconds(answered) - MilliSeconds(5), "B"}});
    run.Finish();
    EXPECT_FALSE(std::isnan(run.TimeOf(0, "buSent")));
    EXPECT_TRUE(std::isnan(run.TimeOf(0, "baReceived")));
    EXPECT_TRUE(std::isnan(run.TimeOf(0, "outage")));
    EXPECT_NEAR(run.TimeOf(1, "outage"), run.TimeOf(1, "baReceived") - 20, 1e-9);
    CheckLoss(run);
}

TEST(Outage, EndsWithTheLinkWhereTheBindingWasKept)
{
    OutageRun run({{Seconds(20), "A"}, {Seconds(30), std::nullopt}, {Seconds(32), "A"}});
    run.Finish();
    EXPECT_TRUE(std::isnan(run.TimeOf(1, "outage")));
    EXPECT_DOUBLE_EQ(run.TimeOf(2, "outage"), 2);
    EXPECT_TRUE(std::isnan(run.TimeOf(2, "buSent")));
    EXPECT_EQ(run.Lost("down"), run.ExpectedLoss());
}

TEST(Outage, DoesNotEndWithoutALink)
{
    OutageRun run({{Seconds(20), "A"}, {Seconds(30), std::nullopt}});
    run.Finish();
    EXPECT_TRUE(std::isnan(run.TimeOf(1, "outage")));
    EXPECT_TRUE(std::isnan(run.TimeOf(1, "linkUp")));
    EXPECT_EQ(run.Lost("down"), run.ExpectedLoss());
}

/// A node that has a binding already takes packets from the tunnel without having been answered.
TEST(Outage, DoesNotWaitForAnAnswerThatWasLost)
{
    OutageRun run({{Seconds(20), "B"}, {Seconds(30), "A"}});
    int answers = 0;
    (*run).LinkOf("A")->SetLossRule([&](const LinkFrame& frame, Ptr<const MobileLinkDevice>) {
        return IsAcknowledgement(frame) && answers++ == 0;
    });
    run.Finish();
    EXPECT_EQ(answers, 2);
    EXPECT_LT(run.TimeOf(1, "outage"), run.TimeOf(1, "baReceived") - 30 - 0.9);
    EXPECT_EQ(run.Lost("down"), run.ExpectedLoss());
    EXPECT_NEAR(run.Lost("down"), RATE * (run.Outage() - run.Longer().GetSeconds()), 2);
}

/// The first binding is another matter: the node cannot know the tunnel for that of its home agent.
TEST(Outage, WaitsForTheFirstAnswer)
{
    OutageRun run({{Seconds(20), "A"}});
    int answers = 0;
    (*run).LinkOf("A")->SetLossRule([&](const LinkFrame& frame, Ptr<const MobileLinkDevice>) {
        return IsAcknowledgement(frame) && answers++ == 0;
    });
    run.Finish();
    EXPECT_EQ(answers, 2);
    EXPECT_NEAR(run.TimeOf(0, "outage"), run.TimeOf(0, "baReceived") - 20, 1e-9);
    CheckLoss(run);
}

/// What both flows lose, where the way afterwards is as long as the one before.
void
ExpectLossOfOutage(const OutageRun& run, int outages)
{
    EXPECT_NEAR(run.Lost("down"), RATE * (run.Outage() - run.Longer().GetSeconds()), outages);
    EXPECT_NEAR(run.Lost("up"), RATE * run.Outage(), outages);
}

TEST(Outage, EndsWithTheAnswerWhereAnAddressIsUsedWhileItIsProbed)
{
    OutageRun run({{Seconds(20), "A"}, {Seconds(30), "B"}},
                  {R"(/nodes/MN/attributes={"ns3::nemo::MobileNode::OptimisticDad": true})"});
    run.Finish();
    for (uint32_t index = 0; index < 2; ++index)
    {
        EXPECT_EQ(run.TimeOf(index, "careOfReady"), run.TimeOf(index, "routerAdvertisement"));
        EXPECT_NEAR(run.TimeOf(index, "outage"),
                    run.TimeOf(index, "baReceived") - run.TimeOf(index, "linkDown"),
                    1e-9);
    }
    CheckLoss(run, 2);
}

/// The binding still leads to the link that it was on before; the address there is probed again.
TEST(Outage, EndsWithTheCareOfAddressThatTheBindingStillNames)
{
    OutageRun run({{Seconds(20), "A"}, {Seconds(30), "B"}, {Seconds(31), "A"}, {Seconds(40), "B"}});
    run.Finish();
    EXPECT_TRUE(std::isnan(run.TimeOf(1, "outage")));
    EXPECT_TRUE(std::isnan(run.TimeOf(2, "buSent")));
    EXPECT_GT(run.TimeOf(2, "careOfReady"), 32);
    EXPECT_NEAR(run.TimeOf(2, "outage"), run.TimeOf(2, "careOfReady") - 30, 1e-9);
    EXPECT_NEAR(run.TimeOf(3, "outage"), run.TimeOf(3, "baReceived") - 40, 1e-9);
    ExpectLossOfOutage(run, 3);
}

/// The home agent knows of nothing, and the home address is probed before it is used.
TEST(Outage, EndsWithTheHomeAddressWhereNoUpdateWasSent)
{
    OutageRun run({{Seconds(20), "A"}, {MilliSeconds(20500), "home"}});
    run.Finish();
    EXPECT_TRUE(std::isnan(run.TimeOf(0, "buSent")));
    EXPECT_GE(run.TimeOf(1, "outage"), run.TimeOf(1, "routerAdvertisement") + 1 - 20);
    ExpectLossOfOutage(run, 1);
}

/// Nor has it a binding yet when the deletion comes, which it answers with status 133.
TEST(Outage, EndsWithTheHomeAddressWhereTheUpdateIsUnanswered)
{
    double sent = 0;
    {
        OutageRun run({{Seconds(20), "A"}});
        run.Finish();
        sent = run.TimeOf(0, "buSent");
    }
    OutageRun run({{Seconds(20), "A"}, {Seconds(sent) + MilliSeconds(100), "home"}});
    run.Finish();
    EXPECT_FALSE(std::isnan(run.TimeOf(1, "buSent")));
    EXPECT_GE(run.TimeOf(1, "outage"), run.TimeOf(1, "buSent") - 20);
    ExpectLossOfOutage(run, 1);
}

} // namespace

} // namespace ns3::nemo::tests::outage_test
