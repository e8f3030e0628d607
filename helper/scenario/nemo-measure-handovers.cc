// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-handovers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <sstream>

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
        const auto homeAddresses = topology.HomeAddressesOf(node);
        for (std::size_t i = 0; i < homeAddresses.size(); ++i)
        {
            if (node.spec->mobile->attached != node.spec->mobile->homes[i].link)
            {
                moving.unreached.insert(homeAddresses[i]);
            }
        }
        moving.reachedBy = node.FindRoaming()->number;
        for (std::size_t i = 0; const BuiltInterface* interface = node.FindRoaming(i); ++i)
        {
            interface->device->AddLinkChangeCallback(
                MakeCallback(&HandoverMeter::OnLinkChange, this, index, i));
        }
        role->TraceConnectWithoutContext("Handover",
                                         MakeCallback(&HandoverMeter::OnPhase, this, index));
        role->TraceConnectWithoutContext("Placed",
                                         MakeCallback(&HandoverMeter::OnPlaced, this, index));
        role->TraceConnectWithoutContext("Registration",
                                         MakeCallback(&HandoverMeter::OnRegistration, this, index));
        role->TraceConnectWithoutContext(
            "Correspondent",
            MakeCallback(&HandoverMeter::OnCorrespondent, this, index));
        role->TraceConnectWithoutContext(
            "Movement",
            MakeCallback(&HandoverMeter::OnMovementState, this, index));
    }
    messages.Listen([this](const SignalEvent& event) { OnSignal(event); });
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
        moving.usableAt = Simulator::Now();
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
                moving.answered = event.destination;
            }
        }
    }
}

void
HandoverMeter::OnAnswerSent(const SignalEvent& event, const BindingAcknowledgement& answer)
{
    for (Moving& moving : m_moving)
    {
        const auto* home = moving.node->FindRole<MobileNode>()->FindHome(event.destination);
        if (IsAccepted(answer.status) && home && event.source == home->GetConfig().homeAgent)
        {
            moving.answersSent[{event.destination, event.wireDestination}].emplace(
                answer.sequence,
                Simulator::Now());
        }
    }
}

Time
HandoverMeter::ReachedAt(const Moving& moving, const MobileNodeHome& home) const
{
    const Time now = Simulator::Now();
    const auto& registration = home.GetRegistration();
    const auto sent =
        moving.answersSent.find({home.GetConfig().homeAddress, registration.GetCareOfAddress()});
    // The trace comes before the state: bound is what the node was until now.
    if (sent == moving.answersSent.end() || !moving.current || !registration.IsBound())
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
    // Without a new link it is reached on one that it had.
    const Time linkUp = m_handovers[*moving.current].linkUp.value_or(Time(0));
    return std::max(first->second + (now - that->second), linkUp);
}

void
HandoverMeter::OnAnswered(Moving& moving)
{
    if (!moving.answer)
    {
        return;
    }
    if (moving.current)
    {
        m_handovers[*moving.current].status = moving.answer->status;
    }
    const auto* home = moving.node->FindRole<MobileNode>()->FindHome(moving.answered);
    const bool wasReached = moving.unreached.empty();
    // A deletion that is accepted while away leaves the node out of reach.
    if (home && IsAccepted(moving.answer->status) &&
        (moving.answer->lifetime > 0 || home->IsAtHome()))
    {
        Reach(moving, moving.answered, ReachedAt(moving, *home));
        if (moving.unreached.empty())
        {
            NoteSeamless(moving, wasReached);
            Note(moving, &HandoverResult::baReceived);
        }
    }
}

/// A node that takes up a second link while it is reached on the first loses nothing.
void
HandoverMeter::NoteSeamless(const Moving& moving, bool wasReached)
{
    if (wasReached && moving.current && !m_handovers[*moving.current].baReceived)
    {
        auto& outage = m_handovers[*moving.current].outage;
        outage = outage.value_or(Time(0));
    }
}

void
HandoverMeter::OnPlaced(std::size_t index, const Ipv6Address& homeAddress, bool isOnLink)
{
    Moving& moving = m_moving[index];
    const auto* home = moving.node->FindRole<MobileNode>()->FindHome(homeAddress);
    if (isOnLink && !(home && home->GetRegistration().MayBeBound()))
    {
        Reach(moving, homeAddress, Simulator::Now());
    }
}

