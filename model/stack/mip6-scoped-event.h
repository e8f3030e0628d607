// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SCOPED_EVENT_H
#define MIP6_SCOPED_EVENT_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::nemo
{

/// A simulator event that is cancelled when its holder goes or schedules another.
class ScopedEvent
{
  public:
    ScopedEvent() = default;

    ~ScopedEvent()
    {
        Cancel();
    }

    ScopedEvent(const ScopedEvent&) = delete;
    ScopedEvent& operator=(const ScopedEvent&) = delete;

    /// The other one holds nothing afterwards.
    ScopedEvent(ScopedEvent&& other) noexcept
        : m_event(std::exchange(other.m_event, EventId()))
    {
    }

    /// Cancels the own event; the other one holds nothing afterwards.
    ScopedEvent& operator=(ScopedEvent&& other) noexcept
    {
        if (this != &other)
        {
            Cancel();
            m_event = std::exchange(other.m_event, EventId());
        }
        return *this;
    }

    /**
     * Do something later, instead of what was scheduled before.
     * @param delay from now on; not negative
     * @param action what to do; may destroy the holder
     */
    template <typename Action>
    void Schedule(const Time& delay, Action action)
    {
        Cancel();
        m_event = Simulator::Schedule(delay, std::move(action));
    }

    /// Does nothing if nothing is scheduled.
    void Cancel()
    {
        m_event.Cancel();
        m_event = EventId();
    }

    /// @return whether the event is still to come
    bool IsRunning() const
    {
        return !m_event.IsExpired(); // what ns-3.37 and ns-3.42 both call so
    }

  private:
    EventId m_event;
};

} // namespace ns3::nemo

#endif // MIP6_SCOPED_EVENT_H
