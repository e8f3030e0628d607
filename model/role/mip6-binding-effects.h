// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_EFFECTS_H
#define MIP6_BINDING_EFFECTS_H

#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-shared-identifiers.h"
#include "ns3/mip6-steering.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ns3::nemo
{

/// Into the tunnel to the care-of address of a home registration.
SteeringAction TunnelTo(const Binding& binding);

/// What follows from bindings, outside of the binding cache: of a correspondent's, the way straight
/// to the care-of address (RFC 6275 section 9.3.2); of home registrations the tunnel and the
/// routing header to the care-of address, the care-of address that may use the home address, the
/// answers to the neighbours on the home link, the forwarding of mobile network prefixes. One hand
/// puts it there and takes it away, so nothing is left behind. RFC 6275 section 10.4, RFC 3963
/// sections 6.2, 6.4, 6.5 and 6.7.
class BindingEffects
{
  public:
    /// Told when forwarding of a prefix to a home address begins (or goes elsewhere) or ends.
    using ForwardingListener =
        std::function<void(const Ipv6Address& home, const NetworkPrefix& prefix, bool isOn)>;

    /// The parts to write to, which must be there until the last Change; `proxy` may be null where
    /// no binding has a home link.
    BindingEffects(Ptr<Steering> steering, Ptr<AddressProxy> proxy, ForwardingListener listener);

    /// Go from what follows from `before` to what follows from `after`, two bindings of one home
    /// address; null: there is none. Only what differs, or was taken away by somebody else, is
    /// written. A prefix that overlaps one of another home address is a misuse and aborts.
    void Change(const Binding* before, const Binding* after);

    /// Let prefixes lead to the home address, whose binding leads into the tunnel (true), or
    /// straight into the tunnel (false, the default). To be said while nothing is bound. RFC 3963
    /// section 6.5.
    void RouteByNextHop(bool nextHop);

    /// What becomes of packets to site-local home addresses.
    enum class SiteLocal : uint8_t
    {
        DROP,   ///< Counted. The default.
        TUNNEL, ///< As others. RFC 6275 section 10.4.2 as RFC 3775 had it.
        REFUSE, ///< The sender is told (code 3). draft-ietf-mobileip-ipv6-04 section 8.2.
    };

    /// To be said while nothing is bound.
    void TreatSiteLocal(SiteLocal treatment);

    /// The other addresses of home registrations with an ID Length; only looked at where there are
    /// such. To be said while nothing is bound; `needs.write` is set here.
    void ShareIdentifiers(SharedIdentifiers::Needs needs);

    /// Other prefixes are on the home links than before.
    void ReviewIdentifiers();

    /// Tell the home link that this node receives for the addresses of `binding` from now on, from
    /// `source`, and say so `repeats` more times. RFC 6275 section 10.4.1.
    void Announce(const Binding& binding, const Ipv6Address& source, uint32_t repeats);

    /// When this node last sent something by the binding of a correspondent; when it was made, if
    /// never.
    Time LastUsed(const Binding& binding) const;

    /// The prefixes that are forwarded, by home address.
    const PrefixTable& GetForwarded() const;

    /// The addresses that are kept unique on the home link for the node that asks with this home
    /// address and flag L: its home address, and the link-local address with the same interface
    /// identifier. RFC 6275 section 10.3.1.
    static std::vector<Ipv6Address> DefendedAddresses(const Ipv6Address& home,
                                                      bool linkLocalAddressCompatibility);

  private:
    void ChangeCorrespondent(const Binding& binding, bool isThere);
    void ChangePrefixes(const Binding* before, const Binding* after);
    void ChangeHome(const Binding* before, const Binding* after);
    void ChangeDefence(const Binding* before, const Binding* after);
    void WriteShared(const Ipv6Address& address, const Binding& owner, bool isServed);
    Steering::RulePtr RuleOfHome(const Binding& binding) const;

    Ptr<Steering> m_steering;      ///< Forwarding, and who may use a home address.
    Ptr<AddressProxy> m_proxy;     ///< The home link.
    ForwardingListener m_listener; ///< Told of prefixes.
    PrefixTable m_forwarded;       ///< Which home address each forwarded prefix belongs to.
    bool m_nextHop{false};         ///< RouteByNextHop holds.
    SiteLocal m_siteLocal{SiteLocal::DROP};      ///< By TreatSiteLocal.
    std::unique_ptr<SharedIdentifiers> m_shared; ///< Null before ShareIdentifiers.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_EFFECTS_H */
