// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETURN_ROUTABILITY_PROCEDURE_H
#define MIP6_RETURN_ROUTABILITY_PROCEDURE_H

#include "ns3/mip6-dialect.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/mip6-return-routability-state.h"
#include "ns3/mip6-update-authorizer.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::nemo
{

/// The node around a ReturnRoutabilityProcedure.
class TestHost
{
  public:
    virtual ~TestHost() = default;

    /// How tests are retransmitted, and after how many retransmissions the correspondent does not
    /// answer. RFC 6275 sections 5.2.9 and 11.8.
    virtual Retransmission::Schedule GetTestSchedule() const = 0;

    /// The first moment at which another message of this type may leave for `correspondent`.
    virtual Time EarliestTest(const Ipv6Address& correspondent, MobilityHeaderType type) const = 0;

    /// A random cookie. RFC 6275 section 5.2.5.
    virtual uint64_t DrawCookie() = 0;

    /// Let a Home Test Init leave from `homeAddress`, or a Care-of Test Init from `careOfAddress`.
    virtual void SendTest(const Ipv6Address& correspondent,
                          const Ipv6Address& address,
                          const SignalBody& test) = 0;
};

/// Return routability, from the mobile node's side: a correspondent believes who gets what it sends
/// to the home address and what it sends to the care-of address. RFC 6275 sections 5.2.5 and 11.6.
///
/// Both tests leave at once. A token that is young enough is used again instead of a test, so after
/// a move the home address need not be tested; and to delete a binding the home token is enough.
class ReturnRoutabilityProcedure : public UpdateAuthorizer
{
  public:
    /// @param state what the node remembers of all its tests; must outlive this object
    /// @param host the node; must outlive this object
    ReturnRoutabilityProcedure(ReturnRoutabilityState& state, TestHost& host);
    ~ReturnRoutabilityProcedure() override;

    /// A token came, for whomever: see whether it was the last one missing.
    void OnToken();

    // From UpdateAuthorizer
    void Begin(const UpdateWish& wish, Callback done) override;
    void Cancel() override;
    bool IsRunning() const override;
    void Forget(bool ofHomeAddress, bool ofCareOfAddress) override;

  private:
    void SendHomeTestInit();
    void SendCareOfTestInit();
    bool IsCareOfTestInProgress() const;
    void Finish(const std::optional<UpdateGrant>& grant);
    UpdateGrant MakeGrant() const;

    ReturnRoutabilityState& m_state;
    TestHost& m_host;
    UpdateWish m_wish;
    Callback m_done; ///< Empty: not running.
    PacedRetransmission m_home;
    PacedRetransmission m_careOf;
};

} // namespace ns3::nemo

#endif /* MIP6_RETURN_ROUTABILITY_PROCEDURE_H */
