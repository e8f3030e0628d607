// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-rfc6275-codec.h"

#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Rfc6275Codec);

TypeId
Rfc6275Codec::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::Rfc6275Codec")
            .SetParent<SignalCodec>()
            .SetGroupName("Nemo")
            .AddConstructor<Rfc6275Codec>()
            .AddAttribute(
                "MobileNetworkPrefixRequestType",
                "Option type of the Mobile Network Prefix Request, which "
                "draft-ietf-nemo-prefix-delegation-00 section 6.4 leaves open.",
                UintegerValue(OptionTypes().prefixRequest),
                MakeUintegerAccessor(&Rfc6275Codec::SetRequestType, &Rfc6275Codec::GetRequestType),
                MakeUintegerChecker<uint8_t>(7))
            .AddAttribute("MobileNetworkPrefixConfirmationType",
                          "Option type of the Mobile Network Prefix Confirmation, which "
                          "draft-ietf-nemo-prefix-delegation-00 section 6.5 leaves open.",
                          UintegerValue(OptionTypes().prefixConfirmation),
                          MakeUintegerAccessor(&Rfc6275Codec::SetConfirmationType,
                                               &Rfc6275Codec::GetConfirmationType),
                          MakeUintegerChecker<uint8_t>(7));
    return tid;
}

void
Rfc6275Codec::SetRequestType(uint8_t type)
{
    m_types.prefixRequest = type;
}

uint8_t
Rfc6275Codec::GetRequestType() const
{
    return m_types.prefixRequest;
}

void
Rfc6275Codec::SetConfirmationType(uint8_t type)
{
    m_types.prefixConfirmation = type;
}

uint8_t
Rfc6275Codec::GetConfirmationType() const
{
    return m_types.prefixConfirmation;
}

Carriage
Rfc6275Codec::Encode(const Signal& signal,
                     const Ipv6Address& source,
                     const Ipv6Address& destination) const
{
    return {MOBILITY_HEADER_PROTOCOL,
            EncodeMobilityHeader(signal, source, destination, PaddingStyle::CANONICAL, m_types),
            {}};
}

std::vector<MobilityHeaderResult>
Rfc6275Codec::Decode(const Carriage& carriage,
                     const Ipv6Address& source,
                     const Ipv6Address& destination) const
{
    if (carriage.nextHeader != MOBILITY_HEADER_PROTOCOL)
    {
        return {};
    }
    const Octets& header = carriage.payload;
    return {DecodeMobilityHeader(header.data(), header.size(), source, destination, m_types)};
}

} // namespace ns3::nemo
