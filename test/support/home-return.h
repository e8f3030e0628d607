// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_HOME_RETURN_H
#define NEMO_TEST_HOME_RETURN_H

#include "support/mobile-node-test.h"

#include "ns3/mip6-advertising-config.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile node that comes home, and a neighbour on its home link.
class HomeReturnTest : public MobileNodeTest
{
  protected:
    /// @param base as MobileWorld takes it
    explicit HomeReturnTest(const std::string& base = "fd00:0")
        : MobileNodeTest(base),
          m_home(m_world.homeConfig.homeAddress),
          m_agent(m_world.homeConfig.homeAgent)
    {
        m_world.hardware = "02:00:00:00:00:10";
        m_neighbour = &m_world.NewNode();
        m_neighbourInterface = m_neighbour->AddInterface(m_world.home, base + ":1::99", false);
        m_neighbour->Listen();
    }

    /// The home agent advertises without its link-layer address from now on.
    void HideHomeAgent()
    {
        AdvertisingConfig config = m_world.advertising;
        config.sourceLinkLayerAddress = false;
        AdvertisedPrefix prefix;
        prefix.address = m_agent;
        prefix.router = true;
        config.prefixes = {prefix};
        m_world.agentNode->stack->GetRouterAdvertiser()->Configure(m_world.agentHome, config);
    }

    /// The home agent forgets the binding, as if its time was up.
    void ForgetBinding()
    {
        m_world.agentNode->stack->GetSteering()->ForgetAddress(m_home);
        m_world.agentNode->stack->GetAddressProxy()->StopAnswering(m_home, m_world.agentHome);
    }

    bool IsNodes(const CaughtPacket& packet) const
    {
        return packet.from == Mac48Address(m_world.hardware.c_str());
    }

    /// What was said on the home link about the addresses of the node and its home agent, and about
    /// the binding, in order.
    std::vector<CaughtPacket> Talk() const
    {
        return m_world.Caught(m_world.home, [this](const CaughtPacket& packet) {
            if (packet.icmpv6 == 135)
            {
                return Concerns(packet.As<NeighborSolicitation>().target);
            }
            if (packet.icmpv6 == 136)
            {
                return Concerns(packet.As<NeighborAdvertisement>().target);
            }
            return packet.IsUpdate() || packet.IsAcknowledgement();
        });
    }

    /// The same in short: "node NS", "agent BA".
    std::vector<std::string> Headlines() const
    {
        std::vector<std::string> lines;
        for (const CaughtPacket& packet : Talk())
        {
            const std::string who = IsNodes(packet) ? "node " : "agent ";
            const std::string discovery = packet.icmpv6 == 135 ? "NS" : "NA";
            const std::string binding = packet.IsUpdate() ? "BU" : "BA";
            lines.push_back(who + (packet.icmpv6 > 0 ? discovery : binding));
        }
        return lines;
    }

    /// Advertisements of an address by the node on the home link.
    std::vector<CaughtPacket> Advertised(const Ipv6Address& target) const
    {
        return m_world.Caught(m_world.home, [&](const CaughtPacket& packet) {
            return packet.icmpv6 == 136 && IsNodes(packet) &&
                   packet.As<NeighborAdvertisement>().target == target;
        });
    }

    /// Probes (DAD) of an address by the node on the home link.
    std::size_t Probes(const Ipv6Address& target) const
    {
        const auto found = m_world.Solicitations(m_world.home, target, Ipv6Address::GetAny());
        return static_cast<std::size_t>(
            std::count_if(found.begin(), found.end(), [this](const CaughtPacket& packet) {
                return IsNodes(packet);
            }));
    }

    bool HasHome() const
    {
        return m_world.mobileNode->Interfaces()->Has(m_home, m_world.roaming);
    }

    /// The home address from now on, before the node is made.
    void SetHome(const std::string& text)
    {
        m_home = m_world.Address(text);
        m_world.homeConfig.homeAddress = m_home;
    }

    /// Run until the node sends its update from home; fails the test if that takes too long.
    void RunUntilUpdate()
    {
        const Time latest = Simulator::Now() + Seconds(10);
        while (m_world.Updates(m_world.home).empty() && Simulator::Now() < latest)
        {
            RunFor(MilliSeconds(1));
        }
        EXPECT_FALSE(m_world.Updates(m_world.home).empty());
    }

    Ipv6Address m_home;
    const Ipv6Address m_agent;
    WorldNode* m_neighbour;
    uint32_t m_neighbourInterface;

  private:
    bool Concerns(const Ipv6Address& target) const
    {
        return target == m_home || target == m_agent;
    }
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_HOME_RETURN_H
