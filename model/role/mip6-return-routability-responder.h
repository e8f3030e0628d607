// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETURN_ROUTABILITY_RESPONDER_H
#define MIP6_RETURN_ROUTABILITY_RESPONDER_H

#include "ns3/mip6-binding-request.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-nonce-table.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-replay-guard.h"

#include <cstddef>
#include <map>

namespace ns3::nemo
{

/// The correspondent's side of return routability: it answers the tests without keeping anything of
/// who asks, and later tells from the nonces whether an update is from somebody who was answered at
/// both addresses. RFC 6275 sections 5.2, 9.4 and 9.5.1.
///
/// Each own address has a guard of its own against replays, as it has its own bindings.
class ReturnRoutabilityResponder
{
  public:
    /// @param port tests in, answers out
    /// @param path counts drops
    /// @param random node keys and nonces
    /// @param lifetimes of the nonces
    /// @param capacity how many home addresses are guarded against replays, for each own address
    ReturnRoutabilityResponder(Ptr<MessagePort> port,
                               Ptr<PacketPath> path,
                               NonceTable::RandomOctets random,
                               const NonceTable::Lifetimes& lifetimes,
                               std::size_t capacity);
    ~ReturnRoutabilityResponder();
    ReturnRoutabilityResponder(const ReturnRoutabilityResponder&) = delete;
    ReturnRoutabilityResponder& operator=(const ReturnRoutabilityResponder&) = delete;

    /// What entitles `request`, which has H = 0, to bind or to delete. RFC 6275 section 9.5.1.
    UpdateAuthorization Authorize(const BindingRequest& request) const;

    /// `request`, which Authorize had nothing against, is carried out.
    void OnAccepted(const BindingRequest& request);

    /// The nonces, to look at.
    const NonceTable& GetNonces() const;

  private:
    /// A test can be answered.
    bool IsAnswerable(const SignalDelivery& delivery) const;
    bool OnHomeTestInit(const SignalDelivery& delivery);
    bool OnCareOfTestInit(const SignalDelivery& delivery);
    void Answer(const SignalDelivery& delivery, const SignalBody& body);

    Ptr<MessagePort> m_port;
    Ptr<PacketPath> m_path;
    NonceTable m_nonces;
    std::size_t m_capacity;
    std::map<Ipv6Address, ReplayGuard> m_guards; ///< By own address.
    MessagePort::HandlerId m_homeHandler;
    MessagePort::HandlerId m_careOfHandler;
};

} // namespace ns3::nemo

#endif /* MIP6_RETURN_ROUTABILITY_RESPONDER_H */
