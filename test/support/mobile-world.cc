// SPDX-License-Identifier: GPL-2.0-only
#include "support/mobile-world.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-packet-info-tag.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-rfc6275.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

constexpr std::size_t HEADER_SIZE = 40;
constexpr uint8_t IPV6 = 41;
constexpr uint8_t UDP = 17;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t MOBILITY = 135;
constexpr uint16_t PORT = 9;

/// Read extension headers; stops at what is none, or is wrong.
void
DissectChain(CaughtPacket& packet)
{
    packet.protocol = packet.octets[6];
    packet.offset = HEADER_SIZE;
    while (true)
    {
        const uint8_t* data = packet.octets.data() + packet.offset;
        const std::size_t size = packet.octets.size() - packet.offset;
        if (packet.protocol == DESTINATION_OPTIONS_HEADER || packet.protocol == HOP_BY_HOP_HEADER)
        {
            const auto result = ReadOptionsHeader(data, size, MobilityDestinationOptions());
            const auto* header = std::get_if<OptionsHeader>(&result);
            if (!header)
            {
                return;
            }
            packet.homeAddress = header->homeAddress;
            packet.protocol = header->nextHeader;
            packet.offset += header->size;
        }
        else if (packet.protocol == ROUTING_HEADER)
        {
            const auto result = ReadRoutingHeader(data, size);
            const auto* header = std::get_if<ReceivedRoutingHeader>(&result);
            if (!header)
            {
                return;
            }
            packet.routing = header->routing.address;
            packet.protocol = header->nextHeader;
            packet.offset += header->size;
        }
        else
        {
            return;
        }
    }
}

} // namespace

CaughtPacket
Dissect(const Octets& octets)
{
    CaughtPacket packet;
    packet.octets = octets;
    packet.source = Ipv6Address::Deserialize(octets.data() + 8);
    packet.destination = Ipv6Address::Deserialize(octets.data() + 24);
    packet.hopLimit = octets[7];
    DissectChain(packet);
    const uint8_t* payload = octets.data() + packet.offset;
    const std::size_t size = octets.size() - packet.offset;
    switch (packet.protocol)
    {
    case IPV6:
        packet.inner = std::make_shared<CaughtPacket>(Dissect(
            Octets(octets.begin() + static_cast<std::ptrdiff_t>(packet.offset), octets.end())));
        break;
    case ICMPV6:
        packet.icmpv6 = payload[0];
        break;
    case MOBILITY: {
        const auto result = DecodeMobilityHeader(payload,
                                                 size,
                                                 packet.homeAddress.value_or(packet.source),
                                                 packet.routing.value_or(packet.destination));
        packet.signal = std::get<Signal>(result);
        break;
    }
    default:
        break;
    }
    return packet;
}

Ptr<Packet>
HandDatagram(const Ipv6Address& source, const Ipv6Address& destination)
{
    Octets datagram{0x10, 0, 0, PORT, 0, 8, 0, 0};
    const uint16_t checksum =
        UpperLayerChecksum(source, destination, UDP, datagram.data(), datagram.size());
    datagram[6] = static_cast<uint8_t>(checksum >> 8);
    datagram[7] = static_cast<uint8_t>(checksum);
    Ipv6Header header;
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetNextHeader(UDP);
    header.SetPayloadLength(static_cast<uint16_t>(datagram.size()));
    header.SetHopLimit(64);
    auto packet = Create<Packet>(datagram.data(), static_cast<uint32_t>(datagram.size()));
    packet->AddHeader(header);
    return packet;
}

bool
CaughtPacket::IsUpdate() const
{
    return signal && signal->Get<BindingUpdate>();
}

bool
CaughtPacket::IsAcknowledgement() const
{
    return signal && signal->Get<BindingAcknowledgement>();
}

const BindingUpdate&
CaughtPacket::Update() const
{
    return *signal->Get<BindingUpdate>();
}

NeighborMessage
CaughtPacket::Neighbor() const
{
    const auto result = DecodeNeighborMessage(octets.data() + offset, octets.size() - offset);
    return std::get<NeighborMessage>(result);
}

// --- WorldNode

uint32_t
WorldNode::AddInterface(Ptr<MobileLink> link,
                        const std::string& address,
                        bool forwarding,
                        const std::string& hardware)
{
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(hardware.empty() ? Mac48Address::Allocate()
                                        : Mac48Address(hardware.c_str()));
    node->AddDevice(device);
    const uint32_t interface = Interfaces()->AddInterface(device);
    Interfaces()->SetForwarding(interface, forwarding);
    if (!address.empty())
    {
        Interfaces()->AddAddress(interface, Ipv6Address(address.c_str()), 64, true);
    }
    if (link)
    {
        link->Attach(device);
    }
    return interface;
}

