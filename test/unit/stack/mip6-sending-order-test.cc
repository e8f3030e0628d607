// SPDX-License-Identifier: GPL-2.0-only
// What becomes of a datagram by where both ends are, header by header: RFC 6275 sections 9.3.2,
// 11.3.1 and 11.3.2.
#include "nemo-requirement.h"
#include "support/chain-test.h"
#include "support/esp-wire.h"
#include "support/mobile-world.h"

#include <gtest/gtest.h>
#include <ostream>
#include <string>

namespace ns3::nemo::tests::mip6_sending_order_test
{

namespace
{

constexpr uint32_t SPI = 1000;
constexpr uint8_t IPV6_IN_IPV6 = 41;

/// Where a node is, what it and its correspondent know of each other, and what follows.
struct Situation
{
    bool isAway;          ///< the node is away from home, and has a tunnel
    bool hasUpdate;       ///< the correspondent has its binding
    bool hasBinding;      ///< it has the binding of the correspondent, which is away too
    std::string expected; ///< the headers from the first on
};

std::ostream&
operator<<(std::ostream& os, const Situation& situation)
{
    return os << (situation.isAway ? "away" : "home") << (situation.hasUpdate ? " update" : "")
              << (situation.hasBinding ? " binding" : "");
}

class SendingOrderTest : public ChainTest, public ::testing::WithParamInterface<Situation>
{
  protected:
    SendingOrderTest()
    {
        if (GetParam().isAway)
        {
            chain.SetUpTunnel();
        }
        else
        {
            chain.At(MN).Carry();
        }
        auto security = CreateObject<PacketSecurity>();
        security->Add(PolicyOf(ChainTopology::Home(), agent, false, {TrafficKind::DATA}, SPI));
        chain.At(MN).path->SetSecurity(security);
        auto& pairs = chain.At(MN).steering->Optimised();
        if (GetParam().hasUpdate)
        {
            pairs.SendFrom(Source(), peer, careOf, chain.LeftInterface(MN));
        }
        if (GetParam().hasBinding)
        {
            pairs.SendTo(Source(), peer, peerCareOf);
        }
    }

    /// The home address: at home that of the link.
    static Ipv6Address Source()
    {
        return GetParam().isAway ? ChainTopology::Home() : ChainTopology::Address(2, 2);
    }

    std::string NameOf(const Ipv6Address& address) const
    {
        return address == careOf && GetParam().isAway ? "care-of"
               : address == Source()                  ? "home"
               : address == peer                      ? "peer"
               : address == peerCareOf                ? "peer-care-of"
               : address == agent                     ? "agent"
                                                      : "?";
    }

    /// The headers of a packet, such as "care-of > agent: home > peer".
    std::string Describe(const Octets& packet) const
    {
        if (const auto esp = FindEsp(packet, KeysOf(static_cast<uint8_t>(SPI))))
        {
            EXPECT_EQ(esp->payload.nextHeader, IPV6_IN_IPV6);
            return NameOf(esp->source) + " > " + NameOf(esp->destination) +
                   " esp: " + Describe(esp->payload.octets);
        }
        const CaughtPacket read = Dissect(packet);
        std::string text = NameOf(read.source) + " > " + NameOf(read.destination);
        text += read.routing ? " routing " + NameOf(*read.routing) : "";
        text += read.homeAddress ? " option " + NameOf(*read.homeAddress) : "";
        return text + (read.inner ? ": " + Describe(read.inner->octets) : "");
    }

    const Ipv6Address agent = ChainTopology::Address(1, 1);
    const Ipv6Address careOf = ChainTopology::Address(2, 2);
    const Ipv6Address peer = Ipv6Address("fd00:c::9");
    const Ipv6Address peerCareOf = ChainTopology::Address(0, 1);
};

} // namespace

TEST_P(SendingOrderTest, IsThatOfTheStandard)
{
    REQ("BOOK-097");
    Tap wire(chain.At(MN), chain.LeftInterface(MN));
    auto socket = Socket6(MN, Source());
    SendAt(3, socket, peer, 52);
    Run();
    ASSERT_EQ(wire.packets.size(), 1U);
    EXPECT_EQ(Describe(wire.packets[0]), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Ends,
    SendingOrderTest,
    ::testing::Values(
        Situation{false, false, false, "home > peer"},
        Situation{false, false, true, "home > peer-care-of routing peer"},
        Situation{true, false, false, "care-of > agent esp: home > peer"},
        Situation{true, false, true, "care-of > agent esp: home > peer-care-of routing peer"},
        Situation{true, true, false, "care-of > peer option home"},
        Situation{true, true, true, "care-of > peer-care-of routing peer option home"}));

} // namespace ns3::nemo::tests::mip6_sending_order_test
