// SPDX-License-Identifier: GPL-2.0-only
// When a mobile node of the 1997 dialect tells correspondents where it is, how often, and when no
// more: draft-ietf-mobileip-ipv6-04 sections 9.5 and 9.7 to 9.10.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-mobile-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace ns3::nemo::tests::draft1997_detours_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";

/// Datagrams to the mobile node, one each 100 ms.
std::string
Down(const std::string& start = "20s", const std::string& stop = "60s")
{
    return R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps", "name": "down",
                "start": ")" +
           start + R"(", "stop": ")" + stop + "\" }";
}

/// Binding Updates need no acknowledgement.
const std::string QUIET =
    R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::AcknowledgeCorrespondents": false })";

/// A Binding Update on a link, and when it was sent.
struct Sent
{
    Time at;
    Draft1997Reading reading;

    const BindingUpdate& Update() const
    {
        return *reading.Find<BindingUpdate>();
    }
};

std::vector<Sent>
UpdatesTo(const LinkTap& tap, const Ipv6Address& peer)
{
    std::vector<Sent> sent;
    for (const auto& packet : tap.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (reading.Find<BindingUpdate>() && reading.destination == peer)
        {
            sent.push_back({packet.at, reading});
        }
    }
    return sent;
}

/// Lose those Binding Updates for `peer` on a link for which `isLost` holds, by their number.
void
Lose(const ScenarioRun& run,
     const std::string& link,
     const Ipv6Address& peer,
     std::function<bool(int)> isLost)
{
    run.LinkOf(link)->SetLossRule(
        [peer, isLost, count = 0](const LinkFrame& frame, Ptr<const MobileLinkDevice>) mutable {
            Octets octets(frame.packet->GetSize());
            frame.packet->CopyData(octets.data(), frame.packet->GetSize());
            const auto reading = ReadDraft1997(octets);
            return reading.Find<BindingUpdate>() && reading.destination == peer && isLost(count++);
        });
}

/// Whole seconds between updates.
std::vector<int64_t>
Gaps(const std::vector<Sent>& sent)
{
    std::vector<int64_t> gaps;
    for (std::size_t i = 1; i < sent.size(); ++i)
    {
        gaps.push_back(static_cast<int64_t>((sent[i].at - sent[i - 1].at).GetSeconds() + 0.01));
    }
    return gaps;
}

} // namespace

// Sections 4.4 and 9.5: no acknowledgement is needed, since what is tunnelled asks again.
TEST(Draft1997Detours, WhatComesByTheTunnelAsksForAnotherUpdate)
{
    REQ("D04-013", "D04-090", "D04-040");
    ScenarioRun run(World::Text(TO_A, Down()), {QUIET});
    const LinkTap link(run.LinkOf("A"));
    Lose(run, "A", World::Peer(), [](int number) { return number == 0; });
    run.Run();
    const auto sent = UpdatesTo(link, World::Peer());
    ASSERT_EQ(sent.size(), 2U) << "the second one arrived";
    EXPECT_FALSE(sent[0].Update().acknowledge);
    EXPECT_GE(sent[1].at - sent[0].at, Seconds(1));
    EXPECT_LE(sent[1].at - sent[0].at, MilliSeconds(1150)) << "with the next datagram";
    EXPECT_EQ(static_cast<uint16_t>(sent[1].Update().sequence - sent[0].Update().sequence), 1);
    const auto tunnelled = link.Where([](const CaughtPacket& packet) {
        return packet.inner && packet.inner->source == World::Peer();
    });
    EXPECT_LE(tunnelled.size(), 13U);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
    std::size_t entries = 0;
    for (const auto* entry : run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Sorted())
    {
        entries += entry->destination == World::Peer();
    }
    EXPECT_EQ(entries, 1U) << "of both";
}

// Section 9.8.
TEST(Draft1997Detours, AfterFiveInARowTheyAreSlow)
{
    REQ("D04-099");
    ScenarioRun run(World::Text(TO_A, Down()), {QUIET});
    const LinkTap link(run.LinkOf("A"));
    Lose(run, "A", World::Peer(), [](int) { return true; });
    run.Run();
    const auto sent = UpdatesTo(link, World::Peer());
    EXPECT_EQ(Gaps(sent), (std::vector<int64_t>{1, 1, 1, 1, 10, 10, 10}));
}

