// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-packet-security.h"

#include "ns3/abort.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message.h"

#include <algorithm>
#include <limits>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PacketSecurity);

namespace
{

/// What kind a packet is stands in its first octets; whatever comes later is not looked for.
constexpr uint32_t WINDOW = 512;

Octets
FirstOctets(Ptr<const Packet> packet)
{
    Octets octets(std::min(packet->GetSize(), WINDOW));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return octets;
}

/// The kind of a signal that only a home agent takes. A Binding Update without the flag is for a
/// correspondent, and return routability has to prove it.
std::optional<TrafficKind>
KindForHomeAgent(uint8_t protocol, const Octets& octets)
{
    constexpr std::size_t MESSAGE_TYPE = 2;
    constexpr std::size_t UPDATE_FLAGS = 8; // RFC 6275 sections 6.1.1 and 6.1.7
    constexpr uint8_t HOME_REGISTRATION = 0x40;
    const auto kind = KindOfSignal(protocol, octets.data(), octets.size());
    const bool isForIt =
        kind == TrafficKind::PREFIX ||
        (octets.size() > UPDATE_FLAGS &&
         octets[MESSAGE_TYPE] == static_cast<uint8_t>(MobilityHeaderType::BINDING_UPDATE) &&
         (octets[UPDATE_FLAGS] & HOME_REGISTRATION) != 0);
    return isForIt ? kind : std::nullopt;
}

} // namespace

TypeId
PacketSecurity::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::PacketSecurity")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<PacketSecurity>();
    return tid;
}

PacketSecurity::PacketSecurity()
    : m_vectors(CreateObject<UniformRandomVariable>())
{
}

void
PacketSecurity::Add(const SecurityPolicy& policy)
{
    NS_ABORT_MSG_IF(policy.kinds.empty(), "a security policy protects something");
    NS_ABORT_MSG_IF(m_inbound.count(policy.inboundSpi) > 0,
                    "the SPI " << policy.inboundSpi << " is that of another association already");
    const auto [begin, end] = m_entries.equal_range(policy.homeAddress);
    for (const TrafficKind kind : policy.kinds)
    {
        NS_ABORT_MSG_UNLESS(ModeOf(kind) == policy.mode,
                            "a security policy protects kinds of its own mode only");
        const bool isTwice = std::any_of(begin, end, [&](const auto& entry) {
            return entry.second->policy.homeAgent == policy.homeAgent &&
                   entry.second->policy.kinds.count(kind) > 0;
        });
        NS_ABORT_MSG_IF(isTwice, "there is one association for each kind: RFC 3776 section 4.2");
    }
    auto entry =
        std::make_unique<Entry>(Entry{policy,
                                      SealingAssociation(policy.outboundSpi, policy.outboundKeys),
                                      OpeningAssociation(policy.inboundKeys)});
    m_inbound.emplace(policy.inboundSpi, entry.get());
    m_entries.emplace(policy.homeAddress, std::move(entry));
}

bool
PacketSecurity::IsEmpty() const
{
    return m_entries.empty();
}

/// The one that is for just this kind, or else one that covers it.
const PacketSecurity::Entry*
PacketSecurity::Find(const Ipv6Address& homeAddress,
                     const SecurityEnds& ends,
                     TrafficKind kind) const
{
    const Entry* covering = nullptr;
    const auto [begin, end] = m_entries.equal_range(homeAddress);
    for (auto entry = begin; entry != end; ++entry)
    {
        const SecurityPolicy& policy = entry->second->policy;
        if (policy.homeAgent != (policy.isHomeAgent ? ends.local : ends.remote))
        {
            continue;
        }
        if (policy.kinds.count(kind) > 0)
        {
            return entry->second.get();
        }
        covering = policy.Covers(kind) ? entry->second.get() : covering;
    }
    return covering;
}

SealingAssociation*
PacketSecurity::ForTunnel(const Ipv6Address& homeAddress, const SecurityEnds& ends) const
{
    const Entry* entry = Find(homeAddress, ends, TrafficKind::DATA);
    return entry ? &entry->outbound : nullptr;
}

SealingAssociation*
PacketSecurity::ForTunnelled(const Ipv6Address& homeAddress,
                             const SecurityEnds& ends,
                             uint8_t nextHeader,
                             Ptr<const Packet> packet) const
{
    const Octets octets = FirstOctets(packet);
    const Entry* entry =
        Find(homeAddress, ends, KindOfTunnelled(nextHeader, octets.data(), octets.size()));
    return entry ? &entry->outbound : nullptr;
}

