// SPDX-License-Identifier: GPL-2.0-only
#include "paired-chains.h"

#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-access-router.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <ctime>
#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

constexpr uint32_t PAYLOAD = 512;
constexpr uint16_t PORT = 9;
const Time SPACING = MicroSeconds(10);
const Time FLIGHT = MilliSeconds(10); //!< more than the way from end to end takes
const TypeId DIALECT = TypeId::LookupByName("ns3::nemo::Rfc6275");

/// Places in a chain.
enum
{
    CN,
    HA,
    AR,
    MN,
    LFN
};

void
SendBurst(Ptr<Socket> socket, int left)
{
    socket->Send(Create<Packet>(PAYLOAD));
    if (left > 1)
    {
        Simulator::Schedule(SPACING, &SendBurst, socket, left - 1);
    }
}

void
InstallPlainStack(Ptr<Node> node)
{
    Ipv6StaticRoutingHelper staticRouting;
    Ipv6ListRoutingHelper list;
    list.Add(staticRouting, 0);
    InternetStackHelper internet;
    internet.SetIpv4StackInstall(false);
    internet.SetRoutingHelper(list);
    internet.Install(node);
}

void
RunFor(Time time)
{
    Simulator::Stop(time);
    Simulator::Run();
}

/// @return the interface's number
uint32_t
AddPlainInterface(Ptr<Node> node, Ptr<NetDevice> device, const Ipv6Address& address)
{
    auto ipv6 = node->GetObject<Ipv6>();
    const uint32_t interface = ipv6->AddInterface(device);
    ipv6->SetUp(interface);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(address, Ipv6Prefix(64)));
    return interface;
}

void
AddPlainRoute(Ptr<Node> node, const NetworkPrefix& to, const Ipv6Address& via, uint32_t interface)
{
    Ipv6StaticRoutingHelper helper;
    helper.GetStaticRouting(node->GetObject<Ipv6>())
        ->AddNetworkRouteTo(to.address, Ipv6Prefix(to.length), via, interface);
}

/// The role, running from now on.
template <typename T>
Ptr<T>
AddRole(Ptr<Node> node)
{
    auto role = CreateObject<T>();
    role->SetAttribute("Dialect", TypeIdValue(DIALECT));
    node->AddApplication(role);
    return role;
}

} // namespace

// --- Chain

Chain::Chain(int net, FarEnd end)
    : m_net("fd00:" + std::to_string(net) + ":")
{
    const int nodes = end == FarEnd::MOBILE_NODE ? MN + 1 : LFN + 1;
    for (int i = 0; i < nodes; ++i)
    {
        m_nodes.push_back(CreateObject<Node>());
        InstallPlainStack(m_nodes.back());
    }
}

Ipv6Address
Chain::Address(int link, int side) const
{
    return Ipv6Address((m_net + std::to_string(link) + "::" + std::to_string(side)).c_str());
}

NetworkPrefix
Chain::Prefix(int link) const
{
    return NetworkPrefix(Address(link, 0), 64);
}

std::array<Ptr<NetDevice>, 2>
Chain::Wire(int left) const
{
    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto devices = wire.Install(m_nodes[left], m_nodes[left + 1]);
    return {devices.Get(0), devices.Get(1)};
}

void
Chain::Open(const Ipv6Address& destination)
{
    m_sink = Socket::CreateSocket(m_nodes.back(), UdpSocketFactory::GetTypeId());
    m_sink->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
    m_sink->SetRecvCallback(MakeBoundCallback(
        +[](int* count, Ptr<Socket> socket) {
            while (socket->Recv())
            {
                ++*count;
            }
        },
        &m_received));
    m_source = Socket::CreateSocket(m_nodes.front(), UdpSocketFactory::GetTypeId());
    m_source->Connect(Inet6SocketAddress(destination, PORT));
}

double
Chain::TimeBurst(int packets)
{
    m_received = 0;
    Simulator::ScheduleNow(&SendBurst, m_source, packets);
    const std::clock_t begin = std::clock();
    RunFor(SPACING * packets + FLIGHT);
    const std::clock_t end = std::clock();
    return m_received == packets ? static_cast<double>(end - begin) / CLOCKS_PER_SEC : -1;
}

