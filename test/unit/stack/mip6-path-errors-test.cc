// SPDX-License-Identifier: GPL-2.0-only
// ICMPv6 errors from inside a tunnel. RFC 2473 section 8.
// IPv6 Ready, home agent, group 5: ICMP errors relayed.
#include "nemo-requirement.h"
#include "support/mobile-world.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-path-errors.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace ns3::nemo::tests::mip6_path_errors_test
{

namespace
{

constexpr uint8_t UNREACHABLE = 1;
constexpr uint8_t TOO_BIG = 2;
constexpr uint8_t TIME_EXCEEDED = 3;
constexpr uint8_t PARAMETER_PROBLEM = 4;
constexpr uint8_t ICMPV6 = 58;

/// An ICMPv6 error as it was on a link.
struct CaughtError
{
    Time at;
    uint8_t type;
    uint8_t code;
    uint32_t value; ///< MTU or pointer
    Octets quoted;
};

/// A home agent, tunnels to addresses on link a, and a correspondent in the core.
class PathErrorsTest : public ::testing::Test
{
  protected:
    /// Let the home agent tunnel packets for the home address.
    void Bind()
    {
        auto rule = std::make_shared<SteeringRule>();
        rule->forwarded.verdict = Verdict::TRANSFORM;
        rule->forwarded.transform.source = world.Address("1::1");
        rule->forwarded.transform.destination = careOf;
        rule->forwarded.transform.encapsulate = true;
        rule->tunnelSource = careOf;
        rule->tunnelDestination = world.Address("1::1");
        world.agentNode->stack->GetSteering()->ToAddress(home, rule);
    }

    /// Send a datagram from the correspondent to the home address, IPv6 header included so long.
    void SendAt(Time when, uint32_t size = 148)
    {
        MobileWorld::At(when, [this, size]() {
            world.correspondent->SendUdp(Ipv6Address::GetAny(), home, size - 48);
        });
    }

    /// The ICMPv6 errors that were sent on a link to an address.
    std::vector<CaughtError> ErrorsTo(const Ipv6Address& destination, Ptr<MobileLink> link) const
    {
        std::vector<CaughtError> errors;
        for (const auto& packet : world.Caught(link, [&](const CaughtPacket& caught) {
                 return caught.destination == destination && caught.icmpv6 >= UNREACHABLE &&
                        caught.icmpv6 <= PARAMETER_PROBLEM;
             }))
        {
            const Octets& octets = packet.octets;
            errors.push_back({packet.at,
                              octets.at(40),
                              octets.at(41),
                              OctetReader(octets.data() + 44, 4).U32(),
                              Octets(octets.begin() + 48, octets.end())});
        }
        return errors;
    }

    /// The errors that the correspondent got.
    std::vector<CaughtError> Told() const
    {
        return ErrorsTo(world.Address("c::5"), world.core);
    }

    /// Let the access router send an ICMPv6 error to the home agent.
    void ReportAt(Time when, uint8_t type, uint8_t code, uint32_t value, const Octets& quoted)
    {
        MobileWorld::At(when, [this, type, code, value, quoted]() {
            OctetWriter message;
            message.U8(type);
            message.U8(code);
            message.U16(0);
            message.U32(value);
            message.Append(quoted);
            const Ipv6Address from = world.Address("c::2");
            const Ipv6Address to = world.Address("1::1");
            message.PatchU16(
                2,
                UpperLayerChecksum(from, to, ICMPV6, message.Get().data(), message.Size()));
            const auto packet =
                Create<Packet>(message.Get().data(), static_cast<uint32_t>(message.Size()));
            world.routerA->node->GetObject<Ipv6L3Protocol>()->Send(packet,
                                                                   from,
                                                                   to,
                                                                   ICMPV6,
                                                                   nullptr);
        });
    }

    /// The packet 100 octets long that the correspondent may have sent.
    Octets Inner() const
    {
        OctetWriter writer;
        writer.U32(0x60000000);
        writer.U16(60);
        writer.U8(17);
        writer.U8(63);
        writer.Address(world.Address("c::5"));
        writer.Address(home);
        writer.Zero(60);
        return writer.Release();
    }

    /// Outer header of the home agent's, with headers (a multiple of 8 octets) behind it.
    Octets Outer(uint8_t nextHeader, const Octets& headers, const Octets& inner) const
    {
        OctetWriter writer;
        writer.U32(0x60000000);
        writer.U16(static_cast<uint16_t>(headers.size() + inner.size()));
        writer.U8(nextHeader);
        writer.U8(62);
        writer.Address(world.Address("1::1"));
        writer.Address(careOf);
        writer.Append(headers);
        writer.Append(inner);
        return writer.Release();
    }

    MobileWorld world;
    const Ipv6Address home = world.Address("1::99");
    const Ipv6Address careOf = world.Address("2::99");
};

// RFC 2473 section 8.1: unreachable node. RFC 4861 section 7.2.2 says when.
TEST_F(PathErrorsTest, WhoWritesToAnUnreachableCareOfAddressIsTold)
{
    REQ("RFC-084", "TUN-8");
    Bind(); // nobody has it
    SendAt(Seconds(2));
    MobileWorld::RunUntil(Seconds(8));
    const auto tunnelled = world.Tunnelled(world.core);
    ASSERT_EQ(tunnelled.size(), 1U);
    const auto inside = ErrorsTo(world.Address("1::1"), world.core);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].quoted.at(6), 41) << "the access router quotes the tunnel packet";
    const auto told = Told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].type, UNREACHABLE);
    EXPECT_EQ(told[0].code, 3);
    EXPECT_EQ(told[0].quoted, tunnelled[0].inner->octets);
}

