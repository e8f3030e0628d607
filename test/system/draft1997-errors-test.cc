// SPDX-License-Identifier: GPL-2.0-only
// Long ways and what rides on data in the 1997 dialect: draft-ietf-mobileip-ipv6-04 sections 7.6,
// 7.8 and 9.5; both-dialects-errors-test.cc has what RFC 6275 says too.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::draft1997_errors_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";

std::string
Flow(const std::string& from, const std::string& to, const std::string& more)
{
    return R"({ "type": "udp", "from": ")" + from + R"(", "to": ")" + to + R"(", "name": ")" +
           from + R"(", "start": "15s", )" + more + " }";
}

} // namespace

// Section 7.8: by the binding, and with a path MTU that the own sockets hear of.
TEST(Draft1997Errors, ANarrowLinkOnTheStraightWayIsKnownToTheSender)
{
    ScenarioRun run(World::Text(TO_A, Flow("CN", "MN", R"("rate": "5pps", "size": 1400)")),
                    {"/links/A/mtu=1300"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    int cut = 0;
    for (const CaughtPacket& packet : link.All())
    {
        // The routing header stands in each piece (24 octets), and one Fragment header behind it.
        constexpr uint8_t routing = 43;
        constexpr uint8_t fragment = 44;
        constexpr std::size_t behind = 40 + 24;
        if (packet.octets.at(6) == routing && packet.octets.at(40) == fragment)
        {
            ++cut;
            ASSERT_NE(packet.octets.at(behind), fragment) << packet.at;
        }
    }
    EXPECT_GT(cut, 100);
    EXPECT_LE(run.FlowOf("CN")["lost"], 4);
    EXPECT_GT(run.FlowOf("CN")["received"].get<uint64_t>(), 200U);
}

// Section 7.6: in a packet that is sent anyway.
TEST(Draft1997Errors, ARequestRidesOnDataBeforeABindingEnds)
{
    REQ("D04-048");
    ScenarioRun run(
        World::Text(TO_A, Flow("CN", "MN", R"("rate": "10pps")")),
        {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::CorrespondentLifetime": "30s",
                                   "ns3::nemo::MobileNode::RefreshPercent": 100 })",
         R"(/nodes/CN/attributes={ "ns3::nemo::Draft1997::PiggybackDelay": "500ms" })"});
    const LinkTap core(run.LinkOf("core"));
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    const auto requests = core.Where([](const CaughtPacket& packet) {
        return packet.source == World::Peer() &&
               ReadDraft1997(packet.octets).Find<BindingRefreshRequest>();
    });
    ASSERT_GE(requests.size(), 1U);
    const auto reading = ReadDraft1997(requests[0].octets);
    EXPECT_EQ(reading.protocol, 17) << "in a datagram";
    EXPECT_EQ(reading.routing, World::Home());
    EXPECT_GT(requests[0].at, Seconds(35));
    EXPECT_LT(requests[0].at, Seconds(36));
    for (std::size_t i = 1; i < requests.size(); ++i)
    {
        EXPECT_GE(requests[i].at - requests[i - 1].at, Seconds(1));
    }
    const auto updates = link.Where([](const CaughtPacket& packet) {
        const auto update = ReadDraft1997(packet.octets);
        return update.Find<BindingUpdate>() && update.destination == World::Peer();
    });
    ASSERT_GE(updates.size(), 2U);
    EXPECT_GT(updates[1].at, requests[0].at);
    EXPECT_LT(updates[1].at, requests[0].at + MilliSeconds(30));
    const auto tunnelled = link.Where(
        [](const CaughtPacket& packet) { return packet.inner && packet.at > Seconds(20); });
    EXPECT_TRUE(tunnelled.empty()) << "the binding did not end";
    EXPECT_EQ(run.FlowOf("CN")["lost"], 0);
}

namespace
{

/// How updates to the correspondent leave after a move, with or without data to ride on.
std::vector<CaughtPacket>
UpdatesAfterAMove(const std::string& flows, LinkTap*& tap, std::unique_ptr<ScenarioRun>& run)
{
    run = std::make_unique<ScenarioRun>(
        World::Text(TO_A + R"(, { "at": "30s", "node": "MN", "to": "B" })", flows),
        std::vector<std::string>{
            R"(/nodes/MN/attributes={ "ns3::nemo::Draft1997::PiggybackDelay": "100ms" })"});
    static std::unique_ptr<LinkTap> held;
    held = std::make_unique<LinkTap>(run->LinkOf("B"));
    tap = held.get();
    run->Run();
    return tap->Where([](const CaughtPacket& packet) {
        const auto reading = ReadDraft1997(packet.octets);
        return reading.Find<BindingUpdate>() && reading.destination == World::Peer();
    });
}

} // namespace

