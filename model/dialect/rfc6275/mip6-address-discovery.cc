// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-address-discovery.h"

#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-home-agents-list.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// What a mobile node can use of a list: each address once, and no more than fit into a reply.
std::vector<Ipv6Address>
Usable(const std::vector<Ipv6Address>& listed)
{
    std::vector<Ipv6Address> usable;
    for (const Ipv6Address& address : listed)
    {
        const bool isNew = std::find(usable.begin(), usable.end(), address) == usable.end();
        if (isNew && IsUnicastRoutable(address) && usable.size() < MAX_DISCOVERED_ADDRESSES)
        {
            usable.push_back(address);
        }
    }
    return usable;
}

} // namespace

AddressDiscovery::AddressDiscovery(Ptr<MessagePort> port, Time initialTimeout, uint32_t retries)
    : m_port(port),
      m_schedule{initialTimeout, initialTimeout * (int64_t{1} << retries), retries},
      m_retransmission([this](uint32_t) { Transmit(); }, [this] { Finish({}); }),
      m_handler(
          port->Take(MobilityIcmpv6Type::HOME_AGENT_ADDRESS_DISCOVERY_REPLY,
                     [this](const MobilityIcmpv6Delivery& delivery) { return OnReply(delivery); }))
{
}

AddressDiscovery::~AddressDiscovery()
{
    m_port->Release(m_handler);
}

void
AddressDiscovery::Ask(const HomeAgentQuestion& question, Answer answer)
{
    m_question = question;
    m_answer = std::move(answer);
    // A home link has room for the anycast address: a home address needs the same bits.
    m_anycast = HomeAgentsAnycastAddress(question.homePrefix).value_or(Ipv6Address::GetAny());
    m_retransmission.Start(m_schedule);
}

void
AddressDiscovery::Stop()
{
    m_retransmission.Stop();
}

Time
AddressDiscovery::LeastPause() const
{
    return m_schedule.initialTimeout;
}

void
AddressDiscovery::Transmit()
{
    Envelope envelope;
    envelope.source = m_question.careOfAddress;
    envelope.destination = m_anycast;
    envelope.interface = m_question.interface;
    m_port->Send(HomeAgentAddressDiscoveryRequest{m_question.identifier, m_question.mobileRouter},
                 envelope);
}

bool
AddressDiscovery::OnReply(const MobilityIcmpv6Delivery& delivery)
{
    const auto& reply = std::get<HomeAgentAddressDiscoveryReply>(delivery.message);
    if (!m_retransmission.IsRunning() || reply.identifier != m_question.identifier ||
        delivery.destination != m_question.careOfAddress)
    {
        return false;
    }
    // RFC 3963 section 7.2: without R they support mobile nodes only.
    const bool willDo = reply.mobileRouter || !m_question.mobileRouter;
    Finish({willDo ? Usable(reply.homeAgents) : std::vector<Ipv6Address>(), !willDo});
    return true;
}

void
AddressDiscovery::Finish(const HomeAgentAnswer& result)
{
    m_retransmission.Stop();
    // It may ask again, and so replace itself.
    const Answer answer = m_answer;
    answer(result);
}

} // namespace ns3::nemo
