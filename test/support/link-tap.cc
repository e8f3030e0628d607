// SPDX-License-Identifier: GPL-2.0-only
#include "support/link-tap.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>

namespace ns3::nemo::tests
{

LinkTap::LinkTap(Ptr<MobileLink> link)
{
    link->TraceConnectWithoutContext("FrameSent", MakeCallback(&LinkTap::Note, this));
}

const std::vector<CaughtPacket>&
LinkTap::All() const
{
    return m_packets;
}

std::vector<CaughtPacket>
LinkTap::Where(const Filter& isWanted) const
{
    std::vector<CaughtPacket> found;
    std::copy_if(m_packets.begin(), m_packets.end(), std::back_inserter(found), isWanted);
    return found;
}

void
LinkTap::Note(const LinkFrame& frame)
{
    Octets octets(frame.packet->GetSize());
    frame.packet->CopyData(octets.data(), frame.packet->GetSize());
    CaughtPacket packet = Dissect(octets);
    packet.at = Simulator::Now();
    packet.from = frame.source;
    packet.to = frame.destination;
    m_packets.push_back(std::move(packet));
}

const CaughtPacket&
Innermost(const CaughtPacket& packet)
{
    return packet.inner ? Innermost(*packet.inner) : packet;
}

} // namespace ns3::nemo::tests
