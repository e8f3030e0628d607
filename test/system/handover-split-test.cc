// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include <cmath>
#include <gtest/gtest.h>

// The phases of the handovers of doc/showcases, run by run: each from the advertisements, probes
// and messages of the run itself, to the nanosecond. Their means are for
// test/tools/handover_campaign.py.

namespace ns3::nemo::tests::handover_split_test
{

namespace
{

constexpr uint8_t ROUTER_ADVERTISEMENT = 134;
constexpr uint8_t NEIGHBOR_SOLICITATION = 135;

/// A setting of the advertisements of the visited link, and the number of a run.
struct Setting
{
    std::string min; ///< MinRtrAdvInterval
    std::string max; ///< MaxRtrAdvInterval
    int run;         ///< "run"
};

class HandoverSplit : public ::testing::TestWithParam<Setting>
{
  protected:
    HandoverSplit()
        : m_run(Shipped("handover-split"),
                {"/nodes/AR/links/away/advertise/min=" + GetParam().min,
                 "/nodes/AR/links/away/advertise/max=" + GetParam().max,
                 "/run=" + std::to_string(GetParam().run),
                 "/output={\"pcap\": true}"})
    {
        m_run.Run();
        EXPECT_TRUE(m_run.HoldsExpectations());
        m_handover = m_run.HandoverOf("MN", 0);
    }

    static Time Read(const nlohmann::json& seconds)
    {
        return NanoSeconds(std::llround(seconds.get<double>() * 1e9));
    }

    /// Both links have 100 Mbit/s; that of the core has 2.1 ms, the other the default of 1 us.
    static Time Serialisation(int octets)
    {
        return NanoSeconds(octets * 80);
    }

    /// \return from the mobile node to a node in the core, or back
    static Time OneWay(int octets)
    {
        return MicroSeconds(2101) + 2 * Serialisation(octets);
    }

    ScenarioRun m_run;
    nlohmann::json m_handover;
};

TEST_P(HandoverSplit, DetectionEndsWithTheFirstAdvertisementAndAddressingASecondAfterTheProbe)
{
    const Time at = Read(m_handover.at("at"));
    const Time heard = Read(m_handover.at("routerAdvertisement"));
    const Time ready = Read(m_handover.at("careOfReady"));
    std::vector<Time> advertisements;
    std::vector<Time> probes;
    for (const auto& packet : ReadCapture(m_run.CaptureOf("away")))
    {
        // A capture has the end of a frame.
        if (packet.icmpv6 == ROUTER_ADVERTISEMENT && packet.at >= at)
        {
            advertisements.push_back(packet.at + MicroSeconds(1));
        }
        else if (packet.icmpv6 == NEIGHBOR_SOLICITATION && packet.source.IsAny() &&
                 !packet.As<NeighborSolicitation>().target.IsLinkLocal())
        {
            probes.push_back(packet.at - Serialisation(static_cast<int>(packet.octets.size())));
        }
    }
    ASSERT_FALSE(advertisements.empty());
    ASSERT_EQ(probes.size(), 1U);
    EXPECT_EQ(heard, advertisements.front());
    EXPECT_LE(heard - at, Time(GetParam().max));
    // RFC 4862 section 5.4.2: a random delay of up to 1 s, then RetransTimer.
    EXPECT_GE(probes.front(), heard);
    EXPECT_LE(probes.front(), heard + Seconds(1));
    EXPECT_EQ(ready, probes.front() + Seconds(1));
    EXPECT_EQ(Read(m_handover.at("buSent")), ready);
}

TEST_P(HandoverSplit, RegistrationsTakeAsLongAsTheirPacketsAndTheProbeOfTheHomeAgent)
{
    const Time home = Read(m_handover.at("baReceived")) - Read(m_handover.at("buSent"));
    // The access router has to ask who has the care-of address.
    const Time resolution = MicroSeconds(2) + 2 * Serialisation(72);
    EXPECT_EQ(home, OneWay(96) + Seconds(1) + OneWay(80) + resolution);
    ASSERT_EQ(m_handover.at("correspondents").size(), 1U);
    const auto& peer = m_handover.at("correspondents").at(0);
    EXPECT_EQ(peer.at("node"), "CN");
    // By the home agent, in the tunnel as far as there; the other test is done before.
    const Time tests = Read(peer.at("rrDone")) - Read(peer.at("rrBegun"));
    const Time across = MicroSeconds(2100);
    EXPECT_EQ(tests,
              OneWay(96) + across + Serialisation(56) + across + Serialisation(64) + OneWay(104));
    EXPECT_EQ(Read(peer.at("bound")) - Read(peer.at("rrDone")), OneWay(96) + OneWay(96));
}

INSTANTIATE_TEST_SUITE_P(Runs,
                         HandoverSplit,
                         ::testing::Values(Setting{"50ms", "1.5s", 1},
                                           Setting{"50ms", "1.5s", 2},
                                           Setting{"50ms", "1.5s", 3},
                                           Setting{"1s", "3s", 1},
                                           Setting{"1s", "3s", 2},
                                           Setting{"1s", "3s", 3}),
                         [](const auto& param) {
                             return (param.param.min == "1s" ? "Slow" : "Fast") +
                                    std::to_string(param.param.run);
                         });

} // namespace

} // namespace ns3::nemo::tests::handover_split_test