/// The policy of a packet between a home address and its home agent, in the direction that this
/// node sends or receives.
const PacketSecurity::Entry*
PacketSecurity::FindSignal(const Ipv6Header& header, Ptr<const Packet> packet, bool isSent) const
{
    const Octets octets = FirstOctets(packet);
    const auto kind = KindOfSignal(header.GetNextHeader(), octets.data(), octets.size());
    if (!kind)
    {
        return nullptr;
    }
    const SecurityEnds ends = isSent ? SecurityEnds{header.GetSource(), header.GetDestination()}
                                     : SecurityEnds{header.GetDestination(), header.GetSource()};
    const Entry* entry = Find(ends.local, ends, *kind);
    if (!entry || entry->policy.isHomeAgent)
    {
        entry = Find(ends.remote, ends, *kind);
        entry = entry && entry->policy.isHomeAgent ? entry : nullptr;
    }
    return entry;
}

SealingAssociation*
PacketSecurity::ForSignal(const Ipv6Header& header, Ptr<const Packet> packet) const
{
    const Entry* entry = FindSignal(header, packet, true);
    return entry ? &entry->outbound : nullptr;
}

std::optional<Octets>
PacketSecurity::Seal(SealingAssociation& association, const Octets& payload, uint8_t nextHeader)
{
    EspVector vector{};
    for (auto& octet : vector)
    {
        octet = static_cast<uint8_t>(m_vectors->GetInteger(0, std::numeric_limits<uint8_t>::max()));
    }
    return association.Seal(vector, payload, nextHeader);
}

std::variant<OpenedPacket, DropReason>
PacketSecurity::Open(const Ipv6Header& header, const Octets& octets)
{
    const auto read = ReadEspPosition(octets.data(), octets.size());
    if (const auto* reason = std::get_if<DropReason>(&read))
    {
        return *reason;
    }
    const auto known = m_inbound.find(std::get<EspPosition>(read).spi);
    if (known == m_inbound.end())
    {
        return DropReason::UNKNOWN_ASSOCIATION;
    }
    Entry& entry = *known->second;
    auto opened = entry.inbound.Open(octets.data(), octets.size());
    if (const auto* reason = std::get_if<DropReason>(&opened))
    {
        return *reason;
    }
    const SecurityPolicy& policy = entry.policy;
    auto& payload = std::get<EspPayload>(opened);
    const bool isTunnel = policy.mode == SecurityMode::TUNNEL;
    // Of a tunnel the ends move, but for the home agent's.
    const bool isBetweenThem =
        policy.isHomeAgent ? header.GetDestination() == policy.homeAgent &&
                                 (isTunnel || header.GetSource() == policy.homeAddress)
                           : header.GetSource() == policy.homeAgent &&
                                 (isTunnel || header.GetDestination() == policy.homeAddress);
    if (!isBetweenThem || isTunnel != (payload.nextHeader == IPV6_IN_IPV6))
    {
        return DropReason::ASSOCIATION_MISMATCH;
    }
    return OpenedPacket{std::move(payload), {policy.inboundSpi, policy.mode, policy.homeAddress}};
}

std::optional<DropReason>
PacketSecurity::JudgeSignal(const Ipv6Header& header,
                            Ptr<const Packet> packet,
                            const Protection* protection) const
{
    const Entry* entry = FindSignal(header, packet, false);
    if (!protection)
    {
        // RFC 6275 section 5.1: the home address counts. Who may not bind it at the address that
        // the policy names may not do so at another, such as the home agents' anycast address.
        const auto kind = KindForHomeAgent(header.GetNextHeader(), FirstOctets(packet));
        const auto [begin, end] = m_entries.equal_range(header.GetSource());
        const bool isOwed = kind && std::any_of(begin, end, [&kind](const auto& candidate) {
                                const SecurityPolicy& policy = candidate.second->policy;
                                return policy.isHomeAgent && policy.Covers(*kind);
                            });
        return entry || isOwed ? std::optional(DropReason::UNPROTECTED) : std::nullopt;
    }
    return entry && entry->policy.inboundSpi == protection->spi
               ? std::nullopt
               : std::optional(DropReason::ASSOCIATION_MISMATCH);
}

std::optional<DropReason>
PacketSecurity::JudgeTunnelled(const Ipv6Address& homeAddress,
                               const SecurityEnds& ends,
                               Ptr<const Packet> inner,
                               const Protection* protection) const
{
    constexpr std::size_t NEXT_HEADER = 6;
    const Octets octets = FirstOctets(inner);
    if (octets.size() < IPV6_HEADER_SIZE)
    {
        return DropReason::TRUNCATED;
    }
    const TrafficKind kind = KindOfTunnelled(octets[NEXT_HEADER],
                                             octets.data() + IPV6_HEADER_SIZE,
                                             octets.size() - IPV6_HEADER_SIZE);
    if (!protection)
    {
        return Find(homeAddress, ends, kind) ? std::optional(DropReason::UNPROTECTED)
                                             : std::nullopt;
    }
    const SecurityPolicy& policy = m_inbound.at(protection->spi)->policy;
    return policy.homeAddress == homeAddress && policy.Covers(kind)
               ? std::nullopt
               : std::optional(DropReason::ASSOCIATION_MISMATCH);
}

int64_t
PacketSecurity::AssignStreams(int64_t stream)
{
    m_vectors->SetStream(stream);
    return 1;
}

} // namespace ns3::nemo
