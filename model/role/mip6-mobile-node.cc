// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>

// What a mobile node is made of, and what its registration asks of it; mip6-mobile-node-places.cc
// has where the home address is.

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobileNode);

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

TypeId
MobileNode::GetTypeId()
{
    using Mode = MovementDetector::Mode;
    static TypeId tid =
        TypeId("ns3::nemo::MobileNode")
            .SetParent<Role>()
            .SetGroupName("Nemo")
            .AddConstructor<MobileNode>()
            .AddAttribute("Interface",
                          "IPv6 interface number of the roaming interface.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MobileNode::m_interface),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MovementDetection",
                          "What makes the node look for routers: a new link (\"solicit\"), "
                          "advertisements alone, or a new link that counts as a move (\"link\"). "
                          "RFC 6275 section 11.5.1.",
                          EnumValue(static_cast<int>(Mode::SOLICIT)),
                          MakeEnumAccessor(&MobileNode::m_detection),
                          MakeEnumChecker(static_cast<int>(Mode::SOLICIT),
                                          "solicit",
                                          static_cast<int>(Mode::ADVERTISEMENTS),
                                          "advertisements",
                                          static_cast<int>(Mode::LINK),
                                          "link"))
            .AddAttribute("DadRandomDelay",
                          "The probe of a care-of address starts after a random time up to this: "
                          "MAX_RTR_SOLICITATION_DELAY of RFC 4862 section 5.4.2, or 0 where what "
                          "went before is random enough. RFC 6275 section 11.5.3.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&MobileNode::m_dadRandomDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RouterReachableTime",
                          "A current router that is not heard for so long is asked whether it is "
                          "there: REACHABLE_TIME of RFC 4861 section 10.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&MobileNode::m_routerReachableTime),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("LifetimeRequested",
                          "The lifetime asked for in Binding Updates, if home and care-of address "
                          "stay valid for so long. RFC 6275 section 11.7.1.",
                          TimeValue(Seconds(420)),
                          MakeTimeAccessor(&MobileNode::m_lifetime),
                          MakeTimeChecker(Seconds(4)))
            .AddAttribute("RefreshPercent",
                          "A binding is renewed after this part of its lifetime, or at the home "
                          "agent's Binding Refresh Advice if that is earlier. RFC 6275 section "
                          "11.7.1.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&MobileNode::m_refreshPercent),
                          MakeUintegerChecker<uint32_t>(1, 100))
            .AddAttribute("KeepTunnel",
                          "After a move use the tunnel right after the Binding Update, and not "
                          "only after its acknowledgement. RFC 3963 section 5.3.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_keepTunnel),
                          MakeBooleanChecker())
            .AddAttribute("StartsAtHome",
                          "At its first boot the node is on its home link and has its home address "
                          "already, without probing it.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileNode::m_startsAtHome),
                          MakeBooleanChecker())
            .AddAttribute("SolicitHomeAgent",
                          "A returning node that does not know the home agent's link-layer address "
                          "solicits the home agent's address, instead of its own home address as "
                          "RFC 6275 section 11.5.5 asks.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MobileNode::m_solicitsHomeAgent),
                          MakeBooleanChecker())
            .AddTraceSource("Registration",
                            "The registration entered a state: home address, from, to.",
                            MakeTraceSourceAccessor(&MobileNode::m_registrationTrace),
                            "ns3::nemo::MobileNode::RegistrationCallback")
            .AddTraceSource("Movement",
                            "Movement detection entered a state: from, to.",
                            MakeTraceSourceAccessor(&MobileNode::m_movementTrace),
                            "ns3::nemo::MobileNode::MovementCallback")
            .AddTraceSource("Handover",
                            "A phase of a handover, when it happens.",
                            MakeTraceSourceAccessor(&MobileNode::m_handoverTrace),
                            "ns3::nemo::MobileNode::HandoverCallback")
            .AddTraceSource("CareOfAddress",
                            "The primary care-of address from now on; :: if there is none.",
                            MakeTraceSourceAccessor(&MobileNode::m_careOfTrace),
                            "ns3::nemo::MobileNode::CareOfAddressCallback")
            .AddTraceSource("AtHome",
                            "The node has found itself at home, or away from it.",
                            MakeTraceSourceAccessor(&MobileNode::m_atHomeTrace),
                            "ns3::nemo::MobileNode::AtHomeCallback");
    return tid;
}

MobileNode::MobileNode()
    : m_sequenceStart(CreateObject<UniformRandomVariable>())
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
    m_arrival.reset();
    m_detector.reset();
    m_registration.reset();
    m_list.Clear();
    m_rate.Clear();
    m_isAtHome = false;
}

void
MobileNode::DoDispose()
{
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
    return 1;
}

void
MobileNode::OnRegistrationState(HomeRegistration::State from)
{
    using State = HomeRegistration::State;
    const State to = m_registration->GetState();
    m_registrationTrace(m_home.homeAddress, from, to);
    ApplyTunnel();
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
    return {SecondsUntil(m_lifetime, Time(0)), m_refreshPercent};
}

Time
MobileNode::EarliestUpdate(const Ipv6Address& destination) const
{
    return m_rate.Earliest(destination, Simulator::Now(), GetProfile().maxUpdateRate);
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
    Envelope onInterface = envelope;
    onInterface.interface = m_interface;
    onInterface.neighbour = isFromHome;
    m_rate.Note(envelope.destination, Simulator::Now(), GetProfile().maxUpdateRate);
    if (m_stack->GetMessagePort()->Send(update, onInterface) > 0)
    {
        m_handoverTrace(HandoverPhase::UPDATE_SENT);
    }
    if (isFromHome && m_place == Place::TRANSFORM)
    {
        // RFC 6275 section 11.5.5: not before the update, and without probing it.
        PlaceAtHome();
    }
    else if (m_keepTunnel && registration.GetState() == HomeRegistration::State::REGISTERING &&
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

} // namespace ns3::nemo
