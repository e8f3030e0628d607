// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_HOME_AGENTS_TEST_H
#define NEMO_TEST_HOME_AGENTS_TEST_H

#include "support/mobile-node-test.h"

#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile node that has to find its home agent, and home agents on its home link; the router that
/// leads there is none.
class HomeAgentsTest : public MobileNodeTest
{
  protected:
    /// A home agent that a test made.
    struct Made
    {
        WorldNode* node;
        Ptr<HomeAgent> role;
        Ipv6Address address;
        uint32_t interface;

        /// Off its link, as if it had failed.
        void Fail() const
        {
            const auto device = node->Device(interface);
            device->GetLink()->Detach(device);
        }

        /// What it has bound for this home address; null: nothing.
        const Binding* Find(const Ipv6Address& home) const
        {
            return BindingRegistrar::Of(node->node)->GetCache().Find(home);
        }
    };

    HomeAgentsTest()
    {
        m_world.agent.reset();
        m_world.homeConfig.homeAgent = Ipv6Address::GetAny();
    }

    /// One more home agent, with address BASE:`text`.
    Made& Add(const std::string& text, uint16_t preference)
    {
        Made made;
        made.node = &m_world.NewNode();
        made.address = m_world.Address(text);
        made.interface = made.node->AddInterface(m_world.home, Text(made.address), true);
        made.node->Interfaces()->AddRoute(NetworkPrefix(Ipv6Address("::"), 0),
                                          m_world.Address("1::1"),
                                          made.interface);
        made.role = CreateObject<HomeAgent>();
        made.role->AssignStreams(1000 + static_cast<int64_t>(m_agents.size()));
        made.role->SetAttribute("HomeAgentPreference", UintegerValue(preference));
        made.node->node->AddApplication(made.role);
        made.role->ServeLink(made.interface, m_world.Prefix("1::"), made.address);
        AdvertisingConfig config = m_world.advertising;
        config.routerLifetime = Time(0);
        made.role->Advertise(made.interface, config);
        made.role->Boot();
        m_agents.reserve(8); // references stay good
        m_agents.push_back(made);
        return m_agents.back();
    }

    static std::string Text(const Ipv6Address& address)
    {
        std::ostringstream text;
        text << address;
        return text.str();
    }

    /// The messages of Mobile IPv6 in ICMPv6 of type T that were sent on a link.
    template <typename T>
    std::vector<CaughtPacket> Messages(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [](const CaughtPacket& packet) {
            return packet.icmpv6 >= 144 && packet.icmpv6 <= 147 &&
                   std::holds_alternative<T>(Message(packet));
        });
    }

    static MobilityIcmpv6Message Message(const CaughtPacket& packet)
    {
        return std::get<MobilityIcmpv6Message>(
            DecodeMobilityIcmpv6(packet.octets.data() + packet.offset,
                                 packet.octets.size() - packet.offset));
    }

    /// When packets were sent, in milliseconds after the first.
    static std::vector<int64_t> Gaps(const std::vector<CaughtPacket>& packets)
    {
        std::vector<int64_t> gaps;
        for (std::size_t i = 1; i < packets.size(); ++i)
        {
            gaps.push_back((packets[i].at - packets[i - 1].at).GetMilliSeconds());
        }
        return gaps;
    }

    /// The updates on link a to this home agent that ask for a lifetime, or end one.
    std::vector<CaughtPacket> UpdatesTo(const Made& agent, bool ends = false) const
    {
        return m_world.Caught(m_world.a, [&](const CaughtPacket& packet) {
            return packet.IsUpdate() && packet.destination == agent.address &&
                   (packet.Update().lifetime == 0) == ends;
        });
    }

    std::vector<Made> m_agents;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_HOME_AGENTS_TEST_H
