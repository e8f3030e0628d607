// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of the answers of its home agent.
// draft-ietf-nemo-prefix-delegation-00 sections 3.1 and 7.
#include "ns3/mip6-lifetime.h"
#include "ns3/nemo-prefix-requests.h"
#include "ns3/nemo-prefix-table.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

using Confirmation = MobileNetworkPrefixConfirmation;

/// How many updates in a row leave at once: each wish can be corrected three times, and what comes
/// of it is confirmed.
constexpr std::size_t MOST_REPEATS = 8;

} // namespace

bool
PrefixRequests::IsGiven(const Confirmation& answer)
{
    return answer.status == PrefixStatus::OK ||
           answer.status == PrefixStatus::LONGER_PREFIX_ALLOCATED;
}

/// Whether it names something that can be the prefix of a link.
bool
PrefixRequests::IsUsable(uint8_t length, const Ipv6Address& address)
{
    return length <= 128 && PrefixTable::IsUsable({address, length});
}

PrefixRequests::Changes
PrefixRequests::Read(const Signal& acknowledgement,
                     Time now,
                     const std::vector<NetworkPrefix>& configured)
{
    Changes changes;
    m_configured = configured;
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    Renew(body, now, changes);
    bool isMissing = false;
    for (HeldPrefix& held : m_held)
    {
        // What it was to know by itself is listed from now on, to be judged.
        const bool isUnknown = body.status == BindingStatus::FORWARDING_SETUP_FAILED &&
                               held.delegated && held.confirmed && held.implicit;
        isMissing = isMissing || isUnknown;
        held.confirmed = held.confirmed && !isUnknown;
    }
    LoseRefused(acknowledgement, changes);
    const bool isRead = ReadAnswers(acknowledgement, now, changes);
    for (const auto& news : acknowledgement.Options<Confirmation>())
    {
        if (!news.delegated)
        {
            ReadNews(news, now, changes);
        }
    }
    if (body.prefixDelegation && body.mobileRouter)
    {
        ReadList(acknowledgement, now, changes);
    }
    // Also what this update asked for in vain, since what it listed was refused.
    const bool isAnyOpen =
        std::any_of(m_requests.begin(), m_requests.end(), [&](const Request& request) {
            return IsOpen(request, now);
        });
    const bool isAnythingLeft = !configured.empty() || !m_held.empty() || isAnyOpen;
    // The same update again would get the same answer.
    const bool isCorrected =
        !IsAccepted(body.status) && (changes.isUnsupported || isRead || !changes.lost.empty());
    const bool isUnconfirmed = IsAccepted(body.status) && body.lifetime > 0 &&
                               std::any_of(m_held.begin(), m_held.end(), [](const auto& held) {
                                   return held.delegated && !held.confirmed;
                               });
    // What has ended since the update left is asked for by the next one.
    const bool isJudged = body.status >= BindingStatus::INVALID_PREFIX &&
                          body.status <= BindingStatus::FORWARDING_SETUP_FAILED;
    changes.isAgain = isMissing || isUnconfirmed || (isCorrected && isAnythingLeft) ||
                      ((IsAccepted(body.status) || isJudged) && IsDue(now));
    Calm(now, changes);
    return changes;
}

/// A home agent that never agrees with itself is not asked without a pause for ever.
void
PrefixRequests::Calm(Time now, Changes& changes)
{
    m_repeats = changes.isAgain ? m_repeats + 1 : 0;
    if (m_repeats <= MOST_REPEATS)
    {
        return;
    }
    changes.isAgain = false;
    for (Request& request : m_requests)
    {
        if (IsOpen(request, now))
        {
            Wait(request, now);
        }
    }
}

/// What has been listed is known now, and lasts as long as the binding. Section 5.3.
void
PrefixRequests::Renew(const BindingAcknowledgement& body, Time now, Changes& changes)
{
    if (!IsAccepted(body.status) || body.lifetime == 0)
    {
        return;
    }
    for (HeldPrefix& held : m_held)
    {
        held.confirmed = true;
        if (!held.persistent)
        {
            SetEnd(held, EndOfLifetime(now, body.lifetime), changes);
        }
    }
}

