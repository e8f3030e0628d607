// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/abort.h"
#include "ns3/mip6-neighbor-discovery.h"

#include <optional>
#include <tuple>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t OPTION_HEADER = 2; //!< octets of type and length
constexpr std::size_t MAC_SIZE = 6;      //!< octets of an Ethernet address
constexpr std::size_t MAX_UNITS = 255;   //!< longest option, in units of 8 octets
constexpr std::size_t PREFIX_UNITS = 4;  //!< Length of Prefix Information. RFC 4861 section 4.6.2

constexpr uint8_t PREFIX_L = 0x80; //!< on-link
constexpr uint8_t PREFIX_A = 0x40; //!< autonomous
constexpr uint8_t PREFIX_R = 0x20; //!< router address. RFC 6275 section 7.2

constexpr uint16_t HOME_AGENT_R = 0x8000; //!< mobile routers. RFC 3963 section 7.3

/// Writes one option.
class OptionEncoder
{
  public:
    explicit OptionEncoder(OctetWriter& writer)
        : m_writer(writer)
    {
    }

    void operator()(const SourceLinkLayerAddress& option)
    {
        Begin(NeighborOptionType::SOURCE_LINK_LAYER_ADDRESS, 1);
        Mac(option.address);
    }

    void operator()(const TargetLinkLayerAddress& option)
    {
        Begin(NeighborOptionType::TARGET_LINK_LAYER_ADDRESS, 1);
        Mac(option.address);
    }

    void operator()(const PrefixInformation& option)
    {
        int flags = 0;
        flags |= option.onLink ? PREFIX_L : 0;
        flags |= option.autonomous ? PREFIX_A : 0;
        flags |= option.routerAddress ? PREFIX_R : 0;
        Begin(NeighborOptionType::PREFIX_INFORMATION, PREFIX_UNITS);
        m_writer.U8(option.prefixLength);
        m_writer.U8(static_cast<uint8_t>(flags));
        m_writer.U32(option.validLifetime);
        m_writer.U32(option.preferredLifetime);
        m_writer.U32(0); // Reserved2
        m_writer.Address(option.prefix);
    }

    void operator()(const LinkMtu& option)
    {
        Begin(NeighborOptionType::MTU, 1);
        m_writer.U16(0); // Reserved
        m_writer.U32(option.mtu);
    }

    void operator()(const AdvertisementInterval& option)
    {
        Begin(NeighborOptionType::ADVERTISEMENT_INTERVAL, 1);
        m_writer.U16(0); // Reserved
        m_writer.U32(option.milliseconds);
    }

    void operator()(const HomeAgentInformation& option)
    {
        Begin(NeighborOptionType::HOME_AGENT_INFORMATION, 1);
        m_writer.U16(option.mobileRouter ? HOME_AGENT_R : uint16_t{0});
        m_writer.U16(option.preference);
        m_writer.U16(option.lifetime);
    }

    void operator()(const UnknownNeighborOption& option)
    {
        const std::size_t units =
            (OPTION_HEADER + option.data.size() + LENGTH_UNIT - 1) / LENGTH_UNIT;
        Begin(static_cast<NeighborOptionType>(option.type), units);
        m_writer.Append(option.data);
        m_writer.Zero(units * LENGTH_UNIT - OPTION_HEADER - option.data.size());
    }

  private:
    /// Writes type and length.
    void Begin(NeighborOptionType type, std::size_t units)
    {
        NS_ABORT_MSG_IF(units > MAX_UNITS,
                        "an option of Neighbor Discovery has at most 2040 octets");
        m_writer.U8(static_cast<uint8_t>(type));
        m_writer.U8(static_cast<uint8_t>(units));
    }

    /// Writes an Ethernet address.
    void Mac(const Mac48Address& address)
    {
        uint8_t octets[MAC_SIZE];
        address.CopyTo(octets);
        m_writer.Append(Octets(octets, octets + MAC_SIZE));
    }

    OctetWriter& m_writer; //!< where the octets go
};

Mac48Address
ReadMac(OctetReader& data)
{
    const Octets octets = data.Take(MAC_SIZE);
    Mac48Address address;
    if (data.Ok())
    {
        address.CopyFrom(octets.data());
    }
    return address;
}

