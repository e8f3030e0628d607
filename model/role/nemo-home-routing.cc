// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-home-routing.h"

#include "ns3/mip6-binding-effects.h"

namespace ns3::nemo
{

namespace
{

/// Of what is learned on links. A mobile router that has left its home link is remembered there
/// for as long as RIPng's routes last: what it tells by its tunnel has to be nearer (metric 1).
constexpr uint8_t LINK_METRIC = 2;

/// Whatever the routing protocol leads into a tunnel goes there, whoever has sent it.
LeavingRule
RuleFor(const Binding& binding)
{
    LeavingRule rule;
    rule.action = TunnelTo(binding);
    rule.sources = {NetworkPrefix(Ipv6Address::GetAny(), 0)};
    rule.isWayOut = false;
    return rule;
}

} // namespace

HomeRouting::HomeRouting(Ptr<MobilityStack> stack, bool propagates)
    : m_stack(stack)
{
    const auto routing = stack->GetDynamicRouting();
    for (const uint32_t interface : stack->GetInterfaceTable()->Links())
    {
        routing->SetMetric(interface, LINK_METRIC);
        propagates ? routing->Ask(interface) : routing->BeSilent(interface);
    }
}

HomeRouting::~HomeRouting()
{
    while (!m_open.empty())
    {
        Close(*m_open.begin());
    }
}

void
HomeRouting::OnBinding(const Binding* before, const Binding* after)
{
    const auto tunnels = m_stack->GetTunnelInterfaces();
    if (after && after->valid && after->mobileRouter)
    {
        const uint32_t interface =
            tunnels->Open(after->homeAddress, TunnelInterfaces::Side::HOME_AGENT);
        tunnels->Direct(after->homeAddress, RuleFor(*after));
        if (m_open.insert(after->homeAddress).second)
        {
            m_stack->GetDynamicRouting()->Speak(interface);
        }
        return;
    }
    const Binding& any = after ? *after : *before;
    if (m_open.count(any.homeAddress) > 0)
    {
        Close(any.homeAddress);
        if (any.interface != 0)
        {
            // It may be there again.
            m_stack->GetDynamicRouting()->Ask(any.interface);
        }
    }
}

void
HomeRouting::Close(const Ipv6Address& homeAddress)
{
    const auto tunnels = m_stack->GetTunnelInterfaces();
    if (const auto interface = tunnels->Find(homeAddress))
    {
        m_stack->GetDynamicRouting()->BeSilent(*interface);
    }
    tunnels->Close(homeAddress);
    m_open.erase(homeAddress);
}

} // namespace ns3::nemo