Ptr<MobileLinkDevice>
WorldNode::Device(uint32_t interface) const
{
    return DynamicCast<MobileLinkDevice>(Interfaces()->DeviceOf(interface));
}

Ptr<InterfaceTable>
WorldNode::Interfaces() const
{
    return stack->GetInterfaceTable();
}

uint64_t
WorldNode::Drops(DropReason reason) const
{
    return stack->GetDropCount(reason);
}

void
WorldNode::SendUdp(const Ipv6Address& source, const Ipv6Address& destination, uint32_t size)
{
    auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    if (!source.IsAny())
    {
        socket->Bind(Inet6SocketAddress(source, 0));
    }
    socket->SendTo(Create<Packet>(size), 0, Inet6SocketAddress(destination, PORT));
    socket->Close();
}

void
WorldNode::Listen()
{
    auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
    socket->SetRecvPktInfo(true);
    socket->SetRecvCallback(Callback<void, Ptr<Socket>>([this](Ptr<Socket> from) {
        Address sender;
        while (auto packet = from->RecvFrom(sender))
        {
            Ipv6PacketInfoTag tag;
            packet->PeekPacketTag(tag);
            received.emplace_back(Inet6SocketAddress::ConvertFrom(sender).GetIpv6(),
                                  tag.GetAddress());
        }
    }));
}

// --- ScriptedHomeAgent

const BindingUpdate&
ScriptedHomeAgent::Update::Body() const
{
    return *signal.Get<BindingUpdate>();
}

ScriptedHomeAgent::ScriptedHomeAgent(WorldNode& node,
                                     uint32_t homeInterface,
                                     const Ipv6Address& address)
    : answer([](const Update& update) {
          BindingAcknowledgement body;
          body.sequence = update.Body().sequence;
          body.lifetime = update.Body().lifetime;
          body.mobileRouter = update.Body().mobileRouter;
          return body;
      }),
      m_node(node),
      m_homeInterface(homeInterface),
      m_address(address),
      m_handler(node.stack->GetMessagePort()->Take(
          MobilityHeaderType::BINDING_UPDATE,
          [this](const SignalDelivery& delivery) { return Take(delivery); }))
{
}

ScriptedHomeAgent::~ScriptedHomeAgent()
{
    m_node.stack->GetMessagePort()->Release(m_handler);
}

bool
ScriptedHomeAgent::Take(const SignalDelivery& delivery)
{
    const Update update{Simulator::Now(),
                        delivery.signal,
                        delivery.source,
                        delivery.wireSource,
                        delivery.homeAddressOption};
    updates.push_back(update);
    Simulator::Schedule(delay, [this, update]() { Answer(update); });
    return true;
}

void
ScriptedHomeAgent::Answer(const Update& update)
{
    const auto body = answer(update);
    if (!body)
    {
        return;
    }
    if (IsAccepted(body->status) && update.Body().lifetime > 0)
    {
        Bind(update);
    }
    else if (IsAccepted(body->status))
    {
        Unbind(update);
    }
    Envelope envelope;
    envelope.source = m_address;
    envelope.destination = update.home;
    if (update.homeAddressOption)
    {
        envelope.careOfDestination = update.careOf;
    }
    m_node.stack->GetMessagePort()->Send(Signal{*body, options}, envelope);
}

void
ScriptedHomeAgent::Bind(const Update& update)
{
    auto rule = std::make_shared<SteeringRule>();
    rule->forwarded.verdict = Verdict::TRANSFORM;
    rule->forwarded.transform.source = m_address;
    rule->forwarded.transform.destination = update.careOf;
    rule->forwarded.transform.encapsulate = true;
    rule->forwarded.transform.tunnelHome = update.home;
    rule->originated = rule->forwarded;
    rule->tunnelSource = update.careOf;
    rule->tunnelDestination = m_address;
    m_node.stack->GetSteering()->ToAddress(update.home, rule);
    for (const NetworkPrefix& prefix : prefixes)
    {
        m_node.stack->GetSteering()->ToPrefix(prefix, rule);
    }
    m_node.stack->GetAddressProxy()->Answer(update.home, m_homeInterface, false);
}

