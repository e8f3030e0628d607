// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_REGISTRATION_HOST_H
#define MIP6_REGISTRATION_HOST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-status.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// A home of a mobile node.
struct HomeConfig
{
    NetworkPrefix prefix;    ///< of the home link; the node is at home where it is on-link
    Ipv6Address homeAddress; ///< unicast routable; need not be in the prefix (RFC 3963 section 3)
    /// Unicast routable address of the home agent on the home link; :: if it is to be discovered
    /// (RFC 6275 section 11.4.1).
    Ipv6Address homeAgent{Ipv6Address::GetAny()};
    /// One to try before any is discovered; :: if there is none. Of no meaning with `homeAgent`.
    Ipv6Address firstGuess{Ipv6Address::GetAny()};
    /// Seconds that the home address is valid from the boot on; an advertisement of the prefix at
    /// home takes its place.
    uint32_t validLifetime{INFINITE_LIFETIME};
    /// At its first boot the node is on this home link and has the home address already, without
    /// probing it.
    bool startsAtHome{true};
    /// The home prefix is on no link, so that the node is always away. RFC 6275 section 4.6.
    bool isVirtual{false};
    /// The home address, on the same link, whose registration stands for this one too, by its ID
    /// Length; :: if it has one of its own. draft-ietf-mobileip-ipv6-04 section 9.4.
    Ipv6Address leader{Ipv6Address::GetAny()};

    /// Whether another home address is registered for it.
    bool IsFollower() const
    {
        return !leader.IsAny();
    }
};

/// What a mobile node asks its home agents for.
struct RegistrationPolicy
{
    uint32_t lifetime{420};      ///< seconds that a binding is asked for
    uint32_t refreshPercent{80}; ///< of the granted lifetime, after which it is renewed; 1 to 100
    /// From a refusal that may pass (IsTemporary) to the next attempt; doubled each time; 0: never.
    Time retryDelay{Seconds(10)};
    Time retryMaxDelay{Seconds(320)}; ///< The delay is not doubled beyond this.
};

/// What a refusal means for whom else could be asked.
enum class Refusal : uint8_t
{
    ORDINARY, ///< What RFC 6275 section 11.7.3 says of it.
    UNFIT,    ///< This home agent will never do; another one may (RFC 3963 section 5.4).
    FATAL     ///< It cannot be: nobody is to be asked for the same again (RFC 3963 section 5.4).
};

class HomeRegistration;

/// The node around a HomeRegistration: what it may use, and who hears of it. What is answered here
/// suits a registration of one known address with one known agent, and nothing more.
class RegistrationHost
{
  public:
    virtual ~RegistrationHost() = default;

    /// The values of the dialect, as they stand now.
    virtual DialectProfile GetProfile() const = 0;

    /// What is asked for, as it stands now.
    virtual RegistrationPolicy GetPolicy() const = 0;

    /// The first moment at which another Binding Update, which says that the node is at `careOf`,
    /// may leave for `destination` (now or later). RFC 6275 sections 11.5.3 and 11.8:
    /// MAX_UPDATE_RATE.
    virtual Time EarliestUpdate(const Ipv6Address& destination,
                                const Ipv6Address& careOf) const = 0;

    /// A random number to begin counting from. RFC 6275 section 11.7.1.
    virtual uint16_t DrawSequence() = 0;

    /// Seconds that home and care-of address stay valid from now on, the smaller of both.
    virtual uint32_t GetValidity(const HomeRegistration& registration) const = 0;

    /// Whether the interface identifier of the link-local address is that of the home address.
    virtual bool IsLinkLocalCompatible(const HomeRegistration& /* registration */) const
    {
        return false;
    }

    /// Write what else belongs into an update: flags and options (RFC 3963 section 5.2). Its
    /// lifetime is 0 if it deregisters.
    virtual void Complete(const HomeRegistration& /* registration */, Signal& /* update */)
    {
    }

    /// Let an update leave; `envelope` has no interface yet. From home (no care-of source) it goes
    /// to the home agent as a neighbour.
    virtual void SendUpdate(const HomeRegistration& registration,
                            const Signal& update,
                            const Envelope& envelope) = 0;

    /// An answer with an accepting status came. False: what was granted is not what is needed, so
    /// that the binding is to be given back (RFC 3963 section 5.3).
    virtual bool IsEnough(const HomeRegistration& /* registration */,
                          const Signal& /* acknowledgement */)
    {
        return true;
    }

    /// What a rejecting status means, other than SEQUENCE_NUMBER_OUT_OF_WINDOW; asked once each
    /// time that one comes.
    virtual Refusal JudgeRefusal(const HomeRegistration& registration, BindingStatus status) = 0;

    /// The answer to an outstanding update came and was valid, whatever it says; called before the
    /// state changes.
    virtual void OnAcknowledgement(const HomeRegistration& /* registration */,
                                   const Signal& /* acknowledgement */)
    {
    }

    /// What was refused is asked for otherwise with the next update, so that the home agent stays;
    /// asked after OnAcknowledgement. draft-ietf-nemo-prefix-delegation-00 section 7.
    virtual bool IsCorrectable(const HomeRegistration& /* registration */) const
    {
        return false;
    }

    /// Another home agent to register with, in place of the present one (if any), which does not
    /// answer or refuses; absent if none is known at the moment. Then one is looked for, and
    /// HomeRegistration::UseHomeAgent called when it is found. Only asked where the home agent is
    /// not configured. RFC 6275 section 11.4.1.
    virtual std::optional<Ipv6Address> NextHomeAgent(const HomeRegistration& /* registration */)
    {
        return std::nullopt;
    }

    /// Whether NextHomeAgent would give one at once.
    virtual bool HasNextHomeAgent(const HomeRegistration& /* registration */) const
    {
        return false;
    }

    /// Whether the binding may be renewed now; if not, HomeRegistration::AllowRefresh will be
    /// called. RFC 6275 section 11.7.3.
    virtual bool MayRefresh(const HomeRegistration& registration) const = 0;

    /// The binding that was acknowledged has run out while its successor, or its end, is still
    /// unanswered: IsBound() is false now, and the state goes on.
    virtual void OnBindingEnd(const HomeRegistration& /* registration */)
    {
    }
};

} // namespace ns3::nemo

#endif // MIP6_REGISTRATION_HOST_H
