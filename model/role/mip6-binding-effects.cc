// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-effects.h"

#include "ns3/abort.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Octets of an address that are the subnet prefix of a link with interface
/// identifiers.
constexpr std::size_t PREFIX_OCTETS = 8;

/// Packets from behind the tunnel come out of it: RFC 6275 section 10.4.5, RFC
/// 3963 section 9.
std::shared_ptr<SteeringRule>
TunnelRule(const Binding& binding)
{
    auto rule = std::make_shared<SteeringRule>();
    rule->forwarded = TunnelTo(binding);
    rule->originated = rule->forwarded;
    rule->tunnelSource = binding.careOfAddress;
    rule->tunnelDestination = binding.homeAgentAddress;
    return rule;
}

/// To the home address itself this node is a correspondent: RFC 6275
/// section 10.4.2.
std::shared_ptr<SteeringRule>
HomeRule(const Binding& binding)
{
    auto rule = TunnelRule(binding);
    rule->originated.transform.encapsulate = false;
    rule->originated.transform.source = Ipv6Address::GetAny();
    rule->originated.transform.routing = binding.homeAddress;
    return rule;
}

/// The same, but nothing goes into the tunnel.
std::shared_ptr<SteeringRule>
ClosedHomeRule(const Binding& binding, Verdict verdict)
{
    auto rule = HomeRule(binding);
    rule->forwarded = SteeringAction();
    rule->forwarded.verdict = verdict;
    rule->forwarded.reason = DropReason::BEYOND_SCOPE;
    return rule;
}

/// Whatever leads to the home address.
std::shared_ptr<SteeringRule>
NextHopRule(const Binding& binding)
{
    auto rule = std::make_shared<SteeringRule>();
    rule->nextHop = binding.homeAddress;
    return rule;
}

bool
SameTunnel(const Binding& one, const Binding& other)
{
    return one.careOfAddress == other.careOfAddress &&
           one.homeAgentAddress == other.homeAgentAddress;
}

bool
Has(const Binding* binding, const NetworkPrefix& prefix)
{
    return binding && std::find(binding->prefixes.begin(), binding->prefixes.end(), prefix) !=
                          binding->prefixes.end();
}

std::vector<Ipv6Address>
DefendedAddressesOf(const Binding* binding)
{
    if (!binding || binding->interface == 0)
    {
        return {};
    }
    return BindingEffects::DefendedAddresses(binding->homeAddress,
                                             binding->linkLocalAddressCompatibility);
}

} // namespace

SteeringAction
TunnelTo(const Binding& binding)
{
    SteeringAction action;
    action.verdict = Verdict::TRANSFORM;
    action.transform.source = binding.homeAgentAddress;
    action.transform.destination = binding.careOfAddress;
    action.transform.encapsulate = true;
    action.transform.tunnelHome = binding.homeAddress;
    return action;
}

BindingEffects::BindingEffects(Ptr<Steering> steering,
                               Ptr<AddressProxy> proxy,
                               ForwardingListener listener)
    : m_steering(steering),
      m_proxy(proxy),
      m_listener(std::move(listener))
{
}

void
BindingEffects::Change(const Binding* before, const Binding* after)
{
    if (const Binding* either = after ? after : before; either && !either->homeRegistration)
    {
        ChangeCorrespondent(*either, after != nullptr);
        return;
    }
    ChangePrefixes(before, after);
    if (m_shared && after)
    {
        m_shared->Change(before, after);
    }
    ChangeHome(before, after);
    ChangeDefence(before, after);
    if (m_shared && before && !after)
    {
        m_shared->Change(before, after);
    }
}

void
BindingEffects::ChangeCorrespondent(const Binding& binding, bool isThere)
{
    OptimisedPairs& pairs = m_steering->Optimised();
    if (isThere)
    {
        pairs.SendTo(binding.homeAgentAddress, binding.homeAddress, binding.careOfAddress);
    }
    else
    {
        pairs.ForgetSendTo(binding.homeAgentAddress, binding.homeAddress);
    }
}

Time
BindingEffects::LastUsed(const Binding& binding) const
{
    return m_steering->Optimised()
        .LastUsed(binding.homeAgentAddress, binding.homeAddress)
        .value_or(Time(0));
}