/// @return whether some request was answered
bool
PrefixRequests::ReadAnswers(const Signal& acknowledgement, Time now, Changes& changes)
{
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    const auto answers = acknowledgement.Options<Confirmation>();
    const bool isAccepted = IsAccepted(body.status);
    const bool isJudged = isAccepted || body.status == BindingStatus::FORWARDING_SETUP_FAILED;
    const bool isAsking = std::any_of(m_requests.begin(),
                                      m_requests.end(),
                                      [](const auto& request) { return request.isWritten; });
    const bool isAnswered = std::any_of(answers.begin(), answers.end(), [](const auto& answer) {
        return answer.delegated;
    });
    if (isJudged && isAsking && !isAnswered)
    {
        // Section 5.6: it has not read the requests.
        m_isUnsupported = true;
        changes.isUnsupported = true;
        return false;
    }
    // Refused together with others, it may be given without them.
    const bool isBlamed = std::any_of(answers.begin(), answers.end(), [](const auto& answer) {
        return answer.delegated && !IsGiven(answer) &&
               answer.status != PrefixStatus::INSUFFICIENT_RESOURCES;
    });
    const bool isCrowd = !isAccepted && !isBlamed && IsCrowd(acknowledgement);
    bool isRead = false;
    for (const auto& answer : answers)
    {
        if (!answer.delegated)
        {
            continue;
        }
        Request* request = FindRequest(answer.correlator);
        if (!request || (IsGiven(answer) && !IsUsable(answer.prefixLength, answer.prefix)))
        {
            ++changes.unknownCorrelators;
            continue;
        }
        const bool isCollateral =
            !isAccepted && isBlamed && answer.status == PrefixStatus::INSUFFICIENT_RESOURCES;
        request->isWritten = false;
        const bool isFirst = !std::exchange(isRead, true);
        if (isCrowd && !isFirst)
        {
            Wait(*request, now);
        }
        else if (!isCrowd && !isCollateral && (isAccepted || !IsGiven(answer)))
        {
            ReadAnswer(answer, *request, now, changes);
        }
    }
    return isRead;
}

/// Whether several requests were refused for want of room, and nothing else: then the first is
/// asked for alone, the others after a pause. Section 7, status 6.
bool
PrefixRequests::IsCrowd(const Signal& acknowledgement)
{
    const auto answers = acknowledgement.Options<Confirmation>();
    return std::count_if(answers.begin(), answers.end(), [this](const Confirmation& answer) {
               return answer.delegated && !IsGiven(answer) && FindRequest(answer.correlator);
           }) > 1;
}

/// Section 7.
void
PrefixRequests::ReadAnswer(const Confirmation& answer, Request& request, Time now, Changes& changes)
{
    HeldPrefix* known = IsGiven(answer) ? FindHeld({answer.prefix, answer.prefixLength}) : nullptr;
    if (known)
    {
        Recognise(*known, answer, request, now, changes);
        return;
    }
    if (IsGiven(answer) && !HasRoomFor(answer.prefixLength, answer.prefix))
    {
        // It would be given again as often as it is asked for.
        request.isDenied = true;
        changes.refused.push_back(PrefixStatus::INVALID_PREFIX);
        return;
    }
    if (IsGiven(answer))
    {
        request.isHeld = true;
        request.delay = Time(0);
        HeldPrefix held;
        held.prefix = NetworkPrefix(answer.prefix, answer.prefixLength);
        held.interface = request.wish.interface;
        held.persistent = answer.persistent;
        held.implicit = answer.implicit;
        held.correlator = answer.correlator;
        held.expires = EndOfLifetime(now, answer.validLifetime);
        held.wish = static_cast<std::size_t>(&request - m_requests.data());
        m_held.push_back(held);
        changes.gained.push_back(held);
        return;
    }
    switch (answer.status)
    {
    case PrefixStatus::NOT_REGISTERED:
        request.correlator = 0;
        return;
    case PrefixStatus::INSUFFICIENT_RESOURCES:
        Wait(request, now);
        changes.isElsewhere = true;
        return;
    case PrefixStatus::NOT_OWNED_BY_DOMAIN:
        changes.isElsewhere = true;
        break;
    default:
        break;
    }
    request.isDenied = !Correct(request, answer.status);
    if (request.isDenied)
    {
        changes.refused.push_back(answer.status);
    }
}

/// Ask otherwise for what was refused; each way is tried once. @return whether there is one
bool
PrefixRequests::Correct(Request& request, PrefixStatus status)
{
    PrefixWish& wish = request.wish;
    switch (status)
    {
    case PrefixStatus::INVALID_PREFIX:
        if (!wish.otherLength || std::exchange(request.hasChangedLength, true))
        {
            return false;
        }
        wish.length = *wish.otherLength;
        return true;
    case PrefixStatus::NOT_OWNED_BY_MOBILE_ROUTER:
    case PrefixStatus::PERSISTENT_NOT_SUPPORTED:
        if (!wish.persistent || std::exchange(request.hasFlippedPersistent, true))
        {
            return false;
        }
        wish.persistent = false;
        return true;
    case PrefixStatus::TRANSIENT_NOT_SUPPORTED:
        if (wish.persistent || std::exchange(request.hasFlippedPersistent, true))
        {
            return false;
        }
        wish.persistent = true;
        return true;
    case PrefixStatus::IMPLICIT_NOT_SUPPORTED:
        if (!wish.implicit || std::exchange(request.hasFlippedImplicit, true))
        {
            return false;
        }
        wish.implicit = false;
        return true;
    default:
        return false;
    }
}

} // namespace ns3::nemo
