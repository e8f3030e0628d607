// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ROUTE_OPTIMIZER_TEST_H
#define NEMO_TEST_ROUTE_OPTIMIZER_TEST_H

#include "support/link-tap.h"
#include "support/mobile-node-test.h"
#include "support/only-home.h"
#include "support/scripted-correspondent.h"

#include "ns3/boolean.h"
#include "ns3/mip6-route-optimizer.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile node away on link a that optimises routes, and correspondents that do as they are told.
class RouteOptimizerTest : public MobileNodeTest
{
  protected:
    using State = CorrespondentRegistration::State;

    RouteOptimizerTest()
        : peer(*m_world.correspondent, m_world.Address("c::5"))
    {
        m_world.configure = [](MobileNode& mobile) {
            mobile.SetAttribute("RouteOptimization", BooleanValue(true));
        };
    }

    /// The mobile node registered at home, at 10 s.
    void Start()
    {
        node = &Registered();
        home = m_world.homeConfig.homeAddress;
        careOf = node->GetCareOfAddress();
    }

    /// A packet of the peer comes through the home agent's tunnel, which begins it.
    void Trigger()
    {
        m_world.correspondent->SendUdp(Ipv6Address::GetAny(), home);
        RunFor(MilliSeconds(500));
    }

    /// Start, and the peer agrees.
    void Bind()
    {
        Start();
        Trigger();
        ASSERT_TRUE(Registration());
        ASSERT_EQ(Registration()->GetState(), State::BOUND);
    }

    /// What the node keeps of the peer; null: nothing.
    const CorrespondentRegistration* Registration() const
    {
        return OnlyHome(*node).GetRouteOptimizer()->Find(m_world.Address("c::5"));
    }

    /// Send a datagram from the home address to the peer.
    /// @return whether it went straight, not by the tunnel
    bool GoesStraight()
    {
        const std::size_t before = m_world.Caught(m_world.a).size();
        m_world.mobileNode->SendUdp(home, m_world.Address("c::5"));
        RunFor(MilliSeconds(100));
        const auto& all = m_world.Caught(m_world.a);
        for (std::size_t i = before; i < all.size(); ++i)
        {
            constexpr uint8_t UDP = 17;
            const CaughtPacket& inner = Innermost(all[i]);
            if (inner.protocol == UDP && inner.homeAddress.value_or(inner.source) == home)
            {
                EXPECT_EQ(all[i].homeAddress.has_value(), all[i].inner == nullptr);
                return all[i].inner == nullptr;
            }
        }
        ADD_FAILURE() << "nothing was sent";
        return false;
    }

    uint64_t Drops(DropReason reason) const
    {
        return m_world.mobileNode->Drops(reason);
    }

    ScriptedCorrespondent peer;
    MobileNode* node{nullptr};
    Ipv6Address home;
    Ipv6Address careOf;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ROUTE_OPTIMIZER_TEST_H
