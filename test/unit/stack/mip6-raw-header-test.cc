// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-raw-header.h"
#include "ns3/packet.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::mip6_raw_header_test
{

namespace
{

TEST(RawHeaderTest, PutsItsOctetsBeforeThePacket)
{
    const Octets payload{7, 8, 9};
    auto packet = Create<Packet>(payload.data(), 3);
    packet->AddHeader(RawHeader({1, 2}));
    packet->AddHeader(RawHeader());
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    EXPECT_EQ(octets, (Octets{1, 2, 7, 8, 9}));
    std::ostringstream text;
    RawHeader({1, 2}).Print(text);
    EXPECT_EQ(text.str(), "2 octets");
}

} // namespace

} // namespace ns3::nemo::tests::mip6_raw_header_test