// RFC 2473 section 8.1: the tunnel's hop limit is too low, which is nothing to the source.
TEST_F(PathErrorsTest, AHopLimitThatRunsOutInsideTheTunnelIsAnUnreachableAddress)
{
    REQ("TUN-8");
    Bind();
    world.agentNode->stack->GetPacketPath()->SetAttribute("TunnelHopLimit", UintegerValue(1));
    SendAt(Seconds(2));
    MobileWorld::RunUntil(Seconds(3));
    const auto inside = ErrorsTo(world.Address("1::1"), world.core);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].type, TIME_EXCEEDED);
    const auto told = Told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].type, UNREACHABLE);
    EXPECT_EQ(told[0].code, 3);
    EXPECT_EQ(told[0].quoted, world.Tunnelled(world.core).at(0).inner->octets);
}

// RFC 2473 section 8.1: packet too big, in terms of the original: less 40 octets of outer header.
TEST_F(PathErrorsTest, ANarrowLinkInsideTheTunnelIsToldWithoutTheTunnelHeader)
{
    REQ("RFC-084", "TUN-8");
    world.a->SetAttribute("Mtu", UintegerValue(1400));
    world.correspondent->Listen();
    Bind();
    SendAt(Seconds(2), 1361);
    MobileWorld::RunUntil(Seconds(3));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_EQ(Told()[0].type, TOO_BIG);
    EXPECT_EQ(Told()[0].code, 0);
    EXPECT_EQ(Told()[0].value, 1360U);
    const Octets inner = world.Tunnelled(world.core).at(0).inner->octets;
    EXPECT_EQ(Told()[0].quoted, Octets(inner.begin(), inner.begin() + 1400 - 40 - 8 - 120 - 40))
        << "as much as the error inside quoted";
    // The home agent has learned: it tells the next one itself, and what fits passes.
    MobileWorld::At(Seconds(4), [this]() { SendAt(Seconds(4), 1360); });
    MobileWorld::RunUntil(Seconds(5));
    EXPECT_EQ(Told().size(), 1U);
    EXPECT_EQ(world.Tunnelled(world.a).size(), 0U) << "still being resolved";
    EXPECT_EQ(world.Tunnelled(world.core).back().octets.size(), 1400U);
}

