// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_CORRESPONDENT_NODE_H
#define MIP6_CORRESPONDENT_NODE_H

#include "ns3/mip6-binding-refresher.h"
#include "ns3/mip6-correspondent-policy.h"
#include "ns3/mip6-return-routability-responder.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-unreachable-care-of.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3::nemo
{

/// A node that mobile nodes can talk to without a detour by their home agents: it takes part in
/// return routability, keeps bindings, sends straight to care-of addresses, and asks for the
/// renewal of what it uses. Any role but a plain host is one too. As a home agent it refuses to
/// serve (status 131) where there is none. RFC 6275 section 9.
class CorrespondentNode : public Role, private CorrespondentPolicy
{
  public:
    /// TypeId "ns3::nemo::CorrespondentNode".
    static TypeId GetTypeId();

    CorrespondentNode();
    ~CorrespondentNode() override;

    /// The side of return routability; null while the role is not running, or does not optimise.
    const ReturnRoutabilityResponder* GetResponder() const;

    /// Who asks for the renewal of bindings; null while the role is not running, or does not ask.
    const BindingRefresher* GetRefresher() const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoBoot() override;
    void DoHalt() override;
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    // From CorrespondentPolicy
    CorrespondentTerms GetTerms() const override;
    UpdateAuthorization Authorize(const BindingRequest& request) override;
    void OnAccepted(const BindingRequest& request) override;

    void StartMindingBindings();
    void OnBindingChanged(const Binding* before, const Binding* after);
    Octets DrawOctets(std::size_t count);

    bool m_routeOptimization{true};      ///< Attribute RouteOptimization.
    Time m_maxRrBindingLifetime;         ///< Attribute MaxRrBindingLifetime.
    uint32_t m_maxBindings{0};           ///< Attribute MaxBindings.
    bool m_replacesOldest{false};        ///< Attribute ReplacesOldest.
    Time m_nonceRenewal;                 ///< Attribute NonceRenewal.
    Time m_maxNonceLifetime;             ///< Attribute MaxNonceLifetime.
    Time m_refreshRequestLead;           ///< Attribute RefreshRequestLead.
    uint32_t m_persistentErrors{0};      ///< Attribute PersistentErrors.
    Ptr<UniformRandomVariable> m_random; ///< Node keys and nonces.
    std::unique_ptr<ReturnRoutabilityResponder> m_responder;
    std::unique_ptr<BindingRefresher> m_refresher;
    std::unique_ptr<UnreachableCareOf> m_unreachable;
};

} // namespace ns3::nemo

#endif /* MIP6_CORRESPONDENT_NODE_H */
