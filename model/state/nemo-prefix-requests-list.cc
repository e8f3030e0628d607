// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of what its home agent tells of prefixes besides answers to requests.
// draft-ietf-nemo-prefix-delegation-00 sections 3.1.2, 5.1 and 5.2.
#include "ns3/mip6-lifetime.h"
#include "ns3/nemo-prefix-requests.h"
#include "ns3/nemo-prefix-table.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// A home agent cannot fill the router's memory.
constexpr std::size_t MOST_HELD = 64;

} // namespace

/// Unasked, or about a prefix that the update listed. Sections 5.1 and 6.5.
void
PrefixRequests::ReadNews(const MobileNetworkPrefixConfirmation& news, Time now, Changes& changes)
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
    const auto confirmed = acknowledgement.Options<MobileNetworkPrefixConfirmation>();
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
    // It was lost just now, or never had, or ends now, which the list does not tell.
    const auto isRefused = [&](const NetworkPrefix& prefix) {
        return std::any_of(confirmed.begin(), confirmed.end(), [&](const auto& one) {
            return !one.delegated && (!IsGiven(one) || one.validLifetime == 0) &&
                   NetworkPrefix(one.prefix, one.prefixLength) == prefix;
        });
    };
    const auto lost = LoseIf([&](const HeldPrefix& held) { return !isThere(held.prefix); });
    changes.lost.insert(changes.lost.end(), lost.begin(), lost.end());
    for (const auto& one : listed)
    {
        const NetworkPrefix prefix(one.prefix, one.prefixLength);
        if (!IsUsable(one.prefixLength, one.prefix) || FindHeld(prefix) || isRefused(prefix))
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

/// Whether a prefix can be one of the network's, besides those that are.
bool
PrefixRequests::HasRoomFor(uint8_t length, const Ipv6Address& address) const
{
    const NetworkPrefix prefix(address, length);
    const auto overlaps = [&](const NetworkPrefix& other) { return other.Overlaps(prefix); };
    return IsUsable(length, address) && m_held.size() < MOST_HELD &&
           std::none_of(m_held.begin(),
                        m_held.end(),
                        [&](const HeldPrefix& held) { return overlaps(held.prefix); }) &&
           std::none_of(m_configured.begin(), m_configured.end(), overlaps);
}

/// The answer to a request is a prefix that is held already: from a list, which names no
/// correlators, or from before the home agent forgot it. What the home agent says now holds;
/// another wish that it met is open again.
void
PrefixRequests::Recognise(HeldPrefix& held,
                          const MobileNetworkPrefixConfirmation& answer,
                          Request& request,
                          Time now,
                          Changes& changes)
{
    const auto wish = static_cast<std::size_t>(&request - m_requests.data());
    if (held.wish && *held.wish != wish)
    {
        Reopen(m_requests.at(*held.wish));
    }
    request.isHeld = true;
    request.delay = Time(0);
    held.wish = wish;
    held.correlator = answer.correlator;
    held.confirmed = true;
    held.delegated = true;
    held.persistent = answer.persistent;
    held.implicit = answer.implicit;
    const Time end = EndOfLifetime(now, answer.validLifetime);
    if (held.interface == request.wish.interface)
    {
        SetEnd(held, end, changes);
        return;
    }
    changes.lost.push_back(held);
    held.interface = request.wish.interface;
    held.expires = end;
    changes.gained.push_back(held);
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
