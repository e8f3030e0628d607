// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-forward-progress.h"

#include "ns3/mip6-octets.h"

#include <array>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t TCP = 6;

} // namespace

bool
ForwardProgress::Hear(const Ipv6Header& header, Ptr<const Packet> packet)
{
    constexpr std::size_t TCP_HEADER = 20;
    constexpr uint8_t ACK = 0x10;
    std::array<uint8_t, TCP_HEADER> octets{};
    if (header.GetNextHeader() != TCP ||
        packet->CopyData(octets.data(), TCP_HEADER) != octets.size())
    {
        return false;
    }
    OctetReader reader(octets.data(), octets.size());
    const uint16_t from = reader.U16();
    const uint16_t to = reader.U16();
    reader.Skip(4); // Sequence Number
    const uint32_t acknowledged = reader.U32();
    reader.Skip(1); // Data Offset
    if ((reader.U8() & ACK) == 0)
    {
        return false;
    }
    const Connection connection{header.GetSource(), header.GetDestination(), from, to};
    const auto known = m_acknowledged.find(connection);
    if (known == m_acknowledged.end())
    {
        if (m_acknowledged.size() >= MOST_CONNECTIONS)
        {
            m_acknowledged.clear();
        }
        m_acknowledged.emplace(connection, acknowledged);
        return false;
    }
    const bool isMore = static_cast<int32_t>(acknowledged - known->second) > 0;
    known->second = isMore ? acknowledged : known->second;
    return isMore;
}

void
ForwardProgress::Clear()
{
    m_acknowledged.clear();
}

} // namespace ns3::nemo