void
ScriptedHomeAgent::Unbind(const Update& update)
{
    m_node.stack->GetSteering()->ForgetAddress(update.home);
    for (const NetworkPrefix& prefix : prefixes)
    {
        m_node.stack->GetSteering()->ForgetPrefix(prefix);
    }
    m_node.stack->GetAddressProxy()->StopAnswering(update.home, m_homeInterface);
}

// --- MobileWorld

MobileWorld::MobileWorld(const std::string& base)
    : m_base(base)
{
    homeConfig.prefix = Prefix("1::");
    homeConfig.homeAddress = Address("1::10");
    homeConfig.homeAgent = Address("1::1");
    advertising.minInterval = MilliSeconds(500);
    advertising.maxInterval = MilliSeconds(1500);
    home = NewLink();
    a = NewLink();
    b = NewLink();
    core = NewLink();
    inside = NewLink();
    agentNode = &NewRouter(home, "1::1", "c::1");
    agentHome = 2;
    routerA = &NewRouter(a, "2::1", "c::2");
    routerB = &NewRouter(b, "4::1", "c::4");
    correspondent = &NewNode();
    correspondent->AddInterface(core, m_base + ":c::5", false);
    m_inCore.push_back(correspondent);
    RouteByCore(Prefix("1::"), "c::1");
    RouteByCore(Prefix("5::"), "c::1");
    RouteByCore(Prefix("2::"), "c::2");
    RouteByCore(Prefix("4::"), "c::4");
    agent = std::make_unique<ScriptedHomeAgent>(*agentNode, agentHome, Address("1::1"));
}

MobileWorld::~MobileWorld()
{
    agent.reset();
    // Disposes the nodes too: they are in ns-3's list.
    Simulator::Destroy();
}

Ipv6Address
MobileWorld::Address(const std::string& text) const
{
    return Ipv6Address((m_base + ":" + text).c_str());
}

NetworkPrefix
MobileWorld::Prefix(const std::string& text, uint8_t length) const
{
    return NetworkPrefix(Address(text), length);
}

void
MobileWorld::Record::Note(const LinkFrame& frame)
{
    Octets octets(frame.packet->GetSize());
    frame.packet->CopyData(octets.data(), frame.packet->GetSize());
    CaughtPacket packet = Dissect(octets);
    packet.at = Simulator::Now();
    packet.from = frame.source;
    packet.to = frame.destination;
    packets.push_back(std::move(packet));
}

Ptr<MobileLink>
MobileWorld::NewLink()
{
    Record& record = *m_records.emplace_back(std::make_unique<Record>());
    record.link = CreateObject<MobileLink>();
    record.link->SetAttribute("Delay", TimeValue(MilliSeconds(1)));
    record.link->SetAttribute("DataRate", DataRateValue(DataRate(0)));
    record.link->AssignStreams(m_streams++);
    record.link->TraceConnectWithoutContext("FrameSent", MakeCallback(&Record::Note, &record));
    return record.link;
}

WorldNode&
MobileWorld::NewNode()
{
    WorldNode& world = *m_nodes.emplace_back(std::make_unique<WorldNode>());
    world.node = CreateObject<Node>();
    Ipv6StaticRoutingHelper fixed;
    Ipv6ListRoutingHelper list;
    list.Add(fixed, 0);
    InternetStackHelper internet;
    internet.SetIpv4StackInstall(false);
    internet.SetRoutingHelper(list);
    internet.Install(world.node);
    const auto dialect = Dialect::Of(world.node, Rfc6275::GetTypeId());
    world.stack = MobilityStack::Install(world.node, dialect->GetCodec());
    m_streams += world.stack->AssignStreams(m_streams);
    return world;
}

WorldNode&
MobileWorld::NewRouter(Ptr<MobileLink> link, const std::string& text, const std::string& coreText)
{
    WorldNode& router = NewNode();
    const uint32_t interface = router.AddInterface(link, m_base + ":" + text, true);
    router.AddInterface(core, m_base + ":" + coreText, true);
    m_inCore.push_back(&router);
    Advertise(router, interface, text);
    return router;
}

void
MobileWorld::Advertise(WorldNode& node, uint32_t interface, const std::string& text)
{
    AdvertisingConfig config = advertising;
    AdvertisedPrefix prefix;
    prefix.address = Address(text);
    prefix.router = true;
    config.prefixes.push_back(prefix);
    node.stack->GetRouterAdvertiser()->Configure(interface, config);
}

