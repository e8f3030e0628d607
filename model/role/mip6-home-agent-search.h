// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_AGENT_SEARCH_H
#define MIP6_HOME_AGENT_SEARCH_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/**
 * Which home agent a mobile node tries next, when none is configured: those that discovery has
 * found, in the order of its answer, each once; then it is asked again, with pauses that grow as
 * long as no home agent accepts. What was found is kept, for when a home agent fails. RFC 6275
 * section 11.4.1.
 */
class HomeAgentSearch
{
  public:
    /// What a search needs of its node.
    struct Needs
    {
        /// The question, as it stands now; its identifier does not matter.
        std::function<HomeAgentQuestion()> question;
        /// A random number for a question.
        std::function<uint16_t()> identifier;
        /// Told of a home agent to try after Next had none to give, and of every answer that names
        /// one.
        std::function<void(const Ipv6Address& homeAgent)> found;
        /// How long to wait from an answer to the next question, if not for what the dialect waits
        /// at least; the argument is the wait before, 0 if there was none since the last
        /// acceptance.
        std::function<Time(Time last)> pause;
        /// Told when an answer leaves none to try: because those that it names, or that were known,
        /// are excluded, or because it says that none supports mobile routers. It is not asked
        /// again before Next or Restart.
        std::function<void()> exhausted;
    };

    /// A search that has not begun.
    /// @param discovery how the dialect asks
    /// @param needs of the node
    /// @param known home agents to try before it is asked, the best first
    HomeAgentSearch(std::unique_ptr<HomeAgentDiscovery> discovery,
                    Needs needs,
                    std::vector<Ipv6Address> known = {});
    HomeAgentSearch(const HomeAgentSearch&) = delete;
    HomeAgentSearch& operator=(const HomeAgentSearch&) = delete;

    /// The next home agent to try; absent if all that are known were tried since the last answer.
    /// Then it is being looked for one, and Needs::found will tell.
    std::optional<Ipv6Address> Next();

    /// Whether Next would give one.
    bool HasNext() const;

    /// Do not try this one, whatever an answer says, before Restart or an acceptance.
    void Exclude(const Ipv6Address& homeAgent);

    /// What was found is not to be relied upon: ask before another one is tried.
    void AskAgain();

    /// Something else is wanted of home agents: all that are known may do, and asking needs no
    /// pause.
    void Restart();

    /// A home agent has accepted a registration: nothing is to be asked any more. The others are
    /// tried first when it fails.
    void OnAccepted(const Ipv6Address& homeAgent);

    /// There is no care-of address to ask from, or the node is at home. What was found is kept.
    void Stop();

    /// Those that the last answer named, or that were known before, the best first.
    const std::vector<Ipv6Address>& GetKnown() const;

  private:
    void Begin();
    void Ask();
    void OnAnswer(const HomeAgentAnswer& answer);
    void Refill();

    std::unique_ptr<HomeAgentDiscovery> m_discovery;
    Needs m_needs;
    std::vector<Ipv6Address> m_known;
    std::vector<Ipv6Address> m_untried;       ///< The next one last.
    std::set<Ipv6Address> m_excluded;         ///< By Exclude; none of them is untried.
    std::optional<HomeAgentQuestion> m_asked; ///< The question that is open.
    Time m_pause;                             ///< The last one; 0: none since an acceptance.
    Time m_earliest;                          ///< Absolute time of the next question.
    ScopedEvent m_waiting;                    ///< For that.
};

} // namespace ns3::nemo

#endif // MIP6_HOME_AGENT_SEARCH_H
