// SPDX-License-Identifier: GPL-2.0-only

#ifndef ROUND_TRIP_H
#define ROUND_TRIP_H

// What must hold for any octets whatever: a decoder gives a value or an error, and a value that is
// encoded again is decoded to the same value. The fuzzers and a unit test ask these questions.

#include "ns3/mip6-authentication-association.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-digest.h"
#include "ns3/mip6-draft1997-discovery.h"
#include "ns3/mip6-draft1997-options.h"
#include "ns3/mip6-esp.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-listener-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-octets.h"

#include <variant>

namespace ns3::nemo::tests
{

/// @return an address for pseudo-headers; any will do
inline Ipv6Address
SomeAddress()
{
    return Ipv6Address("2001:db8::1");
}

/// Makes the checksum of a mobility header right, so that a decoder looks behind it.
inline Octets
Sealed(Octets header)
{
    if (header.size() < 8 || header.size() < (header[1] + std::size_t{1}) * 8)
    {
        return header;
    }
    header[4] = header[5] = 0;
    const uint16_t checksum = UpperLayerChecksum(SomeAddress(),
                                                 SomeAddress(),
                                                 MOBILITY_HEADER_PROTOCOL,
                                                 header.data(),
                                                 (header[1] + std::size_t{1}) * 8);
    header[4] = static_cast<uint8_t>(checksum >> 8);
    header[5] = static_cast<uint8_t>(checksum & 0xff);
    return header;
}

/// @return the options without padding
inline MobilityOptions
Unpadded(const MobilityOptions& options)
{
    MobilityOptions kept;
    for (const auto& option : options)
    {
        if (!std::holds_alternative<Padding>(option))
        {
            kept.push_back(option);
        }
    }
    return kept;
}

/// @return what a mobility header between SomeAddress() and itself says
inline MobilityHeaderResult
Decode(const Octets& header)
{
    return DecodeMobilityHeader(header.data(), header.size(), SomeAddress(), SomeAddress());
}

/// @return whether a mobility header survives the way to values and back, in both padding styles
inline bool
MobilityHeaderRoundTrips(const Octets& octets)
{
    Decode(octets);
    const MobilityHeaderResult result = Decode(Sealed(octets));
    const auto* signal = std::get_if<Signal>(&result);
    if (!signal)
    {
        return true;
    }
    const Octets again =
        EncodeMobilityHeader(*signal, SomeAddress(), SomeAddress(), PaddingStyle::AS_GIVEN);
    const bool sameSize = again.size() == (octets[1] + std::size_t{1}) * 8;
    const bool same = sameSize && Decode(again) == MobilityHeaderResult(*signal);
    if (again.size() > 1024) // canonical padding could exceed the longest header
    {
        return same;
    }
    const MobilityHeaderResult canonical =
        Decode(EncodeMobilityHeader(*signal, SomeAddress(), SomeAddress()));
    const auto* other = std::get_if<Signal>(&canonical);
    return same && other && other->body == signal->body &&
           Unpadded(other->options) == Unpadded(signal->options);
}

/// Takes what a header says over into a chain.
inline void
Note(const OptionsHeader& header, ExtensionChain& chain)
{
    if (header.homeAddress)
    {
        chain.homeAddress = header.homeAddress;
    }
    if (header.encapsulationLimit)
    {
        chain.encapsulationLimit = header.encapsulationLimit;
    }
    for (const auto& option : header.others)
    {
        AppendOption(chain.options, option.type, option.data);
    }
}

/// @return what a row of extension headers says, as far as it can be read
inline ExtensionChain
ReadChain(uint8_t number, const Octets& octets, const KnownOptions& known)
{
    ExtensionChain chain;
    OctetReader reader(octets);
    while (number == ROUTING_HEADER || number == DESTINATION_OPTIONS_HEADER)
    {
        std::size_t size = 0;
        const auto routing =
            ReadRoutingHeader(reader.Position(), reader.Remaining(), SourceRoutes::READ);
        const auto options = ReadOptionsHeader(reader.Position(), reader.Remaining(), known);
        if (const auto* header = std::get_if<ReceivedRoutingHeader>(&routing);
            header && number == ROUTING_HEADER)
        {
            // A header of unknown type, or with no address at all, has nothing to build again.
            const uint8_t type = header->routing.type;
            if (header->size > 8 && (type == MOBILITY_ROUTING_TYPE || type == SOURCE_ROUTE_TYPE))
            {
                chain.routing = header->routing;
            }
            number = header->nextHeader;
            size = header->size;
        }
        else if (const auto* other = std::get_if<OptionsHeader>(&options);
                 other && number == DESTINATION_OPTIONS_HEADER)
        {
            ExtensionChain one = chain;
            Note(*other, one);
            if (one.options.size() > 1024) // would not fit into one header
            {
                return chain;
            }
            chain = one;
            number = other->nextHeader;
            size = other->size;
        }
        else
        {
            return chain;
        }
        reader.Skip(size);
    }
    return chain;
}

/// @return whether extension headers survive; the first octet is the number of the first of them
inline bool
ExtensionChainRoundTrips(const Octets& octets)
{
    const uint8_t number =
        octets.empty() || octets[0] % 2 == 0 ? ROUTING_HEADER : DESTINATION_OPTIONS_HEADER;
    const Octets headers(octets.begin() + (octets.empty() ? 0 : 1), octets.end());
    ReadChain(number, headers, MobilityDestinationOptions());
    const KnownOptions all = KnownOptions().set();
    const ExtensionChain chain = ReadChain(number, headers, all);
    uint8_t first = 0;
    const Octets again = chain.Serialise(59, first);
    const ExtensionChain other = ReadChain(first, again, all);
    return again.size() % 8 == 0 && chain.routing == other.routing &&
           chain.homeAddress == other.homeAddress &&
           chain.encapsulationLimit == other.encapsulationLimit && chain.options == other.options;
}

/// @return whether the signals among the options of the 1997 draft survive: those that can be read
inline bool
Draft1997OptionsRoundTrip(const Octets& octets)
{
    const Draft1997Types types;
    Octets again;
    std::vector<MobilityHeaderResult> read;
    for (auto& result : ReadDraft1997Options(octets, types))
    {
        if (const auto* signal = std::get_if<Signal>(&result))
        {
            AppendDraft1997Option(*signal, types, again);
            read.push_back(std::move(result));
        }
    }
    return ReadDraft1997Options(again, types) == read;
}

/// @return whether what a packet in a tunnel says of prefixes survives; true if it says nothing
inline bool
TunnelledDiscoveryRoundTrip(const Octets& octets)
{
    const auto read = ReadTunnelledDiscovery(octets);
    const Ipv6Address source("fe80::1");
    return !read || ReadTunnelledDiscovery(TunnelledDiscovery(*read, source, source)) == read;
}

/// @return whether a packet with an Authentication Header, its first octet being Next Header, is
/// covered as often as it is looked at in the same way, and verified once it is signed
inline bool
AuthenticationRoundTrips(const Octets& octets)
{
    ReadAuthenticationHeader(octets.data(), octets.size());
    if (octets.empty())
    {
        return true;
    }
    AuthenticatedPacket packet{SomeAddress(),
                               SomeAddress(),
                               octets[0],
                               Octets(octets.begin() + 1, octets.end())};
    const AhKey key{AhAlgorithm::HMAC_SHA1_96, Octets(20, 7)};
    if (SigningAssociation(256, key).Sign(packet))
    {
        return true;
    }
    const auto flaw = VerifyingAssociation(key).Verify(packet);
    return !flaw;
}

/// @return whether a message of Neighbor Discovery survives
inline bool
NeighborMessageRoundTrips(const Octets& octets)
{
    const auto result = DecodeNeighborMessage(octets.data(), octets.size());
    const auto* message = std::get_if<NeighborMessage>(&result);
    if (!message)
    {
        return true;
    }
    const Octets again = EncodeNeighborMessage(*message, SomeAddress(), SomeAddress());
    return again.size() == octets.size() &&
           IsIcmpv6ChecksumRight(again.data(), again.size(), SomeAddress(), SomeAddress()) &&
           DecodeNeighborMessage(again.data(), again.size()) == result;
}

/// @return whether a message of Multicast Listener Discovery survives; also looks for one in the
/// octets as a packet
inline bool
ListenerMessageRoundTrips(const Octets& octets)
{
    IsListenerPacket(octets.data(), octets.size());
    const auto result = DecodeListenerMessage(octets.data(), octets.size());
    const auto* message = std::get_if<ListenerMessage>(&result);
    if (!message)
    {
        return true;
    }
    const Octets again = EncodeListenerMessage(*message, SomeAddress(), SomeAddress());
    return DecodeListenerMessage(again.data(), again.size()) == result;
}

/// @return whether an ICMPv6 message of Mobile IPv6, or of what mobile nodes tunnel, survives
inline bool
MobilityIcmpv6RoundTrips(const Octets& octets)
{
    if (!ListenerMessageRoundTrips(octets))
    {
        return false;
    }
    const auto result = DecodeMobilityIcmpv6(octets.data(), octets.size());
    const auto* message = std::get_if<MobilityIcmpv6Message>(&result);
    if (!message)
    {
        return true;
    }
    const Octets again = EncodeMobilityIcmpv6(*message, SomeAddress(), SomeAddress());
    return IsIcmpv6ChecksumRight(again.data(), again.size(), SomeAddress(), SomeAddress()) &&
           DecodeMobilityIcmpv6(again.data(), again.size()) == result;
}

/// Makes the Integrity Check Value right, so that a decoder looks behind it.
inline Octets
Authentic(Octets sealed, const EspKeys& keys)
{
    if (sealed.size() < ESP_ICV_SIZE)
    {
        return sealed;
    }
    sealed.resize(sealed.size() - ESP_ICV_SIZE);
    const Sha1Digest digest =
        HmacSha1(keys.authenticationKey.data(), keys.authenticationKey.size(), sealed);
    sealed.insert(sealed.end(), digest.begin(), digest.begin() + ESP_ICV_SIZE);
    return sealed;
}

/// @return whether an Encapsulating Security Payload survives, once what it hides is looked at; the
/// first octet tells whether it is encrypted
inline bool
EspRoundTrips(const Octets& octets)
{
    EspKeys keys;
    keys.encryption =
        octets.empty() || octets[0] % 2 == 0 ? EspEncryption::NONE : EspEncryption::AES_CBC;
    keys.encryptionKey.resize(keys.encryption == EspEncryption::NONE ? 0 : 16, 1);
    keys.authenticationKey.resize(ESP_AUTHENTICATION_KEY_SIZE, 2);
    const Octets sealed(octets.begin() + (octets.empty() ? 0 : 1), octets.end());
    OpenEsp(keys, sealed.data(), sealed.size());
    const EspPosition position{0x100, 7};
    const EspPayload wanted{octets.empty() ? uint8_t{0} : octets[0], sealed};
    const Octets made = SealEsp(keys, position, {}, wanted.octets, wanted.nextHeader);
    const auto again = OpenEsp(keys, made.data(), made.size());
    if (!(again == std::variant<EspPayload, DropReason>(wanted)) ||
        made.size() != EspSize(keys.encryption, sealed.size()))
    {
        return false;
    }
    const Octets authentic = Authentic(sealed, keys);
    const auto opened = OpenEsp(keys, authentic.data(), authentic.size());
    const auto* payload = std::get_if<EspPayload>(&opened);
    return !payload || EspSize(keys.encryption, payload->octets.size()) <= authentic.size();
}

} // namespace ns3::nemo::tests

#endif // ROUND_TRIP_H
