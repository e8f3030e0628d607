// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_STATISTICS_H
#define NEMO_SWEEP_STATISTICS_H

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// Mean, standard deviation and confidence interval of a sample, which it does not keep.
class SweepStatistics
{
  public:
    /// Add a value.
    void Add(double value);

    /// \return how many there are
    uint64_t GetCount() const;

    /// \return the mean; 0 without values
    double GetMean() const;

    /// \return the standard deviation of the population, estimated from the sample (divided by
    ///         n - 1); nothing from fewer than two values
    std::optional<double> GetDeviation() const;

    /// \return half of the 95 % confidence interval of the mean, by Student's t with n - 1 degrees
    /// of
    ///         freedom; nothing from fewer than two values
    std::optional<double> GetHalfInterval() const;

  private:
    uint64_t m_count{0};
    double m_mean{0};
    double m_squares{0}; ///< Sum of the squared distances from the mean.
};

} // namespace ns3::nemo

#endif // NEMO_SWEEP_STATISTICS_H
