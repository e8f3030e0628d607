// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_DELEGATION_H
#define NEMO_PREFIX_DELEGATION_H

#include "ns3/mip6-binding-judge.h"
#include "ns3/mip6-binding-request.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nemo-prefix-authority.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Leases that were given to an update that is not registered yet: they are taken back with this
/// object, unless Keep is called.
class LeaseHold
{
  public:
    LeaseHold() = default;
    ~LeaseHold();
    LeaseHold(const LeaseHold&) = delete;
    LeaseHold& operator=(const LeaseHold&) = delete;
    LeaseHold(LeaseHold&& other) noexcept;            ///< Takes over what it holds.
    LeaseHold& operator=(LeaseHold&& other) noexcept; ///< Takes over what it holds.

    /// Hold one more, of this authority.
    void Add(std::shared_ptr<PrefixAuthority> authority, const PrefixGrant& grant);
    /// The update is registered: hold nothing any more.
    void Keep();
    /// Take all back.
    void Release();

  private:
    std::shared_ptr<PrefixAuthority> m_authority;
    std::vector<PrefixGrant> m_grants;
};

/// What becomes of the prefix requests of an update.
struct DelegationOutcome
{
    bool isRefused{false}; ///< The binding is refused for it (status 143).
    /// One for each request, in their order.
    std::vector<MobileNetworkPrefixConfirmation> confirmations;
    std::vector<NetworkPrefix> prefixes; ///< What was given, to be forwarded.
    LeaseHold hold;                      ///< What of it is new.
};

/// The home agent's side of prefix delegation: who may get what, what is told of it, and when a
/// lease ends. Where prefixes come from is the authority's.
/// draft-ietf-nemo-prefix-delegation-00 sections 5 and 8.
///
/// The registrar asks after everything else about an update has been found right, and forwards what
/// was given.
class PrefixDelegation : public Object
{
  public:
    /// TypeId "ns3::nemo::PrefixDelegation".
    static TypeId GetTypeId();

    /// The home agent around it.
    struct Host
    {
        const PrefixTable* table; ///< The prefixes that mobile routers have for good.
        /// A prefix in use that keeps this one from being given to this home address.
        std::function<std::optional<NetworkPrefix>(const Ipv6Address& homeAddress,
                                                   const NetworkPrefix&)>
            findObstacle;
        /// Whether a part of it is forwarded to another home address at the moment.
        std::function<bool(const Ipv6Address& homeAddress, const NetworkPrefix&)> isElsewhere;
        /// The lease has ended: forward its prefix no more.
        std::function<void(const Ipv6Address& homeAddress, const NetworkPrefix&)> withdraw;
    };

    PrefixDelegation();
    ~PrefixDelegation() override;

    /// Where prefixes come from; null (the default): nothing is delegated, and the node knows
    /// nothing of the draft. What it keeps outlasts a crash of the home agent.
    void SetAuthority(std::shared_ptr<PrefixAuthority> authority);
    /// The same; null if there is none.
    PrefixAuthority* GetAuthority() const;

    /// Give this home address prefixes of these types only; none: nothing (status 5).
    void Limit(const Ipv6Address& homeAddress, std::set<PrefixType> types);

    /// @name What the administrator does. Mobile routers are told with the next acknowledgement.
    /** @{ */
    /// Give `prefix` to a mobile router that has not asked for it; absent lifetime: for ever.
    /// @return false if it overlaps what somebody has
    bool Assign(const Ipv6Address& homeAddress,
                const NetworkPrefix& prefix,
                bool isImplicit = true,
                std::optional<Time> lifetime = std::nullopt);
    /// Let a lease end after this time. @return false if there is none
    bool SetLifetime(const Ipv6Address& homeAddress, const NetworkPrefix& prefix, Time lifetime);
    /// End a lease. @return false if there is none
    bool Withdraw(const Ipv6Address& homeAddress, const NetworkPrefix& prefix);
    /// @}

    /// @name For the home agent
    /** @{ */
    /// Begin; what was given as transient before a crash is free.
    void Start(const Host& host);
    /// Stop.
    void Stop();
    /// A binding was made, changed, or ended.
    void OnBinding(const Binding* before, const Binding* after);
    /// @}

