// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-draft1997-codec.h"

#include "ns3/boolean.h"
#include "ns3/mip6-draft1997-discovery.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Draft1997Codec);

TypeId
Draft1997Codec::GetTypeId()
{
    static const Draft1997Types standard;
    static TypeId tid =
        TypeId("ns3::nemo::Draft1997Codec")
            .SetParent<SignalCodec>()
            .SetGroupName("Nemo")
            .AddConstructor<Draft1997Codec>()
            .AddAttribute("BindingUpdateType",
                          "Option type of the Binding Update. Read when the stack is installed. "
                          "draft-ietf-mobileip-ipv6-04 section 5.1.",
                          UintegerValue(standard.update),
                          MakeUintegerAccessor(&Draft1997Codec::m_update),
                          MakeUintegerChecker<uint8_t>(2))
            .AddAttribute("BindingAcknowledgementType",
                          "Option type of the Binding Acknowledgement. Read when the stack is "
                          "installed. draft-ietf-mobileip-ipv6-04 section 5.2.",
                          UintegerValue(standard.acknowledgement),
                          MakeUintegerAccessor(&Draft1997Codec::m_acknowledgement),
                          MakeUintegerChecker<uint8_t>(2))
            .AddAttribute("BindingRequestType",
                          "Option type of the Binding Request. Read when the stack is installed. "
                          "draft-ietf-mobileip-ipv6-04 section 5.3.",
                          UintegerValue(standard.request),
                          MakeUintegerAccessor(&Draft1997Codec::m_request),
                          MakeUintegerChecker<uint8_t>(2))
            .AddAttribute("HomeAddressType",
                          "Option type of the Home Address option. Read when the stack is "
                          "installed. draft-ietf-mobileip-ipv6-04 section 5.4.",
                          UintegerValue(standard.homeAddress),
                          MakeUintegerAccessor(&Draft1997Codec::m_homeAddress),
                          MakeUintegerChecker<uint8_t>(2))
            .AddAttribute("RequiresAuthentication",
                          "Binding Updates and Acknowledgements leave with an Authentication "
                          "Header and are ignored without; if not, they have none. "
                          "draft-ietf-mobileip-ipv6-04 sections 5.1 and 5.2.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Draft1997Codec::m_requiresAuthentication),
                          MakeBooleanChecker());
    return tid;
}

Draft1997Types
Draft1997Codec::GetTypes() const
{
    return {m_update, m_acknowledgement, m_request, m_homeAddress};
}

Carriage
Draft1997Codec::Encode(const Signal& signal, const Ipv6Address&, const Ipv6Address&) const
{
    Carriage carriage;
    AppendDraft1997Option(signal, GetTypes(), carriage.destinationOptions);
    // Section 5.1: whether the node is away or not.
    carriage.needsHomeAddress = signal.Get<BindingUpdate>() != nullptr;
    carriage.needsProtection = NeedsProtection(signal);
    return carriage;
}

std::vector<MobilityHeaderResult>
Draft1997Codec::Decode(const Carriage& carriage, const Ipv6Address&, const Ipv6Address&) const
{
    return ReadDraft1997Options(carriage.destinationOptions, GetTypes());
}

ExtensionFormat
Draft1997Codec::GetFormat() const
{
    ExtensionFormat format;
    format.homeAddressType = m_homeAddress;
    format.homeAddressExtends = true;
    format.homeAddressNeedsBinding = false;
    format.routingType = SOURCE_ROUTE_TYPE;
    format.signals.set(m_update).set(m_acknowledgement).set(m_request);
    return format;
}

bool
Draft1997Codec::NeedsProtection(const Signal& signal) const
{
    return m_requiresAuthentication && !signal.Get<BindingRefreshRequest>();
}

/// Section 8.5: prefixes are told of and asked for by Router Discovery, in a tunnel.
Carriage
Draft1997Codec::EncodeIcmpv6(const MobilityIcmpv6Message& message,
                             const Ipv6Address& source,
                             const Ipv6Address& destination,
                             const Ipv6Address& linkLocal) const
{
    auto tunnelled = TunnelledDiscovery(message, source, linkLocal);
    if (tunnelled.empty())
    {
        return SignalCodec::EncodeIcmpv6(message, source, destination, linkLocal);
    }
    Carriage carriage;
    carriage.nextHeader = IPV6_IN_IPV6;
    carriage.payload = std::move(tunnelled);
    carriage.needsProtection = m_requiresAuthentication;
    return carriage;
}

std::optional<MobilityIcmpv6Message>
Draft1997Codec::DecodeTunnelled(const Octets& packet) const
{
    return ReadTunnelledDiscovery(packet);
}

bool
Draft1997Codec::ProtectsTunnelled() const
{
    return m_requiresAuthentication;
}

bool
Draft1997Codec::Knows(const Signal& signal) const
{
    return signal.Get<BindingUpdate>() || signal.Get<BindingAcknowledgement>() ||
           signal.Get<BindingRefreshRequest>();
}

bool
Draft1997Codec::RequiresAuthentication() const
{
    return m_requiresAuthentication;
}

} // namespace ns3::nemo
