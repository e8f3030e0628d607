// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/abort.h"
#include "ns3/mip6-mobility-option-codec.h"

#include <algorithm>
#include <vector>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t OPTION_HEADER = 2; //!< octets of option type and option length

/// An alignment "xn + y": where the option type stands, counted from the start of the header.
struct Alignment
{
    std::size_t modulus{1};   //!< x
    std::size_t remainder{0}; //!< y
};

/// @return the octet with this flag's bit, or 0
uint8_t
Bit(bool flag, uint8_t bit)
{
    return flag ? bit : uint8_t{0};
}

/// Writes the shortest padding of this size: nothing, Pad1 or PadN. RFC 6275 section 6.2.2.
void
WritePadding(std::size_t size, OctetWriter& writer)
{
    if (size == 1)
    {
        writer.U8(static_cast<uint8_t>(MobilityOptionType::PAD1));
    }
    else if (size > 1)
    {
        writer.U8(static_cast<uint8_t>(MobilityOptionType::PADN));
        writer.U8(static_cast<uint8_t>(size - OPTION_HEADER));
        writer.Zero(size - OPTION_HEADER);
    }
}

/// Pads until the next octet stands where the alignment wants it.
void
Align(const Alignment& alignment, OctetWriter& writer)
{
    const std::size_t ahead = alignment.modulus + alignment.remainder;
    WritePadding((ahead - writer.Size() % alignment.modulus) % alignment.modulus, writer);
}

/// Writes one option, without anything before it.
class OptionEncoder
{
  public:
    OptionEncoder(const OptionTypes& types, OctetWriter& writer)
        : m_types(types),
          m_writer(writer)
    {
    }

    void operator()(const Padding& option)
    {
        m_writer.Append(option.octets);
    }

    void operator()(const BindingRefreshAdvice& option)
    {
        Begin(static_cast<uint8_t>(MobilityOptionType::BINDING_REFRESH_ADVICE),
              REFRESH_ADVICE_LENGTH);
        m_writer.U16(option.interval);
    }

    void operator()(const AlternateCareOfAddress& option)
    {
        Begin(static_cast<uint8_t>(MobilityOptionType::ALTERNATE_CARE_OF_ADDRESS), ADDRESS_SIZE);
        m_writer.Address(option.address);
    }

    void operator()(const NonceIndices& option)
    {
        Begin(static_cast<uint8_t>(MobilityOptionType::NONCE_INDICES), NONCE_INDICES_LENGTH);
        m_writer.U16(option.home);
        m_writer.U16(option.careOf);
    }

    void operator()(const BindingAuthorizationData& option)
    {
        Begin(static_cast<uint8_t>(MobilityOptionType::BINDING_AUTHORIZATION_DATA),
              option.authenticator.size());
        m_writer.Append(option.authenticator);
    }

    void operator()(const MobileNetworkPrefixOption& option)
    {
        Begin(static_cast<uint8_t>(MobilityOptionType::MOBILE_NETWORK_PREFIX),
              PREFIX_OPTION_LENGTH);
        m_writer.U8(static_cast<uint8_t>(Bit(option.persistent, PERSISTENT_FLAG) |
                                         Bit(option.implicit, IMPLICIT_FLAG) |
                                         Bit(option.delegated, DELEGATED_FLAG)));
        m_writer.U8(option.prefixLength);
        m_writer.Address(option.prefix);
    }

    void operator()(const MobileNetworkPrefixRequest& option)
    {
        Begin(m_types.prefixRequest, PREFIX_REQUEST_LENGTH);
        m_writer.U8(option.prefixLength);
        m_writer.U8(static_cast<uint8_t>(Bit(option.persistent, PERSISTENT_FLAG) |
                                         Bit(option.implicit, IMPLICIT_FLAG)));
        m_writer.U16(option.correlator);
        m_writer.Zero(1);
        m_writer.U8(static_cast<uint8_t>(option.prefixType));
    }

