// SPDX-License-Identifier: GPL-2.0-only
// The 1997 dialect end to end: registration by authenticated destination options, and data by the
// Home Address option and the type 0 routing header.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::draft1997_registration_test
{

namespace
{

using World = Draft1997World;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string AND_HOME = TO_A + R"(, { "at": "30s", "node": "MN", "to": "home" })";
const std::string UP = R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps",
                            "start": "5s", "name": "up" })";
const std::string DOWN = R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                              "start": "5s", "name": "down" })";

/// Whether the Authentication Header of a packet is right, whatever its number.
bool
IsAuthentic(const Octets& packet)
{
    return !VerifyingAssociation(AhKeyOf(World::KEY)).Verify(AsAuthenticated(packet));
}

} // namespace

// Sections 9.4 and 5.1.
TEST(Draft1997Registration, AsksByOneOptionWithHomeAddressAndAuthenticationHeader)
{
    REQ("D04-085", "D04-017", "D04-001", "BOOK-098@draft1997");
    ScenarioRun run(World::Text(TO_A, UP));
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    int asked = 0;
    for (const Octets& packet : World::With<BindingUpdate>(link))
    {
        const auto reading = ReadDraft1997(packet);
        const auto& update = *reading.Find<BindingUpdate>();
        if (reading.destination != World::Agent())
        {
            continue;
        }
        ++asked;
        EXPECT_TRUE(update.homeRegistration && update.acknowledge);
        EXPECT_EQ(update.interfaceIdentifierLength, 64);
        EXPECT_EQ(reading.signals.front().Option<AlternateCareOfAddress>(), nullptr);
        EXPECT_EQ(reading.source, Ipv6Address("a::2"));
        EXPECT_EQ(reading.homeAddress, World::Home());
        EXPECT_EQ(reading.spi, World::TO_AGENT);
        EXPECT_EQ(reading.headers, (std::vector<int>{60, 51, 60}));
        EXPECT_EQ(reading.protocol, 59);
        EXPECT_TRUE(IsAuthentic(packet));
    }
    EXPECT_EQ(asked, 1);
}

// Sections 5.2, 7.5 and 8.2: at once, since nobody probes the home address.
TEST(Draft1997Registration, IsAnsweredByWayOfTheCareOfAddressAndAuthenticated)
{
    REQ("D04-026", "D04-067");
    ScenarioRun run(World::Text(TO_A, UP));
    const LinkTap link(run.LinkOf("A"));
    const LinkTap home(run.LinkOf("home"));
    run.Run();
    const auto updates = World::With<BindingUpdate>(link);
    const auto answers = World::With<BindingAcknowledgement>(link);
    ASSERT_FALSE(answers.empty());
    const auto reading = ReadDraft1997(answers.front());
    const auto& answer = *reading.Find<BindingAcknowledgement>();
    const auto asked = ReadDraft1997(updates.front());
    const auto& update = *asked.Find<BindingUpdate>();
    EXPECT_EQ(answer.status, BindingStatus::ACCEPTED);
    EXPECT_EQ(answer.sequence, update.sequence);
    EXPECT_EQ(answer.lifetime, update.lifetime);
    EXPECT_EQ(answer.refresh, update.lifetime);
    EXPECT_EQ(reading.source, World::Agent());
    EXPECT_EQ(reading.destination, Ipv6Address("a::2"));
    EXPECT_EQ(reading.routing, World::Home());
    EXPECT_EQ(reading.headers, (std::vector<int>{43, 51, 60}));
    EXPECT_TRUE(IsAuthentic(answers.front()));
    const auto probes = home.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 && packet.source.IsAny() && packet.at > Seconds(10);
    });
    EXPECT_TRUE(probes.empty());
}

