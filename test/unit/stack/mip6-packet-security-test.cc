// SPDX-License-Identifier: GPL-2.0-only
#include "support/esp-wire.h"

#include "ns3/mip6-packet-security.h"

#include <gtest/gtest.h>
#include <utility>

namespace ns3::nemo::tests::mip6_packet_security_test
{

namespace
{

constexpr uint8_t MOBILITY = 135;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t UDP = 17;
constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t FRAGMENT = 44;

const Ipv6Address HOME("fd00:b::77");
const Ipv6Address OTHER_HOME("fd00:b::78");
const Ipv6Address AGENT("fd00:1::1");
const Ipv6Address OTHER_AGENT("fd00:2::1");
const Ipv6Address CARE_OF("fd00:9::1");
const Ipv6Address PEER("fd00:c::1");

/// The mobile node's end of associations that protect these.
SecurityPolicy
Policy(std::set<TrafficKind> kinds, uint32_t spi, const Ipv6Address& home = HOME)
{
    return PolicyOf(home, AGENT, false, std::move(kinds), spi);
}

/// The other end.
SecurityPolicy
Mirror(const SecurityPolicy& policy)
{
    return PolicyOf(policy.homeAddress, AGENT, true, policy.kinds, policy.outboundSpi);
}

Ipv6Header
Header(const Ipv6Address& source, const Ipv6Address& destination, uint8_t next)
{
    Ipv6Header header;
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetNextHeader(next);
    return header;
}

Ptr<Packet>
Of(const Octets& octets)
{
    return Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size()));
}

/// A mobility header as far as anybody looks at it.
Octets
Mobility(uint8_t type)
{
    return {59, 0, type, 0, 0, 0, 0, 0};
}

Ptr<Packet>
Inner(uint8_t next, const Octets& payload)
{
    auto packet = Of(payload);
    packet->AddHeader(Header(HOME, PEER, next));
    return packet;
}

class PacketSecurityTest : public ::testing::Test
{
  protected:
    void Add(const SecurityPolicy& policy)
    {
        mobile.Add(policy);
        agent.Add(Mirror(policy));
    }

    /// The SPI of what leaves, or 0.
    static uint32_t SpiOf(const SealingAssociation* association)
    {
        return association ? association->GetSpi() : 0;
    }

    uint32_t Signal(PacketSecurity& end,
                    const Ipv6Address& from,
                    const Ipv6Address& to,
                    uint8_t next,
                    const Octets& payload)
    {
        return SpiOf(end.ForSignal(Header(from, to, next), Of(payload)));
    }

    /// What the mobile node sends so, sealed by the association of that kind.
    Octets SealedUpdate()
    {
        auto* association = mobile.ForSignal(Header(HOME, AGENT, MOBILITY), Of(Mobility(5)));
        return mobile.Seal(*association, Mobility(5), MOBILITY).value();
    }

    Octets SealedTunnel()
    {
        return mobile.Seal(*mobile.ForTunnel(HOME, ends), Octets(40), IPV6_IN_IPV6).value();
    }

    DropReason ReasonOf(const std::variant<OpenedPacket, DropReason>& result)
    {
        const auto* reason = std::get_if<DropReason>(&result);
        EXPECT_TRUE(reason) << "it was opened";
        return reason ? *reason : DropReason::POWERED_OFF;
    }

    const Ptr<PacketSecurity> mobilePtr{CreateObject<PacketSecurity>()};
    const Ptr<PacketSecurity> agentPtr{CreateObject<PacketSecurity>()};
    PacketSecurity& mobile{*mobilePtr};
    PacketSecurity& agent{*agentPtr};
    const SecurityEnds ends{CARE_OF, AGENT};
};

} // namespace

TEST_F(PacketSecurityTest, OfNothingIsEmpty)
{
    EXPECT_TRUE(mobile.IsEmpty());
    Add(Policy({TrafficKind::BINDING}, 1000));
    EXPECT_FALSE(mobile.IsEmpty());
}

