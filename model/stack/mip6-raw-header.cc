// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-raw-header.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(RawHeader);

TypeId
RawHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::RawHeader")
                            .SetParent<Header>()
                            .SetGroupName("Nemo")
                            .AddConstructor<RawHeader>();
    return tid;
}

RawHeader::RawHeader(Octets octets)
    : m_octets(std::move(octets))
{
}

TypeId
RawHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
RawHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(m_octets.size());
}

void
RawHeader::Serialize(Buffer::Iterator start) const
{
    start.Write(m_octets.data(), static_cast<uint32_t>(m_octets.size()));
}

uint32_t
RawHeader::Deserialize(Buffer::Iterator)
{
    return 0;
}

void
RawHeader::Print(std::ostream& os) const
{
    os << m_octets.size() << " octets";
}

} // namespace ns3::nemo
