// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DRAFT1997_WIRE_H
#define NEMO_TEST_DRAFT1997_WIRE_H

#include "ns3/mip6-authentication-association.h"
#include "ns3/mip6-draft1997-options.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-octets.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo::tests
{

/// A packet of the 1997 dialect, as a value; without an association it has no Authentication
/// Header.
struct Draft1997Packet
{
    Ipv6Address source;                       ///< on the wire
    Ipv6Address destination;                  ///< on the wire
    std::optional<Ipv6Address> homeAddress;   ///< of the option
    std::optional<Ipv6Address> routing;       ///< of the type 0 routing header
    std::vector<Signal> signals;              ///< as options, in this order
    uint8_t protocol{59};                     ///< what the payload is
    Octets payload;                           ///< behind all headers
    SigningAssociation* association{nullptr}; ///< signs it
    Draft1997Types types;                     ///< option types

    /// @return the whole packet, without a word of PacketPath
    Octets Build() const
    {
        ExtensionChain chain;
        chain.homeAddress = homeAddress;
        chain.homeAddressType = types.homeAddress;
        if (routing)
        {
            chain.routing = RoutingHeader{SOURCE_ROUTE_TYPE, *routing, 1, {}};
        }
        for (const Signal& signal : signals)
        {
            AppendDraft1997Option(signal, types, chain.options);
        }
        uint8_t behind = protocol;
        Octets back = chain.SerialiseBack(protocol, behind);
        back.insert(back.end(), payload.begin(), payload.end());
        if (association)
        {
            AuthenticationHeader header;
            header.nextHeader = behind;
            const Octets octets = WriteAuthenticationHeader(header);
            back.insert(back.begin(), octets.begin(), octets.end());
            behind = AUTHENTICATION_HEADER;
        }
        AuthenticatedPacket packet{source, destination, behind, {}};
        packet.octets = chain.SerialiseFront(behind, packet.nextHeader);
        packet.octets.insert(packet.octets.end(), back.begin(), back.end());
        if (association)
        {
            association->Sign(packet);
        }
        OctetWriter writer;
        writer.U32(0x60000000);
        writer.U16(static_cast<uint16_t>(packet.octets.size()));
        writer.U8(packet.nextHeader);
        writer.U8(64);
        writer.Address(source);
        writer.Address(destination);
        writer.Append(packet.octets);
        return writer.Release();
    }
};

/// What anybody on the way could read of a packet of the 1997 dialect.
struct Draft1997Reading
{
    Ipv6Address source;                     ///< on the wire
    Ipv6Address destination;                ///< on the wire
    std::optional<Ipv6Address> homeAddress; ///< of the option
    std::optional<Ipv6Address> routing;     ///< of the type 0 routing header
    std::optional<uint32_t> spi;            ///< of the Authentication Header
    std::vector<Signal> signals;            ///< among the options
    std::vector<int> headers;               ///< numbers of the extension headers
    uint8_t protocol{0};                    ///< behind all of them
    std::size_t offset{0};                  ///< where that begins

    /// @return the first signal with this body; null: there is none
    template <typename T>
    const T* Find() const
    {
        for (const Signal& signal : signals)
        {
            if (const T* body = signal.Get<T>())
            {
                return body;
            }
        }
        return nullptr;
    }
};

/// @return what is in a packet; stops at what is no extension header
inline Draft1997Reading
ReadDraft1997(const Octets& packet, const Draft1997Types& types = {})
{
    Draft1997Reading reading;
    reading.source = Ipv6Address::Deserialize(packet.data() + 8);
    reading.destination = Ipv6Address::Deserialize(packet.data() + 24);
    reading.protocol = packet.at(6);
    std::size_t at = 40;
    ExtensionFormat format;
    format.homeAddressType = types.homeAddress;
    while (reading.protocol == ROUTING_HEADER || reading.protocol == DESTINATION_OPTIONS_HEADER ||
           reading.protocol == AUTHENTICATION_HEADER)
    {
        reading.headers.push_back(reading.protocol);
        const uint8_t* data = packet.data() + at;
        std::size_t size = AH_SIZE;
        if (reading.protocol == ROUTING_HEADER)
        {
            const auto header = std::get<ReceivedRoutingHeader>(
                ReadRoutingHeader(data, packet.size() - at, SourceRoutes::READ));
            if (header.routing.type == SOURCE_ROUTE_TYPE)
            {
                reading.routing = header.routing.address;
            }
            size = header.size;
        }
        else if (reading.protocol == DESTINATION_OPTIONS_HEADER)
        {
            const auto header = std::get<OptionsHeader>(
                ReadOptionsHeader(data, packet.size() - at, KnownOptions().set(), format));
            reading.homeAddress = header.homeAddress ? header.homeAddress : reading.homeAddress;
            Octets options;
            for (const auto& option : header.others)
            {
                AppendOption(options, option.type, option.data);
            }
            for (auto& result : ReadDraft1997Options(options, types))
            {
                reading.signals.push_back(std::get<Signal>(result));
            }
            size = header.size;
        }
        else
        {
            reading.spi =
                std::get<AuthenticationHeader>(ReadAuthenticationHeader(data, packet.size() - at))
                    .spi;
        }
        reading.protocol = data[0];
        at += size;
    }
    reading.offset = at;
    return reading;
}

/// @return a packet in octets as what CoveredByAuthentication takes
inline AuthenticatedPacket
AsAuthenticated(const Octets& packet)
{
    return {Ipv6Address::Deserialize(packet.data() + 8),
            Ipv6Address::Deserialize(packet.data() + 24),
            packet.at(6),
            Octets(packet.begin() + 40, packet.end())};
}

/// @return a key of so many equal octets
inline AhKey
AhKeyOf(uint8_t octet, AhAlgorithm algorithm = AhAlgorithm::HMAC_SHA1_96)
{
    return {algorithm, Octets(algorithm == AhAlgorithm::HMAC_SHA1_96 ? 20 : 16, octet)};
}

/// @return what one end of associations between two addresses is configured with; the SPI and the
/// octet of the key are those of what it receives, and one more of what it sends, or the reverse
inline AuthenticationPolicy
AhPolicyOf(const Ipv6Address& local, const Ipv6Address& remote, uint32_t inbound, uint32_t outbound)
{
    return {NetworkPrefix(local, 128),
            NetworkPrefix(remote, 128),
            outbound,
            AhKeyOf(static_cast<uint8_t>(outbound)),
            inbound,
            AhKeyOf(static_cast<uint8_t>(inbound))};
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DRAFT1997_WIRE_H