// RFC 3776 section 4.2: by home address and home agent, and by what it is.
TEST_F(PacketSecurityTest, ChoosesByAddressesAndKind)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    Add(Policy({TrafficKind::PREFIX}, 1002));
    EXPECT_EQ(Signal(mobile, HOME, AGENT, MOBILITY, Mobility(5)), 1000U);
    EXPECT_EQ(Signal(mobile, HOME, AGENT, ICMPV6, {146, 0, 0, 0}), 1002U);
    EXPECT_EQ(Signal(agent, AGENT, HOME, MOBILITY, Mobility(6)), 1001U);
    EXPECT_EQ(Signal(agent, AGENT, HOME, ICMPV6, {147, 0, 0, 0}), 1003U);
    EXPECT_EQ(Signal(mobile, HOME, AGENT, UDP, Mobility(5)), 0U);
    EXPECT_EQ(Signal(mobile, HOME, AGENT, MOBILITY, Mobility(1)), 0U);
    EXPECT_EQ(Signal(mobile, HOME, PEER, MOBILITY, Mobility(5)), 0U) << "to a correspondent";
    EXPECT_EQ(Signal(mobile, CARE_OF, AGENT, MOBILITY, Mobility(5)), 0U);
    EXPECT_EQ(Signal(agent, AGENT, OTHER_HOME, MOBILITY, Mobility(6)), 0U);
    EXPECT_EQ(SpiOf(mobile.ForTunnel(HOME, ends)), 0U);
}

TEST_F(PacketSecurityTest, ATunnelIsChosenByTheHomeAddressThatItServes)
{
    Add(Policy({TrafficKind::RETURN_ROUTABILITY}, 1000));
    Add(Policy({TrafficKind::DATA}, 1002, OTHER_HOME));
    const auto test = Of(Mobility(1));
    EXPECT_EQ(SpiOf(mobile.ForTunnelled(HOME, ends, MOBILITY, test)), 1000U);
    EXPECT_EQ(SpiOf(mobile.ForTunnelled(HOME, ends, UDP, test)), 0U);
    EXPECT_EQ(SpiOf(mobile.ForTunnel(HOME, ends)), 0U) << "not of everything";
    EXPECT_EQ(SpiOf(mobile.ForTunnelled(OTHER_HOME, ends, MOBILITY, test)), 1002U);
    EXPECT_EQ(SpiOf(mobile.ForTunnel(OTHER_HOME, ends)), 1002U);
    EXPECT_EQ(SpiOf(mobile.ForTunnel(OTHER_HOME, {CARE_OF, OTHER_AGENT})), 0U)
        << "another home agent has its own";
    EXPECT_EQ(SpiOf(agent.ForTunnel(OTHER_HOME, {AGENT, PEER})), 1003U) << "wherever it leads";
}

TEST_F(PacketSecurityTest, OpensWhatThePeerSealedAndSaysWhose)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    const auto result = agent.Open(Header(HOME, AGENT, 50), SealedUpdate());
    const auto& opened = std::get<OpenedPacket>(result);
    EXPECT_EQ(opened.payload, (EspPayload{MOBILITY, Mobility(5)}));
    EXPECT_EQ(opened.protection.homeAddress, HOME);
    EXPECT_EQ(opened.protection.spi, 1000U);
    EXPECT_EQ(opened.protection.mode, SecurityMode::TRANSPORT);
}

