// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::handover_order_test
{

namespace
{

/// A kind of packet, and what it is called.
using Step = std::pair<const char*, std::function<bool(const CaughtPacket&)>>;

bool
IsProbe(const CaughtPacket& packet, bool ofLinkLocal)
{
    return packet.icmpv6 == 135 && packet.source.IsAny() &&
           packet.As<NeighborSolicitation>().target.IsLinkLocal() == ofLinkLocal;
}

template <typename T>
bool
Is(const CaughtPacket& packet)
{
    const CaughtPacket& inner = Innermost(packet);
    return inner.signal && inner.signal->Get<T>();
}

TEST(HandoverOrder, EachStepFollowsTheOneBefore)
{
    REQ("RFC-151");
    ScenarioRun run(Shipped("minimal"));
    run.Run();
    const std::vector<Step> steps{
        {"RS", [](const auto& packet) { return packet.icmpv6 == 133; }},
        {"RA", [](const auto& packet) { return packet.icmpv6 == 134; }},
        {"probe of the link-local address",
         [](const auto& packet) { return IsProbe(packet, true); }},
        {"probe of the care-of address", [](const auto& packet) { return IsProbe(packet, false); }},
        {"BU to the home agent",
         [](const auto& packet) {
             return Is<BindingUpdate>(packet) &&
                    packet.signal->template Get<BindingUpdate>()->homeRegistration;
         }},
        {"BA of the home agent",
         [](const auto& packet) { return Is<BindingAcknowledgement>(packet); }},
        {"HoTI", [](const auto& packet) { return Is<HomeTestInit>(packet); }},
        {"HoT", [](const auto& packet) { return Is<HomeTest>(packet); }},
        {"BU to the correspondent", [](const auto& packet) {
             return Is<BindingUpdate>(packet) &&
                    !packet.signal->template Get<BindingUpdate>()->homeRegistration;
         }}};
    const Time moved = Seconds(10);
    Time last = moved;
    const auto packets = ReadCapture(run.CaptureOf("visited"));
    for (const Step& step : steps)
    {
        const auto found = std::find_if(packets.begin(), packets.end(), [&](const auto& packet) {
            return packet.at >= moved && step.second(packet);
        });
        ASSERT_NE(found, packets.end()) << step.first;
        EXPECT_GT(found->at, last) << step.first;
        last = found->at;
    }
}

} // namespace

} // namespace ns3::nemo::tests::handover_order_test
