// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/ipv4-interface.h"
#include "ns3/ipv6-interface.h"
#include "ns3/mip6-hook-adapters.h"
#include "ns3/packet.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_hook_adapters_test
{

namespace
{

TEST(HookAdaptersTest, AProtocolHandsEveryPacketToItsFunction)
{
    auto adapter = CreateObject<ProtocolAdapter>();
    std::vector<uint32_t> sizes;
    auto arrival = CreateObject<Ipv6Interface>();
    adapter->Serve(41,
                   [&](Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface) {
                       EXPECT_EQ(header.GetHopLimit(), 9);
                       EXPECT_EQ(interface, arrival);
                       sizes.push_back(packet->GetSize());
                   });
    EXPECT_EQ(adapter->GetProtocolNumber(), 41);
    Ipv6Header header;
    header.SetHopLimit(9);
    EXPECT_EQ(adapter->Receive(Create<Packet>(7), header, arrival), IpL4Protocol::RX_OK);
    EXPECT_EQ(sizes, std::vector<uint32_t>{7});
    // Nothing of IPv4.
    EXPECT_EQ(adapter->Receive(Create<Packet>(7), Ipv4Header(), nullptr),
              IpL4Protocol::RX_ENDPOINT_UNREACH);
    EXPECT_TRUE(adapter->GetDownTarget().IsNull());
    EXPECT_TRUE(adapter->GetDownTarget6().IsNull());
    adapter->Dispose();
}

TEST(HookAdaptersTest, AnExtensionTellsNs3WhatBecameOfItsHeader)
{
    auto adapter = CreateObject<ExtensionAdapter>();
    ExtensionResult result;
    adapter->Serve(60, [&](Ptr<const Packet> packet, uint32_t offset, const Ipv6Header&) {
        EXPECT_EQ(packet->GetSize(), 30U);
        EXPECT_EQ(offset, 16U);
        return result;
    });
    EXPECT_EQ(adapter->GetExtensionNumber(), 60);
    uint8_t next = 0;
    bool stop = false;
    bool isDropped = true;
    auto reason = Ipv6L3Protocol::DROP_TTL_EXPIRED;
    Ptr<Packet> packet = Create<Packet>(30);
    const auto process = [&](uint8_t* nextHeader) {
        return adapter
            ->Process(packet, 16, Ipv6Header(), Ipv6Address(), nextHeader, stop, isDropped, reason);
    };
    result = {false, 24, 17};
    EXPECT_EQ(process(&next), 24);
    EXPECT_EQ(next, 17);
    EXPECT_FALSE(stop || isDropped);
    result = {true, 0, 0};
    EXPECT_EQ(process(nullptr), 0) << "ns-3 does not always ask what follows";
    EXPECT_TRUE(stop);
    EXPECT_FALSE(isDropped) << "who drops it counts it";
    EXPECT_EQ(reason, Ipv6L3Protocol::DROP_TTL_EXPIRED) << "untouched";
    adapter->Dispose();
}

} // namespace

} // namespace ns3::nemo::tests::mip6_hook_adapters_test