// RFC 6275 section 5.1: an association is of one home address.
TEST_F(PacketSecurityTest, OpensForNoOtherAddresses)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    Add(Policy({TrafficKind::BINDING}, 1002, OTHER_HOME));
    EXPECT_EQ(ReasonOf(agent.Open(Header(OTHER_HOME, AGENT, 50), SealedUpdate())),
              DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(ReasonOf(agent.Open(Header(HOME, OTHER_AGENT, 50), SealedUpdate())),
              DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(ReasonOf(mobile.Open(Header(HOME, AGENT, 50), SealedUpdate())),
              DropReason::UNKNOWN_ASSOCIATION)
        << "it is the peer's to open";
    EXPECT_EQ(ReasonOf(agent.Open(Header(HOME, AGENT, 50), Octets(7))), DropReason::TRUNCATED);
}

// RFC 3776 section 4.3: the mobile node's end of a tunnel moves, the home agent's does not.
TEST_F(PacketSecurityTest, OpensATunnelFromAnyCareOfAddress)
{
    Add(Policy({TrafficKind::DATA}, 1000));
    for (const auto& from : {CARE_OF, PEER})
    {
        const auto result = agent.Open(Header(from, AGENT, 50), SealedTunnel());
        EXPECT_EQ(std::get<OpenedPacket>(result).protection.mode, SecurityMode::TUNNEL);
    }
    EXPECT_EQ(ReasonOf(agent.Open(Header(CARE_OF, OTHER_AGENT, 50), SealedTunnel())),
              DropReason::ASSOCIATION_MISMATCH);
    auto* association = mobile.ForTunnel(HOME, ends);
    const auto noPacket = mobile.Seal(*association, Mobility(5), MOBILITY).value();
    EXPECT_EQ(ReasonOf(agent.Open(Header(CARE_OF, AGENT, 50), noPacket)),
              DropReason::ASSOCIATION_MISMATCH)
        << "no packet is in it";
}

// RFC 6275 section 5.1, RFC 3963 section 9.
TEST_F(PacketSecurityTest, SignalsThatShouldBeProtectedMustBe)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    Add(Policy({TrafficKind::PREFIX}, 1002));
    const auto update = Of(Mobility(5));
    const auto judge = [&](uint8_t next, Ptr<const Packet> packet, const Protection* protection) {
        return agent.JudgeSignal(Header(HOME, AGENT, next), packet, protection);
    };
    const Protection binding{1000, SecurityMode::TRANSPORT, HOME};
    const Protection prefix{1002, SecurityMode::TRANSPORT, HOME};
    EXPECT_EQ(judge(MOBILITY, update, nullptr), DropReason::UNPROTECTED);
    EXPECT_EQ(judge(MOBILITY, update, &binding), std::nullopt);
    EXPECT_EQ(judge(MOBILITY, update, &prefix), DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(judge(UDP, update, &binding), DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(judge(UDP, update, nullptr), std::nullopt);
    EXPECT_EQ(judge(MOBILITY, Of(Mobility(2)), nullptr), std::nullopt);
    EXPECT_EQ(agent.JudgeSignal(Header(OTHER_HOME, AGENT, MOBILITY), update, nullptr),
              std::nullopt);
    EXPECT_EQ(agent.JudgeSignal(Header(OTHER_HOME, AGENT, MOBILITY), update, &binding),
              DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(mobile.JudgeSignal(Header(AGENT, HOME, MOBILITY), Of(Mobility(6)), nullptr),
              DropReason::UNPROTECTED);
}

// RFC 6275 section 5.1: "that the given home address has been used with the right security
// association", wherever the home agent is asked.
TEST_F(PacketSecurityTest, SignalsForAHomeAgentMustBeProtectedAtEachOfItsAddresses)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    Add(Policy({TrafficKind::PREFIX}, 1002));
    const auto judge = [&](const Ipv6Address& home, uint8_t next, const Octets& octets) {
        return agent.JudgeSignal(Header(home, OTHER_AGENT, next), Of(octets), nullptr);
    };
    const Octets registration{59, 1, 5, 0, 0, 0, 0, 1, 0xc0, 0, 0, 1, 1, 2, 0, 0};
    Octets ofCorrespondent = registration;
    ofCorrespondent[8] = 0x80; // acknowledge, and no home registration
    Octets acknowledgement = registration;
    acknowledgement[2] = 6;
    EXPECT_EQ(judge(HOME, MOBILITY, registration), DropReason::UNPROTECTED);
    EXPECT_EQ(judge(HOME, ICMPV6, {146, 0, 0, 0}), DropReason::UNPROTECTED);
    EXPECT_EQ(judge(HOME, MOBILITY, ofCorrespondent), std::nullopt);
    EXPECT_EQ(judge(HOME, MOBILITY, acknowledgement), std::nullopt);
    EXPECT_EQ(judge(OTHER_HOME, MOBILITY, registration), std::nullopt);
    EXPECT_EQ(mobile.JudgeSignal(Header(HOME, PEER, MOBILITY), Of(registration), nullptr),
              std::nullopt)
        << "only a home agent is asked to bind";
}

TEST_F(PacketSecurityTest, WhatComesOutOfAProtectedTunnelMustHaveBeenProtected)
{
    Add(Policy({TrafficKind::RETURN_ROUTABILITY}, 1000));
    Add(Policy({TrafficKind::DATA}, 1002, OTHER_HOME));
    const SecurityEnds at{AGENT, CARE_OF};
    const Protection tests{1000, SecurityMode::TUNNEL, HOME};
    const Protection data{1002, SecurityMode::TUNNEL, OTHER_HOME};
    const auto test = Inner(MOBILITY, Mobility(1));
    const auto other = Inner(UDP, Octets(8));
    const auto piece = Inner(FRAGMENT, {MOBILITY, 0, 0, 1, 0, 0, 0, 9, 59, 1, 1, 0, 0, 0, 0, 0});
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, test, nullptr), DropReason::UNPROTECTED);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, piece, nullptr), DropReason::UNPROTECTED);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, piece, &tests), std::nullopt);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, test, &tests), std::nullopt);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, other, nullptr), std::nullopt);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, other, &tests), DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, test, &data), DropReason::ASSOCIATION_MISMATCH);
    EXPECT_EQ(agent.JudgeTunnelled(OTHER_HOME, at, other, nullptr), DropReason::UNPROTECTED);
    EXPECT_EQ(agent.JudgeTunnelled(OTHER_HOME, at, test, &data), std::nullopt);
    EXPECT_EQ(agent.JudgeTunnelled(HOME, at, Of(Octets(39)), nullptr), DropReason::TRUNCATED);
}

