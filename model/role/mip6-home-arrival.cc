// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-arrival.h"

#include "ns3/mip6-mobility-stack.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

HomeArrival::HomeArrival(Ptr<MobilityStack> stack,
                         const uint32_t& interface,
                         const Ipv6Address& homeAddress,
                         const Ipv6Address& homeAgent)
    : m_stack(stack),
      m_interface(interface),
      m_homeAddress(homeAddress),
      m_homeAgent(homeAgent)
{
}

HomeArrival::~HomeArrival() = default;

void
HomeArrival::Note(const Mac48Address& linkLayer)
{
    m_stack->GetInterfaceTable()->LearnNeighbor(m_interface,
                                                m_homeAgent,
                                                linkLayer,
                                                true,
                                                InterfaceTable::Knowledge::REACHABLE);
}

void
HomeArrival::SetHomeAgent(const Ipv6Address& homeAgent)
{
    m_homeAgent = homeAgent;
}

bool
HomeArrival::LearnHomeAgent(Time since)
{
    for (const HeardRouter& router : m_stack->GetRouterDiscovery()->RoutersHeard(m_interface))
    {
        const auto& addresses = router.globalAddresses;
        const bool isHomeAgent =
            std::find(addresses.begin(), addresses.end(), m_homeAgent) != addresses.end();
        if (isHomeAgent && router.linkLayer && router.lastHeard >= since)
        {
            Note(*router.linkLayer);
            return true;
        }
    }
    return m_stack->GetInterfaceTable()->NeighborLinkLayer(m_interface, m_homeAgent).has_value();
}

void
HomeArrival::AskForHomeAgent(const Ipv6Address& target, std::function<void(bool isKnown)> done)
{
    m_asked = target;
    m_stack->GetAddressProxy()->Solicit(
        target,
        m_interface,
        Ipv6Address::GetAny(),
        [this, done = std::move(done)](std::optional<Mac48Address> linkLayer) {
            m_asked = Ipv6Address::GetAny();
            if (linkLayer)
            {
                Note(*linkLayer);
            }
            done(linkLayer.has_value());
        });
}

void
HomeArrival::Reclaim(Time maxRandomDelay,
                     Time interval,
                     std::function<void()> free,
                     std::function<void()> taken)
{
    AddressProxy::ProbeOptions options;
    options.maxRandomDelay = maxRandomDelay;
    m_stack->GetAddressProxy()->Probe(
        m_homeAddress,
        m_interface,
        options,
        [this, maxRandomDelay, interval, free, taken](bool isFree) {
            if (isFree)
            {
                free();
                return;
            }
            m_reclaim.Schedule(interval, [this, maxRandomDelay, interval, free, taken]() {
                Reclaim(maxRandomDelay, interval, free, taken);
            });
            if (taken)
            {
                taken();
            }
        });
}

void
HomeArrival::Announce(bool withLinkLocal, std::optional<uint32_t> repeats)
{
    const auto interfaces = m_stack->GetInterfaceTable();
    const bool isRouter = interfaces->IsForwarding(m_interface);
    const auto proxy = m_stack->GetAddressProxy();
    const Ipv6Address linkLocal = interfaces->LinkLocalAddress(m_interface);
    proxy->Advertise(m_homeAddress, m_interface, isRouter, true, repeats);
    if (withLinkLocal)
    {
        proxy->Advertise(linkLocal, m_interface, isRouter, true, repeats);
    }
}

void
HomeArrival::Cancel()
{
    const auto proxy = m_stack->GetAddressProxy();
    if (!m_asked.IsAny())
    {
        proxy->CancelSolicit(m_asked, m_interface);
        m_asked = Ipv6Address::GetAny();
    }
    m_reclaim.Cancel();
    proxy->CancelProbe(m_homeAddress, m_interface);
    // Ends the repeats of Announce.
    proxy->StopAnswering(m_homeAddress, m_interface);
    proxy->StopAnswering(m_stack->GetInterfaceTable()->LinkLocalAddress(m_interface), m_interface);
}

} // namespace ns3::nemo
