// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_CORRESPONDENT_REGISTRATION_H
#define MIP6_CORRESPONDENT_REGISTRATION_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-status.h"
#include "ns3/mip6-update-authorizer.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>

namespace ns3::nemo
{

/// What a mobile node asks its correspondents for.
struct CorrespondentTermsWanted
{
    /// Seconds that a binding is asked for: MAX_RR_BINDING_LIFETIME. RFC 6275 section 12.
    uint32_t lifetime{420};
    uint32_t refreshPercent{80}; ///< Of the granted lifetime, after which it is renewed; 1 to 100.
    bool acknowledge{true};      ///< A: an update has to be acknowledged before it is relied upon.
    Time retryHold;              ///< How long a correspondent that cannot, or will not, has peace.
    uint32_t maxFailures{3};     ///< MAX_RO_FAILURE, retransmissions. RFC 6275 section 12.
};

class CorrespondentRegistration;

/// The node around a CorrespondentRegistration: what it may use, and who hears of it.
class CorrespondentHost
{
  public:
    virtual ~CorrespondentHost() = default;

    /// The values of the dialect, as they stand now.
    virtual DialectProfile GetProfile() const = 0;

    /// What is asked for, as it stands now.
    virtual CorrespondentTermsWanted GetTermsWanted() const = 0;

    /// Seconds for which the home registration and both addresses last from now on, the smallest.
    /// RFC 6275 section 11.7.2.
    virtual uint32_t GetValidity(const CorrespondentRegistration& registration) const = 0;

    /// The first moment at which another Binding Update, which says that the node is at `careOf`,
    /// may leave for `destination`. RFC 6275 section 11.8.
    virtual Time EarliestUpdate(const Ipv6Address& destination,
                                const Ipv6Address& careOf) const = 0;

    /// A random number to begin counting from. RFC 6275 section 11.7.1.
    virtual uint16_t DrawSequence() = 0;

    /// Let an update leave.
    virtual void SendUpdate(const CorrespondentRegistration& registration,
                            const Signal& update,
                            const Envelope& envelope) = 0;

    /// Whether anything went between the two since the absolute time `since`, so that the binding
    /// is worth to be renewed.
    virtual bool IsUsed(const CorrespondentRegistration& registration, Time since) const = 0;
};

/**
 * The registration of one home address with one correspondent: the state machine of a mobile node.
 * RFC 6275 sections 11.7.2, 11.7.3 and 11.8.
 *
 * It decides when which Binding Update leaves and what an answer means; what goes straight to the
 * correspondent is the host's, which hears of every state, and asks IsBound.
 *
 *              Register                  granted              accepted
 *      IDLE ----------------> AUTHORIZING -------> UPDATING ------------> BOUND
 *       ^                      ^  ^   |              |  | nonces expired    |  due, and used
 *       | Suspend, from all    |  |   | no answer    |  v  (136, 137, 138)  v
 *       +---- of these         |  |   v              |  AUTHORIZING   AUTHORIZING
 *                              |  +- HELD <----------+ no answer, refused
 *                              |  hold over
 *       A renewal without answer leads back to BOUND as long as the binding lasts.
 *       ReturnHome: AUTHORIZING and UPDATING once more, to end the binding; then, or if there is
 *       none, or when it fails: ENDED. A binding that ends unused: ENDED.
 */
class CorrespondentRegistration
{
  public:
    /// How far the correspondent is.
    enum class State : uint8_t
    {
        IDLE,        ///< No care-of address that the home agent has accepted.
        AUTHORIZING, ///< What entitles to the update is being found out.
        UPDATING,    ///< The update is sent and not acknowledged.
        BOUND,       ///< It is acknowledged (or needs not be).
        HELD,        ///< The correspondent cannot or will not: it is left alone for a while.
        ENDED        ///< There is nothing more to do; the registration can go.
    };

    /// Called after a state was entered, or the binding ended: the state before. It may destroy the
    /// registration when the state is ENDED.
    using StateCallback = std::function<void(CorrespondentRegistration&, State from)>;

