// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-icmpv6.h"

#include "ns3/mip6-checksum.h"

namespace ns3::nemo
{

namespace
{

constexpr uint16_t DISCOVERY_R = 0x8000; //!< mobile routers. RFC 3963 sections 7.1 and 7.2
constexpr uint16_t PREFIX_M = 0x8000;    //!< managed. RFC 6275 section 6.8
constexpr uint16_t PREFIX_O = 0x4000;    //!< other. RFC 6275 section 6.8

/// Writes a message with 0 for its checksum.
class MessageEncoder
{
  public:
    explicit MessageEncoder(OctetWriter& writer)
        : m_writer(writer)
    {
    }

    void operator()(const HomeAgentAddressDiscoveryRequest& message)
    {
        Begin(MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REQUEST, message.identifier);
        m_writer.U16(message.mobileRouter ? DISCOVERY_R : uint16_t{0});
    }

    void operator()(const HomeAgentAddressDiscoveryReply& message)
    {
        Begin(MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REPLY, message.identifier);
        m_writer.U16(message.mobileRouter ? DISCOVERY_R : uint16_t{0});
        for (const auto& address : message.homeAgents)
        {
            m_writer.Address(address);
        }
    }

    void operator()(const MobilePrefixSolicitation& message)
    {
        Begin(MobilityIcmpv6Type::MOBILE_PREFIX_SOLICITATION, message.identifier);
        m_writer.U16(0); // Reserved
        WriteNeighborOptions(message.options, m_writer);
    }

    void operator()(const MobilePrefixAdvertisement& message)
    {
        int flags = 0;
        flags |= message.managed ? PREFIX_M : 0;
        flags |= message.other ? PREFIX_O : 0;
        Begin(MobilityIcmpv6Type::MOBILE_PREFIX_ADVERTISEMENT, message.identifier);
        m_writer.U16(static_cast<uint16_t>(flags));
        WriteNeighborOptions(message.options, m_writer);
    }

  private:
    /// Writes type, code, the checksum's place and the identifier.
    void Begin(MobilityIcmpv6Type type, uint16_t identifier)
    {
        m_writer.U8(static_cast<uint8_t>(type));
        m_writer.U8(0);
        m_writer.U16(0);
        m_writer.U16(identifier);
    }

    OctetWriter& m_writer; //!< where the octets go
};

/// A message, or why there is none.
using Result = std::variant<MobilityIcmpv6Message, DropReason>;

Result
ReadReply(uint16_t identifier, uint16_t flags, OctetReader& reader)
{
    if (reader.Remaining() % ADDRESS_SIZE != 0)
    {
        return DropReason::BAD_OPTION_LENGTH;
    }
    HomeAgentAddressDiscoveryReply reply{identifier, (flags & DISCOVERY_R) != 0, {}};
    while (reader.Remaining() > 0)
    {
        reply.homeAgents.push_back(reader.Address());
    }
    return reply;
}

/// @return the message with the options that the reader stands at
template <typename Message>
Result
WithOptions(Message message, OctetReader& reader)
{
    message.options = ReadNeighborOptions(reader);
    if (!reader.Ok())
    {
        return DropReason::BAD_OPTION_LENGTH;
    }
    return message;
}

/// @return the message of this type; the reader stands behind identifier and flags
Result
ReadBody(MobilityIcmpv6Type type, uint16_t identifier, uint16_t flags, OctetReader& reader)
{
    switch (type)
    {
    case MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REQUEST:
        return HomeAgentAddressDiscoveryRequest{identifier, (flags & DISCOVERY_R) != 0};
    case MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REPLY:
        return ReadReply(identifier, flags, reader);
    case MobilityIcmpv6Type::MOBILE_PREFIX_SOLICITATION:
        return WithOptions(MobilePrefixSolicitation{identifier, {}}, reader);
    case MobilityIcmpv6Type::MOBILE_PREFIX_ADVERTISEMENT:
        return WithOptions(MobilePrefixAdvertisement{identifier,
                                                     (flags & PREFIX_M) != 0,
                                                     (flags & PREFIX_O) != 0,
                                                     {}},
                           reader);
    }
    return DropReason::UNKNOWN_MESSAGE_TYPE;
}

} // namespace

bool
operator==(const HomeAgentAddressDiscoveryRequest& a, const HomeAgentAddressDiscoveryRequest& b)
{
    return a.identifier == b.identifier && a.mobileRouter == b.mobileRouter;
}

bool
operator==(const HomeAgentAddressDiscoveryReply& a, const HomeAgentAddressDiscoveryReply& b)
{
    return a.identifier == b.identifier && a.mobileRouter == b.mobileRouter &&
           a.homeAgents == b.homeAgents;
}

bool
operator==(const MobilePrefixSolicitation& a, const MobilePrefixSolicitation& b)
{
    return a.identifier == b.identifier && a.options == b.options;
}

bool
operator==(const MobilePrefixAdvertisement& a, const MobilePrefixAdvertisement& b)
{
    return a.identifier == b.identifier && a.managed == b.managed && a.other == b.other &&
           a.options == b.options;
}

Octets
EncodeMobilityIcmpv6(const MobilityIcmpv6Message& message,
                     const Ipv6Address& source,
                     const Ipv6Address& destination)
{
    OctetWriter writer;
    std::visit(MessageEncoder(writer), message);
    Octets octets = writer.Release();
    WriteIcmpv6Checksum(octets, source, destination);
    return octets;
}

std::variant<MobilityIcmpv6Message, DropReason>
DecodeMobilityIcmpv6(const uint8_t* data, std::size_t size)
{
    OctetReader reader(data, size);
    const uint8_t type = reader.U8();
    const uint8_t code = reader.U8();
    reader.Skip(2); // Checksum
    const uint16_t identifier = reader.U16();
    const uint16_t flags = reader.U16();
    if (!reader.Ok())
    {
        return DropReason::MESSAGE_TOO_SHORT;
    }
    if (code != 0)
    {
        return DropReason::BAD_CODE;
    }
    return ReadBody(static_cast<MobilityIcmpv6Type>(type), identifier, flags, reader);
}

} // namespace ns3::nemo
