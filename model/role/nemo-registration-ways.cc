// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-registration-ways.h"

#include "ns3/abort.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// RFC 3963 section 5.4: each mode knows what a home agent can find wrong with it.
Refusal
MeaningOf(RegistrationWay way, BindingStatus status)
{
    if (!way)
    {
        return Refusal::ORDINARY;
    }
    const bool isExplicit = way == MobileNetwork::Mode::EXPLICIT;
    switch (status)
    {
    case BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED:
        return Refusal::UNFIT;
    case BindingStatus::INVALID_PREFIX:
    case BindingStatus::NOT_AUTHORIZED_FOR_PREFIX:
        return isExplicit ? Refusal::UNFIT : Refusal::FATAL;
    case BindingStatus::FORWARDING_SETUP_FAILED:
        return isExplicit ? Refusal::FATAL : Refusal::UNFIT;
    default:
        return Refusal::ORDINARY;
    }
}

} // namespace

RegistrationWays::RegistrationWays(std::vector<RegistrationWay> ways)
    : m_ways(std::move(ways))
{
    NS_ABORT_MSG_IF(m_ways.empty(), "A mobile router needs a way to register");
    m_way = m_ways.front();
}

RegistrationWay
RegistrationWays::GetWay() const
{
    return m_way;
}

bool
RegistrationWays::IsOver() const
{
    return m_failed.count(m_way) > 0;
}

Refusal
RegistrationWays::OnRefusal(BindingStatus status)
{
    const Refusal meaning = MeaningOf(m_way, status);
    if (meaning != Refusal::ORDINARY)
    {
        m_refusals.insert(status);
    }
    return meaning;
}

bool
RegistrationWays::IsFailure(BindingStatus status) const
{
    return m_way && (IsAccepted(status) || MeaningOf(m_way, status) != Refusal::ORDINARY);
}

void
RegistrationWays::OnAccepted()
{
    m_failed.clear();
    m_refusals.clear();
    m_hasLostPrefixes = m_hasLostPrefixes && !m_way;
}

bool
RegistrationWays::IsUnsupported() const
{
    return std::all_of(m_refusals.begin(), m_refusals.end(), [](BindingStatus status) {
        return IsAccepted(status) || status == BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED;
    });
}

bool
RegistrationWays::OnFailed(BindingStatus status)
{
    m_refusals.insert(status);
    m_failed.insert(m_way);
    const bool isPrefixRefused = m_refusals.count(BindingStatus::INVALID_PREFIX) > 0 ||
                                 m_refusals.count(BindingStatus::NOT_AUTHORIZED_FOR_PREFIX) > 0;
    m_hasLostPrefixes =
        m_hasLostPrefixes || (m_way == MobileNetwork::Mode::EXPLICIT && isPrefixRefused);
    const bool isUnsupported = IsUnsupported();
    m_refusals.clear();
    for (const RegistrationWay& way : m_ways)
    {
        if (way && isUnsupported)
        {
            m_failed.insert(way);
        }
        if (m_failed.count(way) == 0)
        {
            m_way = way;
            return true;
        }
    }
    return false;
}

bool
RegistrationWays::HasLostPrefixes() const
{
    return m_hasLostPrefixes;
}

} // namespace ns3::nemo
