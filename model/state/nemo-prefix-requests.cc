// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router asks its home agent for; nemo-prefix-requests-read.cc has the answers.
#include "ns3/nemo-prefix-requests.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

void
PrefixRequests::Add(const PrefixWish& wish)
{
    Request request;
    request.wish = wish;
    request.configured = wish;
    m_requests.push_back(request);
}

bool
PrefixRequests::HasWishes() const
{
    return !m_requests.empty();
}

void
PrefixRequests::TakeOnListed(bool isTakenOn, uint32_t interface)
{
    m_takesOn = isTakenOn;
    m_interface = interface;
}

void
PrefixRequests::SetPause(const Pause& pause)
{
    m_pause = pause;
}

void
PrefixRequests::Restart(bool keeps, Time now)
{
    const auto isForgotten = [&](const HeldPrefix& held) {
        return !keeps || !held.persistent || held.expires <= now;
    };
    m_held.erase(std::remove_if(m_held.begin(), m_held.end(), isForgotten), m_held.end());
    for (Request& request : m_requests)
    {
        const PrefixWish configured = request.configured;
        request = Request();
        request.wish = configured;
        request.configured = configured;
    }
    for (const HeldPrefix& held : m_held)
    {
        if (held.wish)
        {
            m_requests.at(*held.wish).isHeld = true;
        }
    }
    m_lastCorrelator = 0;
    m_isUnsupported = false;
}

void
PrefixRequests::OnHomeAgentChange()
{
    for (Request& request : m_requests)
    {
        if (!request.isHeld)
        {
            const uint16_t correlator = request.correlator;
            const PrefixWish configured = request.configured;
            request = Request();
            request.wish = configured;
            request.configured = configured;
            // Home agents that share what they know give the same again.
            request.correlator = correlator;
        }
    }
    m_isUnsupported = false;
}

/// From 1 to 65535, over and over; not one that is in use.
uint16_t
PrefixRequests::NextCorrelator()
{
    const auto isUsed = [this](uint16_t correlator) {
        return std::any_of(
                   m_requests.begin(),
                   m_requests.end(),
                   [&](const Request& request) { return request.correlator == correlator; }) ||
               std::any_of(m_held.begin(), m_held.end(), [&](const HeldPrefix& held) {
                   return held.correlator == correlator;
               });
    };
    do
    {
        ++m_lastCorrelator;
    } while (m_lastCorrelator == 0 || isUsed(m_lastCorrelator));
    return m_lastCorrelator;
}

PrefixRequests::Request*
PrefixRequests::FindRequest(uint16_t correlator)
{
    const auto found =
        std::find_if(m_requests.begin(), m_requests.end(), [&](const Request& request) {
            return request.isWritten && request.correlator == correlator;
        });
    return found == m_requests.end() ? nullptr : &*found;
}

bool
PrefixRequests::IsOpen(const Request& request, Time now) const
{
    return !request.isHeld && !request.isDenied && request.retryAt <= now && !m_isUnsupported;
}

bool
PrefixRequests::IsListed(const HeldPrefix& held) const
{
    // What is in the prefix table of the home agent is forwarded in implicit mode only.
    return !held.implicit || !held.confirmed || !held.delegated;
}

bool
PrefixRequests::MustList() const
{
    return std::any_of(m_held.begin(), m_held.end(), [this](const HeldPrefix& held) {
        return held.delegated && IsListed(held);
    });
}

void
PrefixRequests::Write(Signal& update, Time now)
{
    const bool isExplicit = MustList();
    for (const HeldPrefix& held : m_held)
    {
        if (isExplicit && IsListed(held))
        {
            MobileNetworkPrefixOption option;
            option.persistent = held.persistent;
            option.implicit = held.implicit;
            option.delegated = held.delegated;
            option.prefixLength = held.prefix.length;
            option.prefix = held.prefix.address;
            update.options.emplace_back(option);
        }
    }
    for (Request& request : m_requests)
    {
        request.isWritten = IsOpen(request, now);
        if (!request.isWritten)
        {
            continue;
        }
        if (request.correlator == 0)
        {
            request.correlator = NextCorrelator();
        }
        MobileNetworkPrefixRequest option;
        option.prefixLength = request.wish.length;
        option.persistent = request.wish.persistent;
        option.implicit = request.wish.implicit;
        option.correlator = request.correlator;
        option.prefixType = request.wish.type;
        update.options.emplace_back(option);
    }
}

