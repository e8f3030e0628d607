// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOBILE_LINK_FIXTURE_H
#define NEMO_TEST_MOBILE_LINK_FIXTURE_H

#include "support/neighbor-world.h"

#include "ns3/mip6-mobile-link.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests
{

/// Devices on links, without a stack.
class MobileLinkTest : public ::testing::Test
{
  protected:
    /// For local experiments: no protocol of ns-3 wants it.
    static constexpr uint16_t ETHER_TYPE = 0x88b5;

    Ptr<MobileLinkDevice> NewDevice()
    {
        auto device = CreateObject<MobileLinkDevice>();
        device->SetAddress(Mac48Address::Allocate());
        CreateObject<Node>()->AddDevice(device);
        device->SetReceiveCallback(MakeCallback(&MobileLinkTest::Take, this));
        return device;
    }

    Ptr<MobileLinkDevice> NewDevice(Ptr<MobileLink> on)
    {
        auto device = NewDevice();
        on->Attach(device);
        return device;
    }

    bool Take(Ptr<NetDevice> device, Ptr<const Packet> packet, uint16_t, const Address&)
    {
        received.push_back({device->GetNode()->GetId(), packet->GetSize(), Simulator::Now()});
        return true;
    }

    static void Send(Time at, Ptr<NetDevice> from, Address to, uint32_t size = 1000)
    {
        NeighborWorld::At(at, [=]() { from->Send(Create<Packet>(size), to, ETHER_TYPE); });
    }

    struct Received
    {
        uint32_t node;
        uint32_t size;
        Time at;
    };

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    std::vector<Received> received;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOBILE_LINK_FIXTURE_H
