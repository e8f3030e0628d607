// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_REGISTRATION_H
#define MIP6_HOME_REGISTRATION_H

#include "ns3/event-id.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/mip6-registration-host.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>

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
 *      A follower (HomeConfig::leader) sends nothing: it is in the state of its leader.
 *
 *      Where the home agent is not configured, one that does not answer or refuses is left for
 *      another: after what it has granted is given back, or has been told to end if it does not
 *      answer. While no other is known: SEARCHING if it refused, else it is asked on.
 */
class HomeRegistration
{
  public:
    /// What the home agent knows of the home address.
    enum class State : uint8_t
    {
        IDLE,          ///< No binding, and none is wanted: at home, or not yet attached.
        REGISTERING,   ///< The care-of address is sent and not acknowledged.
        REGISTERED,    ///< The care-of address is bound.
        REFRESHING,    ///< It is bound, and the binding is being prolonged.
        SEARCHING,     ///< No home agent is known that would do; one is looked for.
        DISCONNECTED,  ///< There is no care-of address; an old one may still be bound.
        DEREGISTERING, ///< The end of the binding is sent and not acknowledged.
        REJECTED,      ///< The home agent does not want us: no more updates for now (11.7.3).
        REFUSED        ///< Another node has the home address: never used again (11.7.1).
    };

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
    ~HomeRegistration();
    HomeRegistration(const HomeRegistration&) = delete;
    HomeRegistration& operator=(const HomeRegistration&) = delete;

    /// This is the primary care-of address now; nothing is sent if it is bound or sent already.
    void Register(const Ipv6Address& careOfAddress);

    /// There is no care-of address any more.
    void Lose();

    /// The node is on its home link: end the binding from there. Goes to IDLE at once if the home
    /// agent cannot have one.
    void ReturnHome();

    /// End the binding while away, by way of this care-of address. RFC 3963 section 5.3.
    void Deregister(const Ipv6Address& careOfAddress);

    /// Forget that updates were rejected: something else will be asked for. State REJECTED becomes
    /// DISCONNECTED or IDLE; REFUSED stays.
    void Reconsider();

    /// RegistrationHost::MayRefresh holds again: renew the binding if that is due.
    void AllowRefresh();

    /// The home agent knows nothing of the binding (Binding Error status 1, RFC 6275 section
    /// 11.3.6): register again. Ignored unless it is bound and nothing is under way.
    void OnUnknownBinding();

    /// Something is to be asked for besides what is bound: send an update now. Ignored unless it is
    /// bound and nothing is under way.
    void Renew();

    /// A home agent was found (RegistrationHost::NextHomeAgent). It is taken if none is known, or
    /// the present one does not answer, or refuses; else nothing happens.
    void UseHomeAgent(const Ipv6Address& homeAgent);

    /// No home agent will do, the last one because of `status`: state SEARCHING becomes REJECTED;
    /// else nothing happens.
    void GiveUp(BindingStatus status);

    /// The leader of this follower has entered a state: enter it too. draft-ietf-mobileip-ipv6-04
    /// section 9.4.
    void Follow(const HomeRegistration& leader);

    /// A Binding Acknowledgement arrived at the node. False: it is not for this registration, or
    /// not valid, or no update is outstanding that it answers.
    bool Receive(const SignalDelivery& delivery);

    /// The state.
    State GetState() const;
    /// The home, with the present home agent; :: as long as none was found.
    const HomeConfig& GetHome() const;
    /// The care-of address that was announced last; :: if there is none.
    Ipv6Address GetCareOfAddress() const;
    /// Whether the home agent has acknowledged the care-of address and the binding lives.
    bool IsBound() const;
    /// Absolute end of the binding that the home agent has acknowledged; in the past if there is
    /// none; Time::Max(): never.
    Time GetBoundUntil() const;
    /// Whether the home agent may have a binding, and so defends the home address: also one to an
    /// old care-of address, or one that was never acknowledged.
    bool MayBeBound() const;
    /// Why no updates are sent at the moment; ACCEPTED if the home agent granted less than is
    /// needed; absent if they are.
    std::optional<BindingStatus> GetRejection() const;

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

    HomeConfig m_home;
    BindingUpdateList& m_list;
    RegistrationHost& m_host;
    StateCallback m_onState;
    State m_state{State::IDLE};
    Ipv6Address m_careOf{Ipv6Address::GetAny()};
    Time m_boundUntil;      ///< End of the binding that the home agent acknowledged.
    Time m_mayBeBoundUntil; ///< End of all bindings that it may have made.
    Time m_refreshAt;       ///< When the acknowledged binding is to be renewed.
    std::optional<BindingStatus> m_rejection;
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

/// The state's name, for example "REGISTERED".
const char* ToString(HomeRegistration::State state);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, HomeRegistration::State state);

} // namespace ns3::nemo

#endif // MIP6_HOME_REGISTRATION_H
