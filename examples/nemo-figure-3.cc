// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-registrar.h"
#include "ns3/nemo-helper.h"
#include "ns3/nemo-traffic-echo.h"
#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;

/// RFC 3963 appendix A, figure 3, by the helpers alone: MR goes to link 7, then MN into its
/// network, while CN_MN asks MN ten times a second whether it is there. Prints the tables of
/// figure 3 in the end.
int
main()
{
    {
        nemo::NemoHelper network;
        network.AddRfc3963Figure(3);
        network.Install();

        nemo::EchoPlan plan;
        plan.destination = network.GetAddress("MN");
        plan.interval = MilliSeconds(100);
        auto ping = CreateObject<nemo::EchoSource>();
        ping->SetPlan(plan);
        ping->SetStartTime(Seconds(5));
        network.GetNode("CN_MN")->AddApplication(ping);

        network.EnablePcapAll("nemo-figure-3");
        Simulator::Stop(Seconds(110));
        Simulator::Run();

        for (const std::string name : {"HA_MN", "HA_MR", "CN_MN"})
        {
            const auto& cache = nemo::BindingRegistrar::Of(network.GetNode(name))->GetCache();
            for (const nemo::Binding* binding : cache.Sorted())
            {
                if (binding->valid)
                {
                    std::cout << name << ": " << binding->homeAddress << " -> "
                              << binding->careOfAddress << "\n";
                }
            }
        }
    }
    Simulator::Destroy();
    return 0;
}
