// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-security-association.h"

#include "ns3/abort.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

/// Lower numbers are reserved. RFC 4303 section 2.1.
constexpr uint32_t LOWEST_SPI = 256;

} // namespace

SealingAssociation::SealingAssociation(uint32_t spi, EspKeys keys)
    : m_spi(spi),
      m_keys(std::move(keys))
{
    NS_ABORT_MSG_IF(m_spi < LOWEST_SPI, "a Security Parameters Index is 256 or more");
    NS_ABORT_MSG_UNLESS(m_keys.IsSound(), "a key of the association has a wrong length");
}

uint32_t
SealingAssociation::GetSpi() const
{
    return m_spi;
}

std::optional<Octets>
SealingAssociation::Seal(const EspVector& vector, const Octets& payload, uint8_t nextHeader)
{
    const auto sequence = m_sequence.Take();
    if (!sequence)
    {
        return std::nullopt;
    }
    return SealEsp(m_keys, {m_spi, *sequence}, vector, payload, nextHeader);
}

std::size_t
SealingAssociation::Room(std::size_t size) const
{
    return EspRoom(m_keys.encryption, size);
}

void
SealingAssociation::SetNextSequence(uint32_t sequence)
{
    m_sequence.SetNext(sequence);
}

OpeningAssociation::OpeningAssociation(EspKeys keys)
    : m_keys(std::move(keys))
{
    NS_ABORT_MSG_UNLESS(m_keys.IsSound(), "a key of the association has a wrong length");
}

std::variant<EspPayload, DropReason>
OpeningAssociation::Open(const uint8_t* data, std::size_t size)
{
    const auto read = ReadEspPosition(data, size);
    if (const auto* reason = std::get_if<DropReason>(&read))
    {
        return *reason;
    }
    const uint32_t sequence = std::get<EspPosition>(read).sequence;
    if (!m_window.IsNew(sequence))
    {
        return DropReason::REPLAYED;
    }
    auto opened = OpenEsp(m_keys, data, size);
    if (!std::holds_alternative<DropReason>(opened))
    {
        m_window.Note(sequence);
    }
    return opened;
}

} // namespace ns3::nemo
