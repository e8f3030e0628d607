// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-signal-codec.h"

#include "ns3/mip6-checksum.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(SignalCodec);

TypeId
SignalCodec::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::SignalCodec").SetParent<Object>().SetGroupName("Nemo");
    return tid;
}

ExtensionFormat
SignalCodec::GetFormat() const
{
    return {};
}

bool
SignalCodec::NeedsProtection(const Signal&) const
{
    return false;
}

Carriage
SignalCodec::EncodeIcmpv6(const MobilityIcmpv6Message& message,
                          const Ipv6Address& source,
                          const Ipv6Address& destination,
                          const Ipv6Address&) const
{
    Carriage carriage;
    carriage.nextHeader = ICMPV6_PROTOCOL;
    carriage.payload = EncodeMobilityIcmpv6(message, source, destination);
    return carriage;
}

std::optional<MobilityIcmpv6Message>
SignalCodec::DecodeTunnelled(const Octets&) const
{
    return std::nullopt;
}

bool
SignalCodec::ProtectsTunnelled() const
{
    return false;
}

bool
SignalCodec::Knows(const Signal&) const
{
    return true;
}

} // namespace ns3::nemo
