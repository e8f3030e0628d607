// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-warnings.h"

#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <sstream>

namespace ns3::nemo
{

namespace
{

std::string
Describe(const std::string& node, BindingStatus status, bool goesOn)
{
    std::ostringstream text;
    text << "/nodes/" << node << ": " << Simulator::Now().As(Time::S)
         << ": no home agent serves it as it asks: the last one ";
    if (IsAccepted(status))
    {
        text << "accepts it without flag R";
    }
    else
    {
        text << "says " << static_cast<unsigned>(status) << " (" << ToString(status) << ")";
    }
    text << (goesOn ? "; it tries another mode"
                    : "; it sends no more Binding Updates with flag R (RFC 3963 section 5.4)");
    return text.str();
}

} // namespace

WarningCollector::WarningCollector(const Topology& topology)
{
    for (const auto& node : topology.nodes)
    {
        const auto router = node.FindRole<MobileRouter>();
        if (!router)
        {
            continue;
        }
        router->TraceConnectWithoutContext(
            "WayFailed",
            MakeCallback(&WarningCollector::OnWayFailed, this, node.spec->name));
    }
}

void
WarningCollector::OnWayFailed(std::string name,
                              const Ipv6Address&,
                              BindingStatus status,
                              bool goesOn)
{
    m_warnings.push_back(Describe(name, status, goesOn));
}

const std::vector<std::string>&
WarningCollector::GetWarnings() const
{
    return m_warnings;
}

} // namespace ns3::nemo
