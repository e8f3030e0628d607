// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-extension-chain.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t LENGTH_OFFSET = 1;   //!< of Hdr Ext Len, and of an option's length in it
constexpr std::size_t TYPE_OFFSET = 2;     //!< of Routing Type
constexpr std::size_t SEGMENTS_OFFSET = 3; //!< of Segments Left
constexpr std::size_t MOBILITY_LENGTH = 2; //!< Hdr Ext Len of a type 2 routing header
constexpr uint8_t ERRONEOUS_FIELD = 0;     //!< Parameter Problem code. RFC 4443 section 3.4
constexpr uint8_t UNRECOGNIZED_OPTION = 2; //!< Parameter Problem code. RFC 4443 section 3.4

/// @return an error that the source is told of, with this code
ExtensionError
Problem(DropReason reason, uint8_t code, std::size_t pointer)
{
    return {reason, code, pointer, false};
}

/// @return an error that nobody is told of
ExtensionError
Silent(DropReason reason)
{
    return {reason, std::nullopt, 0, false};
}

/// @return a reader for the whole header, from its first octet; failed when the packet ends before
OctetReader
WholeHeader(const uint8_t* data, std::size_t size)
{
    OctetReader packet(data, size);
    OctetReader peek = packet;
    peek.Skip(LENGTH_OFFSET);
    return packet.Sub((std::size_t{peek.U8()} + 1) * LENGTH_UNIT);
}

/// @return what to do about an option nobody here knows, by its top two bits. RFC 8200 4.2.
std::optional<ExtensionError>
JudgeUnknown(uint8_t type, std::size_t offset)
{
    switch (type >> 6)
    {
    case 0:
        return std::nullopt;
    case 1:
        return Silent(DropReason::UNRECOGNIZED_OPTION);
    default:
        ExtensionError error =
            Problem(DropReason::UNRECOGNIZED_OPTION, UNRECOGNIZED_OPTION, offset);
        error.evenForMulticast = (type >> 6) == 2;
        return error;
    }
}

/// Notes one known option in the header. @return what is wrong with it
std::optional<ExtensionError>
Note(uint8_t type,
     std::size_t offset,
     OctetReader data,
     const ExtensionFormat& format,
     OptionsHeader& header)
{
    const ExtensionError wrongLength =
        Problem(DropReason::BAD_OPTION_LENGTH, ERRONEOUS_FIELD, offset + LENGTH_OFFSET);
    if (type == format.homeAddressType)
    {
        if (data.Remaining() < ADDRESS_SIZE ||
            (data.Remaining() > ADDRESS_SIZE && !format.homeAddressExtends))
        {
            return wrongLength;
        }
        if (header.homeAddress)
        {
            return Silent(DropReason::DUPLICATE_HOME_ADDRESS);
        }
        header.homeAddress = data.Address();
        header.homeAddressOffset = offset;
    }
    else if (type == ENCAPSULATION_LIMIT_OPTION)
    {
        if (data.Remaining() != 1)
        {
            return wrongLength;
        }
        header.encapsulationLimit = data.U8();
        header.encapsulationLimitOffset = offset;
    }
    else
    {
        header.others.push_back({type, offset, data.Take(data.Remaining())});
    }
    return std::nullopt;
}

/// Reads the next option into the header. @return what is wrong with it
std::optional<ExtensionError>
ReadNext(OctetReader& reader,
         const KnownOptions& known,
         const ExtensionFormat& format,
         OptionsHeader& header)
{
    const std::size_t offset = reader.Offset();
    const uint8_t type = reader.U8();
    if (type == PAD1_OPTION)
    {
        return std::nullopt;
    }
    const OctetReader data = reader.Sub(reader.U8());
    if (!reader.Ok())
    {
        return Problem(DropReason::BAD_OPTION_LENGTH,
                       ERRONEOUS_FIELD,
                       std::min(offset + LENGTH_OFFSET, header.size - 1));
    }
    if (type == PADN_OPTION)
    {
        return std::nullopt;
    }
    return known[type] ? Note(type, offset, data, format, header) : JudgeUnknown(type, offset);
}

/// @return what is wrong with a type 2 routing header. RFC 6275 section 11.3.3.
std::optional<ExtensionError>
CheckMobility(const ReceivedRoutingHeader& header)
{
    const bool right =
        header.size == (MOBILITY_LENGTH + 1) * LENGTH_UNIT && header.routing.segmentsLeft == 1;
    return right ? std::nullopt : std::optional(Silent(DropReason::BAD_ROUTING_HEADER));
}