bool
PrefixRequests::IsDue(Time now) const
{
    return std::any_of(m_requests.begin(), m_requests.end(), [&](const Request& request) {
        return IsOpen(request, now) && !request.isWritten;
    });
}

void
PrefixRequests::Wait(Request& request, Time now)
{
    if (m_pause.first.IsZero())
    {
        request.isDenied = true;
        return;
    }
    request.delay = request.delay.IsZero()
                        ? m_pause.first
                        : std::max(request.delay, std::min(request.delay * 2, m_pause.most));
    request.retryAt = now + request.delay;
}

std::optional<Time>
PrefixRequests::NextEvent(Time now) const
{
    Time next = Time::Max();
    for (const HeldPrefix& held : m_held)
    {
        next = std::min(next, held.expires);
    }
    for (const Request& request : m_requests)
    {
        if (!request.isHeld && !request.isDenied && request.retryAt > now)
        {
            next = std::min(next, request.retryAt);
        }
    }
    return next == Time::Max() ? std::nullopt : std::optional(next);
}

/// Asked for anew, by another correlator: what is over does not come back.
void
PrefixRequests::Reopen(Request& request)
{
    request.isHeld = false;
    request.isWritten = false;
    request.correlator = 0;
}

std::vector<HeldPrefix>
PrefixRequests::LoseIf(const std::function<bool(const HeldPrefix&)>& isLost)
{
    std::vector<HeldPrefix> lost;
    std::vector<HeldPrefix> kept;
    for (const HeldPrefix& held : m_held)
    {
        (isLost(held) ? lost : kept).push_back(held);
    }
    m_held = std::move(kept);
    for (const HeldPrefix& held : lost)
    {
        if (held.wish)
        {
            Reopen(m_requests.at(*held.wish));
        }
    }
    return lost;
}

/// Refused without a word about which: what was delegated is got anew the way that it was got. RFC
/// 3963 section 5.4.2.
void
PrefixRequests::LoseRefused(const Signal& acknowledgement, Changes& changes)
{
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    const bool isRefused = body.status == BindingStatus::INVALID_PREFIX ||
                           body.status == BindingStatus::NOT_AUTHORIZED_FOR_PREFIX;
    if (isRefused && !body.prefixDelegation &&
        acknowledgement.Options<MobileNetworkPrefixConfirmation>().empty())
    {
        changes.lost = LoseIf([this](const HeldPrefix& held) { return IsListed(held); });
    }
}

void
PrefixRequests::SetEnd(HeldPrefix& held, Time expires, Changes& changes)
{
    if (held.expires != expires)
    {
        held.expires = expires;
        changes.changed.push_back(held);
    }
}

std::vector<HeldPrefix>
PrefixRequests::EndTransient()
{
    return LoseIf([](const HeldPrefix& held) { return !held.persistent; });
}

std::vector<HeldPrefix>
PrefixRequests::Expire(Time now)
{
    return LoseIf([&](const HeldPrefix& held) { return held.expires <= now; });
}

const std::vector<HeldPrefix>&
PrefixRequests::GetHeld() const
{
    return m_held;
}

const HeldPrefix*
PrefixRequests::Find(const NetworkPrefix& prefix) const
{
    const auto found = std::find_if(m_held.begin(), m_held.end(), [&](const HeldPrefix& held) {
        return held.prefix == prefix;
    });
    return found == m_held.end() ? nullptr : &*found;
}

HeldPrefix*
PrefixRequests::FindHeld(const NetworkPrefix& prefix)
{
    return const_cast<HeldPrefix*>(Find(prefix));
}

} // namespace ns3::nemo