PrefixInformation
ReadPrefix(OctetReader& data)
{
    PrefixInformation option;
    option.prefixLength = data.U8();
    const uint8_t flags = data.U8();
    option.onLink = flags & PREFIX_L;
    option.autonomous = flags & PREFIX_A;
    option.routerAddress = flags & PREFIX_R;
    option.validLifetime = data.U32();
    option.preferredLifetime = data.U32();
    data.Skip(4); // Reserved2
    option.prefix = data.Address();
    return option;
}

HomeAgentInformation
ReadHomeAgent(OctetReader& data)
{
    HomeAgentInformation option;
    option.mobileRouter = data.U16() & HOME_AGENT_R;
    option.preference = data.U16();
    option.lifetime = data.U16();
    return option;
}

/// @return what follows two reserved octets
uint32_t
ReadNumber(OctetReader& data)
{
    data.Skip(2);
    return data.U32();
}

/// @return the option of one unit, when its type has that length
std::optional<NeighborOption>
ReadShort(NeighborOptionType type, OctetReader data)
{
    switch (type)
    {
    case NeighborOptionType::SOURCE_LINK_LAYER_ADDRESS:
        return SourceLinkLayerAddress{ReadMac(data)};
    case NeighborOptionType::TARGET_LINK_LAYER_ADDRESS:
        return TargetLinkLayerAddress{ReadMac(data)};
    case NeighborOptionType::MTU:
        return LinkMtu{ReadNumber(data)};
    case NeighborOptionType::ADVERTISEMENT_INTERVAL:
        return AdvertisementInterval{ReadNumber(data)};
    case NeighborOptionType::HOME_AGENT_INFORMATION:
        return ReadHomeAgent(data);
    case NeighborOptionType::PREFIX_INFORMATION:
        break;
    }
    return std::nullopt;
}

/// @return the next option; the reader has failed when there is none
NeighborOption
ReadNext(OctetReader& reader)
{
    const uint8_t type = reader.U8();
    const std::size_t units = reader.U8();
    // A length of 0 asks for more than there is, too: the reader fails as it should.
    OctetReader data =
        reader.Sub(units == 0 ? reader.Remaining() + 1 : units * LENGTH_UNIT - OPTION_HEADER);
    if (units == 1)
    {
        if (auto option = ReadShort(static_cast<NeighborOptionType>(type), data))
        {
            return *option;
        }
    }
    if (units == PREFIX_UNITS &&
        static_cast<NeighborOptionType>(type) == NeighborOptionType::PREFIX_INFORMATION)
    {
        return ReadPrefix(data);
    }
    return UnknownNeighborOption{type, data.Take(data.Remaining())};
}

} // namespace

bool
operator==(const SourceLinkLayerAddress& a, const SourceLinkLayerAddress& b)
{
    return a.address == b.address;
}

bool
operator==(const TargetLinkLayerAddress& a, const TargetLinkLayerAddress& b)
{
    return a.address == b.address;
}

bool
operator==(const PrefixInformation& a, const PrefixInformation& b)
{
    const auto fields = [](const auto& option) {
        return std::tie(option.prefixLength,
                        option.onLink,
                        option.autonomous,
                        option.routerAddress,
                        option.validLifetime,
                        option.preferredLifetime,
                        option.prefix);
    };
    return fields(a) == fields(b);
}

bool
operator==(const LinkMtu& a, const LinkMtu& b)
{
    return a.mtu == b.mtu;
}

bool
operator==(const AdvertisementInterval& a, const AdvertisementInterval& b)
{
    return a.milliseconds == b.milliseconds;
}

bool
operator==(const HomeAgentInformation& a, const HomeAgentInformation& b)
{
    return a.mobileRouter == b.mobileRouter && a.preference == b.preference &&
           a.lifetime == b.lifetime;
}

bool
operator==(const UnknownNeighborOption& a, const UnknownNeighborOption& b)
{
    return a.type == b.type && a.data == b.data;
}

void
WriteNeighborOptions(const NeighborOptions& options, OctetWriter& writer)
{
    for (const auto& option : options)
    {
        std::visit(OptionEncoder(writer), option);
    }
}

NeighborOptions
ReadNeighborOptions(OctetReader& reader)
{
    NeighborOptions options;
    while (reader.Remaining() > 0)
    {
        options.push_back(ReadNext(reader));
    }
    return options;
}

} // namespace ns3::nemo