/// @return what is wrong with a type 0 routing header. RFC 2460 section 4.4.
std::optional<ExtensionError>
CheckSourceRoute(const ReceivedRoutingHeader& header)
{
    if (header.size % ADDRESS_SIZE != LENGTH_UNIT)
    {
        return Problem(DropReason::BAD_ROUTING_HEADER, ERRONEOUS_FIELD, LENGTH_OFFSET);
    }
    if (header.routing.segmentsLeft > header.size / ADDRESS_SIZE)
    {
        return Problem(DropReason::BAD_ROUTING_HEADER, ERRONEOUS_FIELD, SEGMENTS_OFFSET);
    }
    return std::nullopt;
}

/// @return what is wrong with a routing header of a type that is not read. RFC 8200 section 4.4.
std::optional<ExtensionError>
CheckUnknown(const ReceivedRoutingHeader& header)
{
    if (header.routing.segmentsLeft == 0)
    {
        return std::nullopt;
    }
    return Problem(DropReason::UNKNOWN_ROUTING_TYPE, ERRONEOUS_FIELD, TYPE_OFFSET);
}

/// Reads the addresses up to the end of the header.
void
ReadAddresses(OctetReader& reader, RoutingHeader& routing)
{
    reader.Skip(4); // Reserved
    if (reader.Remaining() >= ADDRESS_SIZE)
    {
        routing.address = reader.Address();
    }
    while (reader.Remaining() >= ADDRESS_SIZE)
    {
        routing.others.push_back(reader.Address());
    }
}

} // namespace

bool
operator==(const ExtensionError& a, const ExtensionError& b)
{
    return a.reason == b.reason && a.parameterProblemCode == b.parameterProblemCode &&
           a.pointer == b.pointer && a.evenForMulticast == b.evenForMulticast;
}

KnownOptions
MobilityDestinationOptions()
{
    return KnownOptions().set(HOME_ADDRESS_OPTION).set(ENCAPSULATION_LIMIT_OPTION);
}

KnownOptions
ExtensionFormat::Known() const
{
    return KnownOptions(signals).set(homeAddressType).set(ENCAPSULATION_LIMIT_OPTION);
}

SourceRoutes
ExtensionFormat::ReadsSourceRoutes() const
{
    return routingType == SOURCE_ROUTE_TYPE ? SourceRoutes::READ : SourceRoutes::REFUSE;
}

std::variant<OptionsHeader, ExtensionError>
ReadOptionsHeader(const uint8_t* data,
                  std::size_t size,
                  const KnownOptions& known,
                  const ExtensionFormat& format)
{
    OctetReader reader = WholeHeader(data, size);
    if (!reader.Ok())
    {
        return Silent(DropReason::TRUNCATED);
    }
    OptionsHeader header;
    header.size = reader.Remaining();
    header.nextHeader = reader.U8();
    reader.Skip(1); // Hdr Ext Len
    while (reader.Remaining() > 0)
    {
        if (const auto error = ReadNext(reader, known, format, header))
        {
            return *error;
        }
    }
    return header;
}

std::variant<ReceivedRoutingHeader, ExtensionError>
ReadRoutingHeader(const uint8_t* data, std::size_t size, SourceRoutes sourceRoutes)
{
    OctetReader reader = WholeHeader(data, size);
    if (!reader.Ok())
    {
        return Silent(DropReason::TRUNCATED);
    }
    ReceivedRoutingHeader header;
    header.size = reader.Remaining();
    header.nextHeader = reader.U8();
    reader.Skip(1); // Hdr Ext Len
    header.routing.type = reader.U8();
    header.routing.segmentsLeft = reader.U8();
    const bool mobility = header.routing.type == MOBILITY_ROUTING_TYPE;
    const bool sourceRoute =
        header.routing.type == SOURCE_ROUTE_TYPE && sourceRoutes == SourceRoutes::READ;
    const auto error = mobility      ? CheckMobility(header)
                       : sourceRoute ? CheckSourceRoute(header)
                                     : CheckUnknown(header);
    if (error)
    {
        return *error;
    }
    if (mobility || sourceRoute)
    {
        ReadAddresses(reader, header.routing);
    }
    return header;
}

} // namespace ns3::nemo
