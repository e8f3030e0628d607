// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/flow-monitor-helper.h"
#include "ns3/ipv6-flow-classifier.h"
#include "ns3/nemo-helper.h"
#include "ns3/simulator.h"
#include "ns3/udp-client-server-helper.h"
#include "ns3/uinteger.h"

#include <iostream>

using namespace ns3;

/// FlowMonitor on nodes with Mobile IPv6: a voice stream to a mobile node that leaves home at 10 s.
/// It is one flow to the home address, on whatever way its packets go.
int
main()
{
    nemo::MobileIpv6Helper network;
    network.AddLink("home", "fd00:1::/64");
    network.AddLink("away", "fd00:2::/64");
    network.AddLink("core", "fd00:3::/64", MilliSeconds(5));
    network.AddHomeAgent("HA", {{"home", "::1"}, {"core", "::1"}});
    network.AddRouter("AR", {{"away", "::1"}, {"core", "::2"}});
    network.AddCorrespondent("CN", {{"core", "::3"}});
    network.AddMobileNode("MN", "home", "::2", "HA");
    network.Move(Seconds(10), "MN", "away");
    network.Install();

    constexpr uint16_t PORT = 5004;
    UdpServerHelper sink(PORT);
    sink.Install(network.GetNode("MN"));
    UdpClientHelper voice(network.GetAddress("MN"), PORT);
    voice.SetAttribute("Interval", TimeValue(MilliSeconds(20)));
    voice.SetAttribute("PacketSize", UintegerValue(160));
    voice.SetAttribute("MaxPackets", UintegerValue(1000));
    voice.Install(network.GetNode("CN")).Start(Seconds(2));

    FlowMonitorHelper monitors;
    const auto monitor =
        monitors.Install(NodeContainer(network.GetNode("CN"), network.GetNode("MN")));
    Simulator::Stop(Seconds(30));
    Simulator::Run();

    const auto classifier = DynamicCast<Ipv6FlowClassifier>(monitors.GetClassifier6());
    for (const auto& [id, flow] : monitor->GetFlowStats())
    {
        const auto ends = classifier->FindFlow(id);
        if (ends.destinationPort == PORT)
        {
            std::cout << ends.sourceAddress << " -> " << ends.destinationAddress << ": sent "
                      << flow.txPackets << ", received " << flow.rxPackets << ", mean delay "
                      << (flow.delaySum / flow.rxPackets).As(Time::MS) << "\n";
        }
    }
    Simulator::Destroy();
    return 0;
}
