// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-statistics.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace ns3::nemo
{

void
SweepStatistics::Add(double value)
{
    // Welford's way: no difference of large sums.
    ++m_count;
    const double before = value - m_mean;
    m_mean += before / static_cast<double>(m_count);
    m_squares += before * (value - m_mean);
}

uint64_t
SweepStatistics::GetCount() const
{
    return m_count;
}

double
SweepStatistics::GetMean() const
{
    return m_mean;
}

std::optional<double>
SweepStatistics::GetDeviation() const
{
    if (m_count < 2)
    {
        return std::nullopt;
    }
    return std::sqrt(m_squares / static_cast<double>(m_count - 1));
}

std::optional<double>
SweepStatistics::GetHalfInterval() const
{
    const auto deviation = GetDeviation();
    if (!deviation)
    {
        return std::nullopt;
    }
    const boost::math::students_t distribution(static_cast<double>(m_count - 1));
    const double quantile = boost::math::quantile(distribution, 0.975);
    return quantile * *deviation / std::sqrt(static_cast<double>(m_count));
}

} // namespace ns3::nemo
