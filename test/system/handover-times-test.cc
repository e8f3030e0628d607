// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>

// The times of results.json are those of the captures: a frame stands in a capture with the moment
// at which its last bit left the sender, which began one serialisation earlier; it arrives one
// delay of the link later. All to the nanosecond.

namespace ns3::nemo::tests::handover_times_test
{

namespace
{

constexpr uint8_t ROUTER_ADVERTISEMENT = 134;
constexpr uint8_t NEIGHBOR_SOLICITATION = 135;

using OptionalTime = std::optional<Time>;

/// \return a time of results.json
OptionalTime
Read(const nlohmann::json& seconds)
{
    return seconds.is_null() ? std::nullopt
                             : OptionalTime(NanoSeconds(std::llround(seconds.get<double>() * 1e9)));
}

/// A link as a handover sees it.
struct Visited
{
    std::vector<CaughtPacket> packets; ///< All since the link was up.
    Mac48Address node;                 ///< Who has come.
    Time delay;                        ///< As configured.
    uint64_t bitRate;                  ///< As configured.

    /// \return how long a packet takes onto the link
    Time Serialisation(const CaughtPacket& packet) const
    {
        const auto bits = 8'000'000'000 * packet.octets.size();
        EXPECT_EQ(bits % bitRate, 0U) << "not a whole number of nanoseconds";
        return NanoSeconds(static_cast<int64_t>(bits / bitRate));
    }

    /// \return the first packet of a kind that the node sent
    template <typename Predicate>
    const CaughtPacket* FirstOut(Predicate isMeant) const
    {
        return First(
            [&](const CaughtPacket& packet) { return packet.from == node && isMeant(packet); });
    }

    /// \return the first packet of a kind that the node received
    template <typename Predicate>
    const CaughtPacket* FirstIn(Predicate isMeant) const
    {
        return First([&](const CaughtPacket& packet) {
            return packet.from != node && (packet.to == node || packet.to.IsGroup()) &&
                   isMeant(packet);
        });
    }

    template <typename Predicate>
    const CaughtPacket* First(Predicate isMeant) const
    {
        const auto found = std::find_if(packets.begin(), packets.end(), isMeant);
        return found == packets.end() ? nullptr : &*found;
    }

    /// \return when its first bit left, if there is one
    OptionalTime Begin(const CaughtPacket* packet) const
    {
        return packet ? OptionalTime(packet->at - Serialisation(*packet)) : std::nullopt;
    }

    /// \return when its last bit arrived, if there is one
    OptionalTime Arrival(const CaughtPacket* packet) const
    {
        return packet ? OptionalTime(packet->at + delay) : std::nullopt;
    }
};

class HandoverTimes : public ::testing::TestWithParam<std::string>
{
  protected:
    HandoverTimes()
        : m_run(Shipped(GetParam()))
    {
        for (const auto& node : m_run.GetTopology().nodes)
        {
            if (const auto* roaming = node.FindRoaming())
            {
                m_devices[node.spec->name] =
                    Mac48Address::ConvertFrom(roaming->device->GetAddress());
            }
        }
        m_run.Run();
    }

    Visited Visit(const nlohmann::json& handover)
    {
        const std::string name = handover.at("to");
        const LinkSpec& link = *m_run.GetTopology().GetLink(name).spec;
        Visited visited{{}, m_devices.at(handover.at("node")), link.delay, link.rate.GetBitRate()};
        for (auto& packet : ReadCapture(m_run.CaptureOf(name)))
        {
            if (packet.at >= *Read(handover.at("linkUp")))
            {
                visited.packets.push_back(packet);
            }
        }
        return visited;
    }

    ScenarioRun m_run;
    std::map<std::string, Mac48Address> m_devices;
};

bool
IsNeighborMessage(const CaughtPacket& packet, uint8_t type)
{
    return !packet.inner && packet.icmpv6 == type;
}

TEST_P(HandoverTimes, AreThoseOfTheCapturesWithDelayAndSerialisation)
{
    for (const auto& handover : m_run.GetResults().at("handovers"))
    {
        SCOPED_TRACE(handover.dump());
        EXPECT_EQ(handover.at("linkDown"), handover.at("at"));
        EXPECT_EQ(handover.at("linkUp"), handover.at("at"));
        const Visited link = Visit(handover);

        const auto* advertisement = link.FirstIn([](const CaughtPacket& packet) {
            return IsNeighborMessage(packet, ROUTER_ADVERTISEMENT);
        });
        EXPECT_EQ(Read(handover.at("routerAdvertisement")), link.Arrival(advertisement));

        const auto* update =
            link.FirstOut([](const CaughtPacket& packet) { return packet.IsUpdate(); });
        ASSERT_NE(update, nullptr);
        EXPECT_EQ(Read(handover.at("buSent")), link.Begin(update));

        const auto* answer = link.FirstIn([](const CaughtPacket& packet) {
            const auto* body =
                packet.signal ? packet.signal->Get<BindingAcknowledgement>() : nullptr;
            return body && IsAccepted(body->status);
        });
        EXPECT_EQ(Read(handover.at("baReceived")), link.Arrival(answer));
        EXPECT_EQ(Read(handover.at("outage")),
                  answer ? OptionalTime(*link.Arrival(answer) - *Read(handover.at("linkDown")))
                         : std::nullopt);
    }
}

/// RFC 4862 section 5.4: one Neighbor Solicitation, and RetransTimer (1 s) without an answer.
TEST_P(HandoverTimes, CareOfAddressIsReadyASecondAfterItsProbe)
{
    for (const auto& handover : m_run.GetResults().at("handovers"))
    {
        SCOPED_TRACE(handover.dump());
        const Visited link = Visit(handover);
        const auto* update =
            link.FirstOut([](const CaughtPacket& packet) { return packet.IsUpdate(); });
        ASSERT_NE(update, nullptr);
        const auto* probe = link.FirstOut([&](const CaughtPacket& packet) {
            return IsNeighborMessage(packet, NEIGHBOR_SOLICITATION) && packet.source.IsAny() &&
                   packet.As<NeighborSolicitation>().target == update->source;
        });
        const auto ready = Read(handover.at("careOfReady"));
        // At home there is none.
        EXPECT_EQ(ready.has_value(), update->homeAddress.has_value());
        EXPECT_EQ(ready, probe ? OptionalTime(*link.Begin(probe) + Seconds(1)) : std::nullopt);
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped,
                         HandoverTimes,
                         ::testing::Values("minimal",
                                           "handover-split",
                                           "handover-detection",
                                           "rfc3963-figure-2",
                                           "rfc3963-figure-3",
                                           "mobile-node-tour",
                                           "implicit-mode",
                                           "refusal-140",
                                           "refusal-142"),
                         [](const auto& param) {
                             std::string name = param.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace

} // namespace ns3::nemo::tests::handover_times_test
