// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PACED_RETRANSMISSION_H
#define MIP6_PACED_RETRANSMISSION_H

#include "ns3/mip6-retransmission.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::nemo
{

/// A Retransmission whose messages wait while their destination has had its MAX_UPDATE_RATE. A
/// first message that has to wait begins the back-off when it leaves; a later one delays nothing
/// but itself. RFC 6275 section 11.8.
class PacedRetransmission
{
  public:
    /// The first moment, now or later, at which a message may leave.
    using Earliest = std::function<Time()>;
    /// Lets a message leave: 0 is the first, 1 the first that is sent again, and so on. It may call
    /// Start and Stop, but not destroy the object.
    using Send = std::function<void(uint32_t attempt)>;

    /// A back-off that is not running. `giveUp` may be left out.
    PacedRetransmission(Earliest earliest,
                        Send send,
                        Retransmission::GiveUpCallback giveUp = nullptr);

    /// Begin with `schedule`, in place of what is running: now, from within this call, or as soon
    /// as the rate allows it.
    void Start(const Retransmission::Schedule& schedule);

    /// End the process; does nothing if none is running.
    void Stop();

    /// Whether a message, or the end of the last time-out, is still to come.
    bool IsRunning() const;

    /// Whether a message has left since Start and may still be answered.
    bool IsOutstanding() const;

    /// The time-out that is running; 0 if none is.
    Time GetTimeout() const;

    /// When the next message leaves, if the rate allows it then; absent if none follows.
    std::optional<Time> GetNextTransmission() const;

  private:
    void OnTransmission(uint32_t attempt);

    Earliest m_earliest;
    Send m_send;
    Retransmission m_retransmission;
    ScopedEvent m_deferred;      ///< A message that waits.
    bool m_isOutstanding{false}; ///< One has left since Start.
};

} // namespace ns3::nemo

#endif /* MIP6_PACED_RETRANSMISSION_H */
