// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOBILE_ROUTER_FIXTURE_H
#define NEMO_TEST_MOBILE_ROUTER_FIXTURE_H

#include "support/mobile-world.h"
#include "support/only-home.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile router in a small world, with a node of its network.
class MobileRouterTest : public testing::Test
{
  protected:
    static constexpr uint8_t UDP = 17;
    static constexpr uint8_t IPV6 = 41;
    /// Where its registration is over, on link a from time 0 on.
    static constexpr int SETTLED = 10;

    MobileRouterTest()
    {
        m_world.agent->prefixes = {m_world.Prefix("5::")};
        // Else it answers datagrams by errors.
        m_world.correspondent->Listen();
    }

    /// The mobile router on link a, registered, at SETTLED seconds.
    MobileRouter& Away()
    {
        MobileRouter& router = m_world.NewMobileRouter(m_world.a);
        m_world.RunUntil(Seconds(SETTLED));
        EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
        return router;
    }

    /// The mobile router's interface of an address.
    uint32_t InterfaceOf(const std::string& address) const
    {
        return *m_world.mobileNode->Interfaces()->InterfaceOf(m_world.Address(address));
    }

    /// A node on a link of the network, with the mobile router as its default router.
    WorldNode& NewInside(Ptr<MobileLink> link, const std::string& address, uint32_t ingress)
    {
        WorldNode& node = m_world.NewNode();
        const uint32_t interface = node.AddInterface(link, "", false);
        node.Interfaces()->AddAddress(interface, m_world.Address(address), 64, true);
        node.Interfaces()->SetDefaultRouter(
            interface,
            m_world.mobileNode->Interfaces()->LinkLocalAddress(ingress));
        node.Listen();
        return node;
    }

    /// The node 5::2 of the mobile network; after the mobile router was made.
    WorldNode& NewInside()
    {
        return NewInside(m_world.inside, "5::2", InterfaceOf("5::1"));
    }

    /// Datagrams on a link that are in no tunnel.
    std::vector<CaughtPacket> Datagrams(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link,
                              [](const CaughtPacket& packet) { return packet.protocol == UDP; });
    }

    /// Tunnel packets on a link.
    std::vector<CaughtPacket> Tunnelled(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link,
                              [](const CaughtPacket& packet) { return packet.inner != nullptr; });
    }

    /// Binding Updates on a link.
    std::vector<CaughtPacket> Updates(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [](const CaughtPacket& packet) { return packet.IsUpdate(); });
    }

    /// Binding Acknowledgements on a link.
    std::vector<CaughtPacket> Acknowledgements(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [](const CaughtPacket& packet) {
            return packet.IsAcknowledgement();
        });
    }

    MobileWorld m_world;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOBILE_ROUTER_FIXTURE_H
