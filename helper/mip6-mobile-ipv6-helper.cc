// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-ipv6-helper.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/nemo-helper-document.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/nemo-topology-builder.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <optional>
#include <sstream>

namespace ns3::nemo
{

namespace
{

std::string
AsText(Time time)
{
    return std::to_string(time.GetNanoSeconds()) + "ns";
}

/// Let a device join the link, or leave its own.
void
JoinLink(Ptr<MobileLinkDevice> device, Ptr<MobileLink> to)
{
    const auto from = DynamicCast<MobileLink>(device->GetChannel());
    if (to && to != from)
    {
        to->Attach(device);
    }
    else if (!to && from)
    {
        from->Detach(device);
    }
}

/// A line of an ASCII trace.
void
WriteFrame(const Ptr<OutputStreamWrapper>& stream,
           char event,
           const std::string& link,
           const LinkFrame& frame)
{
    *stream->GetStream() << event << " " << Simulator::Now().GetSeconds() << " " << link << " "
                         << frame.source << " > " << frame.destination << " " << *frame.packet
                         << "\n";
}

void
WriteSent(Ptr<OutputStreamWrapper> stream, std::string link, const LinkFrame& frame)
{
    WriteFrame(stream, 't', link, frame);
}

void
WriteReceived(Ptr<OutputStreamWrapper> stream,
              std::string link,
              const LinkFrame& frame,
              Ptr<const MobileLinkDevice>)
{
    WriteFrame(stream, 'r', link, frame);
}

void
WriteLost(Ptr<OutputStreamWrapper> stream, std::string link, const LinkFrame& frame, FrameLoss)
{
    WriteFrame(stream, 'd', link, frame);
}

} // namespace

/// What was said, and what was built of it.
struct MobileIpv6Helper::Parts
{
    HelperDocument document;
    std::optional<Scenario> scenario;
    std::unique_ptr<Topology> topology; ///< Null before Install.
};

MobileIpv6Helper::MobileIpv6Helper()
    : m_parts(std::make_unique<Parts>())
{
    SetDialect("rfc6275");
}

MobileIpv6Helper::~MobileIpv6Helper() = default;

HelperDocument&
MobileIpv6Helper::Said()
{
    NS_ABORT_MSG_IF(m_parts->topology, "Install was called: nothing can be added any more");
    return m_parts->document;
}

const Topology&
MobileIpv6Helper::Built() const
{
    NS_ABORT_MSG_UNLESS(m_parts->topology, "Install was not called yet");
    return *m_parts->topology;
}

void
MobileIpv6Helper::SetDialect(const std::string& dialect)
{
    Said().dialect = dialect;
}

void
MobileIpv6Helper::SetAttribute(const std::string& name, const std::string& value)
{
    Said().attributes[name] = value;
}

void
MobileIpv6Helper::AddLink(const std::string& name,
                          const std::string& prefix,
                          Time delay,
                          const std::string& rate)
{
    auto& links = Said().json["links"];
    NS_ABORT_MSG_IF(links.contains(name), "There is a link \"" << name << "\" already");
    links[name] = {{"prefix", prefix}, {"delay", AsText(delay)}, {"rate", rate}};
}

void
MobileIpv6Helper::AddHost(const std::string& name, const Places& places)
{
    Said().AddNode(name, "host")["links"] = HelperDocument::ToJson(places);
}

void
MobileIpv6Helper::AddCorrespondent(const std::string& name, const Places& places)
{
    Said().AddNode(name, "correspondent")["links"] = HelperDocument::ToJson(places);
}

void
MobileIpv6Helper::AddRouter(const std::string& name, const Places& places)
{
    Said().AddNode(name, "router")["links"] = HelperDocument::ToJson(places);
}

void
MobileIpv6Helper::AddHomeAgent(const std::string& name, const Places& places)
{
    Said().AddNode(name, "home-agent")["links"] = HelperDocument::ToJson(places);
}

void
MobileIpv6Helper::AddMobileNode(const std::string& name,
                                const std::string& home,
                                const std::string& identifier,
                                const std::string& homeAgent)
{
    auto& node = Said().AddNode(name, "mobile-node");
    node["home"] = home;
    node["interfaceId"] = identifier;
    node["homeAgent"] = homeAgent;
}

void
MobileIpv6Helper::Move(Time at, const std::string& node, const std::string& link)
{
    if (!m_parts->topology)
    {
        auto& movement = Said().json["movement"].emplace_back();
        movement["at"] = AsText(at);
        movement["node"] = node;
        movement["to"] = link.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(link);
        return;
    }
    const auto* roaming = Built().GetNode(node).FindRoaming();
    NS_ABORT_MSG_UNLESS(roaming, "\"" << node << "\" does not move");
    const auto to = link.empty() ? nullptr : GetLink(link);
    Simulator::Schedule(at - Simulator::Now(), &JoinLink, roaming->device, to);
}

NodeContainer
MobileIpv6Helper::Install()
{
    const std::string text = Said().json.dump();
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    // ns-3 takes a Neighbor Solicitation in a packet with uid 0, which is the very first one of the
    // process, for an own probe.
    Create<Packet>();
    Diagnostics diagnostics("MobileIpv6Helper");
    m_parts->scenario = LoadScenarioText(text, {}, diagnostics);
    std::ostringstream errors;
    diagnostics.PrintErrors(errors);
    NS_ABORT_MSG_UNLESS(m_parts->scenario, "This network cannot be built:\n" << errors.str());
    m_parts->topology = std::make_unique<Topology>(*m_parts->scenario);
    const auto problems = TopologyBuilder(*m_parts->topology).Build();
    NS_ABORT_MSG_UNLESS(problems.empty(), "This network cannot be built: " << problems.front());
    for (const auto& movement : m_parts->scenario->movement)
    {
        Move(movement.at, movement.node, movement.to.value_or(""));
    }
    NodeContainer nodes;
    for (const auto& node : Built().nodes)
    {
        nodes.Add(node.node);
    }
    return nodes;
}

Ptr<Node>
MobileIpv6Helper::GetNode(const std::string& name) const
{
    return Built().GetNode(name).node;
}

Ptr<MobileLink>
MobileIpv6Helper::GetLink(const std::string& name) const
{
    return Built().GetLink(name).link;
}

Ipv6Address
MobileIpv6Helper::GetAddress(const std::string& name) const
{
    const auto address = Built().AddressOf(Built().GetNode(name));
    NS_ABORT_MSG_UNLESS(address, "\"" << name << "\" has no address");
    return *address;
}

int64_t
MobileIpv6Helper::AssignStreams(int64_t stream)
{
    Built();
    return TopologyBuilder(*m_parts->topology).AssignStreams(stream);
}

void
MobileIpv6Helper::EnablePcapAll(const std::string& prefix) const
{
    for (const auto& link : Built().links)
    {
        link.link->EnablePcap(prefix + "-" + link.spec->name + ".pcap");
    }
}

void
MobileIpv6Helper::EnableAsciiAll(Ptr<OutputStreamWrapper> stream) const
{
    for (const auto& link : Built().links)
    {
        const std::string& name = link.spec->name;
        link.link->TraceConnectWithoutContext("FrameSent",
                                              MakeBoundCallback(&WriteSent, stream, name));
        link.link->TraceConnectWithoutContext("FrameReceived",
                                              MakeBoundCallback(&WriteReceived, stream, name));
        link.link->TraceConnectWithoutContext("FrameLost",
                                              MakeBoundCallback(&WriteLost, stream, name));
    }
}

} // namespace ns3::nemo