// RFC 2473 section 7.1 (b): smaller ones are cut by the home agent, so nobody need be told.
TEST_F(PathErrorsTest, NobodyIsToldToSendLessThanEveryLinkCarries)
{
    REQ("TUN-8");
    world.a->SetAttribute("Mtu", UintegerValue(1300));
    Bind();
    SendAt(Seconds(2), 1280);
    SendAt(Seconds(3), 1280);
    MobileWorld::RunUntil(Seconds(4));
    const auto inside = ErrorsTo(world.Address("1::1"), world.core);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].type, TOO_BIG);
    EXPECT_EQ(inside[0].value, 1300U);
    EXPECT_TRUE(Told().empty());
    // The first is lost; the second went in fragments.
    const auto fragments = world.Caught(world.core, [&](const CaughtPacket& packet) {
        return packet.destination == careOf && packet.octets.at(6) == 44;
    });
    EXPECT_EQ(fragments.size(), 2U);
}

// RFC 2473 section 8.1: only a Parameter Problem about a limit that is used up is for the source.
TEST_F(PathErrorsTest, AnExhaustedEncapsulationLimitIsAnUnreachableAddress)
{
    REQ("TUN-8");
    const Octets exhausted{41, 0, 4, 1, 0, 1, 1, 0};
    const Octets left{41, 0, 4, 1, 1, 1, 1, 0};
    ReportAt(Seconds(2), PARAMETER_PROBLEM, 0, 44, Outer(60, exhausted, Inner()));
    MobileWorld::RunUntil(Seconds(3));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_EQ(Told()[0].type, UNREACHABLE);
    EXPECT_EQ(Told()[0].code, 3);
    EXPECT_EQ(Told()[0].quoted, Inner());
    // Not about anything else in these headers.
    ReportAt(Seconds(4), PARAMETER_PROBLEM, 0, 6, Outer(60, exhausted, Inner()));
    ReportAt(Seconds(5), PARAMETER_PROBLEM, 0, 44, Outer(60, left, Inner()));
    ReportAt(Seconds(6), PARAMETER_PROBLEM, 1, 6, Outer(41, {}, Inner()));
    MobileWorld::RunUntil(Seconds(7));
    EXPECT_EQ(Told().size(), 1U);
}

TEST_F(PathErrorsTest, AnErrorAboutAFragmentIsAboutItsTunnelPacket)
{
    REQ("TUN-8");
    const Octets first{41, 0, 0, 1, 0, 0, 0, 9};
    const Octets second{41, 0, 4, 0xd1, 0, 0, 0, 9};
    ReportAt(Seconds(2), UNREACHABLE, 0, 0, Outer(44, first, Inner()));
    // In the middle of the packet there is no header to read, whatever it looks like.
    ReportAt(Seconds(3), UNREACHABLE, 0, 0, Outer(44, second, Inner()));
    // A fragment that was lost is no unreachable address.
    ReportAt(Seconds(4), TIME_EXCEEDED, 1, 0, Outer(44, first, Inner()));
    MobileWorld::RunUntil(Seconds(5));
    ASSERT_EQ(Told().size(), 1U);
    EXPECT_EQ(Told()[0].quoted, Inner());
    // The path MTU can be learned from any of them.
    auto& learned = world.agentNode->stack->GetPacketPath()->GetPathMtu();
    EXPECT_FALSE(learned.Get(careOf, Simulator::Now()));
    ReportAt(Seconds(6), TOO_BIG, 0, 1290, Outer(44, second, Inner()));
    MobileWorld::RunUntil(Seconds(7));
    EXPECT_EQ(learned.Get(careOf, Simulator::Now()), 1290U);
}

// RFC 4443 section 2.4 (e).
TEST_F(PathErrorsTest, SomeOriginalsMustNotBeAnswered)
{
    Octets error = Inner();
    error[6] = 58;
    error[40] = 1; // ICMPv6 type
    Octets request = error;
    request[40] = 128;
    Octets multicast = Inner();
    world.Address("::0").GetBytes(multicast.data() + 24);
    multicast[24] = 0xff;
    multicast[25] = 0x0e;
    Octets unspecified = Inner();
    std::fill(unspecified.begin() + 8, unspecified.begin() + 24, uint8_t{0});
    ReportAt(Seconds(2), UNREACHABLE, 0, 0, Outer(41, {}, error));
    ReportAt(Seconds(3), UNREACHABLE, 0, 0, Outer(41, {}, multicast));
    ReportAt(Seconds(4), UNREACHABLE, 0, 0, Outer(41, {}, unspecified));
    MobileWorld::RunUntil(Seconds(5));
    EXPECT_TRUE(Told().empty());
    ReportAt(Seconds(6), UNREACHABLE, 0, 0, Outer(41, {}, request));
    MobileWorld::RunUntil(Seconds(7));
    EXPECT_EQ(Told().size(), 1U);
}

