// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_CHAIN_TOPOLOGY_H
#define NEMO_TEST_CHAIN_TOPOLOGY_H

#include "ns3/boolean.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-mobility-routing.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-steering.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <array>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// The parts of a node's stack that carry packets, without any role.
struct CarryingNode
{
    Ptr<Node> node;
    Ptr<Ipv6L3Protocol> ipv6;
    Ptr<Steering> steering;
    Ptr<PacketPath> path;
    Ptr<MobilityRouting> routing;

    /// Install path, steering and routing on a node that has an IPv6 stack.
    void Carry()
    {
        steering = CreateObject<Steering>();
        path = CreateObject<PacketPath>();
        path->Attach(node, PeekPointer(steering));
        path->SetTunnelJudge([table = steering](const Ipv6Header& outer,
                                                const Ipv6Header& inner,
                                                std::optional<uint32_t> interface) {
            return table->JudgeTunnel(outer.GetSource(),
                                      outer.GetDestination(),
                                      inner.GetSource(),
                                      inner.GetDestination(),
                                      interface);
        });
        routing = CreateObject<MobilityRouting>();
        routing->Attach(node, steering, path);
    }
};

/**
 * CN -- HA -- AR -- MN, point to point; link k is fd00:k::/64 with ::1 on the left, ::2 on the
 * right, and everybody routes along the chain.
 */
class ChainTopology
{
  public:
    enum Place
    {
        CN,
        HA,
        AR,
        MN,
        PLACES
    };

    explicit ChainTopology(const std::string& rate = "10Gbps", uint16_t mtu = 1500)
    {
        NodeContainer nodes;
        nodes.Create(PLACES);
        Ipv6StaticRoutingHelper staticRouting;
        Ipv6ListRoutingHelper list;
        list.Add(staticRouting, 0);
        InternetStackHelper internet;
        internet.SetIpv4StackInstall(false);
        internet.SetRoutingHelper(list);
        internet.Install(nodes);
        PointToPointHelper wire;
        wire.SetDeviceAttribute("DataRate", StringValue(rate));
        for (int i = 0; i < PLACES; ++i)
        {
            m_nodes[i].node = nodes.Get(i);
            m_nodes[i].ipv6 = nodes.Get(i)->GetObject<Ipv6L3Protocol>();
            m_nodes[i].ipv6->SetAttribute("IpForward", BooleanValue(i == HA || i == AR));
            m_nodes[i].ipv6->SetAttribute("SendIcmpv6Redirect", BooleanValue(false));
        }
        for (int i = 0; i + 1 < PLACES; ++i)
        {
            auto devices = wire.Install(nodes.Get(i), nodes.Get(i + 1));
            devices.Get(0)->SetMtu(mtu);
            devices.Get(1)->SetMtu(mtu);
            m_right[i] = AddInterface(i, devices.Get(0), Address(i, 1));
            m_left[i + 1] = AddInterface(i + 1, devices.Get(1), Address(i, 2));
        }
        Route(CN, "::/0", Address(0, 2), m_right[CN]);
        Route(HA, "fd00:2::/64", Address(1, 2), m_right[HA]);
        Route(AR, "::/0", Address(1, 1), m_left[AR]);
        Route(MN, "::/0", Address(2, 1), m_left[MN]);
    }

    ~ChainTopology()
    {
        Simulator::Destroy();
    }

    CarryingNode& At(Place place)
    {
        return m_nodes[place];
    }

    /// Address of link `link`, on its left (1) or right (2).
    static Ipv6Address Address(int link, int side)
    {
        return Ipv6Address(("fd00:" + std::to_string(link) + "::" + std::to_string(side)).c_str());
    }

    uint32_t RightInterface(Place place) const
    {
        return m_right[place];
    }

    uint32_t LeftInterface(Place place) const
    {
        return m_left[place];
    }

    void Route(Place place, const std::string& prefix, Ipv6Address gateway, uint32_t interface)
    {
        const auto parsed = *NetworkPrefix::Parse(prefix);
        Ipv6StaticRoutingHelper helper;
        helper.GetStaticRouting(m_nodes[place].ipv6)
            ->AddNetworkRouteTo(parsed.address, Ipv6Prefix(parsed.length), gateway, interface);
    }

    /// The home address and the tunnel that the next call sets up.
    static Ipv6Address Home()
    {
        return Ipv6Address("fd00:b::77");
    }

    /// Carry on HA and MN, and tunnel everything of Home() between them.
    void SetUpTunnel()
    {
        At(HA).Carry();
        At(MN).Carry();
        const auto careOf = Address(2, 2);
        const auto agent = Address(1, 1);
        auto rule = std::make_shared<SteeringRule>();
        rule->forwarded = {Verdict::TRANSFORM, Tunnel(agent, careOf), 0, DropReason::NO_TUNNEL};
        rule->originated = rule->forwarded;
        rule->tunnelSource = careOf;
        rule->tunnelDestination = agent;
        At(HA).steering->ToAddress(Home(), rule);
        auto& mobile = At(MN);
        mobile.ipv6->AddAddress(mobile.routing->GetTransformInterface(),
                                Ipv6InterfaceAddress(Home(), Ipv6Prefix(128)),
                                false);
        mobile.steering->FromHome(
            Home(),
            {Verdict::TRANSFORM, Tunnel(careOf, agent), 0, DropReason::NO_TUNNEL});
        mobile.steering->PreferSource(Home());
        mobile.steering->AcceptTunnel(NetworkPrefix(Home(), 128),
                                      {NetworkPrefix(agent, 128), {NetworkPrefix(Home(), 128)}});
    }

    static Transform Tunnel(Ipv6Address from, Ipv6Address to)
    {
        Transform transform;
        transform.source = from;
        transform.destination = to;
        transform.encapsulate = true;
        transform.tunnelHome = Home();
        return transform;
    }

  private:
    uint32_t AddInterface(int place, Ptr<NetDevice> device, Ipv6Address address)
    {
        auto& ipv6 = m_nodes[place].ipv6;
        const uint32_t interface = ipv6->AddInterface(device);
        ipv6->SetUp(interface);
        ipv6->AddAddress(interface, Ipv6InterfaceAddress(address, Ipv6Prefix(64)));
        ipv6->SetForwarding(interface, place == HA || place == AR);
        return interface;
    }

    std::array<CarryingNode, PLACES> m_nodes;
    std::array<uint32_t, PLACES> m_left{};
    std::array<uint32_t, PLACES> m_right{};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_CHAIN_TOPOLOGY_H