void
MobileWorld::RouteByCore(const NetworkPrefix& prefix, const std::string& coreText)
{
    const Ipv6Address via = Address(coreText);
    for (WorldNode* node : m_inCore)
    {
        // The core is the last interface of each.
        const uint32_t interface = node->node->GetObject<Ipv6>()->GetNInterfaces() - 1;
        if (!node->Interfaces()->Has(via))
        {
            node->Interfaces()->AddRoute(prefix, via, interface);
        }
    }
}

void
MobileWorld::Launch(Ptr<MobileNode> role, Ptr<MobileLink> link)
{
    homeConfig.startsAtHome = link == home;
    role->AddHome(homeConfig);
    for (const HomeConfig& other : otherHomes)
    {
        role->AddHome(other);
    }
    role->SetCareOfPolicy({identifier});
    role->SetAttribute("Interface", UintegerValue(roaming));
    role->AssignStreams(m_streams++);
    role->TraceConnectWithoutContext("Handover", MakeCallback(&MobileWorld::NotePhase, this));
    // The home agent's tunnel is what most tests are about; `configure` can have it otherwise.
    role->SetAttribute("RouteOptimization", BooleanValue(false));
    if (configure)
    {
        configure(*role);
    }
    mobileNode->node->AddApplication(role);
    role->Boot();
}

MobileNode&
MobileWorld::NewMobileNode(Ptr<MobileLink> link)
{
    mobileNode = &NewNode();
    roaming = mobileNode->AddInterface(link, "", false, hardware);
    auto role = CreateObject<MobileNode>();
    Launch(role, link);
    return *role;
}

MobileRouter&
MobileWorld::NewMobileRouter(Ptr<MobileLink> link)
{
    mobileNode = &NewNode();
    roaming = mobileNode->AddInterface(link, "", false, hardware);
    auto role = CreateObject<MobileRouter>();
    MobileNetwork::Ingress ingress;
    ingress.interface = mobileNode->AddInterface(inside, "", true);
    ingress.addresses = {{Address("5::1"), 64}};
    ingress.advertising = advertising;
    role->GetNetwork().AddIngress(ingress);
    Launch(role, link);
    return *role;
}

void
MobileWorld::Move(Ptr<MobileLink> link, Time gap)
{
    const auto device = mobileNode->Device(roaming);
    if (device->GetLink())
    {
        device->GetLink()->Detach(device);
    }
    if (link && gap.IsZero())
    {
        link->Attach(device);
    }
    else if (link)
    {
        At(Simulator::Now() + gap, [link, device]() { link->Attach(device); });
    }
}

void
MobileWorld::At(Time when, std::function<void()> action)
{
    Simulator::Schedule(when - Simulator::Now(), [action = std::move(action)]() { action(); });
}

void
MobileWorld::RunUntil(Time when)
{
    Simulator::Stop(when - Simulator::Now());
    Simulator::Run();
}

const std::vector<CaughtPacket>&
MobileWorld::Caught(Ptr<MobileLink> link) const
{
    for (const auto& record : m_records)
    {
        if (record->link == link)
        {
            return record->packets;
        }
    }
    throw std::runtime_error("not a link of this world");
}

std::vector<CaughtPacket>
MobileWorld::Caught(Ptr<MobileLink> link,
                    const std::function<bool(const CaughtPacket&)>& which) const
{
    std::vector<CaughtPacket> found;
    for (const CaughtPacket& packet : Caught(link))
    {
        if (which(packet))
        {
            found.push_back(packet);
        }
    }
    return found;
}

std::vector<CaughtPacket>
MobileWorld::Updates(Ptr<MobileLink> link) const
{
    return Caught(link, [](const CaughtPacket& packet) { return packet.IsUpdate(); });
}

std::vector<CaughtPacket>
MobileWorld::Tunnelled(Ptr<MobileLink> link) const
{
    return Caught(link, [](const CaughtPacket& packet) { return packet.inner != nullptr; });
}

std::vector<CaughtPacket>
MobileWorld::Solicitations(Ptr<MobileLink> link,
                           const Ipv6Address& target,
                           const Ipv6Address& source) const
{
    return Caught(link, [&](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 && packet.source == source &&
               packet.As<NeighborSolicitation>().target == target;
    });
}

void
MobileWorld::NotePhase(HandoverPhase phase)
{
    phases.emplace_back(Simulator::Now(), phase);
}

std::optional<Time>
MobileWorld::Last(HandoverPhase phase) const
{
    std::optional<Time> last;
    for (const auto& [at, what] : phases)
    {
        last = what == phase ? std::optional(at) : last;
    }
    return last;
}

} // namespace ns3::nemo::tests
