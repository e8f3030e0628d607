// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-authentication-association.h"

#include "ns3/abort.h"
#include "ns3/mip6-digest.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Lower numbers are reserved. RFC 2402 section 2.4.
constexpr uint32_t LOWEST_AH_SPI = 256;

/// Puts a header where one is.
void
Replace(AuthenticatedPacket& packet, std::size_t at, const AuthenticationHeader& header)
{
    const Octets octets = WriteAuthenticationHeader(header);
    std::copy(octets.begin(),
              octets.end(),
              packet.octets.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace

SigningAssociation::SigningAssociation(uint32_t spi, AhKey key)
    : m_spi(spi),
      m_key(std::move(key))
{
    NS_ABORT_MSG_IF(m_spi < LOWEST_AH_SPI, "a Security Parameters Index is 256 or more");
    NS_ABORT_MSG_UNLESS(m_key.IsSound(), "a key of the association has a wrong length");
}

std::optional<DropReason>
SigningAssociation::Sign(AuthenticatedPacket& packet)
{
    const auto found = FindAuthenticationHeader(packet);
    if (const auto* reason = std::get_if<DropReason>(&found))
    {
        return *reason;
    }
    const auto sequence = m_sequence.Take();
    if (!sequence)
    {
        return DropReason::SEQUENCE_EXHAUSTED;
    }
    const std::size_t at = std::get<std::size_t>(found);
    AuthenticationHeader header{packet.octets[at], m_spi, *sequence, {}};
    Replace(packet, at, header);
    header.icv = MakeAhIcv(m_key, std::get<Octets>(CoveredByAuthentication(packet)));
    Replace(packet, at, header);
    return std::nullopt;
}

void
SigningAssociation::SetNextSequence(uint32_t sequence)
{
    m_sequence.SetNext(sequence);
}

VerifyingAssociation::VerifyingAssociation(AhKey key)
    : m_key(std::move(key))
{
    NS_ABORT_MSG_UNLESS(m_key.IsSound(), "a key of the association has a wrong length");
}

std::optional<DropReason>
VerifyingAssociation::Verify(const AuthenticatedPacket& packet)
{
    const auto found = FindAuthenticationHeader(packet);
    if (const auto* reason = std::get_if<DropReason>(&found))
    {
        return *reason;
    }
    const std::size_t at = std::get<std::size_t>(found);
    const auto read =
        ReadAuthenticationHeader(packet.octets.data() + at, packet.octets.size() - at);
    if (const auto* reason = std::get_if<DropReason>(&read))
    {
        return *reason;
    }
    const auto& header = std::get<AuthenticationHeader>(read);
    if (!m_window.IsNew(header.sequence))
    {
        return DropReason::REPLAYED;
    }
    const AhIcv icv = MakeAhIcv(m_key, std::get<Octets>(CoveredByAuthentication(packet)));
    if (!IsSameSecret(icv.data(), header.icv.data(), icv.size()))
    {
        return DropReason::BAD_INTEGRITY;
    }
    m_window.Note(header.sequence);
    return std::nullopt;
}

} // namespace ns3::nemo