// RFC 3602 section 3: nobody may foresee it; and the same stream gives the same octets.
TEST_F(PacketSecurityTest, EveryPacketHasAVectorOfItsOwn)
{
    Add(Policy({TrafficKind::BINDING}, 1000));
    mobile.AssignStreams(77);
    const auto vectorOf = [](const Octets& sealed) {
        return Octets(sealed.begin() + 8, sealed.begin() + 24);
    };
    const Octets first = SealedUpdate();
    EXPECT_NE(vectorOf(first), vectorOf(SealedUpdate()));
    const auto again = CreateObject<PacketSecurity>();
    again->Add(Policy({TrafficKind::BINDING}, 1000));
    again->AssignStreams(77);
    auto* association = again->ForSignal(Header(HOME, AGENT, MOBILITY), Of(Mobility(5)));
    EXPECT_EQ(again->Seal(*association, Mobility(5), MOBILITY), first);
}

using PacketSecurityDeathTest = PacketSecurityTest;

TEST_F(PacketSecurityDeathTest, WantsOneAssociationForEachKind)
{
    mobile.Add(Policy({TrafficKind::BINDING}, 1000));
    EXPECT_DEATH(mobile.Add(Policy({TrafficKind::BINDING}, 1002)), "one association");
    EXPECT_DEATH(mobile.Add(Policy({TrafficKind::PREFIX}, 1000)), "is that of another");
    EXPECT_DEATH(mobile.Add(Policy({TrafficKind::PREFIX, TrafficKind::DATA}, 1002)), "own mode");
    SecurityPolicy nothing = Policy({TrafficKind::PREFIX}, 1002);
    nothing.kinds.clear();
    EXPECT_DEATH(mobile.Add(nothing), "protects something");
}

} // namespace ns3::nemo::tests::mip6_packet_security_test
