// SPDX-License-Identifier: GPL-2.0-only
#ifndef MOBILE_PREFIX_ADVERTISER_FIXTURE_H
#define MOBILE_PREFIX_ADVERTISER_FIXTURE_H

#include "support/home-agent-bench.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests
{

using Advertisement = MobilePrefixAdvertisement;

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");

/// A solicitation as a mobile node sends it.
inline Octets
Solicitation(uint16_t identifier,
             const Ipv6Address& careOf = CARE_OF,
             const Ipv6Address& home = HOME,
             const Ipv6Address& agent = Ipv6Address("4::3"))
{
    const Octets message =
        EncodeMobilityIcmpv6(MobilePrefixSolicitation{identifier, {}}, home, agent);
    ExtensionChain chain;
    chain.homeAddress = home;
    uint8_t first = 0;
    Octets payload = chain.Serialise(58, first);
    payload.insert(payload.end(), message.begin(), message.end());
    return HandStation::MakePacket(careOf, agent, first, payload);
}

class MobilePrefixAdvertiserTest : public testing::Test
{
  protected:
    MobilePrefixAdvertiserTest()
    {
        m_bench.agent->AssignStreams(1);
    }

    /// The advertisements that have left for the world.
    std::vector<HeardPacket> Told() const
    {
        return m_bench.world->Heard([](const HeardPacket& packet) {
            return packet.discovery && std::holds_alternative<Advertisement>(*packet.discovery);
        });
    }

    /// When they left, in whole seconds.
    std::vector<int64_t> Times() const
    {
        std::vector<int64_t> times;
        for (const auto& packet : Told())
        {
            times.push_back(packet.at.GetMilliSeconds() / 1000);
        }
        return times;
    }

    static Advertisement Message(const HeardPacket& packet)
    {
        return std::get<Advertisement>(*packet.discovery);
    }

    void Solicit(uint16_t identifier, const Ipv6Address& careOf = CARE_OF)
    {
        m_bench.world->Send(Solicitation(identifier, careOf), m_bench.WorldMac());
    }

    /// A binding that lasts for the test.
    void Bind()
    {
        HandUpdate update;
        update.lifetime = 200000;
        m_bench.Register(update);
        m_bench.world->Clear();
    }

    /// Serve the home prefix with other lifetimes than before.
    void Reconfigure(Time valid, Time preferred, const char* prefix = "4::/64")
    {
        m_bench.agent->ServeLink(
            m_bench.homeInterface,
            P(prefix),
            Ipv6Address(P(prefix).address == P("4::/64").address ? "4::3" : "8::3"),
            valid,
            preferred);
    }

    HomeAgentBench m_bench;
};

} // namespace ns3::nemo::tests

#endif // MOBILE_PREFIX_ADVERTISER_FIXTURE_H
