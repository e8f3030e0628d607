// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/command-line.h"
#include "ns3/nemo-helper.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"
#include "ns3/udp-client-server-helper.h"
#include "ns3/uinteger.h"

#include <iostream>

using namespace ns3;

/// Mobile networks within each other, as deep as --depth says: what a header for each level costs
/// on the link that the outermost router is on.
int
main(int argc, char** argv)
{
    int depth = 3;
    CommandLine command;
    command.AddValue("depth", "how many mobile routers, each in the network of the other", depth);
    command.Parse(argc, argv);

    nemo::NemoHelper network;
    network.AddNestedNetworks(depth);
    network.Install();

    constexpr uint16_t PORT = 5004;
    UdpServerHelper sink(PORT);
    const auto sinks = sink.Install(network.GetNode("LFN"));
    UdpClientHelper voice(network.GetAddress("LFN"), PORT);
    voice.SetAttribute("Interval", TimeValue(MilliSeconds(20)));
    voice.SetAttribute("PacketSize", UintegerValue(20)); // G.729
    voice.SetAttribute("MaxPackets", UintegerValue(400));
    voice.Install(network.GetNode("CN")).Start(Seconds(51));

    uint32_t largest = 0;
    network.GetLink("access")->TraceConnectWithoutContext(
        "FrameSent",
        Callback<void, const nemo::LinkFrame&>([&largest](const nemo::LinkFrame& frame) {
            const bool isVoice = Simulator::Now() > Seconds(55);
            largest = isVoice ? std::max(largest, frame.packet->GetSize()) : 0;
        }));
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    std::cout << depth << " levels: " << DynamicCast<UdpServer>(sinks.Get(0))->GetReceived()
              << " of 400 packets received, up to " << largest << " octets on the access link\n";
    Simulator::Destroy();
    return 0;
}
