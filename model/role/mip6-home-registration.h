// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_REGISTRATION_H
#define MIP6_HOME_REGISTRATION_H

#include "ns3/event-id.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-home-binding.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/mip6-registration-host.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>

namespace ns3::nemo
{

/// Whether a refusal can pass without anything being corrected: status 128 and 130.
bool IsTemporary(BindingStatus status);

/**
 * The registration of one home address with its home agent: the state machine of a mobile node.
 * RFC 6275 sections 11.5.5, 11.7.1, 11.7.3 and 11.8.
 *
 * It decides when which Binding Update leaves and what an answer means; addresses, routes and
 * tunnels are the host's, which hears of every state by the trace.
 *
 *              Register                 accepted
 *      IDLE ----------------> REGISTERING --------> REGISTERED
 *       ^                      ^  ^ ^  ^ Register(new) |  ^
 *       |             Register |  | |  +---------------+  | accepted
 *       | none left            |  | |                due  v |
 *       +------------- DISCONNECTED | +------------- REFRESHING
 *       |                  ^        | binding ended,
 *       |   Lose, from all |        | Register(new)
 *       |   of these ------+        |
 *       | answered                  | Register
 *       +----------------- DEREGISTERING <--- ReturnHome, Deregister from all of these
 *
 *      answer >= 128 to a care-of address: REJECTED; 134: REFUSED for good; 135: same state, the
 *      number is adopted and the update sent again. From REJECTED a temporary refusal (128, 130)
 *      leads to REGISTERING after a while (RegistrationPolicy::retryDelay); every other one stands
 *      until what is asked for changes.
 *
 *      An end that is not answered is as good as answered when the binding cannot last any longer.
 *
 *      Where the home agent is not configured, one that does not answer or refuses is left for
 *      another: after what it has granted is given back, or has been told to end if it does not
 *      answer. While no other is known: SEARCHING if it refused, else it is asked on.
 */
class HomeRegistration : public HomeBinding
{
  public:
    /// Called after a state was entered: the state before. It may call Register when the state is
    /// IDLE, and nothing else.
    using StateCallback = std::function<void(const HomeRegistration&, State from)>;

    /**
     * A registration in state IDLE.
     * @param config the home
     * @param list where updates are recorded; must outlive this object
     * @param host the node; must outlive this object
     * @param onState hears of each state that is entered
     */
    HomeRegistration(const HomeConfig& config,
                     BindingUpdateList& list,
                     RegistrationHost& host,
                     StateCallback onState);
    ~HomeRegistration() override;

    // From HomeBinding
    void Register(const Ipv6Address& careOfAddress) override;
    void Lose() override;
    void ReturnHome() override;
    void Deregister(const Ipv6Address& careOfAddress) override;
    void GiveBack(const Ipv6Address& careOfAddress) override;
    void Reconsider() override;
    void AllowRefresh() override;
    void OnUnknownBinding() override;
    void Renew() override;
    void UseHomeAgent(const Ipv6Address& homeAgent) override;
    void GiveUp(BindingStatus status) override;
    bool Receive(const SignalDelivery& delivery) override;

  private:
    void EnterState(State next);
    void Begin();
    void OnTransmission(uint32_t attempt);
    void Transmit();
    Signal MakeUpdate(bool isDeregistration) const;
    void Record(const Signal& update);
    uint32_t GetPatience(Time initialTimeout, Time maxTimeout) const;
    bool IsElsewhereBetter(BindingStatus status) const;
    bool GoOnElsewhere();
    void Search();
    void ChangeHomeAgent(const Ipv6Address& homeAgent);
    void Abandon();
    uint32_t GetLifetime() const;
    void StopSending();
    void Schedule(EventId& event, Time at, void (HomeRegistration::*handler)());
    bool IsAnswer(const SignalDelivery& delivery) const;
    void OnAccepted(const Signal& acknowledgement);
    void OnRejected(const BindingAcknowledgement& acknowledgement);
    void OnSequenceRejected(uint16_t last);
    void OnDeregistered();
    void ForgetBinding();
    void PlanRetry(bool isTemporary);
    void OnRefreshDue();
    void OnEnd();
    void OnLapse();
    void OnRetry();

    BindingUpdateList& m_list;
    RegistrationHost& m_host;
    StateCallback m_onState;
    Time m_refreshAt;             ///< When the acknowledged binding is to be renewed.
    bool m_fromHome{false};       ///< The deregistration leaves from the home link.
    bool m_resynchronised{false}; ///< 135 has been answered at once since the last success.
    PacedRetransmission m_retransmission;
    EventId m_refresh;           ///< The binding is to be renewed.
    EventId m_end;               ///< The binding ends, and with it the state.
    EventId m_lapse;             ///< The acknowledged binding ends, and the state does not.
    EventId m_retry;             ///< What was refused for now is asked for again.
    bool m_isSentAgain{false};   ///< The transmission is not the first of its update.
    bool m_isDiscovered;         ///< The home agent is not configured.
    bool m_isProven{false};      ///< The present home agent has accepted an update.
    bool m_isGivenUp{false};     ///< It has left the present update unanswered for too long.
    bool m_isRefreshHeld{false}; ///< It is due and was not allowed yet.
    uint32_t m_patience{0};      ///< How often an update is sent again before that is so.
    Time m_abandonedUntil;       ///< End of all bindings at home agents that were left.
    Time m_retryDelay;           ///< The last one; 0: nothing was refused since the last success.
    Time m_retryAt{Time::Max()}; ///< When m_retry is due; Time::Max(): never.
};

} // namespace ns3::nemo

#endif // MIP6_HOME_REGISTRATION_H
