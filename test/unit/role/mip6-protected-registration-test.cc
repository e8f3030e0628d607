// SPDX-License-Identifier: GPL-2.0-only
// What a home agent makes of Binding Updates that are protected, and of those that should be.
// RFC 6275 section 5.1, RFC 3776.
#include "nemo-requirement.h"
#include "support/esp-wire.h"
#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_protected_registration_test
{

namespace
{

constexpr uint32_t SPI = 1000;
constexpr uint32_t OTHER_SPI = 2000;
constexpr uint8_t ROUTING = 43;

/// A home agent that shares associations with 4::2 and with 4::22, and none with 4::33.
class ProtectedRegistrationTest : public ::testing::Test
{
  protected:
    ProtectedRegistrationTest()
    {
        auto security = bench.stack->GetPacketSecurity();
        const Ipv6Address agent("4::3");
        security->Add(PolicyOf(Ipv6Address("4::2"), agent, true, {TrafficKind::BINDING}, SPI));
        security->Add(
            PolicyOf(Ipv6Address("4::22"), agent, true, {TrafficKind::BINDING}, OTHER_SPI));
    }

    static HandUpdate UpdateOf(const std::string& home, const std::string& flags = "AH")
    {
        HandUpdate update;
        update.home = Ipv6Address(home.c_str());
        update.flags = flags;
        return update;
    }

    /// To another address of the home agent's.
    static HandUpdate To(HandUpdate update, const Ipv6Address& destination, uint16_t sequence = 100)
    {
        update.destination = destination;
        update.sequence = sequence;
        return update;
    }

    /// From 4::2 at home.
    static HandUpdate End()
    {
        HandUpdate end = UpdateOf("4::2");
        end.homeAddressOption = false;
        end.lifetime = 0;
        return end;
    }

    /// Send these octets from the world, and let Duplicate Address Detection end.
    void Send(const Octets& packet)
    {
        bench.world->Send(packet, bench.WorldMac());
        HomeAgentBench::Run(Seconds(3));
    }

    /// An update protected by the association with this SPI.
    static Octets Sealed(const HandUpdate& update, uint32_t spi, uint32_t sequence)
    {
        return SealPacket(update.Encode(), KeysOf(static_cast<uint8_t>(spi)), {spi, sequence});
    }

    /// What a station has heard by the association with this SPI.
    static std::vector<EspOnWire> Protected(const HandStation& station, uint32_t spi)
    {
        std::vector<EspOnWire> found;
        for (const auto& packet : station.Heard())
        {
            if (const auto esp = FindEsp(packet.octets, KeysOf(static_cast<uint8_t>(spi))))
            {
                found.push_back(*esp);
            }
        }
        return found;
    }

    /// The acknowledgements for 4::2 that the world has heard.
    std::vector<EspOnWire> ProtectedAnswers() const
    {
        return Protected(*bench.world, SPI + 1);
    }

    /// The acknowledgement in there, between these two; throws if there is none.
    static BindingAcknowledgement AnswerIn(const EspOnWire& esp, const std::string& home)
    {
        const Octets& octets = esp.payload.octets;
        const auto result = DecodeMobilityHeader(octets.data(),
                                                 octets.size(),
                                                 Ipv6Address("4::3"),
                                                 Ipv6Address(home.c_str()));
        return *std::get<Signal>(result).Get<BindingAcknowledgement>();
    }

    void ExpectNothing(DropReason reason, uint64_t count = 1)
    {
        EXPECT_FALSE(bench.Find("4::2"));
        EXPECT_EQ(bench.Drops(reason), count);
        EXPECT_TRUE(bench.world->Acknowledgements().empty());
        EXPECT_TRUE(ProtectedAnswers().empty());
    }

    HomeAgentBench bench;
    const Ipv6Address elsewhere{"fd00:ffff::4"}; ///< of the home agent, on its other link
    const Ipv6Address anycast{HomeAgentsAnycastAddress(P("4::/64")).value()}; ///< of home agents
};

} // namespace

// RFC 6275 section 5.1: both messages, by home address and home agent; RFC 3776 section 3.1: the
// routing header and the Home Address option before the protection.
TEST_F(ProtectedRegistrationTest, IsAnsweredAsItCame)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    REQ("BOOK-098");
    Send(Sealed(UpdateOf("4::2"), SPI, 1));
    ASSERT_TRUE(bench.Find("4::2"));
    EXPECT_TRUE(bench.world->Acknowledgements().empty()) << "not in the open";
    const auto answers = ProtectedAnswers();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].source, Ipv6Address("4::3"));
    EXPECT_EQ(answers[0].destination, Ipv6Address("7::2"));
    EXPECT_EQ(answers[0].before, ROUTING);
    EXPECT_EQ(answers[0].position.spi, SPI + 1);
    EXPECT_EQ(answers[0].payload.nextHeader, MOBILITY_HEADER_PROTOCOL);
    EXPECT_EQ(AnswerIn(answers[0], "4::2").status, BindingStatus::ACCEPTED);
}

