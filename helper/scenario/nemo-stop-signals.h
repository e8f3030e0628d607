// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_STOP_SIGNALS_H
#define NEMO_STOP_SIGNALS_H

#include <array>
#include <csignal>

namespace ns3::nemo
{

/// As long as it is there, SIGINT, SIGTERM and SIGHUP do not end the process but are remembered.
/// They arrive only during a wait with the mask that it gives. There is one at a time.
class StopSignals
{
  public:
    /// Begin to hold them back.
    StopSignals();
    /// What was before.
    ~StopSignals();

    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// \return whether one of them has arrived
    bool HasArrived() const;

    /// \return the signal mask to wait with, as ppoll takes it
    const sigset_t& GetWaitMask() const;

    /// In a child process: ignore them from now on, since its parent decides.
    static void IgnoreInChild();

  private:
    static constexpr std::array<int, 3> SIGNALS{SIGINT, SIGTERM, SIGHUP};

    sigset_t m_before{};
    std::array<struct sigaction, SIGNALS.size()> m_actions{};
};

} // namespace ns3::nemo

#endif // NEMO_STOP_SIGNALS_H
