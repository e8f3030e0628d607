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

bool
IsGiven(const Confirmation& answer)
{
    return answer.status == PrefixStatus::OK ||
           answer.status == PrefixStatus::LONGER_PREFIX_ALLOCATED;
}

/// A home agent cannot fill the router's memory.
constexpr std::size_t MOST_HELD = 64;

/// Whether it names something that can be the prefix of a link.
bool
IsUsable(uint8_t length, const Ipv6Address& address)
{
    return length <= 128 && PrefixTable::IsUsable({address, length});
}

} // namespace

PrefixRequests::Changes
PrefixRequests::Read(const Signal& acknowledgement, Time now, bool hasOther)
{
    Changes changes;
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
    const bool isAnythingLeft = hasOther || !m_held.empty() || IsDue(now);
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
    return changes;
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
    bool isRead = false;
    for (const auto& answer : answers)
    {
        if (!answer.delegated)
        {
            continue;
        }
        Request* request = FindRequest(answer.correlator);
        if (!request || (IsGiven(answer) && !HasRoomFor(answer.prefixLength, answer.prefix)))
        {
            ++changes.unknownCorrelators;
            continue;
        }
        const bool isCollateral =
            !isAccepted && isBlamed && answer.status == PrefixStatus::INSUFFICIENT_RESOURCES;
        request->isWritten = false;
        isRead = true;
        if (!isCollateral && (isAccepted || !IsGiven(answer)))
        {
            ReadAnswer(answer, *request, now, changes);
        }
    }
    return isRead;
}

/// Whether a prefix can be one of the network's, besides those that are.
bool
PrefixRequests::HasRoomFor(uint8_t length, const Ipv6Address& address) const
{
    const NetworkPrefix prefix(address, length);
    return IsUsable(length, address) && m_held.size() < MOST_HELD &&
           std::none_of(m_held.begin(), m_held.end(), [&](const HeldPrefix& held) {
               return held.prefix.Overlaps(prefix);
           });
}

/// Section 7.
void
PrefixRequests::ReadAnswer(const Confirmation& answer, Request& request, Time now, Changes& changes)
{
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

/// Unasked, or about a prefix that the update listed. Sections 5.1 and 6.5.
void
PrefixRequests::ReadNews(const Confirmation& news, Time now, Changes& changes)
{
    const NetworkPrefix prefix(news.prefix, news.prefixLength);
    if (!IsUsable(news.prefixLength, news.prefix))
    {
        return;
    }
    const Time end = EndOfLifetime(now, news.validLifetime);
    HeldPrefix* held = FindHeld(prefix);
    HeldPrefix told;
    told.prefix = prefix;
    told.interface = m_interface;
    told.persistent = news.persistent;
    told.implicit = news.implicit;
    told.confirmed = false;
    told.expires = end;
    const bool isOver = !IsGiven(news) || news.validLifetime == 0;
    if (held && isOver && news.status != PrefixStatus::INSUFFICIENT_RESOURCES)
    {
        const auto lost = LoseIf([&](const HeldPrefix& it) { return it.prefix == prefix; });
        changes.lost.insert(changes.lost.end(), lost.begin(), lost.end());
    }
    else if (held && !isOver)
    {
        SetEnd(*held, end, changes);
    }
    else if (!held && IsGiven(news))
    {
        // One of the configuration, perhaps.
        m_takesOn && !isOver ? TakeOn(told, now, changes) : changes.changed.push_back(told);
    }
}

/// The home agent's view, complete. Section 3.1.2.
void
PrefixRequests::ReadList(const Signal& acknowledgement, Time now, Changes& changes)
{
    const auto& body = *acknowledgement.Get<BindingAcknowledgement>();
    const auto listed = acknowledgement.Options<MobileNetworkPrefixOption>();
    const auto confirmed = acknowledgement.Options<Confirmation>();
    const auto isThere = [&](const NetworkPrefix& prefix) {
        return std::any_of(listed.begin(),
                           listed.end(),
                           [&](const auto& one) {
                               return NetworkPrefix(one.prefix, one.prefixLength) == prefix;
                           }) ||
               std::any_of(confirmed.begin(), confirmed.end(), [&](const auto& one) {
                   return IsGiven(one) && one.validLifetime > 0 &&
                          NetworkPrefix(one.prefix, one.prefixLength) == prefix;
               });
    };
    const auto lost = LoseIf([&](const HeldPrefix& held) { return !isThere(held.prefix); });
    changes.lost.insert(changes.lost.end(), lost.begin(), lost.end());
    for (const auto& one : listed)
    {
        const NetworkPrefix prefix(one.prefix, one.prefixLength);
        if (!IsUsable(one.prefixLength, one.prefix) || FindHeld(prefix))
        {
            continue;
        }
        HeldPrefix held;
        held.prefix = prefix;
        held.interface = m_interface;
        held.persistent = one.persistent;
        held.implicit = one.implicit;
        held.delegated = one.delegated;
        held.confirmed = !one.delegated;
        held.expires = one.persistent
                           ? Time::Max()
                           : EndOfLifetime(now, IsAccepted(body.status) ? body.lifetime : 0);
        m_takesOn ? TakeOn(held, now, changes) : changes.unexpected.push_back(prefix);
    }
}

/// A prefix that was not asked for, or that is not remembered; it meets the first wish that is
/// open.
void
PrefixRequests::TakeOn(HeldPrefix held, Time now, Changes& changes)
{
    if (held.expires <= now || !HasRoomFor(held.prefix.length, held.prefix.address))
    {
        return;
    }
    const auto open = std::find_if(m_requests.begin(), m_requests.end(), [](const auto& request) {
        return !request.isHeld;
    });
    if (open != m_requests.end())
    {
        open->isHeld = true;
        held.interface = open->wish.interface;
        held.wish = static_cast<std::size_t>(open - m_requests.begin());
    }
    m_held.push_back(held);
    changes.gained.push_back(held);
}

} // namespace ns3::nemo
