// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOBILE_NODE_TEST_H
#define NEMO_TEST_MOBILE_NODE_TEST_H

#include "support/mobile-world.h"
#include "support/only-home.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile node in its world.
class MobileNodeTest : public testing::Test
{
  protected:
    /// @param base as MobileWorld takes it
    explicit MobileNodeTest(const std::string& base = "fd00:0")
        : m_world(base)
    {
    }

    /// The mobile node on link a, registered, at 10 s.
    MobileNode& Registered()
    {
        MobileNode& node = m_world.NewMobileNode(m_world.a);
        m_world.RunUntil(Seconds(10));
        EXPECT_EQ(RegistrationOf(node).GetState(), HomeRegistration::State::REGISTERED);
        return node;
    }

    void RunFor(Time time)
    {
        m_world.RunUntil(Simulator::Now() + time);
    }

    /// Send a datagram from the mobile node, from the address that it chooses itself.
    void SendToCorrespondent()
    {
        m_world.mobileNode->SendUdp(Ipv6Address::GetAny(), m_world.Address("c::5"));
    }

    /// Send a datagram to the home address.
    void SendToHome()
    {
        m_world.correspondent->SendUdp(Ipv6Address::GetAny(), m_world.Address("1::10"));
    }

    MobileWorld m_world;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOBILE_NODE_TEST_H
