// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-octets.h"

#include "ns3/abort.h"

#include <utility>

namespace ns3::nemo
{

OctetReader::OctetReader(const uint8_t* data, std::size_t size)
    : m_data(data),
      m_size(size)
{
}

OctetReader::OctetReader(const Octets& octets)
    : OctetReader(octets.data(), octets.size())
{
}

bool
OctetReader::Ok() const
{
    return m_ok;
}

std::size_t
OctetReader::Offset() const
{
    return m_offset;
}

std::size_t
OctetReader::Remaining() const
{
    return m_ok ? m_size - m_offset : 0;
}

const uint8_t*
OctetReader::Position() const
{
    return m_data + m_offset;
}

const uint8_t*
OctetReader::Advance(std::size_t count)
{
    if (count > Remaining() || !m_ok)
    {
        m_ok = false;
        return nullptr;
    }
    const uint8_t* start = m_data + m_offset;
    m_offset += count;
    return start;
}

uint8_t
OctetReader::U8()
{
    const uint8_t* octet = Advance(1);
    return octet ? *octet : uint8_t{0};
}

uint16_t
OctetReader::U16()
{
    const uint8_t* octets = Advance(2);
    return octets ? static_cast<uint16_t>((octets[0] << 8) | octets[1]) : uint16_t{0};
}

uint32_t
OctetReader::U32()
{
    const uint8_t* octets = Advance(4);
    if (!octets)
    {
        return 0;
    }
    return (uint32_t{octets[0]} << 24) | (uint32_t{octets[1]} << 16) | (uint32_t{octets[2]} << 8) |
           octets[3];
}

uint64_t
OctetReader::U64()
{
    OctetReader both = Sub(8);
    const uint64_t high = both.U32();
    return (high << 32) | both.U32();
}

Ipv6Address
OctetReader::Address()
{
    const uint8_t* octets = Advance(ADDRESS_SIZE);
    return octets ? Ipv6Address::Deserialize(octets) : Ipv6Address();
}

Octets
OctetReader::Take(std::size_t count)
{
    const uint8_t* start = Advance(count);
    return start ? Octets(start, start + count) : Octets();
}

void
OctetReader::Skip(std::size_t count)
{
    Advance(count);
}

OctetReader
OctetReader::Sub(std::size_t count)
{
    const uint8_t* start = Advance(count);
    OctetReader part(start, m_ok ? count : 0);
    part.m_ok = m_ok;
    return part;
}

void
OctetWriter::U8(uint8_t value)
{
    m_octets.push_back(value);
}

void
OctetWriter::U16(uint16_t value)
{
    U8(static_cast<uint8_t>(value >> 8));
    U8(static_cast<uint8_t>(value & 0xff));
}

void
OctetWriter::U32(uint32_t value)
{
    U16(static_cast<uint16_t>(value >> 16));
    U16(static_cast<uint16_t>(value & 0xffff));
}

void
OctetWriter::U64(uint64_t value)
{
    U32(static_cast<uint32_t>(value >> 32));
    U32(static_cast<uint32_t>(value & 0xffffffff));
}

void
OctetWriter::Address(const Ipv6Address& address)
{
    uint8_t octets[ADDRESS_SIZE];
    address.GetBytes(octets);
    m_octets.insert(m_octets.end(), octets, octets + ADDRESS_SIZE);
}

void
OctetWriter::Append(const Octets& octets)
{
    m_octets.insert(m_octets.end(), octets.begin(), octets.end());
}

void
OctetWriter::Zero(std::size_t count)
{
    m_octets.insert(m_octets.end(), count, 0);
}

void
OctetWriter::PatchU16(std::size_t offset, uint16_t value)
{
    PatchU8(offset, static_cast<uint8_t>(value >> 8));
    PatchU8(offset + 1, static_cast<uint8_t>(value & 0xff));
}

void
OctetWriter::PatchU8(std::size_t offset, uint8_t value)
{
    NS_ABORT_MSG_IF(offset >= m_octets.size(), "OctetWriter: patch only what was written before");
    m_octets[offset] = value;
}

std::size_t
OctetWriter::Size() const
{
    return m_octets.size();
}

const Octets&
OctetWriter::Get() const
{
    return m_octets;
}

Octets
OctetWriter::Release()
{
    return std::exchange(m_octets, Octets());
}

} // namespace ns3::nemo
