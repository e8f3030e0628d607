// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/animation-interface.h"
#include "ns3/nemo-helper.h"
#include "ns3/nemo-traffic-echo.h"
#include "ns3/simulator.h"

#include <map>

using namespace ns3;

/// RFC 3963 appendix A, figure 2, for NetAnim: writes nemo-netanim.xml, with the nodes where the
/// RFC draws them, and MR where it has gone to.
int
main()
{
    nemo::NemoHelper network;
    network.AddRfc3963Figure(2);
    network.Install();

    nemo::EchoPlan plan;
    plan.destination = network.GetAddress("LFN");
    auto ping = CreateObject<nemo::EchoSource>();
    ping->SetPlan(plan);
    ping->SetStartTime(Seconds(18));
    network.GetNode("CN_MR")->AddApplication(ping);

    const std::map<std::string, std::pair<double, double>> places{{"CN_MN", {0, 30}},
                                                                  {"R2", {20, 30}},
                                                                  {"HA_MN", {40, 10}},
                                                                  {"R3", {60, 30}},
                                                                  {"CN_MR", {80, 30}},
                                                                  {"AR", {30, 50}},
                                                                  {"HA_MR", {50, 50}},
                                                                  {"MR", {50, 60}},
                                                                  {"LFN", {40, 75}},
                                                                  {"LFR", {60, 75}},
                                                                  {"MN", {40, 0}}};
    for (const auto& [name, place] : places)
    {
        AnimationInterface::SetConstantPosition(network.GetNode(name), place.first, place.second);
    }
    AnimationInterface animation("nemo-netanim.xml");
    for (const auto& [name, place] : places)
    {
        animation.UpdateNodeDescription(network.GetNode(name), name);
    }
    const auto router = network.GetNode("MR");
    Simulator::Schedule(Seconds(20),
                        [router]() { AnimationInterface::SetConstantPosition(router, 30, 60); });
    Simulator::Stop(Seconds(40));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
