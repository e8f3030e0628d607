// SPDX-License-Identifier: GPL-2.0-only
#include "support/neighbor-world.h"

#include "support/source-folder.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-checksum.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t HEADER_SIZE = 40;
constexpr uint16_t IPV6_ETHER_TYPE = 0x86dd;

Octets
FromHex(const std::string& digits)
{
    Octets octets;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    {
        octets.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    }
    return octets;
}

} // namespace

// --- SeenFrame

Ipv6Address
SeenFrame::Source() const
{
    return Ipv6Address::Deserialize(octets.data() + 8);
}

Ipv6Address
SeenFrame::Destination() const
{
    return Ipv6Address::Deserialize(octets.data() + 24);
}

uint8_t
SeenFrame::NextHeader() const
{
    return octets[6];
}

uint8_t
SeenFrame::HopLimit() const
{
    return octets[7];
}

uint8_t
SeenFrame::Icmpv6Type() const
{
    return NextHeader() == ICMPV6_PROTOCOL ? octets[HEADER_SIZE] : 0;
}

bool
SeenFrame::HasGoodChecksum() const
{
    return IsIcmpv6ChecksumRight(octets.data() + HEADER_SIZE,
                                 octets.size() - HEADER_SIZE,
                                 Source(),
                                 Destination());
}

NeighborMessage
SeenFrame::Message() const
{
    const auto result =
        DecodeNeighborMessage(octets.data() + HEADER_SIZE, octets.size() - HEADER_SIZE);
    const auto* message = std::get_if<NeighborMessage>(&result);
    return message ? *message : throw std::runtime_error("not Neighbor Discovery");
}

// --- NeighborNode

NeighborNode::NeighborNode()
{
    node = CreateObject<Node>();
    Ipv6StaticRoutingHelper fixed;
    Ipv6ListRoutingHelper list;
    list.Add(fixed, 0);
    InternetStackHelper stack;
    stack.SetIpv4StackInstall(false);
    stack.SetRoutingHelper(list);
    stack.Install(node);
    ipv6 = node->GetObject<Ipv6L3Protocol>();
    icmpv6 = MobilityIcmpv6::Install(node);
    interfaces = CreateObject<InterfaceTable>();
    interfaces->Attach(node, icmpv6);
    proxy = CreateObject<AddressProxy>();
    proxy->Attach(icmpv6, interfaces);
    discovery = CreateObject<RouterDiscovery>();
    discovery->Attach(icmpv6, interfaces, proxy);
    advertiser = CreateObject<RouterAdvertiser>();
    advertiser->Attach(icmpv6, interfaces);
    const auto note = MakeCallback(&NeighborNode::NoteDrop, this);
    icmpv6->TraceConnectWithoutContext("Drop", note);
    proxy->TraceConnectWithoutContext("Drop", note);
    discovery->TraceConnectWithoutContext("Drop", note);
    advertiser->TraceConnectWithoutContext("Drop", note);
}

NeighborNode::~NeighborNode()
{
    discovery->Dispose();
    advertiser->Dispose();
    proxy->Dispose();
    interfaces->Dispose();
    icmpv6->Dispose();
}

void
NeighborNode::NoteDrop(DropReason reason, Ptr<const Packet> /* packet */)
{
    ++drops[std::string(ToString(reason))];
}

uint32_t
NeighborNode::AddInterface(Ptr<MobileLink> link, const char* hardware)
{
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(hardware ? Mac48Address(hardware) : Mac48Address::Allocate());
    node->AddDevice(device);
    const uint32_t interface = interfaces->AddInterface(device);
    if (link)
    {
        link->Attach(device);
    }
    return interface;
}

Ptr<MobileLinkDevice>
NeighborNode::Device(uint32_t interface) const
{
    return DynamicCast<MobileLinkDevice>(interfaces->DeviceOf(interface));
}

Mac48Address
NeighborNode::Hardware(uint32_t interface) const
{
    return interfaces->LinkLayerAddress(interface);
}

