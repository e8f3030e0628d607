// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-runner-progress.h"

#include "ns3/simulator.h"

#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t FRAMES_PER_LOOK = 256;
constexpr std::chrono::milliseconds SHOW_EVERY(200);
/// Clears from the cursor to the end of the line (ECMA-48).
constexpr const char* CLEAR_LINE = "\r\033[K";

} // namespace

RunProgress::RunProgress(const Topology& topology, Time duration, std::ostream& os)
    : m_duration(duration),
      m_os(os),
      m_begin(Clock::now()),
      m_shown(m_begin)
{
    for (const auto& link : topology.links)
    {
        link.link->TraceConnectWithoutContext("FrameSent",
                                              MakeCallback(&RunProgress::OnFrame, this));
    }
}

RunProgress::~RunProgress()
{
    if (m_hasShown)
    {
        m_os << CLEAR_LINE << std::flush;
    }
}

bool
RunProgress::IsWanted(const std::ostream& os)
{
    return &os == &std::cerr && isatty(STDERR_FILENO) == 1;
}

void
RunProgress::OnFrame(const LinkFrame& /* frame */)
{
    if (++m_frames % FRAMES_PER_LOOK != 0)
    {
        return;
    }
    const auto now = Clock::now();
    if (now - m_shown >= SHOW_EVERY)
    {
        m_shown = now;
        Show(now);
    }
}

void
RunProgress::Show(Clock::time_point now)
{
    const double done = Simulator::Now().GetSeconds() / m_duration.GetSeconds();
    const double spent = std::chrono::duration<double>(now - m_begin).count();
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << Simulator::Now().GetSeconds() << " of "
         << m_duration.GetSeconds() << " s simulated (" << std::setprecision(0) << done * 100
         << " %)";
    if (done > 0)
    {
        text << ", " << std::ceil(spent / done - spent) << " s to go";
    }
    m_os << CLEAR_LINE << text.str() << std::flush;
    m_hasShown = true;
}

} // namespace ns3::nemo
