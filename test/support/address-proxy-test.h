// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ADDRESS_PROXY_TEST_H
#define NEMO_TEST_ADDRESS_PROXY_TEST_H

#include "support/neighbor-world.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

inline const Mac48Address ALL_NODES_HARDWARE("33:33:00:00:00:01");
inline const Mac48Address SOLICITED_HARDWARE("33:33:ff:00:00:10"); //!< of 2001:db8:1::10
inline const Ipv6Address ALL_NODES("ff02::1");

/// A home link: the home agent ::1 and another node ::77, and a home address ::10 that is away.
class AddressProxyTest : public ::testing::Test
{
  protected:
    AddressProxyTest()
    {
        agent.interfaces->AddAddress(ia, agentAddress, 64, true);
        agent.interfaces->SetForwarding(ia, true);
        other.interfaces->AddAddress(io, otherAddress, 64, true);
    }

    AddressProxy::ProbeResult Note(std::vector<std::pair<bool, Time>>& results)
    {
        return [&results](bool isFree) { results.emplace_back(isFree, Simulator::Now()); };
    }

    /// other sends a solicitation for the home address.
    void Solicit(const Ipv6Address& source, const Ipv6Address& destination, bool withAddress = true)
    {
        NeighborSolicitation message;
        message.target = home;
        if (withAddress && !source.IsAny())
        {
            message.options.emplace_back(SourceLinkLayerAddress{other.Hardware(io)});
        }
        const bool isMulticast = destination.IsMulticast();
        other.SendRaw(io,
                      MakePacket(message, source, destination),
                      isMulticast ? SOLICITED_HARDWARE : agent.Hardware(ia));
        world.RunUntil(Simulator::Now() + MilliSeconds(100));
    }

    std::vector<SeenFrame> Answers() const
    {
        return world.Seen(link, NeighborMessageType::NEIGHBOR_ADVERTISEMENT);
    }

    std::vector<SeenFrame> Solicitations() const
    {
        return world.Seen(link, NeighborMessageType::NEIGHBOR_SOLICITATION);
    }

    NeighborAdvertisement ProxyAnswer(bool router, bool solicited) const
    {
        NeighborAdvertisement message;
        message.router = router;
        message.solicited = solicited;
        message.target = home;
        message.options.emplace_back(TargetLinkLayerAddress{agent.Hardware(ia)});
        return message;
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& agent = world.NewNode();
    NeighborNode& other = world.NewNode();
    const uint32_t ia = agent.AddInterface(link, "02:00:00:00:00:01");
    const uint32_t io = other.AddInterface(link, "02:00:00:00:00:77");
    const Ipv6Address agentAddress{"2001:db8:1::1"};
    const Ipv6Address otherAddress{"2001:db8:1::77"};
    const Ipv6Address home{"2001:db8:1::10"};
    const Ipv6Address homeGroup{"ff02::1:ff00:10"};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ADDRESS_PROXY_TEST_H