void
NeighborNode::SendRaw(uint32_t interface, const Octets& packet, Mac48Address to) const
{
    Device(interface)->Send(Create<Packet>(packet.data(), static_cast<uint32_t>(packet.size())),
                            to,
                            IPV6_ETHER_TYPE);
}

// --- NeighborWorld

NeighborWorld::NeighborWorld() = default;

NeighborWorld::~NeighborWorld()
{
    m_nodes.clear();
    Simulator::Destroy();
}

void
NeighborWorld::Record::Note(const LinkFrame& frame)
{
    Octets octets(frame.packet->GetSize());
    frame.packet->CopyData(octets.data(), frame.packet->GetSize());
    frames.push_back({Simulator::Now(), octets, frame.source, frame.destination});
}

Ptr<MobileLink>
NeighborWorld::NewLink()
{
    m_records.push_back(std::make_unique<Record>());
    Record& record = *m_records.back();
    record.link = CreateObject<MobileLink>();
    record.link->SetAttribute("Delay", TimeValue(MilliSeconds(1)));
    record.link->SetAttribute("DataRate", DataRateValue(DataRate(0)));
    record.link->AssignStreams(m_streams++);
    record.link->TraceConnectWithoutContext("FrameSent", MakeCallback(&Record::Note, &record));
    return record.link;
}

NeighborNode&
NeighborWorld::NewNode()
{
    NeighborNode& node = *m_nodes.emplace_back(std::make_unique<NeighborNode>());
    m_streams += node.icmpv6->AssignStreams(m_streams);
    m_streams += node.proxy->AssignStreams(m_streams);
    m_streams += node.discovery->AssignStreams(m_streams);
    m_streams += node.advertiser->AssignStreams(m_streams);
    return node;
}

const std::vector<SeenFrame>&
NeighborWorld::Seen(Ptr<MobileLink> link) const
{
    for (const auto& record : m_records)
    {
        if (record->link == link)
        {
            return record->frames;
        }
    }
    throw std::runtime_error("not a link of this world");
}

std::vector<SeenFrame>
NeighborWorld::Seen(Ptr<MobileLink> link, NeighborMessageType type) const
{
    std::vector<SeenFrame> found;
    for (const SeenFrame& frame : Seen(link))
    {
        if (frame.Icmpv6Type() == static_cast<uint8_t>(type))
        {
            found.push_back(frame);
        }
    }
    return found;
}

void
NeighborWorld::At(Time when, std::function<void()> action)
{
    Simulator::Schedule(when - Simulator::Now(), [action = std::move(action)]() { action(); });
}

void
NeighborWorld::RunUntil(Time when)
{
    Simulator::Stop(when - Simulator::Now());
    Simulator::Run();
}

// --- Octets

Octets
MakePacket(const Octets& message,
           const Ipv6Address& source,
           const Ipv6Address& destination,
           uint8_t hopLimit)
{
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(message.size()));
    writer.U8(ICMPV6_PROTOCOL);
    writer.U8(hopLimit);
    writer.Address(source);
    writer.Address(destination);
    writer.Append(message);
    return writer.Release();
}

Octets
MakePacket(const NeighborMessage& message,
           const Ipv6Address& source,
           const Ipv6Address& destination,
           uint8_t hopLimit)
{
    const Octets octets = EncodeNeighborMessage(message, source, destination);
    return MakePacket(octets, source, destination, hopLimit);
}

Octets
VectorOctets(const std::string& name)
{
    std::ifstream file(InRepository("test/vectors/mip6.json"));
    const auto all = nlohmann::json::parse(file);
    for (const char* list : {"vectors", "negative_vectors"})
    {
        for (const auto& vector : all.at(list))
        {
            if (vector.at("name") == name)
            {
                return FromHex(vector.at("hex"));
            }
        }
    }
    throw std::runtime_error("no vector " + name);
}

} // namespace ns3::nemo::tests
