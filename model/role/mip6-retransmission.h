// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETRANSMISSION_H
#define MIP6_RETRANSMISSION_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::nemo
{

/// The one place where anything is sent again: exponential back-off, the time-out doubling from an
/// initial to a maximum value. RFC 6275 section 11.8.
///
/// The owner gives what to do at each transmission, and calls Stop when the answer came. Its timer
/// ends with the object. The callbacks may call Start and Stop, or destroy the object.
class Retransmission
{
  public:
    /// The timing of one back-off process.
    struct Schedule
    {
        Time initialTimeout; ///< From the first transmission to the second; more than 0.
        Time maxTimeout;     ///< The time-out does not grow beyond this.
        /// How many retransmissions follow the first transmission at most; absent: no end.
        std::optional<uint32_t> maxRetransmissions;
    };

    /// How many retransmissions there are until the time-out does not grow any more: 8 from 1 s to
    /// 256 s. RFC 6275 section 11.8.
    /// @param initialTimeout more than 0
    /// @param maxTimeout 0 retransmissions if it is not greater
    static uint32_t CountDoublings(Time initialTimeout, Time maxTimeout);

    /// Called for every transmission: 0 is the first, 1 the first retransmission, and so on.
    using SendCallback = std::function<void(uint32_t attempt)>;
    /// Called when the time-out of the last permitted transmission has passed without Stop.
    using GiveUpCallback = std::function<void()>;

    /// A back-off that is not running. `giveUp` may be left out.
    explicit Retransmission(SendCallback send, GiveUpCallback giveUp = nullptr);
    ~Retransmission();
    Retransmission(const Retransmission&) = delete;
    Retransmission& operator=(const Retransmission&) = delete;

    /// Transmit now, from within this call, and go on by `schedule` until Stop. A process that is
    /// running is stopped first. An initial time-out that is not positive is a misuse and aborts; a
    /// maximum below it counts as the same as it: then nothing is doubled.
    void Start(const Schedule& schedule);

    /// End the process; does nothing if none is running.
    void Stop();

    /// Whether a transmission or the end of the last time-out is still to come.
    bool IsRunning() const;

    /// The time-out that is running (the time from the last transmission to the next event);
    /// 0 if not running.
    Time GetTimeout() const;

    /// The absolute time of the next retransmission; absent if not running, or if the last
    /// permitted transmission is already out.
    std::optional<Time> GetNextTransmission() const;

  private:
    void Transmit();
    void OnTimeout();

    SendCallback m_send;     ///< What a transmission is.
    GiveUpCallback m_giveUp; ///< What the end is; may be empty.
    Schedule m_schedule;     ///< The timing of the process.
    uint32_t m_attempt{0};   ///< The number of the last transmission.
    Time m_timeout;          ///< The time-out that is running.
    Time m_due;              ///< Its absolute end.
    EventId m_event;         ///< Its event.
};

} // namespace ns3::nemo

#endif /* MIP6_RETRANSMISSION_H */