// --- PlainChain

PlainChain::PlainChain(int net, FarEnd end)
    : Chain(net, end)
{
    const int last = static_cast<int>(m_nodes.size()) - 1;
    const NetworkPrefix everything(Ipv6Address::GetAny(), 0);
    for (int i = 0; i < last; ++i)
    {
        const auto devices = Wire(i);
        const uint32_t right = AddPlainInterface(m_nodes[i], devices[0], Address(i, 1));
        const uint32_t left = AddPlainInterface(m_nodes[i + 1], devices[1], Address(i, 2));
        m_nodes[i]->GetObject<Ipv6>()->SetAttribute("IpForward", BooleanValue(i != 0));
        if (i + 1 < last)
        {
            AddPlainRoute(m_nodes[i], Prefix(last - 1), Address(i, 2), right);
        }
        AddPlainRoute(m_nodes[i + 1], everything, Address(i, 1), left);
    }
    Open(Address(last - 1, 2));
    RunFor(Seconds(5)); // addresses are probed
}

// --- MobileChain

MobileChain::MobileChain(int net, FarEnd end, uint32_t bindings, Way way)
    : Chain(net, end)
{
    AddAddresses();
    AddRoutes();
    AddHomeAgent();
    AddAccessRouter();
    AddRole<CorrespondentNode>(m_nodes[CN]);
    AddFarEnd(end, way);
    RunFor(Seconds(20)); // the mobile node finds its router and registers
    Register(bindings - 1);
    Open(end == FarEnd::MOBILE_NODE ? Ipv6Address((m_net + "b::2").c_str()) : Address(3, 2));
}

MobileChain::~MobileChain() = default;

Way
MobileChain::WayTaken() const
{
    return BindingRegistrar::Of(m_nodes[CN])->GetCache().Size() > 0 ? Way::OPTIMISED : Way::TUNNEL;
}

void
MobileChain::AddAddresses()
{
    const auto dialect = [](Ptr<Node> node) { return Dialect::Of(node, DIALECT)->GetCodec(); };
    for (int i = CN; i <= MN; ++i)
    {
        m_places.push_back({MobilityStack::Install(m_nodes[i], dialect(m_nodes[i]))});
    }
    for (int i = CN; i < MN; ++i)
    {
        const auto devices = Wire(i);
        const auto left = m_places[i].stack->GetInterfaceTable();
        const auto right = m_places[i + 1].stack->GetInterfaceTable();
        m_places[i].right = left->AddInterface(devices[0]);
        m_places[i + 1].left = right->AddInterface(devices[1]);
        left->AddAddress(m_places[i].right, Address(i, 1), 64, true);
        left->SetForwarding(m_places[i].right, i != CN);
        if (i + 1 != MN)
        {
            right->AddAddress(m_places[i + 1].left, Address(i, 2), 64, true);
            right->SetForwarding(m_places[i + 1].left, true);
        }
    }
}

void
MobileChain::AddRoutes()
{
    const NetworkPrefix everything(Ipv6Address::GetAny(), 0);
    const auto interfaces = [this](int i) { return m_places[i].stack->GetInterfaceTable(); };
    interfaces(CN)->AddRoute(everything, Address(0, 2), m_places[CN].right);
    interfaces(HA)->AddRoute(Prefix(2), Address(1, 2), m_places[HA].right);
    interfaces(AR)->AddRoute(everything, Address(1, 1), m_places[AR].left);
}

