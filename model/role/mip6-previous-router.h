// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PREVIOUS_ROUTER_H
#define MIP6_PREVIOUS_ROUTER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-home-registration.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobile-node-home-host.h"
#include "ns3/mip6-registration-host.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>

namespace ns3::nemo
{

/// Where a mobile node was before: a primary care-of address and its default router.
struct FormerPlace
{
    Ipv6Address careOf{Ipv6Address::GetAny()}; ///< ::: nowhere
    Ipv6Address router{Ipv6Address::GetAny()}; ///< global address; ::: it is not known
    NetworkPrefix prefix;                      ///< of the care-of address
};

/**
 * The previous default router of a mobile node as home agent of the old primary care-of address,
 * for a while: it tunnels what is still sent there to where the node is. The registration is one
 * like any other, whose home address is the old care-of address; the router does not hear of any
 * other. draft-ietf-mobileip-ipv6-04 section 9.6.
 */
class PreviousRouter : private RegistrationHost
{
  public:
    /// What the node gives; all are called as long as the object lives.
    struct Needs
    {
        std::function<DialectProfile()> profile; ///< The values of the dialect.
        std::function<uint16_t()> drawSequence;  ///< A random number to begin counting from.
        /// How long a care-of address is valid; Time::Max(): for ever.
        std::function<Time(const Ipv6Address&)> validUntil;
        std::function<void()> onListChange; ///< An entry of the binding update list has changed.
        /// It is over; called as an event of its own, and may destroy the object.
        std::function<void()> onEnd;
    };

    /**
     * The old address is on the transform interface from now on; Move does the rest.
     * @param place whose router is to act; all of it is known
     * @param lifetime how long, whole seconds and more than 0
     * @param parts of the node
     * @param needs what it gives
     */
    PreviousRouter(const FormerPlace& place,
                   Time lifetime,
                   const MobileNodeParts& parts,
                   Needs needs);
    ~PreviousRouter() override;
    PreviousRouter(const PreviousRouter&) = delete;
    PreviousRouter& operator=(const PreviousRouter&) = delete;

    /// The new primary care-of address; :: while there is none.
    void Move(const Ipv6Address& careOfAddress);

    /// The node uses this router from now on. On the old link it is served no longer: its router
    /// is told so before the node probes the old address, which the router would defend (section
    /// 9.13, as from a home link).
    void OnRouter(const HeardRouter& router);

    /// Take back all that followed from it.
    void Withdraw();

    /// Where the node was.
    const FormerPlace& GetPlace() const;
    /// How far it is.
    const HomeRegistration& GetRegistration() const;

  private:
    // From RegistrationHost
    DialectProfile GetProfile() const override;
    RegistrationPolicy GetPolicy() const override;
    Time EarliestUpdate(const Ipv6Address& destination, const Ipv6Address& careOf) const override;
    uint16_t DrawSequence() override;
    uint32_t GetValidity(const HomeRegistration& registration) const override;
    void SendUpdate(const HomeRegistration& registration,
                    const Signal& update,
                    const Envelope& envelope) override;
    Refusal JudgeRefusal(const HomeRegistration& registration, BindingStatus status) override;
    bool MayRefresh(const HomeRegistration& registration) const override;

    void LearnRouter(const HeardRouter& router);
    void OnState(HomeRegistration::State from);
    void Steer();

    FormerPlace m_place;
    MobileNodeParts m_parts;
    Needs m_needs;
    bool m_isBack{false}; ///< The node is on the old link.
    Time m_until;         ///< The end, absolute.
    ScopedEvent m_end;    ///< Of it all.
    MessagePort::HandlerId m_handler;
    HomeRegistration m_registration;
};

} // namespace ns3::nemo

#endif // MIP6_PREVIOUS_ROUTER_H
