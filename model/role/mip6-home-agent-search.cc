// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-agent-search.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::nemo
{

HomeAgentSearch::HomeAgentSearch(std::unique_ptr<HomeAgentDiscovery> discovery,
                                 Needs needs,
                                 std::vector<Ipv6Address> known)
    : m_discovery(std::move(discovery)),
      m_needs(std::move(needs)),
      m_known(std::move(known)),
      m_untried(m_known.rbegin(), m_known.rend())
{
}

void
HomeAgentSearch::Refill()
{
    m_untried.clear();
    std::copy_if(m_known.rbegin(),
                 m_known.rend(),
                 std::back_inserter(m_untried),
                 [this](const Ipv6Address& known) { return m_excluded.count(known) == 0; });
}

void
HomeAgentSearch::Exclude(const Ipv6Address& homeAgent)
{
    m_excluded.insert(homeAgent);
    m_untried.erase(std::remove(m_untried.begin(), m_untried.end(), homeAgent), m_untried.end());
}

void
HomeAgentSearch::AskAgain()
{
    m_untried.clear();
}

void
HomeAgentSearch::Restart()
{
    Stop();
    m_pause = Time(0);
    m_earliest = Time(0);
    m_excluded.clear();
    Refill();
}

std::optional<Ipv6Address>
HomeAgentSearch::Next()
{
    if (m_untried.empty())
    {
        Begin();
        return std::nullopt;
    }
    const Ipv6Address next = m_untried.back();
    m_untried.pop_back();
    return next;
}

bool
HomeAgentSearch::HasNext() const
{
    return !m_untried.empty();
}

void
HomeAgentSearch::Begin()
{
    if (m_asked && m_needs.question().careOfAddress == m_asked->careOfAddress)
    {
        return;
    }
    const Time wait = m_earliest - Simulator::Now();
    if (!m_asked && wait.IsStrictlyPositive())
    {
        m_waiting.Schedule(wait, [this] { Ask(); });
        return;
    }
    Ask();
}

void
HomeAgentSearch::Ask()
{
    m_waiting.Cancel();
    m_asked = m_needs.question();
    m_asked->identifier = m_needs.identifier();
    m_discovery->Ask(*m_asked, [this](const HomeAgentAnswer& answer) { OnAnswer(answer); });
}

void
HomeAgentSearch::OnAnswer(const HomeAgentAnswer& answer)
{
    m_asked.reset();
    m_pause = std::max(m_needs.pause(m_pause), m_discovery->LeastPause());
    m_earliest = Simulator::Now() + m_pause;
    if (!answer.homeAgents.empty() || answer.lacksMobileRouters)
    {
        m_known = answer.homeAgents;
    }
    Refill();
    if (m_untried.empty() && (answer.lacksMobileRouters || !m_excluded.empty()))
    {
        m_needs.exhausted();
    }
    else if (const auto next = Next())
    {
        m_needs.found(*next);
    }
}

void
HomeAgentSearch::OnAccepted(const Ipv6Address& homeAgent)
{
    Restart();
    m_untried.erase(std::remove(m_untried.begin(), m_untried.end(), homeAgent), m_untried.end());
}

void
HomeAgentSearch::Stop()
{
    m_discovery->Stop();
    m_waiting.Cancel();
    m_asked.reset();
}

const std::vector<Ipv6Address>&
HomeAgentSearch::GetKnown() const
{
    return m_known;
}

} // namespace ns3::nemo
