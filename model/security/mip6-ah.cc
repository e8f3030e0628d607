// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-ah.h"

#include "ns3/abort.h"
#include "ns3/mip6-digest.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-ipv6-numbers.h"

#include <algorithm>
#include <optional>

namespace ns3::nemo
{

namespace
{

/// Payload Len: 32-bit words of the header, less 2. RFC 2402 section 2.2.
constexpr uint8_t PAYLOAD_LENGTH = AH_SIZE / 4 - 2;
constexpr std::size_t ICV_OFFSET = AH_SIZE - AH_ICV_SIZE; ///< Of Authentication Data in its header.
constexpr uint8_t MAY_CHANGE = 0x20; ///< Option type: its data may change. RFC 2460 section 4.2

/// Goes through a packet and makes of it what Authentication Data covers.
class Cover
{
  public:
    explicit Cover(const AuthenticatedPacket& packet)
        : m_octets(packet.octets),
          m_destination(packet.destination),
          m_next(packet.nextHeader)
    {
    }

    /// Go through all headers. @return why not
    std::optional<DropReason> Walk()
    {
        while (const auto size = SizeOfNext())
        {
            if (m_at + *size > m_octets.size())
            {
                return DropReason::TRUNCATED;
            }
            if (const auto flaw = Take(*size))
            {
                return flaw;
            }
            m_next = m_octets[m_at];
            m_at += *size;
        }
        return m_header ? std::nullopt : std::optional(DropReason::UNPROTECTED);
    }

    const Octets& Get() const
    {
        return m_octets;
    }

    const Ipv6Address& Destination() const
    {
        return m_destination;
    }

    std::size_t HeaderOffset() const
    {
        return *m_header;
    }

  private:
    /// Octets of the header that is next; none: it is none that is gone through. One that is cut
    /// within its length has more than are there.
    std::optional<std::size_t> SizeOfNext() const
    {
        const std::size_t length = m_at + 1 < m_octets.size() ? m_octets[m_at + 1] : 0xff;
        switch (m_next)
        {
        case AUTHENTICATION_HEADER:
            return m_header ? std::nullopt : std::optional(AH_SIZE);
        case HOP_BY_HOP_HEADER:
        case DESTINATION_OPTIONS_HEADER:
        case ROUTING_HEADER:
            return (length + 1) * LENGTH_UNIT;
        default:
            return std::nullopt;
        }
    }

    std::optional<DropReason> Take(std::size_t size)
    {
        switch (m_next)
        {
        case AUTHENTICATION_HEADER:
            m_header = m_at;
            std::fill_n(m_octets.begin() + static_cast<std::ptrdiff_t>(m_at + ICV_OFFSET),
                        AH_ICV_SIZE,
                        uint8_t{0});
            return std::nullopt;
        case ROUTING_HEADER:
            return Arrive(size);
        default:
            return ForgetChanges(size);
        }
    }

    /// RFC 2402 section 3.3.3.1.2.2: data that may change counts as zero.
    std::optional<DropReason> ForgetChanges(std::size_t size)
    {
        const std::size_t end = m_at + size;
        std::size_t option = m_at + 2;
        while (option < end)
        {
            if (m_octets[option] == PAD1_OPTION)
            {
                ++option;
                continue;
            }
            const std::size_t data = option + 2;
            if (data > end || data + m_octets[option + 1] > end)
            {
                return DropReason::TRUNCATED;
            }
            const std::size_t next = data + m_octets[option + 1];
            if (m_octets[option] & MAY_CHANGE)
            {
                std::fill(m_octets.begin() + static_cast<std::ptrdiff_t>(data),
                          m_octets.begin() + static_cast<std::ptrdiff_t>(next),
                          uint8_t{0});
            }
            option = next;
        }
        return std::nullopt;
    }

