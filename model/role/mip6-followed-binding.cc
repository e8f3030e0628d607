// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-followed-binding.h"

#include <utility>

namespace ns3::nemo
{

FollowedBinding::FollowedBinding(const HomeConfig& config, StateCallback onState)
    : HomeBinding(config),
      m_onState(std::move(onState))
{
}

void
FollowedBinding::Follow(const HomeBinding& leader)
{
    const State from = m_state;
    Copy(leader);
    m_onState(from);
}

} // namespace ns3::nemo
