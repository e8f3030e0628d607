// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-progress.h"

#include <cmath>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace ns3::nemo
{

namespace
{

constexpr std::chrono::milliseconds SHOW_SWEEP_EVERY(200);

/// \return the seconds as people say them
std::string
DescribeSpan(double seconds)
{
    const auto all = static_cast<int64_t>(std::ceil(seconds));
    const auto two = [](int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    if (all < 100)
    {
        return std::to_string(all) + " s";
    }
    return std::to_string(all / 3600) + ":" + two(all / 60 % 60) + ":" + two(all % 60);
}

} // namespace

SweepProgress::SweepProgress(uint64_t total, bool isShown, std::ostream& os)
    : m_total(total),
      m_isShown(isShown),
      m_os(os),
      m_begin(Clock::now()),
      m_last(m_begin)
{
}

SweepProgress::~SweepProgress()
{
    Clear();
}

void
SweepProgress::Count(bool isWell)
{
    ++m_done;
    m_unwell += isWell ? 0 : 1;
}

void
SweepProgress::Show()
{
    const auto now = Clock::now();
    if (m_isShown && now - m_last >= SHOW_SWEEP_EVERY)
    {
        m_last = now;
        m_hasLine = true;
        const double seconds = std::chrono::duration<double>(now - m_begin).count();
        m_os << "\r\033[K" << Describe(seconds) << std::flush;
    }
}

void
SweepProgress::Clear()
{
    if (m_hasLine)
    {
        m_os << "\r\033[K" << std::flush;
        m_hasLine = false;
    }
}

std::string
SweepProgress::Describe(double seconds) const
{
    std::ostringstream text;
    text << m_done << " of " << m_total << " runs";
    if (m_unwell > 0)
    {
        text << " (" << m_unwell << " not as expected)";
    }
    if (m_done > 0 && seconds > 0)
    {
        const double rate = static_cast<double>(m_done) / seconds;
        text << ", " << std::setprecision(3) << rate << " a second, "
             << DescribeSpan(static_cast<double>(m_total - m_done) / rate) << " to go";
    }
    return text.str();
}

} // namespace ns3::nemo
