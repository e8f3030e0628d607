// SPDX-License-Identifier: GPL-2.0-only
// The showcase of both dialects: its numbers are made of the sizes of the messages and the delays
// of the links. RFC 6275 sections 5.2, 6.1 and 11.7; draft-ietf-mobileip-ipv6-04 sections 5, 9.5
// and 9.6; RFC 4303 section 2; RFC 2402 section 2.
#include "support/both-dialects.h"

#include "ns3/data-rate.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::dialects_compared_test
{

namespace
{

constexpr uint32_t IPV6 = 40;
constexpr uint32_t HOME_ADDRESS = 24; ///< The option with its header; a routing header, too.
constexpr uint32_t AH = 24;           ///< RFC 2402 with a value of 96 bits.
constexpr uint32_t OPTION = 16;       ///< An update or an acknowledgement of the draft.
constexpr uint32_t DRAFT = IPV6 + HOME_ADDRESS + AH + OPTION;
constexpr uint32_t UDP = 8 + 160;

/// Mobility headers of RFC 6275: with a cookie, with a cookie and a token.
constexpr uint32_t TEST_INIT = IPV6 + 16;
constexpr uint32_t TEST = IPV6 + 24;
/// An update, or its answer, with an authenticator (14 octets) and what aligns it, and the nonce
/// indices of the former.
constexpr uint32_t CORRESPONDENT = IPV6 + HOME_ADDRESS + 32;
/// In ESP: numbers 8, initialisation vector 16, what is encrypted in blocks of 16, value 12.
constexpr uint32_t UPDATE = IPV6 + HOME_ADDRESS + 8 + 16 + 48 + 12;
constexpr uint32_t ANSWER = IPV6 + HOME_ADDRESS + 8 + 16 + 32 + 12;

/// How long a packet takes over some links.
Time
Journey(uint32_t octets, const std::vector<std::pair<int, const char*>>& links)
{
    Time time;
    for (const auto& [delay, rate] : links)
    {
        time += MilliSeconds(delay) + DataRate(rate).CalculateBytesTxTime(octets);
    }
    return time;
}

/// Between a visited link and those who are far away.
Time
Way(uint32_t octets)
{
    return Journey(octets, {{1, "100Mbps"}, {2, "1Gbps"}, {50, "1Gbps"}});
}

class DialectsComparedTest : public ::testing::Test
{
  protected:
    DialectsComparedTest()
        : run(Shipped("dialects-compared")),
          far(run.LinkOf("far"))
    {
    }

    /// When a node got its binding for a care-of address on link 7.
    void Watch(const std::string& node)
    {
        const std::function<void(const Binding*, const Binding*)> note =
            [this, node](const Binding*, const Binding* after) {
                if (after && after->valid &&
                    NetworkPrefix(Ipv6Address("7::"), 64).Contains(after->careOfAddress))
                {
                    told.try_emplace({node, after->homeAddress}, Simulator::Now());
                }
            };
        run.RegistrarOf(node)->TraceConnectWithoutContext(
            "BindingChanged",
            Callback<void, const Binding*, const Binding*>(note));
    }

    /// Datagrams for a care-of address on link 6 that are there too late, but not before `rescued`
    /// at its router.
    int Lost(const char* careOf, Time rescued) const
    {
        constexpr uint32_t octets = IPV6 + HOME_ADDRESS + UDP;
        const Time toRouter = Journey(octets, {{50, "1Gbps"}, {2, "1Gbps"}});
        const Time overLink = Journey(octets, {{1, "100Mbps"}});
        int lost = 0;
        for (const auto& packet : far.All())
        {
            const Time atRouter = packet.at + toRouter;
            const bool isData =
                packet.destination == Ipv6Address(careOf) && ReadEither(packet).protocol == 17;
            lost += isData && atRouter + overLink > Seconds(30) && atRouter < rescued;
        }
        return lost;
    }

    double Span(const std::string& node) const
    {
        const auto handover = run.HandoverOf(node, 1);
        return handover["correspondents"][0]["bound"].get<double>() -
               handover["baReceived"].get<double>();
    }

    uint64_t SignalOctets(const std::string& node) const
    {
        uint64_t octets = 0;
        for (const auto& message : run.GetResults()["messages"])
        {
            const std::string type = message["type"];
            const bool isSignal = type == "BU" || type == "BA" || type == "HoTI" ||
                                  type == "CoTI" || type == "HoT" || type == "CoT";
            octets += message["node"] == node && isSignal ? message["bytes"].get<uint64_t>() : 0;
        }
        return octets;
    }

    ScenarioRun run;
    const LinkTap far;
    std::map<std::pair<std::string, Ipv6Address>, Time> told;
};

} // namespace

TEST_F(DialectsComparedTest, EachNumberIsMadeOfSizesAndDelays)
{
    run.At(Seconds(1), [this] {
        for (const std::string node : {"CN-modern", "CN-old", "R6"})
        {
            Watch(node);
        }
    });
    run.Run();
    EXPECT_TRUE(run.HoldsExpectations());
    // From the home registration to the optimised route.
    const Time update = Way(DRAFT);
    EXPECT_NEAR(Span("old"), (2 * update).GetSeconds(), 2e-9);
    EXPECT_NEAR(Span("smooth"), (2 * update).GetSeconds(), 2e-9);
    EXPECT_NEAR(Span("modern"),
                (Way(TEST_INIT) + Way(TEST) + 2 * Way(CORRESPONDENT)).GetSeconds(),
                2e-9);
    // The octets of all signals: two home registrations, two of a correspondent, one home test.
    EXPECT_EQ(SignalOctets("old"), 8 * DRAFT);
    EXPECT_EQ(SignalOctets("smooth"), 10 * DRAFT);
    EXPECT_EQ(SignalOctets("modern"),
              2 * (UPDATE + ANSWER) + 4 * CORRESPONDENT + 3 * (TEST_INIT + TEST));
    // When correspondents, and the previous router, know.
    const auto tells = [&](const std::string& node, Time way) {
        return Seconds(run.HandoverOf(node, 1)["baReceived"].get<double>()) + way;
    };
    const Time modern = told.at({"CN-modern", Ipv6Address("1::11")});
    const Time old = told.at({"CN-old", Ipv6Address("2::22")});
    EXPECT_NEAR(modern.GetSeconds(),
                tells("modern", Way(TEST_INIT) + Way(TEST) + Way(CORRESPONDENT)).GetSeconds(),
                2e-9);
    EXPECT_NEAR(old.GetSeconds(), tells("old", update).GetSeconds(), 2e-9);
    // What was sent to link 6 and came when nobody was there.
    EXPECT_EQ(run.FlowOf("to-modern")["lost"], Lost("6::11", Time::Max()));
    EXPECT_EQ(run.FlowOf("to-old")["lost"], Lost("6::22", Time::Max()));
    const Time rescued = told.at({"R6", Ipv6Address("6::33")});
    EXPECT_EQ(run.FlowOf("to-smooth")["lost"], Lost("6::33", rescued));
    EXPECT_LT(rescued, told.at({"CN-old", Ipv6Address("2::33")}));
}

// What a datagram carries besides.
TEST_F(DialectsComparedTest, ADatagramCarriesWhatItsWayAsksFor)
{
    const LinkTap six(run.LinkOf("6"));
    run.Run();
    const auto sizes = [&six](const char* home, bool isToNode, bool isStraight) {
        std::set<std::size_t> all;
        for (const auto& packet : six.All())
        {
            const auto reading = ReadEither(packet);
            const auto& inner = Innermost(packet);
            const Ipv6Address node(home);
            const bool isUdp = packet.inner ? inner.protocol == 17 : reading.protocol == 17;
            const bool isTo = reading.routing == node || inner.destination == node;
            const bool isFrom = reading.homeAddress == node || inner.source == node;
            const bool isWanted = isToNode ? isTo : isFrom;
            if (isUdp && isWanted && (packet.inner == nullptr) == isStraight)
            {
                all.insert(packet.octets.size());
            }
        }
        return all;
    };
    const std::set<std::size_t> tunnel{IPV6 + IPV6 + UDP};
    const std::set<std::size_t> straight{IPV6 + HOME_ADDRESS + UDP};
    for (const char* home : {"1::11", "2::22"})
    {
        EXPECT_EQ(sizes(home, true, false), tunnel) << home;
        EXPECT_EQ(sizes(home, true, true), straight) << home;
        EXPECT_EQ(sizes(home, false, true), straight) << home;
    }
    EXPECT_EQ(sizes("1::11", false, false), tunnel);
    EXPECT_TRUE(sizes("2::22", false, false).empty()) << "there is no reverse tunnel";
}

} // namespace ns3::nemo::tests::dialects_compared_test