void
BindingEffects::ChangePrefixes(const Binding* before, const Binding* after)
{
    if (before)
    {
        for (const auto& prefix : before->prefixes)
        {
            if (!Has(after, prefix))
            {
                m_steering->ForgetPrefix(prefix);
                m_forwarded.Remove(before->homeAddress, prefix);
                m_listener(before->homeAddress, prefix, false);
            }
        }
    }
    if (!after || after->prefixes.empty())
    {
        return;
    }
    const Steering::RulePtr rule = m_nextHop ? NextHopRule(*after) : TunnelRule(*after);
    const bool sameRoute = before && (m_nextHop || SameTunnel(*before, *after));
    for (const auto& prefix : after->prefixes)
    {
        // What somebody took away by hand comes back with the next refresh: RFC
        // 3963 section 6.1.1.
        if (sameRoute && Has(before, prefix) && m_steering->RuleOf(prefix))
        {
            continue;
        }
        NS_ABORT_MSG_UNLESS(m_forwarded.Add(after->homeAddress, prefix),
                            prefix << " is forwarded to another mobile router already");
        m_steering->ToPrefix(prefix, rule);
        m_listener(after->homeAddress, prefix, true);
    }
}

void
BindingEffects::ChangeHome(const Binding* before, const Binding* after)
{
    if (!after)
    {
        if (before)
        {
            m_steering->ForgetAddress(before->homeAddress);
            m_steering->ForgetExpected(before->homeAddress);
        }
        return;
    }
    const Ipv6Address& home = after->homeAddress;
    if (!before || !SameTunnel(*before, *after) || !m_steering->RuleOf(home))
    {
        m_steering->ToAddress(home, RuleOfHome(*after));
    }
    m_steering->ExpectHome(home, after->careOfAddress);
}

Steering::RulePtr
BindingEffects::RuleOfHome(const Binding& binding) const
{
    if (m_siteLocal == SiteLocal::TUNNEL || !IsSiteLocal(binding.homeAddress))
    {
        return HomeRule(binding);
    }
    return ClosedHomeRule(binding,
                          m_siteLocal == SiteLocal::REFUSE ? Verdict::REFUSE : Verdict::DROP);
}

void
BindingEffects::ShareIdentifiers(SharedIdentifiers::Needs needs)
{
    needs.write = [this](const Ipv6Address& address, const Binding& owner, bool isServed) {
        WriteShared(address, owner, isServed);
    };
    m_shared = std::make_unique<SharedIdentifiers>(std::move(needs));
}

void
BindingEffects::ReviewIdentifiers()
{
    if (m_shared)
    {
        m_shared->Review();
    }
}

/// What comes for a link-local one is refused where it is answered for.
void
BindingEffects::WriteShared(const Ipv6Address& address, const Binding& owner, bool isServed)
{
    if (!isServed)
    {
        m_steering->ForgetAddress(address);
        m_proxy->StopAnswering(address, owner.interface);
        return;
    }
    m_proxy->Answer(address, owner.interface, owner.mobileRouter);
    if (!address.IsLinkLocal())
    {
        Binding shared = owner;
        shared.homeAddress = address;
        m_steering->ToAddress(address, RuleOfHome(shared));
    }
}

void
BindingEffects::ChangeDefence(const Binding* before, const Binding* after)
{
    const auto wanted = DefendedAddressesOf(after);
    for (const auto& address : DefendedAddressesOf(before))
    {
        if (std::find(wanted.begin(), wanted.end(), address) == wanted.end() ||
            before->interface != after->interface)
        {
            m_proxy->StopAnswering(address, before->interface);
        }
    }
    for (const auto& address : wanted)
    {
        m_proxy->Answer(address, after->interface, after->mobileRouter);
    }
}

void
BindingEffects::RouteByNextHop(bool nextHop)
{
    m_nextHop = nextHop;
}

void
BindingEffects::TreatSiteLocal(SiteLocal treatment)
{
    m_siteLocal = treatment;
}

void
BindingEffects::Announce(const Binding& binding, const Ipv6Address& source, uint32_t repeats)
{
    auto addresses = DefendedAddressesOf(&binding);
    const auto shared = m_shared ? m_shared->Of(binding.homeAddress) : std::vector<Ipv6Address>{};
    addresses.insert(addresses.end(), shared.begin(), shared.end());
    for (const auto& address : addresses)
    {
        m_proxy->Advertise(address, binding.interface, binding.mobileRouter, true, repeats, source);
    }
}

const PrefixTable&
BindingEffects::GetForwarded() const
{
    return m_forwarded;
}

std::vector<Ipv6Address>
BindingEffects::DefendedAddresses(const Ipv6Address& home, bool linkLocalAddressCompatibility)
{
    if (!linkLocalAddressCompatibility)
    {
        return {home};
    }
    std::array<uint8_t, 16> octets{};
    home.GetBytes(octets.data());
    std::fill_n(octets.begin(), PREFIX_OCTETS, uint8_t{0});
    octets[0] = 0xfe;
    octets[1] = 0x80;
    return {home, Ipv6Address(octets.data())};
}

} // namespace ns3::nemo
