// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_REGISTRATION_H
#define MIP6_HOME_REGISTRATION_H

#include "ns3/event-id.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>

namespace ns3::nemo
{

/// A home of a mobile node.
struct HomeConfig
{
    NetworkPrefix prefix;    ///< of the home link; the node is at home where it is on-link
    Ipv6Address homeAddress; ///< unicast routable; need not be in the prefix (RFC 3963 section 3)
    Ipv6Address homeAgent;   ///< unicast routable address of the home agent on the home link
    /// Seconds that the home address is valid from the boot on; an advertisement of the prefix at
    /// home takes its place.
    uint32_t validLifetime{INFINITE_LIFETIME};
    /// At its first boot the node is on the home link, and has the home address without a probe.
    bool startsAtHome{true};
    /// The home prefix is on no link, so that the node is always away. RFC 6275 section 4.6.
    bool isVirtual{false};
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

class HomeRegistration;

/// The node around a HomeRegistration: what it may use, and who hears of it.
class RegistrationHost
{
  public:
    virtual ~RegistrationHost() = default;

    /// The values of the dialect, as they stand now.
    virtual DialectProfile GetProfile() const = 0;

    /// What is asked for, as it stands now.
    virtual RegistrationPolicy GetPolicy() const = 0;

    /// The first moment at which another Binding Update may leave for `destination` (now or
    /// later). RFC 6275 sections 11.5.3 and 11.8: MAX_UPDATE_RATE.
    virtual Time EarliestUpdate(const Ipv6Address& destination) const = 0;

    /// A random number to begin counting from. RFC 6275 section 11.7.1.
    virtual uint16_t DrawSequence() = 0;

    /// Seconds that home and care-of address stay valid from now on, the smaller of both.
    virtual uint32_t GetValidity(const HomeRegistration& registration) const = 0;

    /// Whether the interface identifier of the link-local address is that of the home address.
    virtual bool IsLinkLocalCompatible(const HomeRegistration& registration) const = 0;

    /// Write what else belongs into an update: flags and options (RFC 3963 section 5.2). Its
    /// lifetime is 0 if it deregisters.
    virtual void Complete(const HomeRegistration& registration, Signal& update) = 0;

    /// Let an update leave; `envelope` has no interface yet. From home (no care-of source) it goes
    /// to the home agent as a neighbour.
    virtual void SendUpdate(const HomeRegistration& registration,
                            const Signal& update,
                            const Envelope& envelope) = 0;

    /// An answer with an accepting status came. False: what was granted is not what is needed, so
    /// that the binding is to be given back (RFC 3963 section 5.3).
    virtual bool IsEnough(const HomeRegistration& registration, const Signal& acknowledgement) = 0;

    /// The answer to an outstanding update came and was valid, whatever it says; called before the
    /// state changes.
    virtual void OnAcknowledgement(const HomeRegistration& registration,
                                   const Signal& acknowledgement) = 0;

    /// The binding that was acknowledged has run out while its successor, or its end, is still
    /// unanswered: IsBound() is false now, and the state goes on.
    virtual void OnBindingEnd(const HomeRegistration& registration) = 0;
};

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

    /// A Binding Acknowledgement arrived at the node. False: it is not for this registration, or
    /// not valid, or no update is outstanding that it answers.
    bool Receive(const SignalDelivery& delivery);

    /// The state.
    State GetState() const;
    /// The home.
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
    void Transmit();
    Signal MakeUpdate() const;
    uint32_t GetLifetime() const;
    void StopSending();
    void Schedule(EventId& event, Time at, void (HomeRegistration::*handler)());
    bool IsAnswer(const SignalDelivery& delivery) const;
    void OnAccepted(const Signal& acknowledgement);
    void OnRejected(const BindingAcknowledgement& acknowledgement);
    void OnSequenceRejected(uint16_t last);
    void OnDeregistered();
    void ForgetBinding();
    void PlanRetry(BindingStatus status);
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
    EventId m_end;               ///< The binding ends.
    EventId m_lapse;             ///< The acknowledged binding ends, and the state does not.
    EventId m_retry;             ///< What was refused for now is asked for again.
    bool m_isSentAgain{false};   ///< The transmission is not the first of its update.
    Time m_retryDelay;           ///< The last one; 0: nothing was refused since the last success.
    Time m_retryAt{Time::Max()}; ///< When m_retry is due; Time::Max(): never.
};

/// The state's name, for example "REGISTERED".
const char* ToString(HomeRegistration::State state);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, HomeRegistration::State state);

} // namespace ns3::nemo

#endif // MIP6_HOME_REGISTRATION_H
