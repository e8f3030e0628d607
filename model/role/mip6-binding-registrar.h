// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_REGISTRAR_H
#define MIP6_BINDING_REGISTRAR_H

#include "ns3/mip6-address-proxy.h"
#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-binding-effects.h"
#include "ns3/mip6-binding-judge.h"
#include "ns3/mip6-binding-request.h"
#include "ns3/mip6-correspondent-policy.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-home-policy.h"
#include "ns3/mip6-interface-table.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-status.h"
#include "ns3/nemo-prefix-delegation.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Owns the binding cache of a node, receives every Binding Update, and is the only hand that makes
/// true what follows from a binding, and takes it back: whatever ends a binding, nothing is left
/// behind. The roles of the node tell it whom they serve. RFC 6275 sections 9.5 and 10.3, RFC 3963
/// section 6.
///
/// An update is judged by BindingJudge. What is to be registered then waits for Duplicate Address
/// Detection on the home link, if the home address is new there, and for the set-up of forwarding,
/// and is judged again when the wait is over, since the world may have changed; meanwhile a newer
/// update takes its place, and one that is not newer is dropped. Forwarding is in place before the
/// acknowledgement leaves. All expiries share one simulator event.
class BindingRegistrar : public Object
{
  public:
    /// TypeId "ns3::nemo::BindingRegistrar".
    static TypeId GetTypeId();

    /// The registrar of `node`, which has a MobilityStack; the first call makes it.
    static Ptr<BindingRegistrar> Of(Ptr<Node> node);

    ~BindingRegistrar() override;

    /// Take Binding Updates as the home agent that `policy` describes; it must live until
    /// StopServingHome. A node has one: a second is a misuse and aborts.
    void ServeHome(HomePolicy* policy);

    /// End all home registrations and what follows from them, remember none, answer none that
    /// wait, and send nothing. Ignored if there is no home agent.
    void StopServingHome();

    /// Take Binding Updates as the correspondent that `policy` describes; it must live until
    /// StopServingCorrespondents. Those with H are answered with status 131 unless ServeHome holds.
    /// A node has one: a second is a misuse and aborts. RFC 6275 sections 9.5.1 and 10.3.1.
    void ServeCorrespondents(CorrespondentPolicy* policy);

    /// End all bindings of correspondents, remember none, and send nothing. Ignored if
    /// ServeCorrespondents does not hold.
    void StopServingCorrespondents();

    /// End the binding that a correspondent has, as if its time were over: it is of no use. Ignored
    /// if there is none. RFC 6275 section 9.3.4.
    void Forget(const BindingCache::Key& key);

    /// The home agent serves other home addresses than before, or not as long: end or cut the
    /// bindings that would last longer than the prefixes they rest on. RFC 6275 section 10.3.1.
    void ReviewLifetimes();

    /// The prefix is not the home address's any more: forward it no more. Ignored if it is not.
    void WithdrawPrefix(const Ipv6Address& homeAddress, const NetworkPrefix& prefix);

    /// What is bound.
    const BindingCache& GetCache() const;

    /// Which mobile network prefixes are forwarded, by home address.
    const PrefixTable& GetForwardedPrefixes() const;

    /// How many updates wait for Duplicate Address Detection or set-up.
    std::size_t GetPendingCount() const;

    /// A binding was made (`before` is null), changed, or ended (`after` is null).
    typedef void (*BindingChangedCallback)(const Binding* before, const Binding* after);
    /// An update for this home address gets this answer, which is about to leave.
    typedef void (*UpdateJudgedCallback)(const Ipv6Address& home, BindingStatus status);
    /// An update for this home address was discarded in silence.
    typedef void (*DropCallback)(DropReason reason, const Ipv6Address& home);
    /// Forwarding of a prefix to a home address began or went elsewhere (true), or ended (false).
    typedef void (*ForwardingChangedCallback)(const Ipv6Address& home,
                                              const NetworkPrefix& prefix,
                                              bool isOn);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    /// An update that waits.
    struct Pending
    {
        BindingRequest request; ///< The newest.
        uint32_t interface {
            0
        };                                                 ///< Where its addresses are probed.
        std::map<Ipv6Address, std::optional<bool>> probed; ///< Free, taken, or not known yet.
        std::vector<NetworkPrefix> setUp;                  ///< What is, or is being, set up.
        ScopedEvent setUpEnd;                              ///< When that is done.
        LeaseHold leases;                                  ///< What was given to it.
    };

