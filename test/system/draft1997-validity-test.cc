// SPDX-License-Identifier: GPL-2.0-only
// What a receiver of the 1997 dialect believes: draft-ietf-mobileip-ipv6-04 sections 7.2 and 8.2,
// with packets made by hand.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::draft1997_validity_test
{

namespace
{

using World = Draft1997World;

const Ipv6Address CARE_OF("a::77");

/// A correspondent, its cache, and packets of the mobile node that others make.
class Draft1997ValidityTest : public ::testing::Test
{
  protected:
    explicit Draft1997ValidityTest(const std::vector<std::string>& settings = {})
        : run(World::Text("", ""), settings),
          toPeer(World::TO_PEER, AhKeyOf(World::KEY)),
          toAgent(World::TO_AGENT, AhKeyOf(World::KEY)),
          core(run.LinkOf("core"))
    {
    }

    /// A Binding Update on a datagram, for the correspondent.
    Draft1997Packet Update(uint16_t sequence)
    {
        BindingUpdate update;
        update.sequence = sequence;
        update.lifetime = 100;
        update.acknowledge = true;
        Draft1997Packet packet;
        packet.source = CARE_OF;
        packet.destination = World::Peer();
        packet.homeAddress = World::Home();
        packet.signals.push_back({update, {}});
        packet.protocol = 17;
        packet.payload = World::Datagram(World::Home(), World::Peer());
        packet.association = &toPeer;
        return packet;
    }

    /// The same for the home agent.
    Draft1997Packet HomeUpdate(uint16_t sequence)
    {
        Draft1997Packet packet = Update(sequence);
        auto update = *packet.signals.front().Get<BindingUpdate>();
        update.homeRegistration = true;
        packet.signals = {{update, {}}};
        packet.destination = World::Agent();
        packet.payload = World::Datagram(World::Home(), World::Agent());
        packet.association = &toAgent;
        return packet;
    }

    /// What became of a packet: whether it bound, whether its payload was delivered, who answered.
    struct Outcome
    {
        bool isBound{false};
        bool isDelivered{false};
        std::optional<BindingStatus> answer;
        Ipv6Address careOf;
    };

    /// Hands packets to a node, one each second, and looks half a second later.
    std::vector<Outcome> Give(const std::string& name,
                              const BindingCache::Key& key,
                              const std::vector<Octets>& packets)
    {
        std::vector<Outcome> outcomes(packets.size());
        std::size_t before = 0;
        for (std::size_t i = 0; i < packets.size(); ++i)
        {
            run.At(Seconds(double(i) + 2), [this, &before, &name, &packets, i] {
                before = core.All().size();
                World::Inject(run.NodeOf(name), packets[i]);
            });
            run.At(Seconds(double(i) + 2.5), [this, &before, &outcomes, &name, &key, i] {
                Look(name, key, before, outcomes[i]);
            });
        }
        run.Run();
        return outcomes;
    }

    void Look(const std::string& name,
              const BindingCache::Key& key,
              std::size_t before,
              Outcome& outcome)
    {
        const auto* entry = run.RegistrarOf(name)->GetCache().Find(key);
        outcome.isBound = entry != nullptr;
        outcome.careOf = entry ? entry->careOfAddress : Ipv6Address::GetAny();
        for (std::size_t i = before; i < core.All().size(); ++i)
        {
            const auto reading = ReadDraft1997(core.All()[i].octets);
            outcome.isDelivered = outcome.isDelivered || World::IsPortUnreachable(core.All()[i]);
            if (const auto* answer = reading.Find<BindingAcknowledgement>())
            {
                outcome.answer = answer->status;
            }
        }
    }

    ScenarioRun run;
    SigningAssociation toPeer;
    SigningAssociation toAgent;
    const LinkTap core;
    const BindingCache::Key atPeer{World::Home(), World::Peer()};
};

} // namespace

// Section 7.2: silently ignored, and the packet discarded with all that it carries.
TEST_F(Draft1997ValidityTest, WhatIsNotValidTakesItsPacketWithIt)
{
    REQ("D04-042", "D04-004", "D04-020", "D04-016");
    Draft1997Packet open = Update(1);
    open.association = nullptr;
    SigningAssociation otherKey(World::TO_PEER, AhKeyOf(9));
    otherKey.SetNextSequence(1000);
    Draft1997Packet forged = Update(2);
    forged.association = &otherKey;
    Draft1997Packet homeless = Update(3);
    homeless.homeAddress.reset();
    homeless.source = World::Home();
    homeless.payload = World::Datagram(World::Home(), World::Peer());
    std::vector<Octets> bad{open.Build(), forged.Build(), homeless.Build()};
    const auto outcomes = Give("CN", atPeer, bad);
    for (std::size_t i = 0; i < bad.size(); ++i)
    {
        EXPECT_FALSE(outcomes[i].isBound) << i;
        EXPECT_FALSE(outcomes[i].isDelivered) << i;
        EXPECT_FALSE(outcomes[i].answer) << i;
    }
    EXPECT_EQ(run.DropsOf("CN", "unprotected"), 1U);
    EXPECT_EQ(run.DropsOf("CN", "bad-integrity"), 1U);
    EXPECT_EQ(run.DropsOf("CN", "missing-home-address"), 1U);
}

TEST_F(Draft1997ValidityTest, WhatIsValidBindsAndItsPassengerArrives)
{
    REQ("D04-042", "D04-001", "D04-038");
    Draft1997Packet quiet = Update(6);
    auto update = *quiet.signals.front().Get<BindingUpdate>();
    update.acknowledge = false;
    quiet.signals = {{update, {}}};
    Draft1997Packet alone = Update(7);
    alone.protocol = 59;
    alone.payload.clear();
    const auto outcomes = Give("CN", atPeer, {Update(5).Build(), quiet.Build(), alone.Build()});
    EXPECT_TRUE(outcomes[0].isBound);
    EXPECT_TRUE(outcomes[0].isDelivered);
    EXPECT_EQ(outcomes[0].careOf, CARE_OF);
    EXPECT_EQ(outcomes[0].answer, BindingStatus::ACCEPTED);
    EXPECT_TRUE(outcomes[1].isDelivered);
    EXPECT_FALSE(outcomes[1].answer) << "A = 0";
    EXPECT_FALSE(outcomes[2].isDelivered) << "there was nothing to deliver";
    EXPECT_EQ(outcomes[2].answer, BindingStatus::ACCEPTED);
}

// Section 13.1: order is the business of Sequence Number, replays that of the association.
TEST_F(Draft1997ValidityTest, AnOlderNumberIsIgnoredAlthoughItIsNoReplay)
{
    REQ("D04-042", "D04-109");
    Draft1997Packet moved = Update(5);
    moved.source = Ipv6Address("a::88");
    std::vector<Octets> packets;
    packets.push_back(Update(9).Build());
    packets.push_back(moved.Build());
    packets.push_back(Update(9).Build());
    packets.push_back(packets.front());
    packets.push_back(Update(65535).Build());
    const auto outcomes = Give("CN", atPeer, packets);
    EXPECT_EQ(outcomes[0].answer, BindingStatus::ACCEPTED);
    for (std::size_t i = 1; i < packets.size(); ++i)
    {
        EXPECT_FALSE(outcomes[i].answer) << i;
        EXPECT_FALSE(outcomes[i].isDelivered) << i;
        EXPECT_EQ(outcomes[i].careOf, CARE_OF) << i;
    }
    EXPECT_EQ(run.DropsOf("CN", "superseded-update"), 3U);
    EXPECT_EQ(run.DropsOf("CN", "replayed"), 1U);
}

// Sections 9.5 and 13.1: nobody on behalf of another.
TEST_F(Draft1997ValidityTest, AnAssociationIsOfItsOwnHomeAddress)
{
    REQ("D04-004+1");
    Draft1997Packet others = Update(1);
    others.homeAddress = Ipv6Address("1::99");
    others.payload = World::Datagram(Ipv6Address("1::99"), World::Peer());
    const auto outcomes = Give("CN", {Ipv6Address("1::99"), World::Peer()}, {others.Build()});
    EXPECT_FALSE(outcomes[0].isBound);
    EXPECT_FALSE(outcomes[0].isDelivered);
    EXPECT_FALSE(outcomes[0].answer);
    EXPECT_EQ(run.DropsOf("CN", "association-mismatch"), 1U);
}

// Section 5.1.
TEST_F(Draft1997ValidityTest, LifetimeZeroAndTheHomeAddressAsCareOfAddressBothDelete)
{
    REQ("D04-021", "D04-045", "D04-022");
    const auto with = [this](uint16_t sequence, uint32_t lifetime, bool isHome) {
        Draft1997Packet packet = Update(sequence);
        auto update = *packet.signals.front().Get<BindingUpdate>();
        update.lifetime = lifetime;
        packet.signals = {{update, {}}};
        if (isHome)
        {
            packet.signals[0].options.emplace_back(AlternateCareOfAddress{World::Home()});
        }
        return packet.Build();
    };
    const auto outcomes = Give("CN",
                               atPeer,
                               {with(10, 100, false),
                                with(11, 0, false),
                                with(3, 100, false),
                                with(4, 100, true),
                                with(2, 0, true)});
    EXPECT_TRUE(outcomes[0].isBound);
    EXPECT_FALSE(outcomes[1].isBound);
    EXPECT_TRUE(outcomes[2].isBound) << "without an entry any number will do";
    EXPECT_FALSE(outcomes[3].isBound);
    EXPECT_FALSE(outcomes[4].isBound);
    for (const auto& outcome : outcomes)
    {
        EXPECT_EQ(outcome.answer, BindingStatus::ACCEPTED);
    }
}

// Sections 8.2 and 8.3.
TEST_F(Draft1997ValidityTest, AHomeAgentRefusesInTheOrderOfTheDraft)
{
    const auto with = [this](uint16_t sequence, uint8_t length, uint32_t lifetime) {
        Draft1997Packet packet = HomeUpdate(sequence);
        auto update = *packet.signals.front().Get<BindingUpdate>();
        update.interfaceIdentifierLength = length;
        update.lifetime = lifetime;
        packet.signals = {{update, {}}};
        return packet.Build();
    };
    const auto outcomes =
        Give("HA", World::Home(), {with(1, 63, 100), with(2, 63, 0), with(3, 64, 100)});
    EXPECT_EQ(outcomes[0].answer, BindingStatus::INCORRECT_INTERFACE_IDENTIFIER_LENGTH);
    EXPECT_FALSE(outcomes[0].isBound);
    EXPECT_EQ(outcomes[1].answer, BindingStatus::ACCEPTED) << "nothing was there to delete";
    EXPECT_EQ(outcomes[2].answer, BindingStatus::ACCEPTED);
    EXPECT_TRUE(outcomes[2].isBound);
}

// Section 9.10: the rest of the packet is processed.
TEST_F(Draft1997ValidityTest, AnAcknowledgementThatIsNotValidLosesOnlyItself)
{
    REQ("D04-005", "D04-101");
    const LinkTap home(run.LinkOf("home"));
    SigningAssociation toMobile(World::TO_MOBILE, AhKeyOf(World::KEY));
    BindingAcknowledgement answer;
    answer.sequence = 7;
    answer.lifetime = 100;
    Draft1997Packet packet;
    packet.source = World::Agent();
    packet.destination = World::Home();
    packet.signals.push_back({answer, {}});
    packet.protocol = 17;
    packet.payload = World::Datagram(World::Agent(), World::Home());
    const Octets open = packet.Build();
    packet.association = &toMobile;
    const Octets unasked = packet.Build();
    run.At(Seconds(2), [&] { World::Inject(run.NodeOf("MN"), open); });
    run.At(Seconds(4), [&] { World::Inject(run.NodeOf("MN"), unasked); });
    run.Run();
    const auto unreachable = home.Where([](const CaughtPacket& caught) {
        return caught.icmpv6 == 1 && caught.source == World::Home();
    });
    EXPECT_EQ(unreachable.size(), 2U) << "both datagrams were delivered";
    EXPECT_EQ(run.DropsOf("MN", "unprotected"), 1U);
    EXPECT_EQ(run.DropsOf("MN", "unexpected-message"), 1U);
}

namespace
{

class Draft1997LegacyTest : public Draft1997ValidityTest
{
  protected:
    Draft1997LegacyTest()
        : Draft1997ValidityTest(
              World::Unsigned({"/nodes/CN/dialect=rfc6275", "/nodes/CN/attributes={}"}))
    {
    }

    /// The Parameter Problems that the correspondent sends, as code and pointer.
    std::vector<std::pair<int, int>> Problems() const
    {
        std::vector<std::pair<int, int>> problems;
        for (const auto& caught : core.All())
        {
            if (caught.icmpv6 == 4 && caught.source == World::Peer())
            {
                problems.emplace_back(caught.octets.at(41), caught.octets.at(47));
            }
        }
        return problems;
    }
};

} // namespace

// Section 5.1.
TEST_F(Draft1997ValidityTest, ALifetimeOfAllOnesHasNoEnd)
{
    REQ("D04-019");
    Draft1997Packet packet = Update(1);
    auto update = *packet.signals.front().Get<BindingUpdate>();
    update.lifetime = 0xffffffff;
    packet.signals = {{update, {}}};
    const Octets octets = packet.Build();
    run.At(Seconds(2), [&] { World::Inject(run.NodeOf("CN"), octets); });
    run.At(Seconds(50), [&] {
        const BindingCache& cache = run.RegistrarOf("CN")->GetCache();
        ASSERT_NE(cache.Find(atPeer), nullptr);
        EXPECT_EQ(cache.Find(atPeer)->expires, Time::Max());
        EXPECT_FALSE(cache.NextExpiry()) << "nothing will ever end it";
    });
    run.Run();
    const auto answers = World::With<BindingAcknowledgement>(core);
    ASSERT_EQ(answers.size(), 1U);
    const auto reading = ReadDraft1997(answers.front());
    EXPECT_EQ(reading.Find<BindingAcknowledgement>()->lifetime, 0xffffffffU);
}

// Sections 5.1, 5.2 and 5.4: the two top bits of an option type say what who does not know it does.
TEST_F(Draft1997LegacyTest, WhoDoesNotKnowTheOptionsDoesWhatTheirTypesSay)
{
    REQ("D04-023", "D04-031", "D04-036");
    Draft1997Packet update = Update(1);
    update.association = nullptr;
    update.source = Ipv6Address("c::1");
    const Octets withHome = update.Build();
    update.homeAddress.reset();
    const Octets withUpdate = update.Build();
    Draft1997Packet answer = update;
    answer.signals = {{BindingAcknowledgement{}, {}}, {BindingRefreshRequest{}, {}}};
    answer.payload = World::Datagram(Ipv6Address("c::1"), World::Peer());
    const Octets withAnswer = answer.Build();
    run.At(Seconds(2), [&] { World::Inject(run.NodeOf("CN"), withHome); });
    run.At(Seconds(4), [&] { World::Inject(run.NodeOf("CN"), withUpdate); });
    run.At(Seconds(6), [&] { World::Inject(run.NodeOf("CN"), withAnswer); });
    run.Run();
    // Behind the IPv6 header: Next Header, length, four octets of padding, Home Address; or at once
    // the Binding Update.
    EXPECT_EQ(Problems(), (std::vector<std::pair<int, int>>{{2, 40 + 6}, {2, 40 + 2}}));
    const auto unreachable = core.Where([](const CaughtPacket& caught) {
        return caught.icmpv6 == 1 && caught.source == World::Peer();
    });
    EXPECT_EQ(unreachable.size(), 1U) << "the third datagram was delivered";
}

} // namespace ns3::nemo::tests::draft1997_validity_test
