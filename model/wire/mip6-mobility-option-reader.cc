// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-mobility-option-codec.h"

namespace ns3::nemo
{

namespace
{

MobileNetworkPrefixOption
ReadPrefix(OctetReader reader)
{
    MobileNetworkPrefixOption option;
    const uint8_t flags = reader.U8();
    option.persistent = flags & PERSISTENT_FLAG;
    option.implicit = flags & IMPLICIT_FLAG;
    option.delegated = flags & DELEGATED_FLAG;
    option.prefixLength = reader.U8();
    option.prefix = reader.Address();
    return option;
}

MobileNetworkPrefixRequest
ReadRequest(OctetReader reader)
{
    MobileNetworkPrefixRequest option;
    option.prefixLength = reader.U8();
    const uint8_t flags = reader.U8();
    option.persistent = flags & PERSISTENT_FLAG;
    option.implicit = flags & IMPLICIT_FLAG;
    option.correlator = reader.U16();
    reader.Skip(1);
    option.prefixType = static_cast<PrefixType>(reader.U8());
    return option;
}

MobileNetworkPrefixConfirmation
ReadConfirmation(OctetReader reader)
{
    MobileNetworkPrefixConfirmation option;
    option.prefixLength = reader.U8();
    const uint8_t flags = reader.U8();
    option.persistent = flags & PERSISTENT_FLAG;
    option.implicit = flags & IMPLICIT_FLAG;
    option.delegated = flags & DELEGATED_FLAG;
    option.correlator = reader.U16();
    option.status = static_cast<PrefixStatus>(reader.U8());
    option.prefixType = static_cast<PrefixType>(reader.U8());
    option.validLifetime = reader.U32();
    option.prefix = reader.Address();
    return option;
}

/// @return the option when its data has the right length, else a MalformedOption
template <typename Read>
MobilityOption
Expect(std::size_t length, uint8_t type, OctetReader data, Read read)
{
    if (data.Remaining() != length)
    {
        return MalformedOption{type, data.Take(data.Remaining())};
    }
    return read(data);
}

/// @return an option of the numbers that are configured, or an unknown one
MobilityOption
ReadDelegationOption(uint8_t type, OctetReader data, const OptionTypes& types)
{
    if (type == types.prefixRequest)
    {
        return Expect(PREFIX_REQUEST_LENGTH, type, data, ReadRequest);
    }
    if (type == types.prefixConfirmation)
    {
        return Expect(PREFIX_CONFIRMATION_LENGTH, type, data, ReadConfirmation);
    }
    return UnknownOption{type, data.Take(data.Remaining())};
}

/// @return the option of this type whose data the reader holds; types other than the paddings
MobilityOption
ReadOption(uint8_t type, OctetReader data, const OptionTypes& types)
{
    switch (static_cast<MobilityOptionType>(type))
    {
    case MobilityOptionType::BINDING_REFRESH_ADVICE:
        return Expect(REFRESH_ADVICE_LENGTH, type, data, [](OctetReader& reader) {
            return BindingRefreshAdvice{reader.U16()};
        });
    case MobilityOptionType::ALTERNATE_CARE_OF_ADDRESS:
        return Expect(ADDRESS_SIZE, type, data, [](OctetReader& reader) {
            return AlternateCareOfAddress{reader.Address()};
        });
    case MobilityOptionType::NONCE_INDICES:
        return Expect(NONCE_INDICES_LENGTH, type, data, [](OctetReader& reader) {
            const uint16_t home = reader.U16();
            return NonceIndices{home, reader.U16()};
        });
    case MobilityOptionType::BINDING_AUTHORIZATION_DATA:
        return BindingAuthorizationData{data.Take(data.Remaining())};
    case MobilityOptionType::MOBILE_NETWORK_PREFIX:
        return Expect(PREFIX_OPTION_LENGTH, type, data, ReadPrefix);
    case MobilityOptionType::PAD1:
    case MobilityOptionType::PADN:
        break;
    }
    return ReadDelegationOption(type, data, types);
}

/// @return the next option; the reader has failed when it is not all there
MobilityOption
ReadNext(OctetReader& reader, const OptionTypes& types)
{
    const uint8_t type = reader.U8();
    if (type == static_cast<uint8_t>(MobilityOptionType::PAD1))
    {
        return Padding{{type}};
    }
    const uint8_t length = reader.U8();
    OctetReader data = reader.Sub(length);
    if (type != static_cast<uint8_t>(MobilityOptionType::PADN))
    {
        return ReadOption(type, data, types);
    }
    Padding padding{{type, length}};
    const Octets fill = data.Take(data.Remaining());
    padding.octets.insert(padding.octets.end(), fill.begin(), fill.end());
    return padding;
}

} // namespace

std::variant<MobilityOptions, DropReason>
ReadMobilityOptions(OctetReader reader, const OptionTypes& types)
{
    MobilityOptions options;
    while (reader.Remaining() > 0)
    {
        if (!options.empty() && std::holds_alternative<BindingAuthorizationData>(options.back()))
        {
            return DropReason::AUTHORIZATION_NOT_LAST;
        }
        options.push_back(ReadNext(reader, types));
    }
    if (!reader.Ok())
    {
        return DropReason::BAD_OPTION_LENGTH;
    }
    return options;
}

} // namespace ns3::nemo
