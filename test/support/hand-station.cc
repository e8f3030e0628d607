// SPDX-License-Identifier: GPL-2.0-only
#include "hand-station.h"

#include "ns3/ipv6-header.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-raw-header.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t IPV6_HEADER_SIZE = 40;
constexpr uint16_t IPV6_ETHER_TYPE = 0x86dd;
constexpr uint8_t TUNNEL_PROTOCOL = 41;

HeardPacket
Read(const Octets& octets)
{
    HeardPacket heard;
    heard.at = Simulator::Now();
    heard.octets = octets;
    OctetReader reader(octets);
    reader.Skip(6);
    heard.protocol = reader.U8();
    reader.U8();
    heard.source = reader.Address();
    heard.destination = reader.Address();
    Ipv6Address destination = heard.destination;
    if (heard.protocol == ROUTING_HEADER)
    {
        const auto routing = std::get<ReceivedRoutingHeader>(
            ReadRoutingHeader(reader.Position(), reader.Remaining()));
        heard.routing = routing.routing.address;
        destination = routing.routing.address;
        heard.protocol = routing.nextHeader;
        reader.Skip(routing.size);
    }
    if (heard.protocol == MOBILITY_HEADER_PROTOCOL)
    {
        const auto result =
            DecodeMobilityHeader(reader.Position(), reader.Remaining(), heard.source, destination);
        if (const auto* signal = std::get_if<Signal>(&result))
        {
            heard.signal = *signal;
        }
    }
    if (heard.protocol == ICMPV6_PROTOCOL)
    {
        const auto result = DecodeNeighborMessage(reader.Position(), reader.Remaining());
        if (const auto* message = std::get_if<NeighborMessage>(&result))
        {
            heard.message = *message;
        }
        const auto discovery = DecodeMobilityIcmpv6(reader.Position(), reader.Remaining());
        const auto* mobility = std::get_if<MobilityIcmpv6Message>(&discovery);
        if (mobility &&
            IsIcmpv6ChecksumRight(reader.Position(), reader.Remaining(), heard.source, destination))
        {
            heard.discovery = *mobility;
        }
    }
    return heard;
}

} // namespace

Octets
HeardPacket::Inner() const
{
    return protocol == TUNNEL_PROTOCOL ? Octets(octets.begin() + IPV6_HEADER_SIZE, octets.end())
                                       : Octets();
}

const BindingAcknowledgement*
HeardPacket::Acknowledgement() const
{
    return signal ? signal->Get<BindingAcknowledgement>() : nullptr;
}

HandStation::HandStation(Ptr<MobileLink> link)
    : has([](const Ipv6Address&) { return false; }),
      m_node(CreateObject<Node>()),
      m_device(CreateObject<MobileLinkDevice>())
{
    m_device->SetAddress(Mac48Address::Allocate());
    m_node->AddDevice(m_device);
    link->Attach(m_device);
    m_device->SetPromiscReceiveCallback(MakeCallback(&HandStation::Receive, this));
}

Octets
HandStation::MakePacket(const Ipv6Address& source,
                        const Ipv6Address& destination,
                        uint8_t nextHeader,
                        const Octets& payload,
                        uint8_t hopLimit)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(payload.size()));
    writer.U8(nextHeader);
    writer.U8(hopLimit);
    writer.Address(source);
    writer.Address(destination);
    writer.Append(payload);
    return writer.Release();
}

void
HandStation::Send(const Octets& octets, const Mac48Address& to) const
{
    const auto packet = Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size()));
    m_device->Send(packet, to, IPV6_ETHER_TYPE);
}

void
HandStation::SendNeighbor(const NeighborMessage& message,
                          const Ipv6Address& source,
                          const Ipv6Address& destination,
                          std::optional<Mac48Address> to) const
{
    const Octets body = EncodeNeighborMessage(message, source, destination);
    Send(MakePacket(source, destination, ICMPV6_PROTOCOL, body, 255),
         to.value_or(Mac48Address::GetMulticast(destination)));
}

Mac48Address
HandStation::LinkLayer() const
{
    return Mac48Address::ConvertFrom(m_device->GetAddress());
}

std::vector<HeardPacket>
HandStation::Heard(const std::function<bool(const HeardPacket&)>& isWanted) const
{
    std::vector<HeardPacket> wanted;
    std::copy_if(m_heard.begin(),
                 m_heard.end(),
                 std::back_inserter(wanted),
                 [&](const HeardPacket& packet) { return !isWanted || isWanted(packet); });
    return wanted;
}

std::vector<HeardPacket>
HandStation::Acknowledgements() const
{
    return Heard([](const HeardPacket& packet) { return packet.Acknowledgement() != nullptr; });
}

void
HandStation::Clear()
{
    m_heard.clear();
}

bool
HandStation::Receive(Ptr<NetDevice>,
                     Ptr<const Packet> packet,
                     uint16_t,
                     const Address& from,
                     const Address& to,
                     NetDevice::PacketType type)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    HeardPacket heard = Read(octets);
    heard.from = Mac48Address::ConvertFrom(from);
    heard.to = Mac48Address::ConvertFrom(to);
    m_heard.push_back(heard);
    if (type != NetDevice::PACKET_OTHERHOST)
    {
        AnswerSolicitation(heard);
    }
    return true;
}

void
HandStation::AnswerSolicitation(const HeardPacket& packet)
{
    const auto* solicitation =
        packet.message ? std::get_if<NeighborSolicitation>(&*packet.message) : nullptr;
    if (!solicitation || !has(solicitation->target))
    {
        return;
    }
    NeighborAdvertisement answer;
    answer.solicited = !packet.source.IsAny();
    answer.override = true;
    answer.target = solicitation->target;
    answer.options = {TargetLinkLayerAddress{LinkLayer()}};
    if (packet.source.IsAny())
    {
        SendNeighbor(answer, answer.target, Ipv6Address::GetAllNodesMulticast());
    }
    else
    {
        SendNeighbor(answer, answer.target, packet.source, packet.from);
    }
}

} // namespace ns3::nemo::tests
