// SPDX-License-Identifier: GPL-2.0-only
// ICMP errors on the way to a mobile node and the end of bindings, in both dialects: RFC 6275
// sections 9.3 and 9.5, draft-ietf-mobileip-ipv6-04 sections 7.6 and 7.8.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::both_dialects_errors_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string AND_AWAY = TO_A + R"(, { "at": "30s", "node": "MN", "to": null })";

std::string
Flow(const std::string& from, const std::string& to, const std::string& more)
{
    return R"({ "type": "udp", "from": ")" + from + R"(", "to": ")" + to + R"(", "name": ")" +
           from + R"(", "start": "15s", )" + more + " }";
}

/// ICMPv6 errors of this type for a node.
std::vector<CaughtPacket>
ErrorsFor(const LinkTap& tap, const Ipv6Address& destination, uint8_t type)
{
    return tap.Where([&](const CaughtPacket& packet) {
        return packet.icmpv6 == type && packet.destination == destination;
    });
}

uint32_t
ValueOf(const CaughtPacket& error)
{
    return OctetReader(error.octets.data() + 44, 4).U32();
}

/// Data of the correspondent on its own link.
std::vector<CaughtPacket>
DataOf(const LinkTap& core, Time from)
{
    return core.Where([from](const CaughtPacket& packet) {
        return packet.source == World::Peer() && packet.at > from && !packet.inner &&
               ReadEither(packet).protocol == 17;
    });
}

} // namespace

class ErrorsInBothDialects : public BothDialects
{
};

// Draft section 7.8: in terms of what the correspondent sent.
TEST_P(ErrorsInBothDialects, ANarrowLinkInTheTunnelIsToldToTheCorrespondent)
{
    IsDraft() ? REQ("D04-052@draft1997") : REQ("D04-052");
    ScenarioRun run(Text(TO_A, Flow("CN", "MN", R"("rate": "5pps", "size": 1352)")),
                    {"/links/A/mtu=1400", "/nodes/MN/routeOptimization=false"});
    const LinkTap core(run.LinkOf("core"));
    run.Run();
    const auto told = ErrorsFor(core, World::Peer(), 2);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(ValueOf(told[0]), 1360U);
    EXPECT_LE(run.FlowOf("CN")["lost"], 1);
}

TEST_P(ErrorsInBothDialects, AnUnreachableEndOfTheTunnelIsToldToTheCorrespondent)
{
    IsDraft() ? REQ("D04-052@draft1997") : REQ("D04-052");
    ScenarioRun run(Text(AND_AWAY, Flow("CN", "MN", R"("rate": "5pps")")),
                    {"/nodes/MN/routeOptimization=false", "/duration=90s"});
    const LinkTap core(run.LinkOf("core"));
    run.Run();
    const auto told = ErrorsFor(core, World::Peer(), 1);
    ASSERT_FALSE(told.empty());
    EXPECT_GT(told[0].at, Seconds(30));
    EXPECT_EQ(told[0].octets.at(41), 3) << "address unreachable";
    EXPECT_EQ(Ipv6Address::Deserialize(told[0].octets.data() + 48 + 24), World::Home())
        << "it quotes what the correspondent sent";
}

// Draft section 7.8.
TEST_P(ErrorsInBothDialects, ABindingThatLeadsNowhereIsGivenUpButNotForOneError)
{
    IsDraft() ? REQ("D04-054@draft1997") : REQ("D04-054");
    ScenarioRun run(Text(AND_AWAY, Flow("CN", "MN", R"("rate": "10pps")")), {"/duration=100s"});
    const LinkTap core(run.LinkOf("core"));
    run.At(Seconds(99), [&run] { EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U); });
    run.Run();
    const auto errors = core.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 1 && packet.destination == World::Peer();
    });
    ASSERT_GE(errors.size(), 3U);
    const auto data = DataOf(core, errors[0].at);
    const auto plain = std::find_if(data.begin(), data.end(), [](const CaughtPacket& packet) {
        return packet.destination == World::Home();
    });
    ASSERT_NE(plain, data.end()) << "by way of the home agent again";
    EXPECT_GT(plain->at, errors[2].at);
    EXPECT_GE(plain->at - errors[0].at, Seconds(1));
}

// Draft section 7.8: it takes three by default, however far apart they are.
TEST_P(ErrorsInBothDialects, TwoErrorsAreNotPersistent)
{
    IsDraft() ? REQ("D04-054@draft1997") : REQ("D04-054");
    ScenarioRun run(Text(AND_AWAY, Flow("CN", "MN", R"("rate": "0.2pps")")), {"/duration=140s"});
    const LinkTap core(run.LinkOf("core"));
    std::vector<std::size_t> known(1);
    for (int at = 1; at < 140; ++at)
    {
        run.At(Seconds(at), [&] { known.push_back(run.RegistrarOf("CN")->GetCache().Size()); });
    }
    run.Run();
    const auto errors = ErrorsFor(core, World::Peer(), 1);
    ASSERT_GE(errors.size(), 3U);
    const auto after = [&](std::size_t error) {
        return known.at(static_cast<std::size_t>(errors[error].at.GetSeconds()) + 1);
    };
    EXPECT_GE(errors[1].at - errors[0].at, Seconds(2));
    EXPECT_EQ(after(0), 1U);
    EXPECT_EQ(after(1), 1U);
    EXPECT_EQ(after(2), 0U);
}

// Draft section 7.6: nothing is lost when a binding ends.
TEST_P(ErrorsInBothDialects, WhenABindingEndsTheHomeAgentIsThere)
{
    IsDraft() ? REQ("D04-047@draft1997") : REQ("D04-047");
    ScenarioRun run(
        Text(TO_A, Flow("CN", "MN", R"("rate": "10pps")")),
        {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::CorrespondentLifetime": "20s",
                                   "ns3::nemo::MobileNode::RefreshPercent": 100 })",
         R"(/nodes/CN/attributes={ "ns3::nemo::CorrespondentNode::RefreshRequestLead": "0s" })"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    const auto tunnelled = link.Where(
        [](const CaughtPacket& packet) { return packet.inner && packet.at > Seconds(20); });
    ASSERT_GE(tunnelled.size(), 1U);
    EXPECT_GT(tunnelled[0].at, Seconds(35));
    const auto updates = link.Where([](const CaughtPacket& packet) {
        const auto reading = ReadEither(packet);
        return reading.update && reading.destination == World::Peer();
    });
    ASSERT_GE(updates.size(), 2U);
    EXPECT_GE(updates[1].at, tunnelled[0].at);
    // At once, or after return routability, which goes to the correspondent by way of home.
    EXPECT_LT(updates[1].at, tunnelled[0].at + MilliSeconds(IsDraft() ? 10 : 150));
    EXPECT_EQ(run.FlowOf("CN")["lost"], 0);
}

INSTANTIATE_TEST_SUITE_P(Dialects, ErrorsInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::both_dialects_errors_test
