// SPDX-License-Identifier: GPL-2.0-only
// What PacketPath protects on the way out, and which protection it asks for on the way in.
#include "ns3/mip6-byte-tags.h"
#include "ns3/mip6-packet-path.h"

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
    return Emit(packet, header, outside, exit);
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