// Section 9.8: the care-of address makes the difference.
TEST(Draft1997Detours, AnotherCareOfAddressBeginsAnotherRow)
{
    REQ("D04-099");
    ScenarioRun run(World::Text(TO_A + R"(, { "at": "30s", "node": "MN", "to": "B" })", Down()),
                    {QUIET, "/duration=38s"});
    const LinkTap link(run.LinkOf("core"));
    run.LinkOf("core")->SetLossRule([](const LinkFrame& frame, Ptr<const MobileLinkDevice> to) {
        Octets octets(frame.packet->GetSize());
        frame.packet->CopyData(octets.data(), frame.packet->GetSize());
        const auto reading = ReadDraft1997(octets);
        return reading.Find<BindingUpdate>() && reading.destination == World::Peer() && to;
    });
    run.Run();
    std::vector<Time> fromB;
    for (const auto& sent : UpdatesTo(link, World::Peer()))
    {
        if (sent.reading.source == Ipv6Address("b::2"))
        {
            fromB.push_back(sent.at);
        }
    }
    ASSERT_GE(fromB.size(), 3U);
    EXPECT_LT(fromB[0], Seconds(33)) << "as soon as the home agent knows";
    EXPECT_LT(fromB[1] - fromB[0], Seconds(2));
    EXPECT_LT(fromB[2] - fromB[1], Seconds(2));
}

// Sections 9.5 and 9.7: unlike the home agent, which is asked for ever.
TEST(Draft1997Detours, ACorrespondentIsAskedNoLongerThanUntilTheLongestTimeout)
{
    REQ("D04-093", "D04-097");
    ScenarioRun run(World::Text(TO_A, Down("20s", "20150ms")), {"/duration=1100s"});
    const LinkTap link(run.LinkOf("A"));
    Lose(run, "A", World::Peer(), [](int) { return true; });
    run.Run();
    const auto sent = UpdatesTo(link, World::Peer());
    EXPECT_EQ(Gaps(sent), (std::vector<int64_t>{1, 2, 4, 8, 16, 32, 64, 128}));
    std::set<uint16_t> numbers;
    for (const auto& one : sent)
    {
        EXPECT_TRUE(one.Update().acknowledge);
        numbers.insert(one.Update().sequence);
    }
    EXPECT_EQ(numbers.size(), 1U) << "the same number each time";
}

namespace
{

/// A mobile node without associations, to which packets are given.
class Draft1997TriggerTest : public ::testing::Test
{
  protected:
    explicit Draft1997TriggerTest(std::vector<std::string> settings = {})
        : run(World::Text(TO_A, ""), World::Unsigned(std::move(settings))),
          link(run.LinkOf("A"))
    {
    }

    /// A datagram for the home address, by way of a type 0 routing header or not.
    static Octets Datagram(const char* source, const char* destination, const char* last = nullptr)
    {
        Draft1997Packet packet;
        packet.source = Ipv6Address(source);
        packet.destination = Ipv6Address(destination);
        if (last)
        {
            packet.routing = Ipv6Address(last);
        }
        packet.protocol = 17;
        packet.payload = World::Datagram(packet.source, Ipv6Address(last ? last : destination));
        return packet.Build();
    }

    static Octets Tunnel(const char* source, const char* destination, const Octets& inner)
    {
        Draft1997Packet packet;
        packet.source = Ipv6Address(source);
        packet.destination = Ipv6Address(destination);
        packet.protocol = 41;
        packet.payload = inner;
        return packet.Build();
    }

    void Give(Time at, const Octets& packet)
    {
        run.At(at, [this, packet] { World::Inject(run.NodeOf("MN"), packet); });
    }

    bool IsTold(const char* peer) const
    {
        return !UpdatesTo(link, Ipv6Address(peer)).empty();
    }

    ScenarioRun run;
    const LinkTap link;
};

} // namespace

