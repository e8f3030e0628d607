// SPDX-License-Identifier: GPL-2.0-only
// What a home agent makes of the octets of a Binding Update: reserved bits, units, prefix lengths.
// IPv6 Ready, home agent, group 2: reserved bits, lifetimes.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "unit/wire/wire-data.h"

#include "ns3/boolean.h"
#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_binding_registrar_wire_test
{

namespace
{

const Ipv6Address HOME("4::2");
/// Where the mobility header is in the packets of HandUpdate: behind the IPv6 header and
/// Destination Options with a Home Address option.
constexpr std::size_t HEADER = 40 + 24;

/// What a home agent answers to a packet, and what it believes then; the checksum of the answer
/// covers it too.
struct Outcome
{
    Octets answer;
    std::string belief;
};

/// What a home agent that has heard of nobody makes of a packet.
Outcome
OutcomeOf(const Octets& packet)
{
    HomeAgentBench bench;
    bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
    bench.world->Send(packet, bench.WorldMac());
    HomeAgentBench::Run(Seconds(3));
    EXPECT_EQ(bench.world->Acknowledgements().size(), 1U);
    const Binding* binding = bench.Find("4::2");
    if (!binding)
    {
        return {bench.LastAnswer().octets, "nothing"};
    }
    std::ostringstream text;
    text << binding->careOfAddress << " " << binding->expires << " " << binding->sequence << " "
         << binding->lifetime << " HRLK " << binding->homeRegistration << binding->mobileRouter
         << binding->linkLocalAddressCompatibility << binding->keyManagementMobility;
    for (const auto& prefix : binding->prefixes)
    {
        text << " " << prefix;
    }
    return {bench.LastAnswer().octets, text.str()};
}

// RFC 6275 section 6.1.7, RFC 3963 section 4.1. M is of RFC 4140, S of prefix delegation, which
// this home agent does not offer.
TEST(BindingRegistrarWire, BitsThatAreReservedChangeNothing)
{
    REQ("NEMO-4.1-1+1");
    HandUpdate update;
    update.flags = "AHR";
    update.With({"5::/64"});
    const Outcome plain = OutcomeOf(update.Encode());
    EXPECT_NE(plain.belief.find("5::/64"), std::string::npos);
    // The answer's own bits: octet 3 and the flags behind the status, of which only R is 1. It has
    // a routing header before it, as long as the options of the update.
    EXPECT_EQ(plain.answer.at(HEADER + 3), 0);
    EXPECT_EQ(plain.answer.at(HEADER + 7), 0x40);
    std::vector<std::pair<std::size_t, int>> bits{{8, 0x08}, {8, 0x02}, {8, 0x01}};
    for (int bit = 1; bit < 0x100; bit <<= 1)
    {
        bits.emplace_back(3, bit);
        bits.emplace_back(9, bit);
    }
    for (const auto& [octet, bit] : bits)
    {
        const Outcome other = OutcomeOf(WithBits(update.Encode(), HEADER, octet, bit));
        EXPECT_EQ(other.belief, plain.belief) << "octet " << octet << " bit " << bit;
        EXPECT_EQ(ToHex(other.answer), ToHex(plain.answer)) << "octet " << octet << " bit " << bit;
    }
}

// RFC 3963 section 4.3. The upper three bits are those of prefix delegation, which this home agent
// does not offer either.
TEST(BindingRegistrarWire, BitsThatAreReservedInAPrefixOptionChangeNothing)
{
    REQ("NEMO-4.3-3");
    constexpr std::size_t OPTION = 12; // behind the fixed part, which is at 8n+4 already
    HandUpdate update;
    update.flags = "AHR";
    update.With({"5::/64"});
    const Octets packet = update.Encode();
    ASSERT_EQ(ToHex(Octets(packet.begin() + HEADER + OPTION, packet.begin() + HEADER + OPTION + 4)),
              "06120040");
    const Outcome plain = OutcomeOf(packet);
    EXPECT_NE(plain.belief.find("5::/64"), std::string::npos);
    for (int bit = 1; bit < 0x100; bit <<= 1)
    {
        const Outcome other = OutcomeOf(WithBits(packet, HEADER, OPTION + 2, bit));
        EXPECT_EQ(other.belief, plain.belief) << bit;
        EXPECT_EQ(ToHex(other.answer), ToHex(plain.answer)) << bit;
    }
}

// RFC 6275 section 6.1.7: units of four seconds.
TEST(BindingRegistrarWire, ALifetimeOf250UnitsIs1000Seconds)
{
    REQ("BOOK-028");
    HomeAgentBench bench;
    HandUpdate update;
    update.lifetime = 1000;
    const Octets packet = update.Encode();
    ASSERT_EQ(ToHex(Octets(packet.begin() + HEADER + 10, packet.begin() + HEADER + 12)), "00fa");
    bench.Register(update);
    // Once more with the next number: no Duplicate Address Detection, so it counts from now on.
    ++update.sequence;
    const Time sent = Simulator::Now();
    bench.Send(update);
    HomeAgentBench::Run(MicroSeconds(100));
    const Binding* binding = bench.Find("4::2");
    ASSERT_TRUE(binding);
    ASSERT_EQ(binding->sequence, update.sequence);
    const Time end = binding->expires;
    EXPECT_GE(end, sent + Seconds(1000));
    EXPECT_LE(end, sent + Seconds(1000) + MicroSeconds(100));
    HomeAgentBench::Run(end - NanoSeconds(1) - Simulator::Now());
    EXPECT_TRUE(bench.Find("4::2"));
    HomeAgentBench::Run(NanoSeconds(2));
    EXPECT_FALSE(bench.Find("4::2"));
}

// RFC 6275 sections 6.2.4 and 10.3.1: shorter than the lifetime, and only in what a home agent
// grants.
TEST(BindingRegistrarWire, AdviceIsShorterThanTheLifetime)
{
    REQ("RFC-042");
    for (const uint32_t lifetime : {396U, 400U, 404U})
    {
        HomeAgentBench bench;
        bench.agent->SetAttribute("RefreshAdvice", StringValue("400s"));
        HandUpdate update;
        update.lifetime = lifetime;
        bench.Register(update);
        // Behind sequence number and lifetime: the advice, or padding.
        const Octets& answer = bench.LastAnswer().octets;
        EXPECT_EQ(ToHex(Octets(answer.begin() + HEADER + 12, answer.end())),
                  lifetime > 400 ? "02020064" : "01020000");
        // It does not outlive the binding: what is ended, or refused, needs no refreshing.
        ++update.sequence;
        update.lifetime = 0;
        bench.Register(update);
        EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingRefreshAdvice>());
        update.home = Ipv6Address("9::9");
        update.lifetime = 1000;
        EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::NOT_HOME_SUBNET));
        EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingRefreshAdvice>());
    }
}