    /// @name For the registrar
    /** @{ */
    /// Whether an update with these options asks for prefixes.
    bool HasRequest(const MobilityOptions& options) const;
    /// Give what the update asks for that is about to be registered by `judgement`.
    DelegationOutcome Serve(const BindingRequest& request, const Judgement& judgement) const;
    /// Take back what was given, since there can be no route (status 6).
    void TakeBack(DelegationOutcome& outcome, const Judgement& judgement) const;
    /// Give what an update asks for that ends the binding.
    std::vector<MobileNetworkPrefixConfirmation> ServeDeletion(const BindingRequest& request) const;
    /// The update of a mobile router is about to be registered in place of `before` (null: there is
    /// no binding): it may say which prefixes it has (D), or show that it has read a list. Section
    /// 3.1.2.
    void OnRegistering(const BindingRequest& request, const Binding* before);
    /// The leases of a home address that are forwarded without being listed (I).
    std::vector<NetworkPrefix> ImplicitPrefixes(const Ipv6Address& homeAddress) const;
    /// What leases say of a claim; absent: nothing, and the prefix table decides.
    std::optional<PrefixTable::Verdict> Judge(const Ipv6Address& homeAddress,
                                              const NetworkPrefix& prefix) const;
    /// Why a claim was judged so; a claim to a lapsed lease (D) may then be invalid, too.
    PrefixStatus Explain(const Ipv6Address& homeAddress,
                         const NetworkPrefix& prefix,
                         bool isDelegated,
                         PrefixTable::Verdict verdict) const;
    /// Add to an acknowledgement with R what it says besides answers: the list of prefixes, and
    /// what has changed. Sections 5.1 and 5.2.
    void Complete(const BindingRequest& request, Signal& acknowledgement) const;
    /// How many options of the update are not read: of a wrong shape, or in the wrong message (also
    /// requests, if the update is not for a home agent).
    static std::size_t CountSkipped(const MobilityOptions& options, bool isForHome);
    /// How many requests of the update are more than are read.
    std::size_t CountExcess(const MobilityOptions& options) const;
    /// @}

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    PrefixGrant Give(const BindingRequest& request,
                     const MobileNetworkPrefixRequest& wanted,
                     Time expires,
                     bool isMobileRouter) const;
    std::optional<PrefixStatus> FindObjection(const Ipv6Address& homeAddress,
                                              const MobileNetworkPrefixRequest& wanted) const;
    std::vector<MobileNetworkPrefixRequest> Requests(const MobilityOptions& options) const;
    std::vector<MobileNetworkPrefixOption> List(const Ipv6Address& homeAddress) const;
    bool IsNews(const PrefixLease& lease, bool isListed, const Signal& acknowledgement) const;
    void NoteConfirmed(const BindingRequest& request);
    Time PersistentEnd() const;
    bool IsLeased(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const;
    void Watch(const Ipv6Address& homeAddress);
    void EndDue();
    void Plan();

    bool m_persistent{true};
    bool m_transient{true};
    bool m_implicit{true};
    bool m_lenient{false};
    bool m_listsAlways{false};
    uint32_t m_maxLeases{0};
    uint32_t m_maxRequests{0};
    Time m_persistentLifetime;
    std::shared_ptr<PrefixAuthority> m_authority;
    std::map<Ipv6Address, std::set<PrefixType>> m_limits; ///< By Limit.
    std::optional<Host> m_host;                           ///< Between Start and Stop.
    /// Leases of bound home addresses that end by themselves.
    std::map<std::pair<Ipv6Address, NetworkPrefix>, Time> m_ends;
    ScopedEvent m_end; ///< For the next of them.
    /// Leases that were changed: told with each acknowledgement of the binding.
    std::map<Ipv6Address, std::set<NetworkPrefix>> m_changed;
    /// Who is sent the list unasked, until it seems to have been heard, and when it was last. With
    /// a new binding, and when a lease was lost or assigned.
    std::map<Ipv6Address, std::optional<Time>> m_listDue;
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_DELEGATION_H */
