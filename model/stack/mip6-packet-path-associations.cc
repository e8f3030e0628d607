// SPDX-License-Identifier: GPL-2.0-only
// The headers of security associations on the way in of PacketPath, and the signals among options.
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-packet-path-parts.h"
#include "ns3/mip6-tunnel-circle.h"

#include <optional>
#include <utility>

namespace ns3::nemo
{

/// RFC 6275 sections 9.3.1 and 11.3.2: the home addresses are in their places by now.
bool
PacketPath::ReadSealed(Walk& walk)
{
    const auto size = walk.packet->GetSize() - walk.at;
    Octets octets(size);
    walk.packet->CreateFragment(walk.at, size)->CopyData(octets.data(), size);
    auto result = m_security
                      ? m_security->Open(walk.header, octets)
                      : std::variant<OpenedPacket, DropReason>(DropReason::UNKNOWN_ASSOCIATION);
    // One association is enough: no policy asks for more.
    if (walk.arrival.protection)
    {
        result = DropReason::ASSOCIATION_MISMATCH;
    }
    if (const auto* reason = std::get_if<DropReason>(&result))
    {
        return Refuse(walk, {*reason, std::nullopt, 0, false});
    }
    const auto& opened = std::get<OpenedPacket>(result);
    const Octets& inside = opened.payload.octets;
    walk.arrival.protection = opened.protection;
    auto packet = Create<Packet>(inside.data(), static_cast<uint32_t>(inside.size()));
    LeaveSealed(walk.header, walk.packet, packet);
    walk.Take(packet, 0);
    walk.next = opened.payload.nextHeader;
    walk.rewritten = true;
    return true;
}

/// draft-ietf-mobileip-ipv6-04 section 9.1: verified as it was on the wire, although the home
/// addresses are in their places by now, which say whose it has to be.
bool
PacketPath::ReadSigned(Walk& walk)
{
    const auto read = ReadAuthenticationHeader(walk.Data(), walk.Left());
    if (const auto* reason = std::get_if<DropReason>(&read))
    {
        return Refuse(walk, {*reason, std::nullopt, 0, false});
    }
    const auto& header = std::get<AuthenticationHeader>(read);
    std::optional<DropReason> flaw = DropReason::UNKNOWN_ASSOCIATION;
    if (m_arrival)
    {
        // The headers before it are those of a fragment.
        flaw = DropReason::CUT_AUTHENTICATION;
    }
    else if (walk.arrival.protection)
    {
        flaw = DropReason::ASSOCIATION_MISMATCH;
    }
    else if (m_authentication)
    {
        const Arrival& wire = walk.arrival;
        AuthenticatedPacket packet;
        packet.source = wire.header.GetSource();
        packet.destination = wire.header.GetDestination();
        packet.nextHeader = wire.header.GetNextHeader();
        packet.octets.resize(wire.packet->GetSize());
        wire.packet->CopyData(packet.octets.data(), wire.packet->GetSize());
        flaw = m_authentication->Verify(header.spi,
                                        walk.header.GetDestination(),
                                        walk.header.GetSource(),
                                        packet);
    }
    if (flaw)
    {
        return Refuse(walk, {*flaw, std::nullopt, 0, false});
    }
    walk.arrival.protection = Protection{header.spi,
                                         SecurityMode::TRANSPORT,
                                         walk.arrival.homeAddress ? walk.header.GetSource()
                                                                  : walk.header.GetDestination(),
                                         SecurityProtocol::AH};
    walk.next = header.nextHeader;
    walk.at += AH_SIZE;
    walk.rewritten = true;
    return true;
}

bool
PacketPath::TakeSignals(const Walk& walk, const Ipv6Header& header, Ptr<const Packet> packet)
{
    if (walk.signals.empty())
    {
        return true;
    }
    const bool goesOn = !m_signals.options || m_signals.options(header, walk.signals, packet);
    return goesOn && walk.next != NO_NEXT_HEADER;
}

} // namespace ns3::nemo
