// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TRAFFIC_ECHO_H
#define NEMO_TRAFFIC_ECHO_H

#include "ns3/application.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <map>
#include <utility>

namespace ns3::nemo
{

/// What an EchoSource sends, and where to.
struct EchoPlan
{
    Ipv6Address destination;   ///< Whom to.
    uint16_t identifier{0};    ///< Identifier of the requests.
    uint32_t size{56};         ///< Octets of data.
    Time interval{Seconds(1)}; ///< From one to the next.
};

/// Sends ICMPv6 echo requests at an even pace and hears the replies, as ping does. RFC 4443
/// section 4.
class EchoSource : public Application
{
  public:
    /// \return the type
    static TypeId GetTypeId();

    /// Set what to send; before it starts.
    void SetPlan(const EchoPlan& plan);

    /// A request was given to the socket, whether or not that had a way for it.
    typedef void (*SentCallback)(uint64_t sequence, uint32_t octets);
    /// A reply came: to which request, how long there and back, octets of data.
    typedef void (*ReceivedCallback)(uint64_t sequence, Time delay, uint32_t octets);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Send();
    void Receive(Ptr<Socket> socket);

    EchoPlan m_plan;
    Ptr<Socket> m_socket;
    uint64_t m_next{0};
    /// By sequence number on the wire: the latest request with it, and when it left.
    std::map<uint16_t, std::pair<uint64_t, Time>> m_requests;
    ScopedEvent m_timer;

    TracedCallback<uint64_t, uint32_t> m_sent;
    TracedCallback<uint64_t, Time, uint32_t> m_received;
};

} // namespace ns3::nemo

#endif // NEMO_TRAFFIC_ECHO_H
