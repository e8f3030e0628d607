// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-replay-window.h"

namespace ns3::nemo
{

bool
ReplayWindow::IsNew(uint32_t sequence) const
{
    if (sequence > m_highest)
    {
        return true;
    }
    const uint32_t age = m_highest - sequence;
    return sequence != 0 && age < SIZE && (m_seen >> age & 1) == 0;
}

void
ReplayWindow::Note(uint32_t sequence)
{
    if (!IsNew(sequence))
    {
        return;
    }
    if (sequence <= m_highest)
    {
        m_seen |= uint64_t{1} << (m_highest - sequence);
        return;
    }
    const uint32_t ahead = sequence - m_highest;
    m_seen = (ahead < SIZE ? m_seen << ahead : 0) | 1;
    m_highest = sequence;
}

} // namespace ns3::nemo
