// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

// What a mobile node is made of, and what its homes ask of it; mip6-mobile-node-movement.cc has
// where it is, mip6-mobile-node-addresses.cc which addresses it uses, mip6-mobile-node-joins.cc
// which groups it listens to, mip6-mobile-node-type.cc what can be set.

namespace ns3::nemo
{

namespace
{

uint32_t
WholeSeconds(Time time)
{
    return static_cast<uint32_t>(time.GetTimeStep() / Seconds(1).GetTimeStep());
}

} // namespace

MobileNode::MobileNode()
    : m_sequenceStart(CreateObject<UniformRandomVariable>()),
      m_cookies(CreateObject<UniformRandomVariable>()),
      m_identifiers(CreateObject<UniformRandomVariable>())
{
}

MobileNode::~MobileNode() = default;

void
MobileNode::AddHome(const HomeConfig& config)
{
    NS_ABORT_MSG_IF(IsRunning(), "A mobile node gets its homes before it boots");
    NS_ABORT_MSG_UNLESS(IsUnicastRoutable(config.homeAddress) &&
                            (config.homeAgent.IsAny() || IsUnicastRoutable(config.homeAgent)),
                        "Home address " << config.homeAddress << " and home agent "
                                        << config.homeAgent << " must be unicast routable");
    for (const HomeConfig& other : m_configs)
    {
        NS_ABORT_MSG_IF(other.homeAddress == config.homeAddress,
                        "Home address " << config.homeAddress << " can have one home agent");
    }
    m_configs.push_back(config);
}

void
MobileNode::SetRouteOptimizationPolicy(RouteOptimizationPolicy policy)
{
    m_policy = std::move(policy);
}

const std::vector<std::unique_ptr<MobileNodeHome>>&
MobileNode::GetHomes() const
{
    return m_homes;
}

const PreviousRouters*
MobileNode::GetPreviousRouters() const
{
    return m_previousRouters.get();
}

const BindingUpdateList&
MobileNode::GetBindingUpdateList() const
{
    return m_list;
}

const MobileNodeHome*
MobileNode::FindHome(const Ipv6Address& homeAddress) const
{
    const auto home = std::find_if(m_homes.begin(), m_homes.end(), [&](const auto& one) {
        return one->GetConfig().homeAddress == homeAddress;
    });
    return home == m_homes.end() ? nullptr : home->get();
}

void
MobileNode::DoBoot()
{
    m_stack = MobilityStack::Of(GetNode());
    NS_ABORT_MSG_UNLESS(m_stack, "A mobile node needs MobilityStack::Install on its node");
    NS_ABORT_MSG_IF(m_configs.empty(), "A mobile node needs a home: AddHome");
    RoamingListener& listener = *this;
    std::vector<uint32_t> interfaces{m_interface};
    interfaces.insert(interfaces.end(), m_moreInterfaces.begin(), m_moreInterfaces.end());
    m_roaming =
        std::make_unique<RoamingInterfaces>(m_stack->GetRouterDiscovery(), interfaces, listener);
    m_tests = std::make_unique<ReturnRoutabilityTests>(m_maxTokenLifetime);
    StartGroups();
    StartPreviousRouters();
    for (const HomeConfig& config : m_configs)
    {
        StartHome(config, config.startsAtHome && !m_hasBooted);
    }
    m_hasBooted = true;
    m_stack->GetPacketPath()->TraceConnectWithoutContext(
        "Decapsulated",
        MakeCallback(&MobileNode::OnDecapsulated, this));
    if (GetProfile().answersDetours)
    {
        m_stack->GetPacketPath()->TraceConnectWithoutContext(
            "CameStraight",
            MakeCallback(&MobileNode::OnStraight, this));
    }
    MovementDetector::Config config;
    config.mode = static_cast<MovementDetector::Mode>(m_detection);
    config.interfaceIdentifier = m_careOfPolicy.interfaceIdentifier;
    config.assigned = m_careOfPolicy.assigned;
    config.hearsEveryPacket = GetProfile().hearsRouterInEveryPacket;
    config.detectsUnreachability = m_detectsUnreachability || GetProfile().detectsUnreachability;
    config.dadRandomDelay = m_dadRandomDelay;
    config.reachableTime = m_routerReachableTime;
    config.optimisticDad = m_optimisticDad;
    m_roaming->Start(config);
}

void
MobileNode::DoHalt()
{
    m_roaming->Stop();
    m_groups.reset();
    m_previousRouters->Stop();
    m_previousRouters.reset();
    m_stack->GetPacketPath()->TraceDisconnectWithoutContext(
        "Decapsulated",
        MakeCallback(&MobileNode::OnDecapsulated, this));
    m_stack->GetPacketPath()->TraceDisconnectWithoutContext(
        "CameStraight",
        MakeCallback(&MobileNode::OnStraight, this));
    for (const auto& home : m_homes)
    {
        home->Stop();
    }
    m_review.Cancel();
    m_replacement.Cancel();
    m_replacements = 0;
    m_lost.clear();
    m_homes.clear();
    m_roaming.reset();
    m_list.Clear();
    m_listExpiry.Cancel();
    m_rate.Clear();
    m_careOf = Ipv6Address::GetAny();
}

void
MobileNode::DoDispose()
{
    m_review.Cancel();
    m_replacement.Cancel();
    m_listExpiry.Cancel();
    m_groups.reset();
    m_previousRouters.reset();
    m_homes.clear();
    m_roaming.reset();
    m_stack = nullptr;
    Role::DoDispose();
}

int64_t
MobileNode::AssignStreams(int64_t stream)
{
    m_sequenceStart->SetStream(stream);
    m_cookies->SetStream(stream + 1);
    m_identifiers->SetStream(stream + 2);
    return 3;
}

Ptr<MobilityStack>
MobileNode::GetStack() const
{
    return m_stack;
}

void
MobileNode::Reconsider()
{
    for (const auto& home : m_homes)
    {
        home->Reconsider();
    }
}

DialectProfile
MobileNode::GetProfile() const
{
    return GetDialect()->GetProfile();
}

MobileNodeTerms
MobileNode::GetTerms() const
{
    MobileNodeTerms terms;
    terms.registration = {WholeSeconds(m_lifetime),
                          m_refreshPercent,
                          m_retryDelay,
                          m_retryMaxDelay};
    auto& wanted = terms.routeOptimization.registration;
    wanted.lifetime = WholeSeconds(m_correspondentLifetime);
    wanted.refreshPercent = m_refreshPercent;
    wanted.acknowledge = m_acknowledge;
    wanted.retryHold = m_retryHold;
    wanted.maxFailures = m_maxRoFailure;
    terms.routeOptimization.maxTokenLifetime = m_maxTokenLifetime;
    terms.routeOptimization.maxCorrespondents = m_maxCorrespondents;
    terms.routeOptimization.progressWindow = m_progressWindow;
    terms.dadRandomDelay = m_dadRandomDelay;
    terms.reclaimInterval = m_reclaimInterval;
    terms.solicitAhead = m_solicitAhead;
    terms.solicitsHomeAgent = m_solicitsHomeAgent;
    terms.keepsTunnel = m_keepTunnel;
    return terms;
}

std::optional<RouteOptimizationPolicy>
MobileNode::GetRouteOptimizationPolicy() const
{
    return m_optimizes ? std::optional(m_policy) : std::nullopt;
}

uint16_t
MobileNode::DrawSequence()
{
    return static_cast<uint16_t>(m_sequenceStart->GetInteger(0, 0xffff));
}

void
MobileNode::SteerOut(const MobileNodeHome& home, const SteeringAction& action)
{
    m_stack->GetSteering()->FromHome(home.GetConfig().homeAddress, action, home.GetWayToGroups());
}

void
MobileNode::OnPhase(HandoverPhase phase)
{
    m_handoverTrace(phase);
}

void
MobileNode::OnRegistrationState(const MobileNodeHome& home, HomeRegistration::State from)
{
    if (home.GetConfig().IsFollower())
    {
        return;
    }
    m_registrationTrace(home.GetConfig().homeAddress, from, home.GetRegistration().GetState());
    for (const auto& other : m_homes)
    {
        if (other->GetConfig().leader == home.GetConfig().homeAddress)
        {
            other->Follow(home.GetRegistration());
        }
    }
    OnListChange();
    ReviewLater();
    if (home.GetRegistration().GetState() == HomeRegistration::State::REFUSED)
    {
        m_lost.push_back(home.GetSuccessor());
        m_replacement.Schedule(Time(0), [this]() { ReplaceHomes(); });
    }
}

void
MobileNode::OnCorrespondentState(const CorrespondentRegistration& registration,
                                 CorrespondentRegistration::State from)
{
    m_correspondentTrace(registration, from);
}

void
MobileNode::OnListChange()
{
    const auto next = m_list.NextExpiry();
    if (!next)
    {
        m_listExpiry.Cancel();
        return;
    }
    m_listExpiry.Schedule(std::max(*next - Simulator::Now(), Time(0)), [this]() {
        // The home agent may remember a number for longer than the binding lasts; but there can be
        // ever new correspondents.
        m_list.Expire(Simulator::Now(), Simulator::Now() + Hours(1));
        OnListChange();
    });
}

std::unique_ptr<HomeAgentDiscovery>
MobileNode::MakeHomeAgentDiscovery()
{
    return GetDialect()->MakeHomeAgentDiscovery({m_stack, m_list, m_rate});
}

void
MobileNode::OnHomeLifetimes(const MobileNodeHome&)
{
    ReviewLater();
    ChooseSource();
}

} // namespace ns3::nemo