void
HandoverMeter::OnRegistration(std::size_t index,
                              const Ipv6Address& homeAddress,
                              HomeRegistration::State from,
                              HomeRegistration::State to)
{
    using State = HomeRegistration::State;
    Moving& moving = m_moving[index];
    const auto* home = moving.node->FindRole<MobileNode>()->FindHome(homeAddress);
    // It has the care-of address again that the home agent goes by.
    if (from == State::DISCONNECTED && to == State::REGISTERED)
    {
        Reach(moving, homeAddress, moving.usableAt);
    }
    // Nobody else answers for the address any more, be it that the home agent had no binding.
    if (to == State::IDLE && home && home->GetPlace() == MobileNodeHome::Place::ROAMING)
    {
        Reach(moving, homeAddress, Simulator::Now());
    }
}

void
HandoverMeter::OnMovementState(std::size_t index,
                               MovementDetector::State /* from */,
                               MovementDetector::State to)
{
    if (to == MovementDetector::State::SETTLED && !m_moving[index].unreached.empty())
    {
        // The node acts upon it first.
        Simulator::ScheduleNow(&HandoverMeter::OnSettled, this, index);
    }
}

bool
HandoverMeter::IsKept(const MobileNodeHome& home, const Ipv6Address& careOf)
{
    const auto& registration = home.GetRegistration();
    if (home.IsAtHome())
    {
        return home.GetPlace() == MobileNodeHome::Place::ROAMING && !registration.MayBeBound();
    }
    using State = HomeRegistration::State;
    const State state = registration.GetState();
    return !careOf.IsAny() && registration.IsBound() && registration.GetCareOfAddress() == careOf &&
           (state == State::REGISTERED || state == State::REFRESHING);
}

void
HandoverMeter::OnSettled(std::size_t index)
{
    Moving& moving = m_moving[index];
    const auto role = moving.node->FindRole<MobileNode>();
    if (!moving.current || !m_handovers[*moving.current].linkUp || moving.unreached.empty())
    {
        return;
    }
    const Ipv6Address careOf = role->GetCareOfAddress();
    for (const auto& home : role->GetHomes())
    {
        if (IsKept(*home, careOf))
        {
            Reach(moving, home->GetConfig().homeAddress, moving.usableAt);
        }
    }
}

void
HandoverMeter::OnCorrespondent(std::size_t index,
                               const CorrespondentRegistration& registration,
                               CorrespondentRegistration::State /* from */)
{
    using State = CorrespondentRegistration::State;
    static const std::map<State, std::optional<Time> CorrespondentResult::*> phases{
        {State::AUTHORIZING, &CorrespondentResult::rrBegun},
        {State::UPDATING, &CorrespondentResult::rrDone},
        {State::BOUND, &CorrespondentResult::bound}};
    const auto phase = phases.find(registration.GetState());
    if (!m_moving[index].current || phase == phases.end())
    {
        return;
    }
    const std::string name = NameOf(registration.GetCorrespondent());
    auto& known = m_handovers[*m_moving[index].current].correspondents;
    auto found = std::find_if(known.begin(), known.end(), [&name](const auto& one) {
        return one.node == name;
    });
    if (found == known.end())
    {
        found = known.insert(found, CorrespondentResult{name, {}, {}, {}});
    }
    auto& time = (*found).*phase->second;
    time = time.value_or(Simulator::Now());
}

std::string
HandoverMeter::NameOf(const Ipv6Address& address) const
{
    if (const BuiltNode* node = m_topology.FindOwner(address))
    {
        return node->spec->name;
    }
    std::ostringstream text;
    text << address;
    return text.str();
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
HandoverMeter::Reach(Moving& moving, const Ipv6Address& homeAddress, Time at)
{
    moving.reachedBy = moving.node->FindRole<MobileNode>()->GetInterface();
    if (moving.unreached.erase(homeAddress) == 0)
    {
        return;
    }
    moving.reachedAt = std::max(moving.reachedAt, at);
    if (moving.unreached.empty() && moving.lostAt && moving.current)
    {
        // What is lost after the handover, in a crash, is not the handover's.
        auto& outage = m_handovers[*moving.current].outage;
        outage = outage.value_or(moving.reachedAt - *moving.lostAt);
        moving.lostAt = std::nullopt;
    }
}

const std::vector<HandoverResult>&
HandoverMeter::GetResults() const
{
    return m_handovers;
}

} // namespace ns3::nemo
