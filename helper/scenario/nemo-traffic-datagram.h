// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TRAFFIC_DATAGRAM_H
#define NEMO_TRAFFIC_DATAGRAM_H

#include "ns3/application.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <cstdint>

namespace ns3::nemo
{

/// What a DatagramSource sends, and where to.
struct DatagramPlan
{
    Ipv6Address destination;   ///< Whom to.
    uint16_t port{0};          ///< Destination port.
    uint16_t sourcePort{0};    ///< Source port.
    uint32_t size{160};        ///< UDP payload octets, at least DatagramSource::HEADER.
    Time interval{Seconds(1)}; ///< From one to the next.
    /// Seconds that it sends, then pauses, and so on, each drawn when it begins; both null: it
    /// never pauses. Less than DatagramSource::SHORTEST_SPAN counts as that.
    Ptr<RandomVariableStream> on{nullptr};
    Ptr<RandomVariableStream> off{nullptr}; ///< \copydoc on
};

/// Sends UDP datagrams at an even pace, each with its number and the time when it was sent. The
/// source address is left to the node, packet by packet, as for any socket that is not bound.
///
/// With breaks the pace is that of the time without them: what was left of an interval when a break
/// began is left when it ends. So the mean rate is the share of time that it sends, times the rate.
class DatagramSource : public Application
{
  public:
    /// Octets of number (4) and time (8) in front of the payload.
    static constexpr uint32_t HEADER = 12;
    /// No span between breaks, and no break, is shorter: time has to go on.
    static const Time SHORTEST_SPAN;

    /// \return the type
    static TypeId GetTypeId();

    /// Set what to send; before it starts.
    void SetPlan(const DatagramPlan& plan);

    /// A datagram was given to the socket, whether or not that had a way for it.
    typedef void (*SentCallback)(uint64_t sequence, uint32_t octets);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Send();
    void Resume();
    void Pause();

    DatagramPlan m_plan;
    Ptr<Socket> m_socket;
    uint32_t m_next{0};
    ScopedEvent m_timer;
    Time m_due;           ///< When the next one leaves; while it pauses, how long after the break.
    ScopedEvent m_switch; ///< Ends what is on or off.

    TracedCallback<uint64_t, uint32_t> m_sent;
};

/// Receives what a DatagramSource sends.
class DatagramSink : public Application
{
  public:
    /// \return the type
    static TypeId GetTypeId();

    /// Set where to listen; before it starts.
    void SetPort(uint16_t port);

    /// A datagram arrived: its number, how long it took, UDP payload octets.
    typedef void (*ReceivedCallback)(uint64_t sequence, Time delay, uint32_t octets);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Receive(Ptr<Socket> socket);

    uint16_t m_port{0};
    Ptr<Socket> m_socket;

    TracedCallback<uint64_t, Time, uint32_t> m_received;
};

} // namespace ns3::nemo

#endif // NEMO_TRAFFIC_DATAGRAM_H
