// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_NO_DISCOVERY_H
#define MIP6_NO_DISCOVERY_H

#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-scoped-event.h"

namespace ns3::nemo
{

/// Finds nobody: the home agent of a node has to be configured.
class NoDiscovery : public HomeAgentDiscovery
{
  public:
    void Ask(const HomeAgentQuestion&, Answer answer) override
    {
        m_answer.Schedule(Time(0), [answer] { answer({}); });
    }

    void Stop() override
    {
        m_answer.Cancel();
    }

    Time LeastPause() const override
    {
        return Seconds(1);
    }

  private:
    ScopedEvent m_answer;
};

} // namespace ns3::nemo

#endif // MIP6_NO_DISCOVERY_H
