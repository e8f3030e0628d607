// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETURN_ROUTABILITY_TESTS_H
#define MIP6_RETURN_ROUTABILITY_TESTS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-return-routability-state.h"
#include "ns3/nstime.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// The tests of a mobile node for all of its home addresses: a care-of address is tested once at a
/// correspondent, whatever home addresses the token then serves. RFC 6275 section 5.2.7.
class ReturnRoutabilityTests
{
  public:
    /// Told that a token of this correspondent was recorded.
    using Listener = std::function<void(const Ipv6Address& correspondent)>;

    /// Tokens are used until they are as old as `tokenLifetime`.
    explicit ReturnRoutabilityTests(Time tokenLifetime)
        : state(tokenLifetime)
    {
    }

    /// Tell somebody of tokens. `owner` must Unlisten before it dies.
    void Listen(const void* owner, Listener listener)
    {
        m_listeners.emplace_back(owner, std::move(listener));
    }

    /// Tell it no longer.
    void Unlisten(const void* owner)
    {
        m_listeners.erase(std::remove_if(m_listeners.begin(),
                                         m_listeners.end(),
                                         [owner](const auto& one) { return one.first == owner; }),
                          m_listeners.end());
    }

    /// A token of this correspondent was recorded. A listener may not listen or unlisten anybody.
    void Tell(const Ipv6Address& correspondent) const
    {
        for (const auto& [owner, listener] : m_listeners)
        {
            listener(correspondent);
        }
    }

    ReturnRoutabilityState state; ///< What is known of them.

  private:
    std::vector<std::pair<const void*, Listener>> m_listeners; ///< In the order of Listen.
};

} // namespace ns3::nemo

#endif // MIP6_RETURN_ROUTABILITY_TESTS_H