    /**
     * A registration in state IDLE.
     * @param homeAddress the node's
     * @param correspondent the peer, by its home address if it is mobile itself
     * @param list where updates are recorded; must outlive this object
     * @param host the node; must outlive this object
     * @param authorizer for these two
     * @param onState hears of each state that is entered
     */
    CorrespondentRegistration(const Ipv6Address& homeAddress,
                              const Ipv6Address& correspondent,
                              BindingUpdateList& list,
                              CorrespondentHost& host,
                              std::unique_ptr<UpdateAuthorizer> authorizer,
                              StateCallback onState);
    ~CorrespondentRegistration();
    CorrespondentRegistration(const CorrespondentRegistration&) = delete;
    CorrespondentRegistration& operator=(const CorrespondentRegistration&) = delete;

    /// The home agent has accepted this care-of address; nothing happens if it is bound or under
    /// way already.
    void Register(const Ipv6Address& careOfAddress);

    /// The care-of address is gone, or not accepted by the home agent yet.
    void Suspend();

    /// The node is at home: end the binding.
    void ReturnHome();

    /// A Binding Acknowledgement arrived at the node. False: it is not for this registration, or
    /// not valid, or no update is outstanding that it answers.
    bool Receive(const SignalDelivery& delivery);

    /// The correspondent asks for an update (RFC 6275 section 11.7.4): renew what is bound and was
    /// used since it was made.
    void Refresh();

    /// The correspondent knows nothing of the binding (Binding Error status 1, RFC 6275 section
    /// 11.3.6): it is gone, and its entry with it, and begun anew.
    void OnUnknownBinding();

    /// The correspondent does not know mobility (Binding Error status 2, RFC 6275 section 11.3.6,
    /// or ICMPv6 Parameter Problem, section 11.3.5). Ignored if nothing is expected from it.
    void OnUnsupported();

    /// A packet came that the correspondent sent as if it had no binding, or an old one: tell it
    /// again. Ignored if that is under way, or the rate of updates forbids it now, since the next
    /// such packet says the same. draft-ietf-mobileip-ipv6-04 section 9.5.
    void OnDetour();

    /// The state.
    State GetState() const;
    /// The node's home address.
    const Ipv6Address& GetHomeAddress() const;
    /// The peer.
    const Ipv6Address& GetCorrespondent() const;
    /// The care-of address that is wanted; :: if there is none; the home address at home.
    const Ipv6Address& GetCareOfAddress() const;
    /// Whether packets may go straight to the correspondent from the care-of address: it has
    /// acknowledged it, and the binding lives. RFC 6275 section 11.3.1.
    bool IsBound() const;
    /// Whether the correspondent may have a binding, be it to another care-of address.
    bool MayBeBound() const;

  private:
    void EnterState(State next);
    void BeginAuthorizing();
    void OnGrant(const std::optional<UpdateGrant>& grant);
    void StartSending();
    void Transmit();
    uint16_t NextSequence() const;
    Signal MakeUpdate() const;
    bool IsDeletion() const;
    uint32_t GetLifetime() const;
    void OnNoAnswer();
    bool IsAnswer(const SignalDelivery& delivery) const;
    void OnAccepted(uint32_t lifetime);
    void OnRefused(BindingStatus status);
    void OnSequenceRejected(uint16_t last);
    void Fail();
    uint32_t GetRetransmissions(const DialectProfile& profile) const;
    void ScheduleEnd();
    void OnRefreshDue();
    void OnEnd();

    Ipv6Address m_homeAddress;
    Ipv6Address m_correspondent;
    BindingUpdateList& m_list;
    CorrespondentHost& m_host;
    std::unique_ptr<UpdateAuthorizer> m_authorizer;
    StateCallback m_onState;
    State m_state{State::IDLE};
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< Wanted.
    Ipv6Address m_boundCareOf{Ipv6Address::GetAny()};
    Time m_boundUntil;         ///< End of the binding to m_boundCareOf.
    Time m_mayBeBoundUntil;    ///< End of all bindings that the correspondent may have made.
    Time m_lastRenewed;        ///< When the binding was acknowledged last.
    uint32_t m_failures{0};    ///< Of status 135 to 138, and silences, since the last success.
    bool m_isSentAgain{false}; ///< The transmission is not the first of its update.
    std::optional<UpdateGrant> m_grant;
    PacedRetransmission m_retransmission;
    ScopedEvent m_refresh; ///< The binding is to be renewed.
    ScopedEvent m_end;     ///< The binding ends.
    ScopedEvent m_hold;    ///< The hold is over.
};

/// The state's name, for example "BOUND".
const char* ToString(CorrespondentRegistration::State state);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, CorrespondentRegistration::State state);

} // namespace ns3::nemo

#endif /* MIP6_CORRESPONDENT_REGISTRATION_H */
