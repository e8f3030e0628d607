// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_POLICY_H
#define MIP6_HOME_POLICY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-home-service.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

class PrefixDelegation;

/// What a home agent knows of mobile routers. Not scoped, since it is an ns-3 attribute.
enum NemoSupport : uint8_t
{
    NEMO_NONE,     ///< Never heard of RFC 3963: flag R and prefix options mean nothing to it.
    NEMO_DISABLED, ///< Knows RFC 3963, and refuses to serve mobile routers (status 140).
    NEMO_ENABLED,  ///< Serves mobile routers.
};

/// The values of a home agent's policy, as its Attributes stand at the moment.
struct HomeTerms
{
    NemoSupport nemoSupport{NEMO_ENABLED}; ///< What it knows of mobile routers.
    /// A care-of address equal to the home address deletes, also with R = 0 and a lifetime.
    bool deletesWhenCareOfIsHome{false};
    bool requiresProtection{false};        ///< By a security association, or nothing is bound.
    uint32_t lifetimeMax{0};               ///< The longest lifetime granted, in seconds.
    uint32_t maxBindings{0};               ///< How many home addresses it keeps at most.
    uint32_t neighborAdvertisements{0};    ///< Repeats of the first advertisement, 0 to 3.
    std::optional<uint32_t> refreshAdvice; ///< Binding Refresh Advice in seconds; absent: none.
    Time maxDeleteBceTimeout;              ///< How long a deleted binding is remembered.
    /// Prefixes lead to the home address, which leads into the tunnel (RFC 3963 section 6.5, method
    /// 1), instead of straight there (method 2).
    bool routesByNextHop{false};
    /// Prefixes that updates name do not count where a routing protocol tells of them. RFC 3963
    /// section 8.
    bool takesRoutesOnly{false};
    /// Packets to site-local home addresses are tunnelled. RFC 6275 section 10.4.2 as RFC 3775 had
    /// it.
    bool tunnelsSiteLocal{false};
};

/// A home agent as BindingRegistrar sees it: it says what may be bound; the registrar asks in the
/// right order, answers, and writes what follows.
class HomePolicy
{
  public:
    virtual ~HomePolicy() = default;

    /// The values that hold now.
    virtual HomeTerms GetTerms() const = 0;

    /// How `homeAddress` is served now; absent: it is not. RFC 6275 section 10.3.1, RFC 3963
    /// section 6.2.
    virtual std::optional<HomeService> FindService(const Ipv6Address& homeAddress) const = 0;

    /// Whether a node with this care-of address may not have `homeAddress`, for administrative
    /// reasons.
    virtual bool IsDenied(const Ipv6Address& homeAddress,
                          const Ipv6Address& careOfAddress) const = 0;

    /// Whether a mobile router with `homeAddress` may claim `prefix`. RFC 3963 section 6.1.2.
    virtual PrefixTable::Verdict JudgePrefix(const Ipv6Address& homeAddress,
                                             const NetworkPrefix& prefix) const = 0;

    /// Whether claims are verified at all; if not, what cannot be forwarded is invalid, not
    /// unauthorised.
    virtual bool VerifiesPrefixes() const = 0;

    /// The prefixes of a mobile router that names none. RFC 3963 section 6.2.
    virtual std::vector<NetworkPrefix> PrefixesOf(const Ipv6Address& homeAddress) const = 0;

    /// Whether a routing protocol tells of the prefixes of this mobile router, which then needs
    /// none when it registers. RFC 3963 section 8.
    virtual bool RoutesDynamically(const Ipv6Address& homeAddress) const = 0;

    /// Make ready to forward all of these prefixes to `homeAddress`. Returns how long that takes;
    /// absent: it fails. RFC 3963 section 6.2.
    virtual std::optional<Time> SetUpForwarding(const Ipv6Address& homeAddress,
                                                const std::vector<NetworkPrefix>& prefixes) = 0;

    /// The home prefixes that are on the link of an interface now. draft-ietf-mobileip-ipv6-04
    /// section 8.2.
    virtual std::vector<OnLinkPrefix> OnLinkPrefixes(uint32_t interface) const
    {
        (void)interface;
        return {};
    }

    /// The own unicast address to tell whoever asks at this Home-Agents anycast address; absent: it
    /// is none of a link that is served. draft-ietf-mobileip-ipv6-04 section 8.1.
    virtual std::optional<Ipv6Address> FindDiscovered(const Ipv6Address& anycast) const
    {
        (void)anycast;
        return std::nullopt;
    }

    /// Who delegates prefixes; null: nobody, and what asks for them means nothing here.
    /// draft-ietf-nemo-prefix-delegation-00 section 5.6.
    virtual PrefixDelegation* FindDelegation() const
    {
        return nullptr;
    }
};

} // namespace ns3::nemo

#endif /* MIP6_HOME_POLICY_H */
