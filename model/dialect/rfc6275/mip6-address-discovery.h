// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ADDRESS_DISCOVERY_H
#define MIP6_ADDRESS_DISCOVERY_H

#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-retransmission.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::nemo
{

/// Dynamic Home Agent Address Discovery by ICMPv6, at the mobile node. RFC 6275 section 11.4.1, RFC
/// 3963 section 7.
class AddressDiscovery : public HomeAgentDiscovery
{
  public:
    /**
     * @param port where the messages leave and arrive
     * @param initialTimeout INITIAL_DHAAD_TIMEOUT; doubled with each retransmission
     * @param retries DHAAD_RETRIES: how often the request is sent again
     */
    AddressDiscovery(Ptr<MessagePort> port, Time initialTimeout, uint32_t retries);
    ~AddressDiscovery() override;
    AddressDiscovery(const AddressDiscovery&) = delete;
    AddressDiscovery& operator=(const AddressDiscovery&) = delete;

    void Ask(const HomeAgentQuestion& question, Answer answer) override;
    void Stop() override;
    /// INITIAL_DHAAD_TIMEOUT: a question that is answered is repeated no sooner than one that is
    /// not.
    Time LeastPause() const override;

  private:
    void Transmit();
    bool OnReply(const MobilityIcmpv6Delivery& delivery);
    void Finish(const HomeAgentAnswer& result);

    Ptr<MessagePort> m_port;
    Retransmission::Schedule m_schedule;
    HomeAgentQuestion m_question;
    Ipv6Address m_anycast;
    Answer m_answer;
    Retransmission m_retransmission;
    MessagePort::HandlerId m_handler;
};

} // namespace ns3::nemo

#endif // MIP6_ADDRESS_DISCOVERY_H
