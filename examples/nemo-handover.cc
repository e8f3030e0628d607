// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/bulk-send-helper.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/nemo-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <iostream>

using namespace ns3;

namespace
{

void
OnPhase(nemo::HandoverPhase phase)
{
    std::cout << Simulator::Now().As(Time::S) << " " << phase << "\n";
}

} // namespace

/// A download over TCP to a mobile node that changes its link every ten seconds, without the random
/// delay before Duplicate Address Detection; prints the phases of each handover.
int
main()
{
    nemo::MobileIpv6Helper network;
    network.AddLink("home", "fd00:1::/64");
    network.AddLink("a", "fd00:a::/64");
    network.AddLink("b", "fd00:b::/64");
    network.AddLink("core", "fd00:3::/64", MilliSeconds(5));
    network.AddHomeAgent("HA", {{"home", "::1"}, {"core", "::1"}});
    network.AddRouter("AR_A", {{"a", "::1"}, {"core", "::2"}});
    network.AddRouter("AR_B", {{"b", "::1"}, {"core", "::3"}});
    network.AddCorrespondent("CN", {{"core", "::4"}});
    network.SetAttribute("ns3::nemo::MobileNode::DadRandomDelay", "0s");
    network.AddMobileNode("MN", "home", "::2", "HA");
    network.Move(Seconds(10), "MN", "a");
    network.Move(Seconds(20), "MN", "b");
    network.Move(Seconds(30), "MN", "home");
    network.Install();
    network.GetRole<nemo::MobileNode>("MN")->TraceConnectWithoutContext("Handover",
                                                                        MakeCallback(&OnPhase));
    constexpr uint16_t PORT = 80;
    BulkSendHelper download("ns3::TcpSocketFactory",
                            Inet6SocketAddress(network.GetAddress("MN"), PORT));
    download.SetAttribute("MaxBytes", UintegerValue(5000000));
    download.Install(network.GetNode("CN")).Start(Seconds(9));
    PacketSinkHelper sink("ns3::TcpSocketFactory", Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
    const auto sinks = sink.Install(network.GetNode("MN"));
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    std::cout << DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx() << " octets received\n";
    Simulator::Destroy();
    return 0;
}