TEST_F(PathErrorsTest, ErrorsThatQuoteTooLittleOrNothingOfThisNodeAreLeftAlone)
{
    const Octets whole = Outer(41, {}, Inner());
    for (std::size_t size = 0; size < 80; ++size)
    {
        ReportAt(MilliSeconds(2000 + static_cast<int64_t>(size)),
                 UNREACHABLE,
                 0,
                 0,
                 Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    }
    Octets foreign = whole;
    foreign[23] = 0x77; // last octet of the source
    ReportAt(Seconds(3), UNREACHABLE, 0, 0, foreign);
    MobileWorld::RunUntil(Seconds(4));
    EXPECT_TRUE(Told().empty());
    ReportAt(Seconds(5), UNREACHABLE, 0, 0, Octets(whole.begin(), whole.begin() + 80));
    MobileWorld::RunUntil(Seconds(6));
    EXPECT_EQ(Told().size(), 1U);
}

TEST_F(PathErrorsTest, WhateverIsQuotedNeitherCrashesNorLoops)
{
    std::mt19937 random(11);
    constexpr uint8_t HEADERS[] = {41, 43, 44, 60, 17};
    for (int i = 0; i < 3000; ++i)
    {
        Octets junk(random() % 90);
        std::generate(junk.begin(), junk.end(), [&]() {
            const auto octet = static_cast<uint8_t>(random());
            return random() % 3 == 0 ? HEADERS[octet % 5] : static_cast<uint8_t>(octet % 9);
        });
        ReportAt(MilliSeconds(1000 + i),
                 static_cast<uint8_t>(1 + random() % 4),
                 static_cast<uint8_t>(random() % 4),
                 static_cast<uint32_t>(random() % 1500),
                 Outer(HEADERS[random() % 5], junk, {}));
    }
    MobileWorld::RunUntil(Seconds(5));
    EXPECT_EQ(Simulator::Now(), Seconds(5));
}

// RFC 4301 section 8.2.1: of what was protected nobody can be told, but for a path that is narrow.
TEST_F(PathErrorsTest, ErrorsAboutProtectedPacketsTeachOrAreCounted)
{
    const Octets sealed = Outer(50, {}, Inner());
    ReportAt(Seconds(1), TOO_BIG, 0, 1300, sealed);
    MobileWorld::RunUntil(Seconds(2));
    EXPECT_EQ(world.agentNode->Drops(DropReason::UNEXPECTED_MESSAGE), 0U);
    auto& learned = world.agentNode->stack->GetPacketPath()->GetPathMtu();
    EXPECT_EQ(learned.Get(careOf, Simulator::Now()), 1300U);
    for (const uint8_t type : {UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM})
    {
        ReportAt(Seconds(1 + type), type, 0, 0, sealed);
    }
    MobileWorld::RunUntil(Seconds(6));
    EXPECT_EQ(world.agentNode->Drops(DropReason::UNEXPECTED_MESSAGE), 3U);
    EXPECT_TRUE(Told().empty());
}

// RFC 4443 section 2.4 (f): a relayed error is one that the tunnel's entry point originates.
TEST_F(PathErrorsTest, WhatIsRelayedIsLimitedAsAnyError)
{
    ReportAt(Seconds(1), UNREACHABLE, 3, 0, Outer(41, {}, Inner())); // neighbours are found
    for (int i = 0; i < 15; ++i)
    {
        ReportAt(Seconds(5), UNREACHABLE, 3, 0, Outer(41, {}, Inner()));
    }
    MobileWorld::RunUntil(Seconds(6));
    EXPECT_EQ(ErrorsTo(world.Address("1::1"), world.core).size(), 1U + 15U);
    EXPECT_EQ(Told().size(), 1U + 10U);
    EXPECT_EQ(world.agentNode->Drops(DropReason::ERROR_RATE_LIMIT), 5U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_path_errors_test
