// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-prefix-solicitor.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

MobilePrefixSolicitor::MobilePrefixSolicitor(Ptr<MessagePort> port, Needs needs)
    : m_port(port),
      m_needs(std::move(needs)),
      m_retransmission([this](uint32_t) { Transmit(); }),
      m_handler(port->Take(
          MobilityIcmpv6Type::MOBILE_PREFIX_ADVERTISEMENT,
          [this](const MobilityIcmpv6Delivery& delivery) { return OnAdvertisement(delivery); }))
{
}

MobilePrefixSolicitor::~MobilePrefixSolicitor()
{
    m_port->Release(m_handler);
}

void
MobilePrefixSolicitor::Solicit()
{
    if (IsWaiting() || !m_needs.ends())
    {
        return;
    }
    // Never 0, which is what home agents write that were not asked.
    m_identifier = std::max<uint16_t>(m_needs.identifier(), 1);
    m_retransmission.Start(m_needs.schedule());
}

void
MobilePrefixSolicitor::Stop()
{
    m_retransmission.Stop();
}

bool
MobilePrefixSolicitor::IsWaiting() const
{
    return m_retransmission.IsRunning();
}

void
MobilePrefixSolicitor::Transmit()
{
    // While the node is between two care-of addresses, only the time runs.
    if (const auto ends = m_needs.ends())
    {
        Envelope envelope;
        envelope.source = ends->homeAddress;
        envelope.destination = ends->homeAgent;
        envelope.careOfSource = ends->careOfAddress;
        envelope.interface = ends->interface;
        m_port->Send(MobilePrefixSolicitation{m_identifier, {}}, envelope);
    }
}

bool
MobilePrefixSolicitor::OnAdvertisement(const MobilityIcmpv6Delivery& delivery)
{
    const auto ends = m_needs.ends();
    if (!ends || delivery.destination != ends->homeAddress)
    {
        return false;
    }
    if (delivery.source != ends->homeAgent || !delivery.routingHeader)
    {
        return false;
    }
    const auto& message = std::get<MobilePrefixAdvertisement>(delivery.message);
    if (delivery.isTunnelled)
    {
        // draft-ietf-mobileip-ipv6-04 section 8.5: its proof is that it is authenticated.
        m_retransmission.Stop();
        m_needs.accepted(message);
        return true;
    }
    if (IsWaiting() && message.identifier == m_identifier)
    {
        m_retransmission.Stop();
        m_answered = m_identifier;
        m_needs.accepted(message);
        return true;
    }
    if (message.identifier != m_answered)
    {
        // Nobody asked for it, so it is not to be believed, but there may be something new.
        Solicit();
    }
    return false;
}

} // namespace ns3::nemo
