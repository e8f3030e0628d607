// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_BINDING_H
#define MIP6_HOME_BINDING_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-registration-host.h"
#include "ns3/mip6-status.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <ostream>

namespace ns3::nemo
{

/**
 * The binding of one home address at its home agent, as the mobile node knows it, and what the node
 * wants of it.
 *
 * HomeRegistration asks for one and keeps it. FollowedBinding is that of a home address for which
 * the registration of another one stands; what is wanted of it is wanted of that one, too, so that
 * it does nothing about it: neither does this class.
 */
class HomeBinding
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

    virtual ~HomeBinding() = default;
    HomeBinding(const HomeBinding&) = delete;
    HomeBinding& operator=(const HomeBinding&) = delete;

    // --- What is wanted

    /// This is the primary care-of address now; nothing is sent if it is bound or sent already.
    virtual void Register(const Ipv6Address& careOfAddress);

    /// There is no care-of address any more.
    virtual void Lose();

    /// The node is on its home link: end the binding from there. Goes to IDLE at once if the home
    /// agent cannot have one.
    virtual void ReturnHome();

    /// End the binding while away, by way of this care-of address. RFC 3963 section 5.3.
    virtual void Deregister(const Ipv6Address& careOfAddress);

    /// The home address has ended: let the home agent end the binding that it may have, by way of
    /// this care-of address, and wait for no answer. Goes to IDLE.
    virtual void GiveBack(const Ipv6Address& careOfAddress);

    /// Forget that updates were rejected: something else will be asked for. State REJECTED becomes
    /// DISCONNECTED or IDLE; REFUSED stays.
    virtual void Reconsider();

    /// RegistrationHost::MayRefresh holds again: renew the binding if that is due.
    virtual void AllowRefresh();

    /// The home agent knows nothing of the binding (Binding Error status 1, RFC 6275 section
    /// 11.3.6): register again. Ignored unless it is bound and nothing is under way.
    virtual void OnUnknownBinding();

    /// Something is to be asked for besides what is bound: send an update now. Ignored unless it is
    /// bound and nothing is under way.
    virtual void Renew();

    /// A home agent was found (RegistrationHost::NextHomeAgent). It is taken if none is known, or
    /// the present one does not answer, or refuses; else nothing happens.
    virtual void UseHomeAgent(const Ipv6Address& homeAgent);

    /// No home agent will do, the last one because of `status`: state SEARCHING becomes REJECTED;
    /// else nothing happens.
    virtual void GiveUp(BindingStatus status);

    /// The binding that stands for this one has entered a state.
    virtual void Follow(const HomeBinding& leader);

    /// A Binding Acknowledgement arrived at the node. False: it is not for this binding, or not
    /// valid, or no update is outstanding that it answers.
    virtual bool Receive(const SignalDelivery& delivery);

    // --- What is known

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

  protected:
    /// In state IDLE. @param config the home
    explicit HomeBinding(const HomeConfig& config);

    /// Be as another binding is.
    void Copy(const HomeBinding& other);

    HomeConfig m_home;                           ///< With the present home agent.
    State m_state{State::IDLE};                  ///< The state.
    Ipv6Address m_careOf{Ipv6Address::GetAny()}; ///< Announced last.
    Time m_boundUntil;      ///< End of the binding that the home agent acknowledged.
    Time m_mayBeBoundUntil; ///< End of all bindings that it may have made.
    std::optional<BindingStatus> m_rejection; ///< Why nothing is sent.
};

/// The state's name, for example "REGISTERED".
const char* ToString(HomeBinding::State state);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, HomeBinding::State state);

} // namespace ns3::nemo

#endif // MIP6_HOME_BINDING_H