// Section 9.1: from the first packet on, to somebody who knows nothing.
TEST(Draft1997Registration, EveryPacketFromAwayHasTheHomeAddressOptionAndNoneIsTunnelled)
{
    REQ("D04-003", "D04-040");
    ScenarioRun run(World::Text(TO_A, UP, R"(, "expect": [])"));
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::size_t data = 0;
    for (const auto& packet : link.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        EXPECT_NE(reading.protocol, 41);
        if (reading.protocol == 17)
        {
            ++data;
            EXPECT_EQ(reading.source, Ipv6Address("a::2"));
            EXPECT_EQ(reading.homeAddress, World::Home());
            EXPECT_EQ(reading.destination, World::Peer());
        }
    }
    EXPECT_GT(data, 300U);
    EXPECT_EQ(run.DropsOf("CN", "no-binding"), 0U) << "no binding is needed";
    EXPECT_GE(run.FlowOf("up")["received"].get<uint64_t>(), data);
}

// Sections 7.9, 8.4 and 9.5: the first packets by the home agent's tunnel, the others straight.
TEST(Draft1997Registration, ACorrespondentLearnsTheBindingAndSendsByTheRoutingHeader)
{
    REQ("D04-002", "D04-055", "D04-056", "D04-044", "BOOK-082@draft1997", "BOOK-080@draft1997");
    ScenarioRun run(World::Text(TO_A, DOWN));
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::size_t tunnelled = 0;
    std::size_t straight = 0;
    for (const auto& packet : link.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        tunnelled += reading.protocol == 41;
        if (reading.protocol == 17)
        {
            ++straight;
            EXPECT_EQ(reading.destination, Ipv6Address("a::2"));
            EXPECT_EQ(reading.routing, World::Home());
        }
    }
    EXPECT_GE(tunnelled, 1U);
    EXPECT_LE(tunnelled, 2U);
    EXPECT_GT(straight, 300U);
    const auto updates = World::With<BindingUpdate>(link);
    ASSERT_EQ(updates.size(), 2U);
    const auto reading = ReadDraft1997(updates.back());
    EXPECT_EQ(reading.destination, World::Peer());
    EXPECT_FALSE(reading.Find<BindingUpdate>()->homeRegistration);
    EXPECT_EQ(reading.Find<BindingUpdate>()->interfaceIdentifierLength, 0);
    EXPECT_EQ(reading.spi, World::TO_PEER);
    EXPECT_TRUE(IsAuthentic(updates.back()));
    const auto bound = run.RegistrarOf("CN")->GetCache().Find({World::Home(), World::Peer()});
    ASSERT_NE(bound, nullptr);
    EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::2"));
}

// Section 9.13.
TEST(Draft1997Registration, AtHomeTheBindingEndsByAnUpdateFromTheHomeAddress)
{
    REQ("D04-105", "D04-020");
    ScenarioRun run(World::Text(AND_HOME, UP));
    const LinkTap home(run.LinkOf("home"));
    run.At(Seconds(33), [&run] {
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().Size(), 0U);
        EXPECT_EQ(run.RegistrarOf("HA")->GetCache().StubCount(), 0U) << "nothing is remembered";
    });
    run.Run();
    const auto updates = World::With<BindingUpdate>(home);
    ASSERT_FALSE(updates.empty());
    const auto reading = ReadDraft1997(updates.front());
    const auto& update = *reading.Find<BindingUpdate>();
    EXPECT_EQ(reading.source, World::Home());
    EXPECT_EQ(reading.homeAddress, World::Home()) << "at home too";
    EXPECT_TRUE(update.homeRegistration && update.acknowledge);
    EXPECT_TRUE(IsAuthentic(updates.front()));
    const auto answers = World::With<BindingAcknowledgement>(home);
    ASSERT_FALSE(answers.empty());
    const auto answer = ReadDraft1997(answers.front());
    EXPECT_EQ(answer.destination, World::Home());
    EXPECT_FALSE(answer.routing);
    EXPECT_EQ(answer.Find<BindingAcknowledgement>()->lifetime, 0U);
    EXPECT_EQ(answer.Find<BindingAcknowledgement>()->refresh, 0U);
}

} // namespace ns3::nemo::tests::draft1997_registration_test