    void operator()(const MobileNetworkPrefixConfirmation& option)
    {
        Begin(m_types.prefixConfirmation, PREFIX_CONFIRMATION_LENGTH);
        m_writer.U8(option.prefixLength);
        m_writer.U8(static_cast<uint8_t>(Bit(option.persistent, PERSISTENT_FLAG) |
                                         Bit(option.implicit, IMPLICIT_FLAG) |
                                         Bit(option.delegated, DELEGATED_FLAG)));
        m_writer.U16(option.correlator);
        m_writer.U8(static_cast<uint8_t>(option.status));
        m_writer.U8(static_cast<uint8_t>(option.prefixType));
        m_writer.U32(option.validLifetime);
        m_writer.Address(option.prefix);
    }

    void operator()(const UnknownOption& option)
    {
        Begin(option.type, option.data.size());
        m_writer.Append(option.data);
    }

    void operator()(const MalformedOption& option)
    {
        Begin(option.type, option.data.size());
        m_writer.Append(option.data);
    }

  private:
    /// Writes option type and option length.
    void Begin(uint8_t type, std::size_t length)
    {
        NS_ABORT_MSG_IF(length > 0xff, "the data of a mobility option has at most 255 octets");
        m_writer.U8(type);
        m_writer.U8(static_cast<uint8_t>(length));
    }

    const OptionTypes& m_types; //!< numbers of the prefix delegation options
    OctetWriter& m_writer;      //!< where the octets go
};

/// Where each option wants to stand. RFC 6275 section 6.2; RFC 3963 section 4.3.
struct AlignmentOf
{
    Alignment operator()(const BindingRefreshAdvice&) const
    {
        return {2, 0};
    }

    Alignment operator()(const NonceIndices&) const
    {
        return {2, 0};
    }

    Alignment operator()(const AlternateCareOfAddress&) const
    {
        return {8, 6};
    }

    /// The option must end with the header: 8n + 2 for the 12 octets of return routability.
    Alignment operator()(const BindingAuthorizationData& option) const
    {
        const std::size_t excess = (OPTION_HEADER + option.authenticator.size()) % LENGTH_UNIT;
        return {LENGTH_UNIT, (LENGTH_UNIT - excess) % LENGTH_UNIT};
    }

    Alignment operator()(const MobileNetworkPrefixOption&) const
    {
        return {8, 4};
    }

    /// The draft asks for none: this puts the correlator on its natural boundary.
    Alignment operator()(const MobileNetworkPrefixRequest&) const
    {
        return {4, 0};
    }

    /// The draft asks for none: this puts lifetime and prefix on their natural boundaries.
    Alignment operator()(const MobileNetworkPrefixConfirmation&) const
    {
        return {8, 4};
    }

    template <typename Other>
    Alignment operator()(const Other&) const
    {
        return {};
    }
};

/// @return pointers to the options in canonical order: no padding, authorization data last
std::vector<const MobilityOption*>
CanonicalOrder(const MobilityOptions& options)
{
    std::vector<const MobilityOption*> ordered;
    for (const auto& option : options)
    {
        if (!std::holds_alternative<Padding>(option))
        {
            ordered.push_back(&option);
        }
    }
    std::stable_partition(ordered.begin(), ordered.end(), [](const MobilityOption* option) {
        return !std::holds_alternative<BindingAuthorizationData>(*option);
    });
    return ordered;
}

} // namespace

void
WriteMobilityOptions(const MobilityOptions& options,
                     PaddingStyle style,
                     const OptionTypes& types,
                     OctetWriter& writer)
{
    OptionEncoder encoder(types, writer);
    if (style == PaddingStyle::AS_GIVEN)
    {
        for (const auto& option : options)
        {
            std::visit(encoder, option);
        }
    }
    else
    {
        for (const MobilityOption* option : CanonicalOrder(options))
        {
            Align(std::visit(AlignmentOf(), *option), writer);
            std::visit(encoder, *option);
        }
    }
    Align({LENGTH_UNIT, 0}, writer);
}

} // namespace ns3::nemo
