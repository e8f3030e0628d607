// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-replay-guard.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::nemo
{

ReplayGuard::ReplayGuard(std::size_t capacity)
    : m_capacity(capacity)
{
    NS_ABORT_MSG_IF(capacity == 0, "without memory there is no guard against replays");
}

std::optional<Time>
ReplayGuard::NoteRegistration(const AuthorizedUpdate& update, Time now)
{
    Memory& memory = Note(update, now);
    memory.current = Combination{update.careOfAddress, update.nonces, update.replayableUntil};
    return MakeRoom();
}

std::optional<Time>
ReplayGuard::NoteDeletion(const AuthorizedUpdate& update, Time now)
{
    Memory& memory = Note(update, now);
    if (memory.current && memory.current->until > now)
    {
        memory.illegal.push_back(*memory.current);
        ++m_illegal;
    }
    memory.current.reset();
    return MakeRoom();
}

ReplayGuard::Memory&
ReplayGuard::Note(const AuthorizedUpdate& update, Time now)
{
    for (const Ipv6Address& homeAddress : m_ends.PopDue(now))
    {
        Forget(homeAddress);
    }
    Memory& memory = m_memories[update.homeAddress];
    memory.sequence = update.sequence;
    const auto ended = std::remove_if(memory.illegal.begin(),
                                      memory.illegal.end(),
                                      [now](const Combination& it) { return it.until <= now; });
    m_illegal -= static_cast<std::size_t>(memory.illegal.end() - ended);
    memory.illegal.erase(ended, memory.illegal.end());
    const auto before = m_ends.DeadlineOf(update.homeAddress);
    m_ends.Set(update.homeAddress,
               before ? std::max(*before, update.replayableUntil) : update.replayableUntil);
    return memory;
}

void
ReplayGuard::Forget(const Ipv6Address& homeAddress)
{
    const auto entry = m_memories.find(homeAddress);
    m_illegal -= entry->second.illegal.size();
    m_memories.erase(entry);
}

std::optional<Time>
ReplayGuard::MakeRoom()
{
    std::optional<Time> until;
    while (Size() > m_capacity)
    {
        until = m_ends.Next();
        for (const Ipv6Address& homeAddress : m_ends.PopDue(*until))
        {
            Forget(homeAddress);
        }
    }
    return until;
}

std::optional<uint16_t>
ReplayGuard::LastSequence(const Ipv6Address& homeAddress, Time now) const
{
    const auto end = m_ends.DeadlineOf(homeAddress);
    if (!end || *end <= now)
    {
        return std::nullopt;
    }
    return m_memories.at(homeAddress).sequence;
}

bool
ReplayGuard::IsIllegal(const Ipv6Address& homeAddress,
                       const Ipv6Address& careOfAddress,
                       const NonceIndices& nonces,
                       Time now) const
{
    const auto entry = m_memories.find(homeAddress);
    if (entry == m_memories.end())
    {
        return false;
    }
    const auto& illegal = entry->second.illegal;
    return std::any_of(illegal.begin(), illegal.end(), [&](const Combination& it) {
        return it.careOfAddress == careOfAddress && it.nonces == nonces && it.until > now;
    });
}

std::size_t
ReplayGuard::Size() const
{
    return m_memories.size() + m_illegal;
}

void
ReplayGuard::Clear()
{
    m_memories.clear();
    m_ends.Clear();
    m_illegal = 0;
}

} // namespace ns3::nemo
