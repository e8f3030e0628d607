// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_PREFIX_SOLICITOR_H
#define MIP6_MOBILE_PREFIX_SOLICITOR_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-retransmission.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::nemo
{

/// Mobile Prefix Discovery at the mobile node, for one home address: asks the home agent for the
/// prefixes of the home link, until it answers, and judges what comes. RFC 6275 sections 11.4.2 and
/// 11.4.3.
class MobilePrefixSolicitor
{
  public:
    /// Between whom the messages are.
    struct Ends
    {
        Ipv6Address homeAddress;   ///< the node's
        Ipv6Address careOfAddress; ///< which the home agent has accepted
        Ipv6Address homeAgent;     ///< which has accepted it
        uint32_t interface {
            0
        }; ///< IPv6 interface number of the care-of address
    };

    /// What it needs of the home.
    struct Needs
    {
        /// The ends as they are now; absent while the home address is not bound.
        std::function<std::optional<Ends>()> ends;
        /// INITIAL_SOLICIT_TIMER and the longest time-out, as they stand now.
        std::function<Retransmission::Schedule()> schedule;
        /// A random number.
        std::function<uint16_t()> identifier;
        /// Told of an advertisement that was asked for, once for each question.
        std::function<void(const MobilePrefixAdvertisement&)> accepted;
    };

    /// @param port where the messages leave and arrive
    /// @param needs of the home
    MobilePrefixSolicitor(Ptr<MessagePort> port, Needs needs);
    ~MobilePrefixSolicitor();
    MobilePrefixSolicitor(const MobilePrefixSolicitor&) = delete;
    MobilePrefixSolicitor& operator=(const MobilePrefixSolicitor&) = delete;

    /// Ask now, and again until the answer comes; ignored while that goes on, or if the home
    /// address is not bound.
    void Solicit();

    /// Ask no longer.
    void Stop();

    /// Whether an answer is awaited.
    bool IsWaiting() const;

  private:
    void Transmit();
    bool OnAdvertisement(const MobilityIcmpv6Delivery& delivery);

    Ptr<MessagePort> m_port;
    Needs m_needs;
    uint16_t m_identifier{0};           ///< Of the last question.
    std::optional<uint16_t> m_answered; ///< Of the last that was answered.
    Retransmission m_retransmission;
    MessagePort::HandlerId m_handler;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_PREFIX_SOLICITOR_H
