// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-handovers.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

HandoverMeter::HandoverMeter(const Topology& topology, MessageCounter& messages)
    : m_topology(topology)
{
    for (const BuiltNode& node : topology.nodes)
    {
        auto role = node.FindRole<MobileNode>();
        if (!role)
        {
            continue;
        }
        const std::size_t index = m_moving.size();
        Moving& moving = m_moving.emplace_back();
        moving.node = &node;
        const auto& mobile = *node.spec->mobile;
        moving.isReached = mobile.attached == mobile.homes.front().link;
        node.FindRoaming()->device->AddLinkChangeCallback(
            MakeCallback(&HandoverMeter::OnLinkChange, this, index));
        role->TraceConnectWithoutContext("Handover",
                                         MakeCallback(&HandoverMeter::OnPhase, this, index));
        role->TraceConnectWithoutContext("AtHome",
                                         MakeCallback(&HandoverMeter::OnAtHome, this, index));
        role->TraceConnectWithoutContext(
            "Movement",
            MakeCallback(&HandoverMeter::OnMovementState, this, index));
    }
    messages.Listen([this](const SignalEvent& event) { OnSignal(event); });
}

void
HandoverMeter::OnMovement(const BuiltNode& node, const std::optional<std::string>& to)
{
    const auto moving = std::find_if(m_moving.begin(), m_moving.end(), [&node](const Moving& one) {
        return one.node == &node;
    });
    HandoverResult handover;
    handover.node = node.spec->name;
    handover.index = moving->count++;
    const std::string from =
        m_topology.NameOf(DynamicCast<MobileLink>(node.FindRoaming()->device->GetChannel()));
    if (!from.empty())
    {
        handover.from = from;
    }
    handover.to = to;
    handover.at = Simulator::Now();
    moving->current = m_handovers.size();
    moving->answersSent.clear();
    m_handovers.push_back(handover);
}

void
HandoverMeter::OnLinkChange(std::size_t index)
{
    Moving& moving = m_moving[index];
    const bool isUp = moving.node->FindRoaming()->device->IsLinkUp();
    if (!isUp && moving.isReached)
    {
        moving.isReached = false;
        moving.lostAt = Simulator::Now();
    }
    Note(moving, isUp ? &HandoverResult::linkUp : &HandoverResult::linkDown);
}

void
HandoverMeter::OnPhase(std::size_t index, HandoverPhase phase)
{
    Moving& moving = m_moving[index];
    switch (phase)
    {
    case HandoverPhase::LINK_DOWN:
    case HandoverPhase::LINK_UP:
        // The device tells both, also of a node that is not running.
        break;
    case HandoverPhase::ROUTER_ADVERTISEMENT:
        Note(moving, &HandoverResult::routerAdvertisement);
        break;
    case HandoverPhase::CARE_OF_READY:
        Note(moving, &HandoverResult::careOfReady);
        break;
    case HandoverPhase::UPDATE_SENT:
        Note(moving, &HandoverResult::buSent);
        break;
    case HandoverPhase::ACKNOWLEDGED:
        OnAnswered(moving);
        break;
    }
}

void
HandoverMeter::OnSignal(const SignalEvent& event)
{
    const auto* answer = event.signal.Get<BindingAcknowledgement>();
    if (answer && event.direction == MessageDirection::TX)
    {
        OnAnswerSent(event, *answer);
    }
    else if (answer)
    {
        for (Moving& moving : m_moving)
        {
            if (moving.node == &event.node)
            {
                moving.answer = *answer;
            }
        }
    }
}

void
HandoverMeter::OnAnswerSent(const SignalEvent& event, const BindingAcknowledgement& answer)
{
    for (Moving& moving : m_moving)
    {
        const HomeConfig& home = moving.node->FindRole<MobileNode>()->GetHome();
        if (IsAccepted(answer.status) && event.source == home.homeAgent &&
            event.destination == home.homeAddress)
        {
            moving.answersSent[event.wireDestination].emplace(answer.sequence, Simulator::Now());
        }
    }
}

Time
HandoverMeter::ReachedAt(const Moving& moving) const
{
    const Time now = Simulator::Now();
    const auto role = moving.node->FindRole<MobileNode>();
    const auto sent = moving.answersSent.find(role->GetCareOfAddress());
    // The trace comes before the state: bound is what the node was until now.
    if (sent == moving.answersSent.end() || !moving.current || !role->GetRegistration()->IsBound())
    {
        return now;
    }
    const auto& answers = sent->second;
    const auto that = answers.find(moving.answer->sequence);
    const auto first =
        std::min_element(answers.begin(), answers.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        });
    if (that == answers.end())
    {
        return now;
    }
    const Time linkUp = m_handovers[*moving.current].linkUp.value_or(now);
    return std::max(first->second + (now - that->second), linkUp);
}

void
HandoverMeter::OnAnswered(Moving& moving)
{
    const auto role = moving.node->FindRole<MobileNode>();
    if (moving.answer && moving.current)
    {
        m_handovers[*moving.current].status = moving.answer->status;
    }
    // A deletion that is accepted while away leaves the node out of reach.
    const bool isGood = moving.answer && IsAccepted(moving.answer->status) &&
                        (moving.answer->lifetime > 0 || role->IsAtHome());
    if (isGood)
    {
        Note(moving, &HandoverResult::baReceived);
        EndOutage(moving, ReachedAt(moving));
    }
}

void
HandoverMeter::OnAtHome(std::size_t index, bool isAtHome)
{
    Moving& moving = m_moving[index];
    const auto* registration = moving.node->FindRole<MobileNode>()->GetRegistration();
    if (isAtHome && !(registration && registration->MayBeBound()))
    {
        EndOutage(moving, Simulator::Now());
    }
}

void
HandoverMeter::OnMovementState(std::size_t index,
                               MovementDetector::State /* from */,
                               MovementDetector::State to)
{
    if (to == MovementDetector::State::SETTLED && !m_moving[index].isReached)
    {
        // The node acts upon it first.
        Simulator::ScheduleNow(&HandoverMeter::OnSettled, this, index);
    }
}

void
HandoverMeter::OnSettled(std::size_t index)
{
    Moving& moving = m_moving[index];
    const auto role = moving.node->FindRole<MobileNode>();
    const auto* registration = role->GetRegistration();
    if (!registration || !moving.current || !m_handovers[*moving.current].linkUp)
    {
        return;
    }
    const Ipv6Address careOf = role->GetCareOfAddress();
    const bool isKept = role->IsAtHome() ? !registration->MayBeBound()
                                         : !careOf.IsAny() && registration->IsBound() &&
                                               registration->GetCareOfAddress() == careOf;
    if (isKept)
    {
        EndOutage(moving, *m_handovers[*moving.current].linkUp);
    }
}

void
HandoverMeter::Note(const Moving& moving, std::optional<Time> HandoverResult::*phase)
{
    if (moving.current)
    {
        auto& time = m_handovers[*moving.current].*phase;
        time = time.value_or(Simulator::Now());
    }
}

void
HandoverMeter::EndOutage(Moving& moving, Time at)
{
    if (!moving.isReached && moving.lostAt && moving.current)
    {
        // What is lost after the handover, in a crash, is not the handover's.
        auto& outage = m_handovers[*moving.current].outage;
        outage = outage.value_or(at - *moving.lostAt);
    }
    moving.isReached = true;
    moving.lostAt = std::nullopt;
}

const std::vector<HandoverResult>&
HandoverMeter::GetResults() const
{
    return m_handovers;
}

} // namespace ns3::nemo
