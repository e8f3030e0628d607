// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RUNNER_PROGRESS_H
#define NEMO_RUNNER_PROGRESS_H

#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nemo-topology.h"
#include "ns3/nstime.h"

#include <chrono>
#include <cstdint>
#include <iosfwd>

namespace ns3::nemo
{

/// Shows how far a run is, on one line of a terminal. It looks at the clock now and then when a
/// frame is sent, and schedules nothing, so that results are the same with it and without.
class RunProgress
{
  public:
    /// \param topology whose frames to go by; its links exist
    /// \param duration of the run
    /// \param os a terminal; must outlive this
    RunProgress(const Topology& topology, Time duration, std::ostream& os);
    /// Clears the line.
    ~RunProgress();

    RunProgress(const RunProgress&) = delete;
    RunProgress& operator=(const RunProgress&) = delete;

    /// \return whether the stream is the standard error output and that is a terminal
    static bool IsWanted(const std::ostream& os);

  private:
    using Clock = std::chrono::steady_clock;

    void OnFrame(const LinkFrame& frame);
    void Show(Clock::time_point now);

    Time m_duration;
    std::ostream& m_os;
    uint32_t m_frames{0};
    Clock::time_point m_begin;
    Clock::time_point m_shown;
    bool m_hasShown{false};
};

} // namespace ns3::nemo

#endif // NEMO_RUNNER_PROGRESS_H
