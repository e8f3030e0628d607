// SPDX-License-Identifier: GPL-2.0-only
// What begins a handover, and what its links do.
#include "ns3/nemo-measure-handovers.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

void
HandoverMeter::OnMovement(const BuiltNode& node,
                          std::size_t interface,
                          const std::optional<std::string>& to)
{
    const auto moving = std::find_if(m_moving.begin(), m_moving.end(), [&node](const Moving& one) {
        return one.node == &node;
    });
    HandoverResult handover;
    handover.node = node.spec->name;
    handover.dialect = node.spec->dialect;
    handover.index = moving->count++;
    const auto device = node.FindRoaming(interface)->device;
    const std::string from = m_topology.NameOf(DynamicCast<MobileLink>(device->GetChannel()));
    if (!from.empty())
    {
        handover.from = from;
    }
    handover.to = to;
    handover.at = Simulator::Now();
    moving->current = m_handovers.size();
    moving->answersSent.clear();
    moving->isSearching = false;
    m_handovers.push_back(handover);
}

void
HandoverMeter::OnRadio(const BuiltNode& node, const std::optional<std::string>& to)
{
    const auto moving = std::find_if(m_moving.begin(), m_moving.end(), [&node](const Moving& one) {
        return one.node == &node;
    });
    if (to && moving->isSearching)
    {
        m_handovers[*moving->current].to = to;
        moving->isSearching = false;
        return;
    }
    OnMovement(node, 0, to);
    moving->isSearching = !to;
}

void
HandoverMeter::OnLinkChange(std::size_t index, std::size_t roaming)
{
    Moving& moving = m_moving[index];
    const BuiltInterface& interface = *moving.node->FindRoaming(roaming);
    const bool isUp = interface.device->IsLinkUp();
    if (!isUp && interface.number == moving.reachedBy)
    {
        moving.lostAt = moving.unreached.empty() ? Simulator::Now() : moving.lostAt;
        const auto homeAddresses = m_topology.HomeAddressesOf(*moving.node);
        moving.unreached.insert(homeAddresses.begin(), homeAddresses.end());
    }
    moving.usableAt = isUp ? Simulator::Now() : moving.usableAt;
    Note(moving, isUp ? &HandoverResult::linkUp : &HandoverResult::linkDown);
}

} // namespace ns3::nemo
