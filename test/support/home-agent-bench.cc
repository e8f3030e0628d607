// SPDX-License-Identifier: GPL-2.0-only
#include "home-agent-bench.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests
{

namespace
{

constexpr uint8_t UDP_PROTOCOL = 17;
constexpr uint8_t TUNNEL_PROTOCOL = 41;

} // namespace

bool
HandUpdate::Is(char flag) const
{
    return flags.find(flag) != std::string::npos;
}

Octets
HandUpdate::Encode() const
{
    BindingUpdate update;
    update.sequence = sequence;
    update.lifetime = lifetime;
    update.acknowledge = Is('A');
    update.homeRegistration = Is('H');
    update.linkLocalAddressCompatibility = Is('L');
    update.keyManagementMobility = Is('K');
    update.mobileRouter = Is('R');
    update.prefixDelegation = Is('S');
    const Octets message = EncodeMobilityHeader({update, options}, home, destination);
    ExtensionChain chain;
    if (homeAddressOption)
    {
        chain.homeAddress = home;
    }
    uint8_t first = 0;
    Octets payload = chain.Serialise(MOBILITY_HEADER_PROTOCOL, first);
    payload.insert(payload.end(), message.begin(), message.end());
    return HandStation::MakePacket(homeAddressOption ? careOf : home, destination, first, payload);
}

HandUpdate&
HandUpdate::With(const std::vector<std::string>& prefixes)
{
    for (const auto& prefix : prefixes)
    {
        options.emplace_back(PrefixOption(prefix));
    }
    return *this;
}

MobileNetworkPrefixOption
PrefixOption(const std::string& prefix)
{
    MobileNetworkPrefixOption option;
    option.prefix = P(prefix).address;
    option.prefixLength = P(prefix).length;
    return option;
}

NetworkPrefix
P(const std::string& text)
{
    return NetworkPrefix::Parse(text).value();
}

HomeAgentBench::HomeAgentBench(bool isHomeAgent, const std::string& address)
    : homeLink(CreateObject<MobileLink>()),
      worldLink(CreateObject<MobileLink>()),
      node(CreateObject<Node>()),
      agentAddress(address.c_str())
{
    neighbour = std::make_unique<HandStation>(homeLink);
    world = std::make_unique<HandStation>(worldLink);
    world->has = [](const Ipv6Address&) { return true; };
    Ipv6StaticRoutingHelper staticRouting;
    Ipv6ListRoutingHelper list;
    list.Add(staticRouting, 0);
    InternetStackHelper internet;
    internet.SetIpv4StackInstall(false);
    internet.SetRoutingHelper(list);
    internet.Install(node);
    const auto dialect = Dialect::Of(node, TypeId::LookupByName("ns3::nemo::Rfc6275"));
    stack = MobilityStack::Install(node, dialect->GetCodec());
    const auto interfaces = stack->GetInterfaceTable();
    const auto join = [&](Ptr<MobileLink> link, const Ipv6Address& own, const char* mac) {
        auto device = CreateObject<MobileLinkDevice>();
        device->SetAddress(Mac48Address(mac));
        node->AddDevice(device);
        const uint32_t interface = interfaces->AddInterface(device);
        link->Attach(device);
        interfaces->AddAddress(interface, own, 64, true);
        interfaces->SetForwarding(interface, true);
        return interface;
    };
    homeInterface = join(homeLink, agentAddress, "02:00:00:00:00:01");
    worldInterface = join(worldLink, Ipv6Address("fd00:ffff::4"), "02:00:00:00:00:02");
    interfaces->AddRoute(P("::/0"), Ipv6Address("fd00:ffff::1"), worldInterface);
    interfaces->LearnNeighbor(worldInterface,
                              Ipv6Address("fd00:ffff::1"),
                              world->LinkLayer(),
                              true,
                              InterfaceTable::Knowledge::REACHABLE);

    correspondent = CreateObject<CorrespondentNode>();
    node->AddApplication(correspondent);
    correspondent->Boot();
    if (isHomeAgent)
    {
        agent = CreateObject<HomeAgent>();
        node->AddApplication(agent);
        agent->ServeLink(homeInterface, NetworkPrefix(agentAddress, 64), agentAddress);
        agent->Boot();
    }
    registrar = BindingRegistrar::Of(node);
    registrar->TraceConnectWithoutContext("UpdateJudged",
                                          MakeCallback(&HomeAgentBench::OnJudged, this));
    registrar->TraceConnectWithoutContext("ForwardingChanged",
                                          MakeCallback(&HomeAgentBench::OnForwarding, this));
    registrar->TraceConnectWithoutContext("BindingChanged",
                                          MakeCallback(&HomeAgentBench::OnChanged, this));
}

void
HomeAgentBench::OnJudged(const Ipv6Address& home, BindingStatus status)
{
    judged.emplace_back(home, status);
}

void
HomeAgentBench::OnForwarding(const Ipv6Address&, const NetworkPrefix& prefix, bool isOn)
{
    forwarding.push_back(prefix.ToString() + (isOn ? " on" : " off"));
}

void
HomeAgentBench::OnChanged(const Binding* before, const Binding* after)
{
    std::ostringstream text;
    text << (before ? before : after)->homeAddress
         << (!before ? " made" : (after ? " changed" : " ended"));
    changes.push_back(text.str());
}

HomeAgentBench::~HomeAgentBench()
{
    Simulator::Destroy();
}

void
HomeAgentBench::Send(const HandUpdate& update)
{
    world->Send(update.Encode(), WorldMac());
}

void
HomeAgentBench::SendFromHome(const HandUpdate& update)
{
    neighbour->Send(update.Encode(), HomeMac());
}

std::optional<BindingStatus>
HomeAgentBench::Ask(const HandUpdate& update)
{
    const std::size_t known = world->Acknowledgements().size();
    Send(update);
    Run(Seconds(3));
    const auto answers = world->Acknowledgements();
    EXPECT_LE(answers.size(), known + 1);
    return answers.size() > known ? std::optional(answers.back().Acknowledgement()->status)
                                  : std::nullopt;
}

void
HomeAgentBench::Register(const HandUpdate& update)
{
    EXPECT_EQ(Ask(update), std::optional(BindingStatus::ACCEPTED));
}

void
HomeAgentBench::Run(Time duration)
{
    Simulator::Stop(duration);
    Simulator::Run();
}

HeardPacket
HomeAgentBench::LastAnswer() const
{
    const auto answers = world->Acknowledgements();
    EXPECT_FALSE(answers.empty());
    return answers.empty() ? HeardPacket() : answers.back();
}

std::string
HomeAgentBench::Dump() const
{
    std::ostringstream text;
    const auto steering = stack->GetSteering();
    const auto proxy = stack->GetAddressProxy();
    for (const Binding* entry : registrar->GetCache().Sorted())
    {
        text << entry->homeAddress << " at " << entry->careOfAddress << " of "
             << entry->homeAgentAddress << (entry->valid ? " valid" : " stub") << " until "
             << entry->expires << " number " << entry->sequence << " lifetime " << entry->lifetime
             << " HRLK " << entry->homeRegistration << entry->mobileRouter
             << entry->linkLocalAddressCompatibility << entry->keyManagementMobility << " rule "
             << steering->RuleOf(entry->homeAddress).get() << " from care-of "
             << steering->MayComeFrom(entry->homeAddress,
                                      entry->careOfAddress,
                                      entry->homeAgentAddress)
             << " answers " << proxy->IsAnswering(entry->homeAddress, homeInterface);
        for (const auto& prefix : entry->prefixes)
        {
            text << " " << prefix << " by " << steering->RuleOf(prefix).get();
        }
        text << "\n";
    }
    text << registrar->GetForwardedPrefixes().Size() << " prefixes, "
         << registrar->GetPendingCount() << " waiting\n";
    return text.str();
}

Octets
MakeDatagram(const Ipv6Address& source, const Ipv6Address& destination, uint8_t hopLimit)
{
    return HandStation::MakePacket(source,
                                   destination,
                                   UDP_PROTOCOL,
                                   {0, 9, 0, 9, 0, 12, 0, 0, 1, 2, 3, 4},
                                   hopLimit);
}

bool
HomeAgentBench::Takes(const Ipv6Address& outer, const Ipv6Address& inner, const Ipv6Address& end)
{
    const Octets datagram = MakeDatagram(inner, Ipv6Address("3::2"), 64);
    const Octets forwarded = MakeDatagram(inner, Ipv6Address("3::2"), 63);
    const auto isForwarded = [&](const HeardPacket& packet) { return packet.octets == forwarded; };
    const std::size_t known = world->Heard(isForwarded).size();
    world->Send(HandStation::MakePacket(outer, end, TUNNEL_PROTOCOL, datagram), WorldMac());
    Run(MilliSeconds(1));
    return world->Heard(isForwarded).size() > known;
}

std::optional<Ipv6Address>
HomeAgentBench::TunnelledTo(const Ipv6Address& destination)
{
    const auto isTunnel = [](const HeardPacket& packet) { return !packet.Inner().empty(); };
    const std::size_t known = world->Heard(isTunnel).size();
    world->Send(MakeDatagram(Ipv6Address("3::2"), destination, 64), WorldMac());
    Run(MilliSeconds(1));
    const auto tunnelled = world->Heard(isTunnel);
    return tunnelled.size() > known ? std::optional(tunnelled.back().destination) : std::nullopt;
}

const Binding*
HomeAgentBench::Find(const std::string& home) const
{
    return registrar->GetCache().Find(Ipv6Address(home.c_str()));
}

uint64_t
HomeAgentBench::Drops(DropReason reason) const
{
    return stack->GetDropCount(reason);
}

Mac48Address
HomeAgentBench::HomeMac() const
{
    return stack->GetInterfaceTable()->LinkLayerAddress(homeInterface);
}

Mac48Address
HomeAgentBench::WorldMac() const
{
    return stack->GetInterfaceTable()->LinkLayerAddress(worldInterface);
}

} // namespace ns3::nemo::tests
