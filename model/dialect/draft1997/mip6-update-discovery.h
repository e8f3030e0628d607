// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_UPDATE_DISCOVERY_H
#define MIP6_UPDATE_DISCOVERY_H

#include "ns3/mip6-dialect.h"
#include "ns3/mip6-home-agent-discovery.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-paced-retransmission.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::nemo
{

/**
 * Discovery of home agents by a home registration that is sure to be rejected: it goes to the
 * Home-Agents anycast address of the home prefix, and whoever rejects it (status 135) does so from
 * its own address. draft-ietf-mobileip-ipv6-04 sections 8.1 and 9.4.
 *
 * It is sent again, with the same number, until it is answered or nobody asks any more. Those that
 * answered earlier are told behind the newest, since the node knows of them.
 */
class UpdateDiscovery : public HomeAgentDiscovery
{
  public:
    /// The values of the dialect, as they stand at the moment.
    using Profile = std::function<DialectProfile()>;

    /**
     * Asks nothing yet.
     * @param parts of the node
     * @param profile of the dialect
     */
    UpdateDiscovery(const DiscoveryParts& parts, Profile profile);
    ~UpdateDiscovery() override;
    UpdateDiscovery(const UpdateDiscovery&) = delete;
    UpdateDiscovery& operator=(const UpdateDiscovery&) = delete;

    void Ask(const HomeAgentQuestion& question, Answer answer) override;
    void Stop() override;
    /// INITIAL_BINDACK_TIMEOUT: a question that is answered is repeated no sooner than one that is
    /// not.
    Time LeastPause() const override;

  private:
    uint16_t ChooseSequence() const;
    void Transmit();
    void Record(uint16_t sequence);
    bool OnAcknowledgement(const SignalDelivery& delivery);
    void Remember(const Ipv6Address& homeAgent);
    Time EarliestUpdate() const;

    DiscoveryParts m_parts;
    Profile m_profile;
    Ptr<MessagePort> m_port;
    HomeAgentQuestion m_question;
    Ipv6Address m_anycast;
    uint16_t m_sequence{0};
    Answer m_answer;
    std::vector<Ipv6Address> m_known; ///< Those that answered, the newest first.
    PacedRetransmission m_retransmission;
    MessagePort::HandlerId m_handler;
};

} // namespace ns3::nemo

#endif // MIP6_UPDATE_DISCOVERY_H
