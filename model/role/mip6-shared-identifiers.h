// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SHARED_IDENTIFIERS_H
#define MIP6_SHARED_IDENTIFIERS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-home-service.h"
#include "ns3/mip6-scoped-event.h"

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace ns3::nemo
{

/**
 * The other addresses of mobile nodes that are away: those that a home agent forms of the interface
 * identifier of a home address and each prefix that is on the home link now, the link-local and the
 * site-local one included, because the update's ID Length asks for them. They follow the prefixes.
 * draft-ietf-mobileip-ipv6-04 section 8.2.
 *
 * An address of the node itself, or one that is bound by its own update, is left to that; of two
 * home addresses with one identifier the smaller has the others.
 */
class SharedIdentifiers
{
  public:
    /// What it needs to know, and who does what follows.
    struct Needs
    {
        /// The prefixes that are on the link of an interface now.
        std::function<std::vector<OnLinkPrefix>(uint32_t interface)> onLink;
        /// Whether the address is the node's own, or a home address with a home registration.
        std::function<bool(const Ipv6Address& address)> isTaken;
        /// Serve an address as `owner` says, in place of what was said before; null: no longer.
        std::function<void(const Ipv6Address& address, const Binding& owner, bool isServed)> write;
    };

    /// Serves nothing yet.
    explicit SharedIdentifiers(Needs needs);

    /// A home registration begins or changes (`after`), or has ended (null). To be said before
    /// `after` is written, and after `before` is taken away.
    void Change(const Binding* before, const Binding* after);

    /// Other prefixes are on-link than before.
    void Review();

    /// The addresses that are served besides this home address.
    std::vector<Ipv6Address> Of(const Ipv6Address& homeAddress) const;

  private:
    /// What has one interface identifier.
    struct Group
    {
        std::map<Ipv6Address, Binding> owners; ///< Those that ask for it, by home address.
        std::map<Ipv6Address, Binding> served; ///< By other address: whose it is.
    };

    std::vector<Ipv6Address> Form(const Binding& owner) const;
    void Evaluate(Group& group, const Ipv6Address& exact);
    void Schedule();

    Needs m_needs;
    std::map<uint64_t, Group> m_groups; ///< By interface identifier.
    ScopedEvent m_review;               ///< For the next end of a prefix.
};

} // namespace ns3::nemo

#endif // MIP6_SHARED_IDENTIFIERS_H
