// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-neighbor-discovery.h"

#include "ns3/mip6-checksum.h"

#include <tuple>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ROUTER_M = 0x80; //!< managed
constexpr uint8_t ROUTER_O = 0x40; //!< other
constexpr uint8_t ROUTER_H = 0x20; //!< home agent. RFC 6275 section 7.1

constexpr uint32_t NEIGHBOR_R = 0x80000000; //!< router
constexpr uint32_t NEIGHBOR_S = 0x40000000; //!< solicited
constexpr uint32_t NEIGHBOR_O = 0x20000000; //!< override

/// Writes a message with 0 for its checksum.
class NeighborMessageEncoder
{
  public:
    explicit NeighborMessageEncoder(OctetWriter& writer)
        : m_writer(writer)
    {
    }

    void operator()(const RouterSolicitation& message)
    {
        Begin(NeighborMessageType::ROUTER_SOLICITATION);
        m_writer.U32(0); // Reserved
        WriteNeighborOptions(message.options, m_writer);
    }

    void operator()(const RouterAdvertisement& message)
    {
        int flags = 0;
        flags |= message.managed ? ROUTER_M : 0;
        flags |= message.other ? ROUTER_O : 0;
        flags |= message.homeAgent ? ROUTER_H : 0;
        Begin(NeighborMessageType::ROUTER_ADVERTISEMENT);
        m_writer.U8(message.currentHopLimit);
        m_writer.U8(static_cast<uint8_t>(flags));
        m_writer.U16(message.routerLifetime);
        m_writer.U32(message.reachableTime);
        m_writer.U32(message.retransTimer);
        WriteNeighborOptions(message.options, m_writer);
    }

    void operator()(const NeighborSolicitation& message)
    {
        Begin(NeighborMessageType::NEIGHBOR_SOLICITATION);
        m_writer.U32(0); // Reserved
        m_writer.Address(message.target);
        WriteNeighborOptions(message.options, m_writer);
    }

    void operator()(const NeighborAdvertisement& message)
    {
        uint32_t flags = 0;
        flags |= message.router ? NEIGHBOR_R : 0;
        flags |= message.solicited ? NEIGHBOR_S : 0;
        flags |= message.override ? NEIGHBOR_O : 0;
        Begin(NeighborMessageType::NEIGHBOR_ADVERTISEMENT);
        m_writer.U32(flags);
        m_writer.Address(message.target);
        WriteNeighborOptions(message.options, m_writer);
    }

  private:
    /// Writes type, code and the checksum's place.
    void Begin(NeighborMessageType type)
    {
        m_writer.U8(static_cast<uint8_t>(type));
        m_writer.U8(0);
        m_writer.U16(0);
    }

    OctetWriter& m_writer; //!< where the octets go
};

RouterAdvertisement
ReadRouterAdvertisement(OctetReader& reader)
{
    RouterAdvertisement message;
    message.currentHopLimit = reader.U8();
    const uint8_t flags = reader.U8();
    message.managed = flags & ROUTER_M;
    message.other = flags & ROUTER_O;
    message.homeAgent = flags & ROUTER_H;
    message.routerLifetime = reader.U16();
    message.reachableTime = reader.U32();
    message.retransTimer = reader.U32();
    return message;
}

NeighborAdvertisement
ReadNeighborAdvertisement(OctetReader& reader)
{
    NeighborAdvertisement message;
    const uint32_t flags = reader.U32();
    message.router = flags & NEIGHBOR_R;
    message.solicited = flags & NEIGHBOR_S;
    message.override = flags & NEIGHBOR_O;
    message.target = reader.Address();
    return message;
}

/// @return a Router or Neighbor Solicitation; behind the code and checksum
NeighborMessage
ReadSolicitation(NeighborMessageType type, OctetReader& reader)
{
    reader.Skip(4); // Reserved
    if (type == NeighborMessageType::ROUTER_SOLICITATION)
    {
        return RouterSolicitation{};
    }
    return NeighborSolicitation{reader.Address(), {}};
}

/// @return the message without its options; or why it is none
std::variant<NeighborMessage, DropReason>
ReadFixedPart(NeighborMessageType type, OctetReader& reader)
{
    switch (type)
    {
    case NeighborMessageType::ROUTER_SOLICITATION:
    case NeighborMessageType::NEIGHBOR_SOLICITATION:
        return ReadSolicitation(type, reader);
    case NeighborMessageType::ROUTER_ADVERTISEMENT:
        return ReadRouterAdvertisement(reader);
    case NeighborMessageType::NEIGHBOR_ADVERTISEMENT:
        return ReadNeighborAdvertisement(reader);
    case NeighborMessageType::REDIRECT:
        break;
    }
    return DropReason::UNKNOWN_MESSAGE_TYPE;
}

/// @return the address that the message is about, or ::
Ipv6Address
TargetOf(const NeighborMessage& message)
{
    if (const auto* solicitation = std::get_if<NeighborSolicitation>(&message))
    {
        return solicitation->target;
    }
    const auto* advertisement = std::get_if<NeighborAdvertisement>(&message);
    return advertisement ? advertisement->target : Ipv6Address::GetZero();
}

} // namespace

bool
operator==(const RouterSolicitation& a, const RouterSolicitation& b)
{
    return a.options == b.options;
}

bool
operator==(const RouterAdvertisement& a, const RouterAdvertisement& b)
{
    const auto fields = [](const auto& message) {
        return std::tie(message.currentHopLimit,
                        message.managed,
                        message.other,
                        message.homeAgent,
                        message.routerLifetime,
                        message.reachableTime,
                        message.retransTimer,
                        message.options);
    };
    return fields(a) == fields(b);
}

bool
operator==(const NeighborSolicitation& a, const NeighborSolicitation& b)
{
    return a.target == b.target && a.options == b.options;
}

bool
operator==(const NeighborAdvertisement& a, const NeighborAdvertisement& b)
{
    return a.router == b.router && a.solicited == b.solicited && a.override == b.override &&
           a.target == b.target && a.options == b.options;
}

Octets
EncodeNeighborMessage(const NeighborMessage& message,
                      const Ipv6Address& source,
                      const Ipv6Address& destination)
{
    OctetWriter writer;
    std::visit(NeighborMessageEncoder(writer), message);
    Octets octets = writer.Release();
    WriteIcmpv6Checksum(octets, source, destination);
    return octets;
}

std::variant<NeighborMessage, DropReason>
DecodeNeighborMessage(const uint8_t* data, std::size_t size)
{
    OctetReader reader(data, size);
    const uint8_t type = reader.U8();
    const uint8_t code = reader.U8();
    reader.Skip(2); // Checksum
    auto result = ReadFixedPart(static_cast<NeighborMessageType>(type), reader);
    auto* message = std::get_if<NeighborMessage>(&result);
    if (!message)
    {
        return size == 0 ? DropReason::TRUNCATED : DropReason::UNKNOWN_MESSAGE_TYPE;
    }
    if (!reader.Ok())
    {
        return DropReason::MESSAGE_TOO_SHORT;
    }
    if (code != 0)
    {
        return DropReason::BAD_CODE;
    }
    if (TargetOf(*message).IsMulticast())
    {
        return DropReason::BAD_ADDRESS;
    }
    auto options = ReadNeighborOptions(reader);
    if (!reader.Ok())
    {
        return DropReason::BAD_OPTION_LENGTH;
    }
    std::visit([&options](auto& one) { one.options = std::move(options); }, *message);
    return result;
}

} // namespace ns3::nemo
