// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-binding.h"

#include "ns3/simulator.h"

namespace ns3::nemo
{

HomeBinding::HomeBinding(const HomeConfig& config)
    : m_home(config)
{
}

void
HomeBinding::Register(const Ipv6Address&)
{
}

void
HomeBinding::Lose()
{
}

void
HomeBinding::ReturnHome()
{
}

void
HomeBinding::Deregister(const Ipv6Address&)
{
}

void
HomeBinding::GiveBack(const Ipv6Address&)
{
}

void
HomeBinding::Reconsider()
{
}

void
HomeBinding::AllowRefresh()
{
}

void
HomeBinding::OnUnknownBinding()
{
}

void
HomeBinding::Renew()
{
}

void
HomeBinding::UseHomeAgent(const Ipv6Address&)
{
}

void
HomeBinding::GiveUp(BindingStatus)
{
}

void
HomeBinding::Follow(const HomeBinding&)
{
}

bool
HomeBinding::Receive(const SignalDelivery&)
{
    return false;
}

void
HomeBinding::Copy(const HomeBinding& other)
{
    m_home.homeAgent = other.m_home.homeAgent;
    m_careOf = other.m_careOf;
    m_boundUntil = other.m_boundUntil;
    m_mayBeBoundUntil = other.m_mayBeBoundUntil;
    m_rejection = other.m_rejection;
    m_state = other.m_state;
}

HomeBinding::State
HomeBinding::GetState() const
{
    return m_state;
}

const HomeConfig&
HomeBinding::GetHome() const
{
    return m_home;
}

Ipv6Address
HomeBinding::GetCareOfAddress() const
{
    return m_careOf;
}

bool
HomeBinding::IsBound() const
{
    return Simulator::Now() < m_boundUntil;
}

Time
HomeBinding::GetBoundUntil() const
{
    return m_boundUntil;
}

bool
HomeBinding::MayBeBound() const
{
    return Simulator::Now() < m_mayBeBoundUntil;
}

std::optional<BindingStatus>
HomeBinding::GetRejection() const
{
    return m_rejection;
}

const char*
ToString(HomeBinding::State state)
{
    switch (state)
    {
    case HomeBinding::State::IDLE:
        return "IDLE";
    case HomeBinding::State::REGISTERING:
        return "REGISTERING";
    case HomeBinding::State::REGISTERED:
        return "REGISTERED";
    case HomeBinding::State::REFRESHING:
        return "REFRESHING";
    case HomeBinding::State::SEARCHING:
        return "SEARCHING";
    case HomeBinding::State::DISCONNECTED:
        return "DISCONNECTED";
    case HomeBinding::State::DEREGISTERING:
        return "DEREGISTERING";
    case HomeBinding::State::REJECTED:
        return "REJECTED";
    case HomeBinding::State::REFUSED:
        return "REFUSED";
    }
    return "?";
}

std::ostream&
operator<<(std::ostream& os, HomeBinding::State state)
{
    return os << ToString(state);
}

} // namespace ns3::nemo
