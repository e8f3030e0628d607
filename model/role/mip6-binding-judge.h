// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_JUDGE_H
#define MIP6_BINDING_JUDGE_H

#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-binding-request.h"
#include "ns3/mip6-correspondent-policy.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-home-policy.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-status.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// What is to become of a Binding Update.
struct Judgement
{
    /// What is to be done.
    enum class Outcome : uint8_t
    {
        DISCARD,  ///< Nothing at all; nobody is told.
        REFUSE,   ///< Nothing but an answer.
        DELETE,   ///< End the binding, if there is one.
        REGISTER, ///< Make or refresh the binding, if Duplicate Address Detection and set-up pass.
    };

    /// Discard the update, and count it so.
    static Judgement Discard(DropReason reason);
    /// Answer the update with this status, and nothing else.
    static Judgement Refuse(BindingStatus status);

    Outcome outcome{Outcome::DISCARD};             ///< What is to be done.
    DropReason reason{};                           ///< Of DISCARD.
    BindingStatus status{BindingStatus::ACCEPTED}; ///< Of any answer.
    std::optional<uint16_t> lastSequence;          ///< Status 135: what the answer tells.
    /// Status 143: the node changed to implicit mode, so its explicit prefixes are not wanted any
    /// more (row NEMO-6.2-15+1).
    bool dropsPrefixes{false};

    /// @name Of REGISTER
    /// @{
    HomeService service;                 ///< How the home address is served.
    uint32_t lifetime{0};                ///< The lifetime to grant, in seconds.
    bool mobileRouter{false};            ///< R, if this node knows what it means.
    bool explicitPrefixes{false};        ///< The prefixes were listed in the update.
    std::vector<NetworkPrefix> prefixes; ///< What is to be forwarded.
    /// @}
    /// What is said of prefixes that were asked for, or listed and refused.
    std::vector<MobileNetworkPrefixConfirmation> confirmations;
};

/// Judges Binding Updates in the one order that there is: row NEMO-6.2-1+1, made of RFC 6275
/// sections 9.5.1, 10.3.1 and 10.3.2 and RFC 3963 section 6.2. It changes nothing.
class BindingJudge
{
  public:
    /// What a judgement rests on besides the update.
    struct Facts
    {
        const BindingCache& cache;    ///< What is bound.
        const PrefixTable& forwarded; ///< Which prefixes are forwarded, and to whom.
        const HomePolicy* policy;     ///< The home agent of this node; null: there is none.
        /// The correspondent that this node is; absent: it is none.
        std::optional<CorrespondentTerms> correspondent;
        const DialectProfile& profile; ///< What the node speaks.
        /// Whether an address is one of this node's own.
        std::function<bool(const Ipv6Address&)> isOwn;
        /// Whether fewer than `limit` others than this entry are bound, remembered, or waiting to
        /// be bound: home registrations, if it is one, else bindings of correspondents.
        std::function<bool(const BindingCache::Key& key, std::size_t limit)> hasRoom;
    };

    /// A judge for one moment; the facts must outlive it.
    BindingJudge(const Facts& facts, Time now);

    /// What is to become of `request`.
    Judgement Judge(const BindingRequest& request);

    /// Whether the answer to `request` has R = 1: the update has, and this home agent serves mobile
    /// routers. R says what the home agent can do, whatever the status. RFC 3963 section 4.2.
    static bool AnswersWithMobileRouter(const BindingRequest& request, const HomePolicy* policy);

  private:
    /// A test: absent, and the next one is made; or what becomes of the update.
    using Check = std::optional<Judgement> (BindingJudge::*)(const BindingRequest&);
    /// The tests in their order.
    static const std::vector<Check> ORDER;

    // Whatever these find is discarded in silence.
    std::optional<Judgement> CheckAddresses(const BindingRequest& request);
    std::optional<Judgement> CheckOptions(const BindingRequest& request);
    std::optional<Judgement> CheckHomeAddressOption(const BindingRequest& request);
    // These answer, but for the authorisation of updates that are not for a home agent.
    std::optional<Judgement> CheckMobileRouterAtHome(const BindingRequest& request);
    std::optional<Judgement> CheckAuthorization(const BindingRequest& request);
    std::optional<Judgement> CheckSequence(const BindingRequest& request);
    std::optional<Judgement> CheckDiscovery(const BindingRequest& request);
    std::optional<Judgement> CheckHomeRegistrationFlag(const BindingRequest& request);
    // Of an update that is not for a home agent it is the last.
    std::optional<Judgement> CheckCorrespondent(const BindingRequest& request);
    std::optional<Judgement> CheckHomeAgent(const BindingRequest& request);
    std::optional<Judgement> CheckDeletion(const BindingRequest& request);
    std::optional<Judgement> CheckMobileRouterPermitted(const BindingRequest& request);
    std::optional<Judgement> CheckHomeSubnet(const BindingRequest& request);
    std::optional<Judgement> CheckMobileRouterFlag(const BindingRequest& request);
    std::optional<Judgement> CheckAdministration(const BindingRequest& request);
    std::optional<Judgement> CheckResources(const BindingRequest& request);
    std::optional<Judgement> CheckInterfaceIdentifier(const BindingRequest& request);
    std::optional<Judgement> CheckCareOfAddress(const BindingRequest& request);
    std::optional<Judgement> CheckPrefixes(const BindingRequest& request);

    bool IsDeletion(const BindingRequest& request) const;
    /// The binding of the other type that the home address has with the own address that the update
    /// is for: the home registration, or a correspondent's; null: there is none.
    const Binding* FindOther(const BindingRequest& request) const;
    /// The number that an update for this home address has to exceed; absent: any is new.
    std::optional<uint16_t> LastSequence(const BindingRequest& request) const;
    /// R, unless this node never heard of it.
    bool IsMobileRouter(const BindingRequest& request) const;

    const Facts& m_facts;     ///< What is known.
    Time m_now;               ///< When.
    HomeTerms m_terms;        ///< The policy's values; of no meaning without a policy.
    Judgement m_registration; ///< What the tests find out on the way to REGISTER.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_JUDGE_H */