TEST_F(ProtectedRegistrationTest, InTheOpenIsDroppedInSilence)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    Send(UpdateOf("4::2").Encode());
    ExpectNothing(DropReason::UNPROTECTED);
    Send(UpdateOf("4::2", "AHR").Encode());
    ExpectNothing(DropReason::UNPROTECTED, 2);
    Send(End().Encode());
    ExpectNothing(DropReason::UNPROTECTED, 3);
}

// RFC 6275 section 5.1: the home address counts, at whichever address it is to be bound.
TEST_F(ProtectedRegistrationTest, InTheOpenToAnotherAddressIsDroppedInSilence)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    Send(To(UpdateOf("4::2"), elsewhere).Encode());
    ExpectNothing(DropReason::UNPROTECTED);
    Send(To(UpdateOf("4::2", "AHR"), elsewhere).Encode());
    ExpectNothing(DropReason::UNPROTECTED, 2);
}

TEST_F(ProtectedRegistrationTest, NothingInTheOpenChangesWhatIsBound)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    Send(Sealed(UpdateOf("4::2"), SPI, 1));
    ASSERT_TRUE(bench.Find("4::2"));
    const std::string before = bench.Dump();
    HandUpdate moved = To(UpdateOf("4::2"), elsewhere, 101);
    moved.careOf = Ipv6Address("7::66");
    uint64_t dropped = 0;
    for (const HandUpdate& update : {moved, To(End(), elsewhere, 102), To(End(), anycast, 103)})
    {
        Send(update.Encode());
        EXPECT_EQ(bench.Drops(DropReason::UNPROTECTED), ++dropped);
        EXPECT_EQ(bench.Dump(), before);
    }
    EXPECT_TRUE(bench.world->Acknowledgements().empty());
}

// RFC 6275 section 5.2: what is for the correspondent in the home agent is proven otherwise.
TEST_F(ProtectedRegistrationTest, WhatIsForACorrespondentNeedsAnotherProof)
{
    Send(To(UpdateOf("4::2", "A"), elsewhere).Encode());
    ExpectNothing(DropReason::UNAUTHORIZED_UPDATE);
    EXPECT_EQ(bench.Drops(DropReason::UNPROTECTED), 0U);
}

// RFC 6275 section 5.1: "ensure that the home address corresponds to a given security association".
TEST_F(ProtectedRegistrationTest, ByTheAssociationOfAnotherIsDroppedInSilence)
{
    REQ("RFC-002");
    Send(Sealed(UpdateOf("4::2"), OTHER_SPI, 1));
    ExpectNothing(DropReason::ASSOCIATION_MISMATCH);
    Send(Sealed(UpdateOf("4::22"), OTHER_SPI, 2));
    EXPECT_TRUE(bench.Find("4::22")) << "his own";
    HandUpdate nobodys = UpdateOf("4::33");
    Send(Sealed(nobodys, OTHER_SPI, 3));
    EXPECT_FALSE(bench.Find("4::33"));
    ExpectNothing(DropReason::ASSOCIATION_MISMATCH, 2);
}

/// The home address that counts is before the protection: one inside would be anybody's.
TEST_F(ProtectedRegistrationTest, AHomeAddressInsideIsNobodys)
{
    REQ("RFC-002");
    HandUpdate update = UpdateOf("4::2");
    update.careOf = Ipv6Address("4::22"); // the owner of the association, who sends from "home"
    const Octets packet = update.Encode();
    const auto split = packet.begin() + 40;
    Octets header(packet.begin(), split);
    const Octets sealed = SealEsp(KeysOf(static_cast<uint8_t>(OTHER_SPI)),
                                  {OTHER_SPI, 1},
                                  {},
                                  Octets(split, packet.end()),
                                  packet.at(6));
    header[4] = static_cast<uint8_t>(sealed.size() >> 8);
    header[5] = static_cast<uint8_t>(sealed.size());
    header[6] = ESP_HEADER;
    header.insert(header.end(), sealed.begin(), sealed.end());
    Send(header);
    ExpectNothing(DropReason::ASSOCIATION_MISMATCH);
}

TEST_F(ProtectedRegistrationTest, WhatCannotBeOpenedIsDroppedInSilence)
{
    Octets changed = Sealed(UpdateOf("4::2"), SPI, 1);
    changed[changed.size() - 20] ^= 1;
    Send(changed);
    ExpectNothing(DropReason::BAD_INTEGRITY);
    Send(SealPacket(UpdateOf("4::2").Encode(), KeysOf(1), {3000, 1}));
    ExpectNothing(DropReason::UNKNOWN_ASSOCIATION);
}