// RFC 3963 section 4.3: the prefix is its leading bits.
TEST(BindingRegistrarWire, BitsBehindThePrefixLengthCarryNoInformation)
{
    REQ("NEMO-4.3-4");
    for (const char* address : {"5::", "5::1", "5::ffff:ffff:ffff:ffff"})
    {
        HomeAgentBench bench;
        bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        HandUpdate update;
        update.flags = "AHR";
        MobileNetworkPrefixOption option;
        option.prefix = Ipv6Address(address);
        option.prefixLength = 64;
        update.options = {option};
        bench.Register(update);
        EXPECT_EQ(bench.forwarding, std::vector<std::string>{"5::/64 on"}) << address;
        EXPECT_EQ(bench.TunnelledTo(Ipv6Address("5::2")), std::optional(update.careOf)) << address;
    }
}

TEST(BindingRegistrarWire, APrefixLengthThatIsNoneIsAnInvalidPrefix)
{
    REQ("NEMO-4.3-4");
    for (const bool isStrict : {true, false})
    {
        for (const int length : {0, 129, 255})
        {
            HomeAgentBench bench;
            bench.agent->SetAttribute("StrictPrefixTable", BooleanValue(isStrict));
            bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
            HandUpdate update;
            update.flags = "AHR";
            MobileNetworkPrefixOption option;
            option.prefix = Ipv6Address("5::");
            option.prefixLength = static_cast<uint8_t>(length);
            update.options = {option};
            EXPECT_EQ(bench.Ask(update), std::optional(BindingStatus::INVALID_PREFIX)) << length;
            EXPECT_TRUE(bench.forwarding.empty()) << length;
        }
    }
}

// RFC 6275 section 10.4.2: "packets addressed to the mobile node's link-local address MUST NOT be
// tunneled".
TEST(BindingRegistrarWire, WhatIsForTheLinkLocalAddressStaysOnTheLink)
{
    REQ("BOOK-017");
    HomeAgentBench bench;
    HandUpdate update;
    update.flags = "AHL";
    bench.Register(update);
    const Ipv6Address linkLocal("fe80::2"); // of the same interface identifier
    EXPECT_TRUE(bench.stack->GetAddressProxy()->IsAnswering(linkLocal, bench.homeInterface));
    const auto isTunnel = [](const HeardPacket& packet) { return !packet.Inner().empty(); };
    bench.neighbour->Send(MakeDatagram(Ipv6Address("4::77"), HOME, 64), bench.HomeMac());
    HomeAgentBench::Run(Seconds(1));
    ASSERT_EQ(bench.world->Heard(isTunnel).size(), 1U) << "what is for the home address does not";
    for (const char* source : {"fe80::77", "4::77", "3::2"})
    {
        const Octets datagram = MakeDatagram(Ipv6Address(source), linkLocal, 64);
        bench.neighbour->Send(datagram, bench.HomeMac());
        bench.world->Send(datagram, bench.WorldMac());
    }
    HomeAgentBench::Run(Seconds(5));
    EXPECT_EQ(bench.world->Heard(isTunnel).size(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_wire_test