    /// How far a step of the preparation is.
    enum class Progress : uint8_t
    {
        DONE,
        WAITING,
        FAILED,
    };

    void Attach(Ptr<Node> node);
    void Listen();
    bool OnUpdate(const SignalDelivery& delivery);
    Judgement Judge(const BindingRequest& request) const;
    DialectProfile GetProfile() const;
    void FollowHomeRegistration(BindingRequest& request) const;
    bool HasRoom(const BindingCache::Key& key, std::size_t limit) const;
    void EndAll(bool homeRegistrations);
    void EndOthers(const BindingCache::Key& key);
    bool MustMakeRoom(const BindingCache::Key& key) const;
    void MakeRoom(const BindingCache::Key& key);
    void Act(const BindingRequest& request, const Judgement& judgement);
    void Prepare(const BindingRequest& request, const Judgement& judgement);
    Progress ProbeAddresses(Pending& pending, uint32_t interface);
    void OnProbed(const Ipv6Address& home, const Ipv6Address& address, bool isFree);
    Progress SetUpForwarding(Pending& pending, const std::vector<NetworkPrefix>& prefixes);
    Progress PreparePrefixes(Pending& pending, Judgement& judgement);
    Progress PrepareListed(Pending& pending, Judgement& judgement);
    void CountSkipped(const BindingRequest& request, Ptr<const Packet> packet) const;
    void Resume(const Ipv6Address& home);
    void ForgetPending(const Ipv6Address& home);
    void Register(const BindingRequest& request, const Judgement& judgement);
    void Delete(const BindingRequest& request);
    void Answer(const BindingRequest& request, const Judgement& judgement);
    void AnswerDeletion(const BindingRequest& request, const Judgement& judgement);
    void Refuse(const BindingRequest& request, const Judgement& judgement);
    void KeepPrefixesExcept(const Ipv6Address& home, const std::vector<NetworkPrefix>& dropped);
    void Change(const Binding* before, const Binding& after);
    void End(const Binding& binding);
    void Expire();
    void ScheduleExpiry();

    Ptr<Node> m_node;                                ///< Whose it is.
    Ptr<MessagePort> m_port;                         ///< Updates in, acknowledgements out.
    Ptr<PacketPath> m_path;                          ///< Counts drops.
    Ptr<AddressProxy> m_proxy;                       ///< Probes home addresses.
    Ptr<InterfaceTable> m_interfaces;                ///< Knows the own addresses.
    std::unique_ptr<BindingEffects> m_effects;       ///< What follows.
    HomePolicy* m_policy{nullptr};                   ///< The home agent; null: none.
    CorrespondentPolicy* m_correspondent{nullptr};   ///< The correspondent; null: none.
    std::optional<MessagePort::HandlerId> m_handler; ///< While anybody is served.
    BindingCache m_cache;                            ///< What is bound.
    std::map<Ipv6Address, Pending> m_pending;        ///< What waits, by home address.
    ScopedEvent m_expiry;                            ///< For the next end of an entry.
    std::optional<Time> m_expiryAt;                  ///< When that is.

    TracedCallback<const Binding*, const Binding*> m_bindingChanged;  ///< BindingChanged.
    TracedCallback<const Ipv6Address&, BindingStatus> m_updateJudged; ///< UpdateJudged.
    TracedCallback<DropReason, const Ipv6Address&> m_drop;            ///< Drop.
    /// ForwardingChanged.
    TracedCallback<const Ipv6Address&, const NetworkPrefix&, bool> m_forwardingChanged;
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_REGISTRAR_H */
