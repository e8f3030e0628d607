// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-nonce-table.h"

#include "ns3/abort.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t INDICES = 0x10000; ///< How many different indices there are.

} // namespace

NonceTable::NonceTable(RandomOctets random)
    : NonceTable(std::move(random), Lifetimes())
{
}

NonceTable::NonceTable(RandomOctets random, const Lifetimes& lifetimes)
    : m_random(std::move(random)),
      m_lifetimes(lifetimes)
{
    NS_ABORT_MSG_IF(
        !lifetimes.renewal.IsStrictlyPositive() || lifetimes.acceptance < lifetimes.renewal ||
            lifetimes.acceptance.GetTimeStep() / lifetimes.renewal.GetTimeStep() >= INDICES,
        "a nonce must be accepted for as long as it is current or longer, but not for "
        "65536 times as long");
}

const Nonce&
NonceTable::Use(Time now)
{
    while (!m_nonces.empty() && m_nonces.front().end <= now)
    {
        m_nonces.pop_front();
    }
    if (m_nonces.empty() || m_nonces.back().firstUse + m_lifetimes.renewal <= now)
    {
        m_last = m_made == 0 ? OctetReader(m_random(sizeof(uint16_t))).U16()
                             : static_cast<uint16_t>(m_last + 1);
        ++m_made;
        Octets nodeKey = m_random(NODE_KEY_SIZE);
        Octets value = m_random(NONCE_SIZE);
        m_nonces.push_back(
            {m_last, std::move(nodeKey), std::move(value), now, now + m_lifetimes.acceptance});
    }
    return m_nonces.back();
}

const Nonce*
NonceTable::Find(uint16_t index, Time now) const
{
    const auto found = std::find_if(m_nonces.begin(), m_nonces.end(), [index](const Nonce& nonce) {
        return nonce.index == index;
    });
    return found == m_nonces.end() || found->end <= now ? nullptr : &*found;
}

NonceStatus
NonceTable::StatusOf(uint16_t index, Time now) const
{
    if (const Nonce* nonce = Find(index, now))
    {
        const bool isCurrent = index == m_last && now < nonce->firstUse + m_lifetimes.renewal;
        return isCurrent ? NonceStatus::CURRENT : NonceStatus::ACCEPTABLE;
    }
    const auto age = static_cast<uint16_t>(m_last - index);
    return age < m_made ? NonceStatus::EXPIRED : NonceStatus::UNKNOWN;
}

void
NonceTable::DiscardUntil(Time end)
{
    while (!m_nonces.empty() && m_nonces.front().end <= end)
    {
        m_nonces.pop_front();
    }
}

std::size_t
NonceTable::Size() const
{
    return m_nonces.size();
}

void
NonceTable::Clear()
{
    m_nonces.clear();
    m_made = 0;
}

} // namespace ns3::nemo
