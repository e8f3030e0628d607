// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"

#include "ns3/abort.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>

// What a mobile node is made of, and what its registration asks of it; mip6-mobile-node-places.cc
// has where the home address is, mip6-mobile-node-type.cc what can be set.

namespace ns3::nemo
{

namespace
{

/// The low 64 bits of an address.
std::array<uint8_t, 8>
InterfaceIdentifier(const Ipv6Address& address)
{
    std::array<uint8_t, 16> octets{};
    address.GetBytes(octets.data());
    std::array<uint8_t, 8> identifier{};
    std::copy(octets.begin() + 8, octets.end(), identifier.begin());
    return identifier;
}

/// Whole seconds from `now` until `end`; INFINITE_LIFETIME if there is no end.
uint32_t
SecondsUntil(Time end, Time now)
{
    if (end == Time::Max())
    {
        return INFINITE_LIFETIME;
    }
    return static_cast<uint32_t>(std::max(end - now, Time(0)).GetTimeStep() /
                                 Seconds(1).GetTimeStep());
}

} // namespace

MobileNode::MobileNode()
    : m_sequenceStart(CreateObject<UniformRandomVariable>()),
      m_cookies(CreateObject<UniformRandomVariable>())
{
}

MobileNode::~MobileNode() = default;

void
MobileNode::AddHome(const HomeConfig& config)
{
    NS_ABORT_MSG_IF(m_hasHome, "A mobile node has one home");
    NS_ABORT_MSG_IF(IsRunning(), "A mobile node gets its home before it boots");
    NS_ABORT_MSG_UNLESS(IsUnicastRoutable(config.homeAddress) &&
                            IsUnicastRoutable(config.homeAgent),
                        "Home address " << config.homeAddress << " and home agent "
                                        << config.homeAgent << " must be unicast routable");
    m_home = config;
    m_hasHome = true;
}

void
MobileNode::SetInterfaceIdentifier(std::optional<uint64_t> identifier)
{
    m_interfaceIdentifier = identifier;
}

void
MobileNode::DoBoot()
{
    m_stack = MobilityStack::Of(GetNode());
    NS_ABORT_MSG_UNLESS(m_stack, "A mobile node needs MobilityStack::Install on its node");
    NS_ABORT_MSG_UNLESS(m_hasHome, "A mobile node needs a home: AddHome");
    m_homeValidUntil = EndOfLifetime(Simulator::Now(), m_home.validLifetime);
    RegistrationHost& host = *this;
    MovementListener& listener = *this;
    m_registration = std::make_unique<HomeRegistration>(
        m_home,
        m_list,
        host,
        [this](const HomeRegistration&, HomeRegistration::State from) {
            OnRegistrationState(from);
        });
    m_handler = m_stack->GetMessagePort()->Take(
        MobilityHeaderType::BINDING_ACKNOWLEDGEMENT,
        [this](const SignalDelivery& delivery) { return m_registration->Receive(delivery); });
    m_detector =
        std::make_unique<MovementDetector>(m_stack->GetRouterDiscovery(), m_interface, listener);
    m_arrival =
        std::make_unique<HomeArrival>(m_stack, m_interface, m_home.homeAddress, m_home.homeAgent);
    StartRouteOptimization();
    m_isAtHome = m_startsAtHome && !m_hasBooted;
    m_hasBooted = true;
    if (m_isAtHome)
    {
        PlaceAtHome();
    }
    else
    {
        PlaceAway();
    }
    MovementDetector::Config config;
    config.mode = static_cast<MovementDetector::Mode>(m_detection);
    config.interfaceIdentifier = m_interfaceIdentifier;
    config.dadRandomDelay = m_dadRandomDelay;
    config.reachableTime = m_routerReachableTime;
    m_detector->Start(config);
}

void
MobileNode::DoHalt()
{
    m_arrival->Cancel();
    m_detector->Stop();
    m_stack->GetMessagePort()->Release(m_handler);
    Withdraw();
    m_stack->GetPacketPath()->TraceDisconnectWithoutContext(
        "Decapsulated",
        MakeCallback(&MobileNode::OnDecapsulated, this));
    m_optimizer.reset();
    m_arrival.reset();
    m_detector.reset();
    m_registration.reset();
    m_list.Clear();
    m_listExpiry.Cancel();
    m_rate.Clear();
    m_isAtHome = false;
}

void
MobileNode::DoDispose()
{
    m_listExpiry.Cancel();
    m_optimizer.reset();
    m_arrival.reset();
    m_detector.reset();
    m_registration.reset();
    m_stack = nullptr;
    Role::DoDispose();
}

int64_t
MobileNode::AssignStreams(int64_t stream)
{
    m_sequenceStart->SetStream(stream);
    m_cookies->SetStream(stream + 1);
    return 2;
}

void
MobileNode::OnRegistrationState(HomeRegistration::State from)
{
    using State = HomeRegistration::State;
    const State to = m_registration->GetState();
    m_registrationTrace(m_home.homeAddress, from, to);
    ScheduleListExpiry();
    ApplyTunnel();
    ApplyRouteOptimization();
    switch (to)
    {
    case State::REFUSED:
        Withdraw();
        break;
    case State::IDLE:
        if (from == State::DEREGISTERING && !m_isAtHome)
        {
            // What stood in the way of another binding is gone.
            Announce();
        }
        break;
    case State::REGISTERING:
    case State::REGISTERED:
    case State::REFRESHING:
    case State::DISCONNECTED:
    case State::DEREGISTERING:
    case State::REJECTED:
        break;
    }
}

DialectProfile
MobileNode::GetProfile() const
{
    return GetDialect()->GetProfile();
}

RegistrationPolicy
MobileNode::GetPolicy() const
{
    return {SecondsUntil(m_lifetime, Time(0)), m_refreshPercent, m_retryDelay, m_retryMaxDelay};
}

Time
MobileNode::EarliestUpdate(const Ipv6Address& destination) const
{
    return m_rate.Earliest(destination,
                           MobilityHeaderType::BINDING_UPDATE,
                           Simulator::Now(),
                           GetProfile().maxUpdateRate);
}

uint16_t
MobileNode::DrawSequence()
{
    return static_cast<uint16_t>(m_sequenceStart->GetInteger(0, 0xffff));
}

uint32_t
MobileNode::GetValidity(const HomeRegistration& registration) const
{
    const Time now = Simulator::Now();
    uint32_t validity = SecondsUntil(m_homeValidUntil, now);
    for (const auto& formed : m_stack->GetRouterDiscovery()->AddressesOf(m_interface))
    {
        if (formed.address == registration.GetCareOfAddress())
        {
            validity = std::min(validity, SecondsUntil(formed.validUntil, now));
        }
    }
    return validity;
}

bool
MobileNode::IsLinkLocalCompatible(const HomeRegistration& registration) const
{
    const auto linkLocal = m_stack->GetInterfaceTable()->LinkLocalAddress(m_interface);
    return InterfaceIdentifier(linkLocal) ==
           InterfaceIdentifier(registration.GetHome().homeAddress);
}

void
MobileNode::Complete(const HomeRegistration&, Signal&)
{
}

void
MobileNode::SendUpdate(const HomeRegistration& registration,
                       const Signal& update,
                       const Envelope& envelope)
{
    const bool isFromHome = !envelope.careOfSource;
    ScheduleListExpiry();
    Envelope onInterface = envelope;
    onInterface.interface = m_interface;
    onInterface.neighbour = isFromHome;
    m_rate.Note(envelope.destination, MobilityHeaderType::BINDING_UPDATE, Simulator::Now());
    if (m_stack->GetMessagePort()->Send(update, onInterface) > 0)
    {
        m_handoverTrace(HandoverPhase::UPDATE_SENT);
    }
    if (isFromHome && m_place == Place::TRANSFORM)
    {
        // RFC 6275 section 11.5.5: not before the update, and without probing it.
        PlaceAtHome();
    }
    else if (KeepsTunnel() && registration.GetState() == HomeRegistration::State::REGISTERING &&
             registration.IsBound())
    {
        SteerOut(MakeTunnel());
    }
}

bool
MobileNode::IsEnough(const HomeRegistration&, const Signal&)
{
    return true;
}

void
MobileNode::OnAcknowledgement(const HomeRegistration& registration, const Signal& acknowledgement)
{
    m_handoverTrace(HandoverPhase::ACKNOWLEDGED);
    const auto status = acknowledgement.Get<BindingAcknowledgement>()->status;
    if (m_isAtHome && registration.GetState() == HomeRegistration::State::DEREGISTERING &&
        status != BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
    {
        m_arrival->Announce();
    }
}

void
MobileNode::OnBindingEnd(const HomeRegistration&)
{
    ApplyTunnel();
}

void
MobileNode::ScheduleListExpiry()
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
        ScheduleListExpiry();
    });
}

} // namespace ns3::nemo