    /// RFC 2402 section 3.3.3.1.2.3: a source route as it arrives at its end.
    std::optional<DropReason> Arrive(std::size_t size)
    {
        constexpr std::size_t TYPE = 2;
        constexpr std::size_t SEGMENTS_LEFT = 3;
        uint8_t& left = m_octets[m_at + SEGMENTS_LEFT];
        if (m_octets[m_at + TYPE] != SOURCE_ROUTE_TYPE)
        {
            return std::nullopt;
        }
        const std::size_t addresses = (size - LENGTH_UNIT) / ADDRESS_SIZE;
        if (left > addresses)
        {
            return DropReason::BAD_ROUTING_HEADER;
        }
        for (; left > 0; --left)
        {
            uint8_t* place = &m_octets[m_at + LENGTH_UNIT + (addresses - left) * ADDRESS_SIZE];
            const Ipv6Address here = m_destination;
            m_destination = Ipv6Address::Deserialize(place);
            here.Serialize(place);
        }
        return std::nullopt;
    }

    Octets m_octets;                     ///< Behind the IPv6 header.
    Ipv6Address m_destination;           ///< Of the IPv6 header.
    uint8_t m_next;                      ///< What is next.
    std::size_t m_at{0};                 ///< Where that is.
    std::optional<std::size_t> m_header; ///< Where the Authentication Header is.
};

} // namespace

bool
AhKey::IsSound() const
{
    return key.size() == (algorithm == AhAlgorithm::HMAC_SHA1_96 ? SHA1_SIZE : MD5_SIZE);
}

Octets
WriteAuthenticationHeader(const AuthenticationHeader& header)
{
    OctetWriter writer;
    writer.U8(header.nextHeader);
    writer.U8(PAYLOAD_LENGTH);
    writer.U16(0); // RESERVED
    writer.U32(header.spi);
    writer.U32(header.sequence);
    writer.Append(Octets(header.icv.begin(), header.icv.end()));
    return writer.Release();
}

std::variant<AuthenticationHeader, DropReason>
ReadAuthenticationHeader(const uint8_t* data, std::size_t size)
{
    OctetReader reader(data, size);
    AuthenticationHeader header;
    header.nextHeader = reader.U8();
    const uint8_t length = reader.U8();
    reader.Skip(2); // RESERVED
    header.spi = reader.U32();
    header.sequence = reader.U32();
    const Octets icv = reader.Take(AH_ICV_SIZE);
    if (!reader.Ok())
    {
        return DropReason::TRUNCATED;
    }
    if (length != PAYLOAD_LENGTH)
    {
        return DropReason::BAD_OPTION_LENGTH;
    }
    std::copy(icv.begin(), icv.end(), header.icv.begin());
    return header;
}

std::variant<Octets, DropReason>
CoveredByAuthentication(const AuthenticatedPacket& packet)
{
    Cover cover(packet);
    if (const auto flaw = cover.Walk())
    {
        return *flaw;
    }
    constexpr uint32_t VERSION = 0x60000000; // class and flow label may change
    OctetWriter writer;
    writer.U32(VERSION);
    writer.U16(static_cast<uint16_t>(packet.octets.size()));
    writer.U8(packet.nextHeader);
    writer.U8(0); // Hop Limit
    writer.Address(packet.source);
    writer.Address(cover.Destination());
    writer.Append(cover.Get());
    return writer.Release();
}

std::variant<std::size_t, DropReason>
FindAuthenticationHeader(const AuthenticatedPacket& packet)
{
    Cover cover(packet);
    if (const auto flaw = cover.Walk())
    {
        return *flaw;
    }
    return cover.HeaderOffset();
}

AhIcv
MakeAhIcv(const AhKey& key, const Octets& covered)
{
    NS_ABORT_MSG_UNLESS(key.IsSound(), "a key of the association has a wrong length");
    AhIcv icv;
    if (key.algorithm == AhAlgorithm::HMAC_MD5_96)
    {
        const Md5Digest digest = HmacMd5(key.key.data(), key.key.size(), covered);
        std::copy_n(digest.begin(), icv.size(), icv.begin());
        return icv;
    }
    const Sha1Digest digest = HmacSha1(key.key.data(), key.key.size(), covered);
    std::copy_n(digest.begin(), icv.size(), icv.begin());
    return icv;
}

} // namespace ns3::nemo