// Section 9.5: all four tests hold, or nothing happens.
TEST_F(Draft1997TriggerTest, OnlyWhatMeetsAllTestsIsAnswered)
{
    REQ("D04-092");
    // Not tunnelled.
    Give(Seconds(20), Datagram("c::71", "a::2", "1::2"));
    // The outer destination is none of the care-of addresses.
    const Octets toHome = Tunnel("1::1", "1::2", Datagram("c::72", "1::2"));
    Give(Seconds(21), Tunnel("1::1", "a::2", toHome));
    // The inner destination is not the home address.
    Give(Seconds(22), Tunnel("1::1", "a::2", Datagram("c::73", "a::2")));
    // Both sources are equal.
    Give(Seconds(23), Tunnel("1::1", "a::2", Datagram("1::1", "1::2")));
    Give(Seconds(24), Tunnel("1::1", "a::2", Datagram("c::75", "1::2")));
    run.Run();
    EXPECT_FALSE(IsTold("c::71"));
    EXPECT_FALSE(IsTold("c::72"));
    EXPECT_FALSE(IsTold("c::73"));
    EXPECT_EQ(UpdatesTo(link, World::Agent()).size(), 1U) << "the registration";
    ASSERT_TRUE(IsTold("c::75"));
    const auto sent = UpdatesTo(link, Ipv6Address("c::75")).front();
    EXPECT_LT(sent.at, MilliSeconds(24010));
    EXPECT_EQ(sent.reading.source, Ipv6Address("a::2"));
    EXPECT_EQ(sent.reading.homeAddress, World::Home());
}

namespace
{

/// The same on a link with two prefixes.
class Draft1997SecondPrefixTest : public Draft1997TriggerTest
{
  protected:
    Draft1997SecondPrefixTest()
        : Draft1997TriggerTest(
              {R"(/links/A/prefix=["a::/64", "d::/64"])",
               R"(/nodes/MN/attributes={ "ns3::nemo::Draft1997Codec::RequiresAuthentication": false,
                   "ns3::nemo::MobileNode::AcknowledgeCorrespondents": false })"})
    {
    }
};

} // namespace

// Sections 9.5 and 9.12: it is accepted, and shows that its sender is behind the times.
TEST_F(Draft1997SecondPrefixTest, WhoSendsToAnotherCareOfAddressIsToldThePrimaryOne)
{
    REQ("D04-092+1", "D04-014");
    run.At(Seconds(12), [&] {
        const auto role = run.RoleOf<MobileNode>("MN");
        EXPECT_EQ(role->GetCareOfAddress(), Ipv6Address("a::2"));
        std::set<Ipv6Address> bound;
        for (const Binding* binding : run.RegistrarOf("HA")->GetCache().Sorted())
        {
            bound.insert(binding->careOfAddress);
        }
        EXPECT_EQ(bound, std::set<Ipv6Address>{Ipv6Address("a::2")}) << "one is registered";
    });
    // By the primary one, then by the other; and twice more within the second.
    Give(Seconds(20), Datagram("c::9", "a::2", "1::2"));
    Give(Seconds(21), Datagram("c::9", "d::2", "1::2"));
    Give(MilliSeconds(21500), Datagram("c::9", "d::2", "1::2"));
    Give(MilliSeconds(22100), Datagram("c::9", "d::2", "1::2"));
    run.Run();
    const auto sent = UpdatesTo(link, World::Peer());
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_GE(sent[0].at, Seconds(21));
    EXPECT_LT(sent[0].at, MilliSeconds(21010));
    EXPECT_GE(sent[1].at, MilliSeconds(22100)) << "MAX_UPDATE_RATE";
    for (const auto& one : sent)
    {
        EXPECT_EQ(one.reading.source, Ipv6Address("a::2"));
    }
    EXPECT_EQ(link.Where(World::IsPortUnreachable).size(), 4U) << "all were delivered";
}

// Section 9.9: the Parameter Problem is about the Home Address option, in answer to the update.
TEST(Draft1997Legacy, WhoDoesNotKnowTheOptionsGetsNoSecondUpdate)
{
    REQ("D04-100");
    ScenarioRun run(World::Text(TO_A, Down()),
                    World::Unsigned({"/nodes/CN/dialect=rfc6275",
                                     "/nodes/CN/attributes={}",
                                     R"(/nodes/MN/attributes={
                        "ns3::nemo::Draft1997Codec::RequiresAuthentication": false,
                        "ns3::nemo::Dialect::AllowsClash": true })"}));
    const LinkTap link(run.LinkOf("A"));
    run.At(Seconds(30), [&run] {
        const auto* entry =
            run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(World::Peer(), World::Home());
        ASSERT_NE(entry, nullptr);
        EXPECT_TRUE(entry->noMoreUpdates);
    });
    run.Run();
    EXPECT_EQ(UpdatesTo(link, World::Peer()).size(), 1U);
    const auto problems = link.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 4 && packet.source == World::Peer();
    });
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].octets.at(41), 2);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0) << "by way of the home agent";
}

} // namespace ns3::nemo::tests::draft1997_detours_test