// RFC 4303 section 3.4.3: before the sequence number of the update is looked at, so no answer.
TEST_F(ProtectedRegistrationTest, AgainIsAReplay)
{
    const Octets packet = Sealed(UpdateOf("4::2"), SPI, 1);
    Send(packet);
    ASSERT_EQ(ProtectedAnswers().size(), 1U);
    Send(packet);
    EXPECT_EQ(bench.Drops(DropReason::REPLAYED), 1U);
    EXPECT_EQ(ProtectedAnswers().size(), 1U);
}

TEST_F(ProtectedRegistrationTest, WithoutAnAssociationIsUpToTheHomeAgent)
{
    REQ("RFC-003");
    EXPECT_EQ(bench.Ask(UpdateOf("4::33")), BindingStatus::ACCEPTED);
    bench.agent->SetAttribute("RequireProtection", BooleanValue(true));
    HandUpdate again = UpdateOf("4::33");
    again.sequence = 101;
    EXPECT_EQ(bench.Ask(again), std::nullopt);
    EXPECT_EQ(bench.Drops(DropReason::UNPROTECTED), 1U);
    EXPECT_EQ(bench.Find("4::33")->sequence, 100);
    Send(Sealed(UpdateOf("4::2"), SPI, 1));
    EXPECT_TRUE(bench.Find("4::2"));
}

// RFC 6275 sections 6.1.7, 6.1.8 and 10.3.1: what is keyed by hand cannot be moved by key
// management, so whatever the update asks for.
TEST_F(ProtectedRegistrationTest, KeysSetByHandAreNotMoved)
{
    REQ("RFC-031");
    REQ("RFC-114");
    for (const char* flags : {"AH", "AHK"})
    {
        HandUpdate update = UpdateOf("4::2", flags);
        update.sequence = flags == std::string("AH") ? 100 : 101;
        Send(Sealed(update, SPI, update.sequence));
        EXPECT_EQ(AnswerIn(ProtectedAnswers().back(), "4::2").keyManagementMobility, false);
        EXPECT_EQ(AnswerIn(ProtectedAnswers().back(), "4::2").sequence, update.sequence);
    }
    for (const char* flags : {"AH", "AHK"})
    {
        HandUpdate update = UpdateOf("4::33", flags);
        update.sequence = flags == std::string("AH") ? 100 : 101;
        EXPECT_EQ(bench.Ask(update), BindingStatus::ACCEPTED);
        EXPECT_FALSE(bench.LastAnswer().Acknowledgement()->keyManagementMobility)
            << "and no association at all";
    }
}

// RFC 6275 section 10.3.2: from the home link, without an option, and answered there.
TEST_F(ProtectedRegistrationTest, EndsFromTheHomeLinkToo)
{
    Send(Sealed(UpdateOf("4::2"), SPI, 1));
    ASSERT_TRUE(bench.Find("4::2"));
    const HandUpdate end = To(End(), Ipv6Address("4::3"), 101);
    bench.neighbour->has = [](const Ipv6Address& address) {
        return address == Ipv6Address("4::2");
    };
    bench.neighbour->Send(Sealed(end, SPI, 2), bench.HomeMac());
    HomeAgentBench::Run(Seconds(3));
    EXPECT_FALSE(bench.Find("4::2"));
    const auto answers = Protected(*bench.neighbour, SPI + 1);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].before, 0) << "no routing header at home";
    EXPECT_EQ(answers[0].destination, Ipv6Address("4::2"));
}

/// Who is at home, but not on a link of this home agent's, is answered as anybody; and protected.
TEST_F(ProtectedRegistrationTest, ARefusalWithoutARoutingHeaderIsProtectedToo)
{
    bench.stack->GetPacketSecurity()->Add(
        PolicyOf(Ipv6Address("9::9"), Ipv6Address("4::3"), true, {TrafficKind::BINDING}, 3000));
    HandUpdate update = UpdateOf("9::9");
    update.homeAddressOption = false;
    Send(Sealed(update, 3000, 1));
    EXPECT_TRUE(bench.world->Acknowledgements().empty());
    const auto answers = Protected(*bench.world, 3001);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].before, 0);
    EXPECT_EQ(AnswerIn(answers[0], "9::9").status, BindingStatus::NOT_HOME_SUBNET);
}

// RFC 6275 section 9.3.1: with ESP behind the option the packet is looked at, and nobody is told.
TEST_F(ProtectedRegistrationTest, TellsNobodyOfAnOptionBeforeProtection)
{
    Send(SealPacket(UpdateOf("4::33").Encode(), KeysOf(1), {3000, 1}));
    EXPECT_EQ(bench.Drops(DropReason::UNKNOWN_ASSOCIATION), 1U);
    EXPECT_EQ(bench.Drops(DropReason::NO_BINDING), 0U);
    for (const auto& packet : bench.world->Heard())
    {
        EXPECT_FALSE(packet.signal && packet.signal->Get<BindingError>());
    }
}

} // namespace ns3::nemo::tests::mip6_protected_registration_test
