// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-octets.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/udp-socket-factory.h"

#include <iostream>

// Route optimisation for a mobile network, which RFC 3963 has none of: the mobile router tells a
// router in front of the correspondents where its network is, and the two have a tunnel of their
// own, past the home agent. doc/extending.md walks through it.

namespace ns3::nemo
{

namespace
{

constexpr char SCENARIO[] = R"json({
  "duration": "60s",
  "links": { "home": { "prefix": "fd00:1::/64" }, "visited": { "prefix": "fd00:2::/64" }, "office": { "prefix": "fd00:3::/64" },
             "onboard": { "prefix": "fd00:4::/64" }, "core": { "prefix": "fd00:c::/64", "delay": "10ms" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" }, "prefixTable": { "fd00:1::2": ["fd00:4::/64"] } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "CR": { "role": "router", "links": { "office": "::1", "core": "::3" } },
    "CN": { "role": "host", "links": { "office": "::9" } },
    "MR": { "role": "mobile-router", "home": "home", "interfaceId": "::2", "homeAgent": "HA", "ingress": { "onboard": "::1" } },
    "LFN": { "role": "host", "links": { "onboard": "::9" } }
  },
  "movement": [ { "at": "10s", "node": "MR", "to": "visited" } ],
  "traffic": [ { "name": "ping", "type": "ping", "from": "CN", "to": "LFN", "start": "20s", "interval": "100ms" } ]
})json";

/// Where the two ends of the scheme talk to each other.
constexpr uint16_t PORT = 4888;

/// One end of tunnels that lead straight between two routers: what both do with what they hear.
class TunnelPeer
{
  public:
    /// @param node the router
    /// @param own the prefix on its side
    /// @param address what it is reached at, whatever link it is on
    TunnelPeer(const BuiltNode& node, const NetworkPrefix& own, const Ipv6Address& address)
        : m_steering(node.stack->GetSteering()),
          m_own(own),
          m_socket(Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId())),
          m_end(address)
    {
        m_socket->Bind(Inet6SocketAddress(address, PORT));
        m_socket->SetRecvCallback(MakeCallback(&TunnelPeer::OnNotice, this));
    }

    /// Tunnels of this router end at this address from now on.
    void SetEnd(const Ipv6Address& end)
    {
        m_end = end;
    }

    /// Tell a peer of one's prefix and where its tunnel ends.
    void Tell(const Ipv6Address& peer, bool isAnswer)
    {
        OctetWriter notice;
        notice.U8(isAnswer ? 1 : 0);
        notice.U8(m_own.length);
        notice.Address(m_own.address);
        notice.Address(m_end);
        const Octets octets = notice.Release();
        m_socket->SendTo(Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                         0,
                         Inet6SocketAddress(peer, PORT));
    }

  private:
    void OnNotice(Ptr<Socket> socket)
    {
        Address from;
        const auto packet = socket->RecvFrom(from);
        Octets octets(packet->GetSize());
        packet->CopyData(octets.data(), packet->GetSize());
        OctetReader reader(octets);
        const bool isAnswer = reader.U8() == 1;
        const uint8_t length = reader.U8();
        const NetworkPrefix theirs(reader.Address(), length);
        const Ipv6Address end = reader.Address();
        if (!reader.Ok() || theirs.Overlaps(m_own))
        {
            return; // too short, or a claim to what is ours
        }
        Steer(theirs, end);
        if (!isAnswer)
        {
            Tell(Inet6SocketAddress::ConvertFrom(from).GetIpv6(), true);
        }
    }

    /// Packets to that prefix go into a tunnel to that address; those from it come out of it.
    void Steer(const NetworkPrefix& theirs, const Ipv6Address& end)
    {
        auto rule = std::make_shared<SteeringRule>();
        rule->forwarded.verdict = Verdict::TRANSFORM;
        rule->forwarded.transform.source = m_end;
        rule->forwarded.transform.destination = end;
        rule->forwarded.transform.encapsulate = true;
        rule->tunnelSource = end;
        rule->tunnelDestination = m_end;
        m_steering->ToPrefix(theirs, rule);
        m_steering->AcceptTunnel(theirs, {NetworkPrefix(end, 128), {m_own}});
    }

    Ptr<Steering> m_steering;
    NetworkPrefix m_own;
    Ptr<Socket> m_socket;
    Ipv6Address m_end;
};

/// Run the scenario. @return the median of there and back
Time
Run(const Scenario& scenario, bool isOptimised)
{
    RunSession session(scenario);
    session.Build({});
    const Topology& nodes = session.GetTopology();
    const Ipv6Address router("fd00:c::3");
    const auto prefix = [](const char* text) { return NetworkPrefix::Parse(text).value(); };
    TunnelPeer atOffice(nodes.GetNode("CR"), prefix("fd00:3::/64"), router);
    TunnelPeer atMobile(nodes.GetNode("MR"), prefix("fd00:4::/64"), Ipv6Address("fd00:1::2"));

    const auto mobile = nodes.GetNode("MR").FindRole<MobileRouter>();
    const std::function<void(HandoverPhase)> onPhase = [&](HandoverPhase phase) {
        if (phase == HandoverPhase::ACKNOWLEDGED)
        {
            atMobile.SetEnd(mobile->GetCareOfAddress());
            // From the home address, so that it comes through the home agent, who checks it. The
            // tunnel is there when all who hear of the acknowledgement have done their part.
            Simulator::ScheduleNow(&TunnelPeer::Tell, &atMobile, router, false);
        }
    };
    if (isOptimised)
    {
        mobile->TraceConnectWithoutContext("Handover", Callback<void, HandoverPhase>(onPhase));
    }
    return session.Run().flows.front().delayP50.value();
}

} // namespace

} // namespace ns3::nemo

int
main()
{
    using namespace ns3::nemo;
    Diagnostics diagnostics("nemo-new-route-optimization");
    const auto scenario = LoadScenarioText(SCENARIO, {}, diagnostics);
    std::cout << "by way of the home agent " << Run(scenario.value(), false).As(ns3::Time::MS)
              << "\n";
    std::cout << "straight " << Run(scenario.value(), true).As(ns3::Time::MS) << "\n";
    return 0;
}