// Section 9.5: after a move every correspondent of the list is told, on data if there is some.
TEST(Draft1997Errors, AnUpdateRidesOnDataOrLeavesAloneAWhileLater)
{
    REQ("D04-091");
    LinkTap* tap = nullptr;
    std::unique_ptr<ScenarioRun> run;
    const std::string down = Flow("CN", "MN", R"("rate": "10pps")");
    {
        const auto updates =
            UpdatesAfterAMove(down + ", " + Flow("MN", "CN", R"("rate": "50pps")"), tap, run);
        ASSERT_EQ(updates.size(), 1U);
        const auto reading = ReadDraft1997(updates[0].octets);
        EXPECT_EQ(reading.protocol, 17) << "on a datagram";
        EXPECT_EQ(reading.homeAddress, World::Home());
        EXPECT_EQ(reading.headers, (std::vector<int>{60, 51, 60}));
        EXPECT_FALSE(
            VerifyingAssociation(AhKeyOf(World::KEY)).Verify(AsAuthenticated(updates[0].octets)));
        const auto* bound = run->RegistrarOf("CN")->GetCache().Find({World::Home(), World::Peer()});
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("b::2"));
    }
    run.reset();
    const auto updates = UpdatesAfterAMove(down, tap, run);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(ReadDraft1997(updates[0].octets).protocol, 59) << "alone";
    const auto answers = tap->Where([](const CaughtPacket& packet) {
        const auto reading = ReadDraft1997(packet.octets);
        return reading.Find<BindingAcknowledgement>() && reading.source == World::Agent();
    });
    ASSERT_FALSE(answers.empty());
    EXPECT_GE(updates[0].at - answers[0].at, MilliSeconds(99));
    EXPECT_LT(updates[0].at - answers[0].at, MilliSeconds(105));
}

// Section 4.2: "they may be included in any IPv6 packet", the answer too.
TEST(Draft1997Errors, AnAnswerRidesOnDataOrLeavesAloneAWhileLater)
{
    REQ("D04-002");
    for (const bool hasData : {true, false})
    {
        SCOPED_TRACE(hasData);
        // Without data of the correspondent the mobile node tells it unasked.
        ScenarioRun run(
            World::Text(TO_A, hasData ? Flow("CN", "MN", R"("rate": "50pps")") : ""),
            {R"(/nodes/CN/attributes={ "ns3::nemo::Draft1997::PiggybackDelay": "100ms" })"});
        const LinkTap core(run.LinkOf("core"));
        run.At(Seconds(20),
               [&run] { run.RoleOf<MobileNode>("MN")->InformCorrespondent(World::Peer()); });
        run.At(Seconds(21), [&run] {
            const auto* entry =
                run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(World::Peer(),
                                                                          World::Home());
            ASSERT_NE(entry, nullptr);
            EXPECT_TRUE(entry->acknowledged);
        });
        run.Run();
        const auto find = [&core](bool isAnswer) {
            return core.Where([isAnswer](const CaughtPacket& packet) {
                const auto reading = ReadDraft1997(packet.octets);
                const bool isUpdate =
                    reading.Find<BindingUpdate>() && reading.destination == World::Peer();
                const bool answers =
                    reading.Find<BindingAcknowledgement>() && reading.source == World::Peer();
                return packet.at > Seconds(20) && (isAnswer ? answers : isUpdate);
            });
        };
        const auto updates = find(false);
        const auto answers = find(true);
        ASSERT_FALSE(updates.empty());
        ASSERT_EQ(answers.size(), updates.size());
        const auto reading = ReadDraft1997(answers[0].octets);
        EXPECT_EQ(reading.protocol, hasData ? 17 : 59);
        EXPECT_EQ(reading.routing, World::Home());
        EXPECT_EQ(reading.headers, (std::vector<int>{43, 51, 60}));
        EXPECT_FALSE(
            VerifyingAssociation(AhKeyOf(World::KEY)).Verify(AsAuthenticated(answers[0].octets)));
        const Time waited = answers[0].at - updates[0].at;
        EXPECT_LT(waited, hasData ? MilliSeconds(35) : MilliSeconds(115));
        EXPECT_GE(waited, hasData ? MilliSeconds(10) : MilliSeconds(110));
    }
}

} // namespace ns3::nemo::tests::draft1997_errors_test
