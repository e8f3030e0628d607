// SPDX-License-Identifier: GPL-2.0-only
// AddressProxy as the one who asks: probes of addresses, and resolution without an own one.
#include "ns3/abort.h"
#include "ns3/mip6-address-proxy.h"

#include <utility>

namespace ns3::nemo
{

// --- The one prober

void
AddressProxy::Probe(const Ipv6Address& address,
                    uint32_t interface,
                    const ProbeOptions& options,
                    ProbeResult result)
{
    NS_ABORT_MSG_IF(address.IsMulticast() || address.IsAny(), "Only unicast can be probed.");
    CancelProbe(address, interface);
    const Place place{address, interface};
    m_interfaces->JoinGroup(Ipv6Address::MakeSolicitedAddress(address), interface);
    Probing& probing = m_probes[place];
    probing.left = options.transmits.value_or(m_transmits);
    probing.interval = options.retransTimer.value_or(m_retransTimer);
    probing.result = std::move(result);
    if (probing.left == 0)
    {
        probing.timer.Schedule(Time(0), [this, place]() { EndProbe(place, true); });
        return;
    }
    if (options.maxRandomDelay.IsZero())
    {
        SendProbe(place);
        return;
    }
    const Time delay = Seconds(options.maxRandomDelay.GetSeconds() * m_delay->GetValue());
    probing.timer.Schedule(delay, [this, place]() { SendProbe(place); });
}

void
AddressProxy::SendProbe(const Place& place)
{
    Probing& probing = m_probes.at(place);
    --probing.left;
    NeighborSolicitation message;
    message.target = place.first;
    m_icmpv6->SendNeighborMessage(place.second,
                                  message,
                                  Ipv6Address::GetAny(),
                                  Ipv6Address::MakeSolicitedAddress(place.first));
    probing.timer.Schedule(probing.interval, [this, place]() {
        const bool isLast = m_probes.at(place).left == 0;
        isLast ? EndProbe(place, true) : SendProbe(place);
    });
}

void
AddressProxy::EndProbe(const Place& place, bool isFree)
{
    const ProbeResult result = std::move(m_probes.at(place).result);
    CancelProbe(place.first, place.second);
    result(isFree);
}

void
AddressProxy::CancelProbe(const Ipv6Address& address, uint32_t interface)
{
    if (m_probes.erase({address, interface}) > 0)
    {
        m_interfaces->LeaveGroup(Ipv6Address::MakeSolicitedAddress(address), interface);
    }
}

bool
AddressProxy::IsProbing(const Ipv6Address& address, uint32_t interface) const
{
    return m_probes.count({address, interface}) > 0;
}

// --- Resolution without an address of one's own

void
AddressProxy::Solicit(const Ipv6Address& target,
                      uint32_t interface,
                      const Ipv6Address& source,
                      SolicitResult result)
{
    CancelSolicit(target, interface);
    const Place place{target, interface};
    Soliciting& soliciting = m_solicits[place];
    soliciting.source = source;
    soliciting.left = m_maxMulticastSolicit;
    soliciting.result = std::move(result);
    SendSolicit(place);
}

void
AddressProxy::SendSolicit(const Place& place)
{
    Soliciting& soliciting = m_solicits.at(place);
    --soliciting.left;
    NeighborSolicitation message;
    message.target = place.first;
    if (!soliciting.source.IsAny())
    {
        message.options.emplace_back(
            SourceLinkLayerAddress{m_interfaces->LinkLayerAddress(place.second)});
    }
    m_icmpv6->SendNeighborMessage(place.second,
                                  message,
                                  soliciting.source,
                                  Ipv6Address::MakeSolicitedAddress(place.first));
    soliciting.timer.Schedule(m_retransTimer, [this, place]() {
        const bool isLast = m_solicits.at(place).left == 0;
        isLast ? EndSolicit(place, std::nullopt) : SendSolicit(place);
    });
}

void
AddressProxy::EndSolicit(const Place& place, std::optional<Mac48Address> linkLayer)
{
    const SolicitResult result = std::move(m_solicits.at(place).result);
    m_solicits.erase(place);
    result(linkLayer);
}

void
AddressProxy::CancelSolicit(const Ipv6Address& target, uint32_t interface)
{
    m_solicits.erase({target, interface});
}

} // namespace ns3::nemo
