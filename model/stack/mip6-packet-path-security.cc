// SPDX-License-Identifier: GPL-2.0-only
// What PacketPath protects on the way out, and which protection it asks for on the way in.
#include "ns3/mip6-byte-tags.h"
#include "ns3/mip6-packet-path-parts.h"
#include "ns3/mip6-raw-header.h"
#include "ns3/mip6-tunnel-circle.h"

#include <algorithm>

namespace ns3::nemo
{

bool
PacketPath::Secures() const
{
    return m_security && !m_security->IsEmpty();
}

bool
PacketPath::MustProtect(const Ipv6Header& header, Ptr<const Packet> packet) const
{
    return Secures() && m_security->ForSignal(header, packet);
}

/// RFC 3776 section 4.2: by the home addresses, as long as the packet still has them.
SealingAssociation*
PacketPath::AssociationFor(Ptr<const Packet> packet,
                           const Ipv6Header& header,
                           const Transform& transform) const
{
    if (!Secures())
    {
        return nullptr;
    }
    return transform.encapsulate
               ? m_security->ForTunnelled(transform.tunnelHome,
                                          {transform.source, transform.destination},
                                          header.GetNextHeader(),
                                          packet)
               : m_security->ForSignal(header, packet);
}

uint32_t
PacketPath::EmitSealed(Ptr<Packet> payload,
                       Ipv6Header header,
                       const Transform& transform,
                       const Exit& exit,
                       SealingAssociation& association)
{
    ExtensionChain inside;
    inside.options = transform.options;
    uint8_t first = 0;
    const Octets back = inside.SerialiseBack(header.GetNextHeader(), first);
    Octets octets(back.size() + payload->GetSize());
    std::copy(back.begin(), back.end(), octets.begin());
    payload->CopyData(octets.data() + back.size(), payload->GetSize());
    const auto sealed = m_security->Seal(association, octets, first);
    if (!sealed)
    {
        Drop(DropReason::SEQUENCE_EXHAUSTED, payload);
        return 0;
    }
    Transform outside = transform;
    outside.options.clear();
    header.SetNextHeader(ESP_HEADER);
    auto packet = Create<Packet>(sealed->data(), static_cast<uint32_t>(sealed->size()));
    CopyByteTags(payload, packet);
    if (transform.encapsulate)
    {
        EnterSealed(header, packet);
    }
    return Emit(packet, header, outside, exit);
}

/// RFC 2402 section 3.1.1: behind what every fragment has, before all else. `header` is as upper
/// layers see it.
uint32_t
PacketPath::EmitSigned(Ptr<Packet> payload,
                       const Ipv6Header& header,
                       const Transform& transform,
                       const Exit& exit)
{
    const ExtensionChain chain = ChainOf(transform);
    AuthenticatedPacket whole;
    whole.source = transform.source;
    whole.destination = transform.destination;
    whole.octets = chain.SerialiseFront(AUTHENTICATION_HEADER, whole.nextHeader);
    const std::size_t front = whole.octets.size();
    AuthenticationHeader empty;
    const Octets back = chain.SerialiseBack(header.GetNextHeader(), empty.nextHeader);
    const Octets blank = WriteAuthenticationHeader(empty);
    whole.octets.insert(whole.octets.end(), blank.begin(), blank.end());
    whole.octets.insert(whole.octets.end(), back.begin(), back.end());
    const std::size_t headers = whole.octets.size();
    whole.octets.resize(headers + payload->GetSize());
    payload->CopyData(whole.octets.data() + headers, payload->GetSize());
    const auto flaw =
        m_authentication
            ? m_authentication->Sign(header.GetSource(), header.GetDestination(), whole)
            : std::optional(DropReason::NO_ASSOCIATION);
    if (flaw)
    {
        Drop(*flaw, payload);
        return 0;
    }
    payload->AddHeader(
        RawHeader(Octets(whole.octets.begin() + static_cast<std::ptrdiff_t>(front),
                         whole.octets.begin() + static_cast<std::ptrdiff_t>(headers))));
    Transform outside = transform;
    outside.options.clear();
    Ipv6Header wire = header;
    wire.SetSource(transform.source);
    wire.SetDestination(transform.destination);
    wire.SetNextHeader(AUTHENTICATION_HEADER);
    return Emit(payload, wire, outside, exit);
}

std::optional<DropReason>
PacketPath::JudgeProtection(const Ipv6Header& header, Ptr<const Packet> packet) const
{
    // Deliver has judged what came by an association.
    const bool isProtected = m_arrival && m_arrival->protection;
    return Secures() && !isProtected ? m_security->JudgeSignal(header, packet, nullptr)
                                     : std::nullopt;
}

} // namespace ns3::nemo