void
MobileChain::AddHomeAgent()
{
    const auto interfaces = m_places[HA].stack->GetInterfaceTable();
    const Ipv6Address own((m_net + "b::1").c_str());
    m_home = CreateObject<MobileLink>();
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(Mac48Address::Allocate());
    m_nodes[HA]->AddDevice(device);
    m_homeInterface = interfaces->AddInterface(device);
    m_home->Attach(device);
    interfaces->AddAddress(m_homeInterface, own, 64, true);
    interfaces->SetForwarding(m_homeInterface, true);
    auto agent = AddRole<HomeAgent>(m_nodes[HA]);
    agent->SetAttribute("MaxBindings", UintegerValue(1000000));
    agent->SetAttribute("LifetimeMax", TimeValue(Hours(48)));
    agent->ServeLink(m_homeInterface, NetworkPrefix(own, 64), own);
    agent->GetPrefixTable().Add(Ipv6Address((m_net + "b::2").c_str()), Prefix(3));
    AddRole<CorrespondentNode>(m_nodes[HA]);
}

void
MobileChain::AddAccessRouter()
{
    AdvertisingConfig config;
    config.minInterval = Seconds(200);
    config.maxInterval = Seconds(600);
    AdvertisedPrefix prefix;
    prefix.address = Address(2, 1);
    prefix.valid = prefix.preferred = Time::Max();
    config.prefixes.push_back(prefix);
    AddRole<AccessRouter>(m_nodes[AR])->Advertise(m_places[AR].right, config);
    AddRole<CorrespondentNode>(m_nodes[AR]);
}

void
MobileChain::AddFarEnd(FarEnd end, Way way)
{
    Ptr<MobileNode> mobile;
    if (end == FarEnd::MOBILE_ROUTER)
    {
        auto router = AddRole<MobileRouter>(m_nodes[MN]);
        const auto devices = Wire(MN);
        MobileNetwork::Ingress ingress;
        ingress.interface = m_places[MN].stack->GetInterfaceTable()->AddInterface(devices[0]);
        ingress.addresses.push_back({Address(3, 1), 64});
        router->GetNetwork().AddIngress(ingress);
        router->GetNetwork().AddPrefix(Prefix(3));
        const uint32_t interface = AddPlainInterface(m_nodes[LFN], devices[1], Address(3, 2));
        AddPlainRoute(m_nodes[LFN],
                      NetworkPrefix(Ipv6Address::GetAny(), 0),
                      Address(3, 1),
                      interface);
        mobile = router;
    }
    else
    {
        mobile = AddRole<MobileNode>(m_nodes[MN]);
    }
    HomeConfig home;
    home.prefix = NetworkPrefix(Ipv6Address((m_net + "b::").c_str()), 64);
    home.homeAddress = Ipv6Address((m_net + "b::2").c_str());
    home.homeAgent = Ipv6Address((m_net + "b::1").c_str());
    home.startsAtHome = false;
    mobile->SetAttribute("Interface", UintegerValue(m_places[MN].left));
    mobile->SetAttribute("RouteOptimization", BooleanValue(way == Way::OPTIMISED));
    mobile->SetAttribute("LifetimeRequested", TimeValue(Hours(48)));
    mobile->AddHome(home);
    AddRole<CorrespondentNode>(m_nodes[MN]);
}

void
MobileChain::Register(uint32_t count)
{
    const auto interfaces = m_places[HA].stack->GetInterfaceTable();
    const auto device = m_nodes[HA]->GetObject<Ipv6>()->GetNetDevice(m_homeInterface)->GetAddress();
    m_others = std::make_unique<HandStation>(m_home);
    for (uint32_t i = 1; i <= count; ++i)
    {
        HandUpdate update;
        const std::string host = std::to_string(i / 10000) + ":" + std::to_string(i % 10000);
        update.home = Ipv6Address((m_net + "b::9:" + host).c_str());
        update.careOf = Ipv6Address((m_net + "2::9:" + host).c_str());
        update.destination = Ipv6Address((m_net + "b::1").c_str());
        update.lifetime = 172800;
        m_others->Send(update.Encode(), Mac48Address::ConvertFrom(device));
        RunFor(MicroSeconds(100));
    }
    RunFor(Seconds(10)); // probes, answers and announcements of the last
    m_others->Clear();
    const std::size_t held = BindingRegistrar::Of(m_nodes[HA])->GetCache().Size();
    if (held != count + 1)
    {
        throw std::runtime_error("The home agent holds " + std::to_string(held) + " bindings.");
    }
}

} // namespace ns3::nemo::tests
