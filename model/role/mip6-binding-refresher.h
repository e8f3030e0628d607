// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_REFRESHER_H
#define MIP6_BINDING_REFRESHER_H

#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace ns3::nemo
{

/// Asks mobile nodes to renew the bindings that a correspondent still uses and that are about to
/// end: Binding Refresh Requests. RFC 6275 section 9.5.5.
///
/// A request leaves `lead` before the end (before the second half of a binding that lasts for less
/// than two of these), and again with the back-off of section 11.8 until an update comes or the
/// binding ends, but only while packets go by the binding: at least one since `lead` ago.
class BindingRefresher
{
  public:
    /// What holds at the moment.
    using ProfileCallback = std::function<DialectProfile()>;

    /// @param stack of the node
    /// @param profile the values of the dialect
    /// @param lead how long before the end of a binding the first request leaves; more than 0
    BindingRefresher(Ptr<MobilityStack> stack, ProfileCallback profile, Time lead);
    BindingRefresher(const BindingRefresher&) = delete;
    BindingRefresher& operator=(const BindingRefresher&) = delete;

    /// A binding was made or renewed; home registrations are ignored.
    void OnBound(const Binding& binding);
    /// A binding has ended, whatever the cause.
    void OnEnded(const Binding& binding);

    /// When a request left last for a binding, since it was made; none: not yet, or it is not
    /// known. draft-ietf-mobileip-ipv6-04 section 4.3.
    std::optional<Time> GetLastRequest(const BindingCache::Key& key) const;

  private:
    /// The requests for one binding.
    struct Asking
    {
        ScopedEvent due;                              ///< The first request.
        std::unique_ptr<PacedRetransmission> request; ///< Those that follow.
        std::optional<Time> last;                     ///< When one left.
    };

    void Begin(const BindingCache::Key& key);
    void Ask(const BindingCache::Key& key);
    bool IsInUse(const BindingCache::Key& key) const;

    Ptr<MobilityStack> m_stack;
    ProfileCallback m_profile;
    Time m_lead;
    MessageRateLimit m_rate;
    std::map<BindingCache::Key, Asking> m_asking; ///< One for each binding.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_REFRESHER_H */
