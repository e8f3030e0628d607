// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_PROGRESS_H
#define NEMO_SWEEP_PROGRESS_H

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace ns3::nemo
{

/// Shows how far a sweep is, on one line of a terminal: how many runs are done, how many a second,
/// how long the others will take.
class SweepProgress
{
  public:
    /// \param total how many runs there are to do
    /// \param isShown false: nothing is ever shown
    /// \param os a terminal; must outlive this
    SweepProgress(uint64_t total, bool isShown, std::ostream& os);
    /// Clears the line.
    ~SweepProgress();

    SweepProgress(const SweepProgress&) = delete;
    SweepProgress& operator=(const SweepProgress&) = delete;

    /// A run is done.
    /// \param isWell whether it has results and holds what was expected
    void Count(bool isWell);

    /// Show how far it is, if it is time for that.
    void Show();

    /// Take the line away, before something else is printed.
    void Clear();

    /// \param seconds since the beginning
    /// \return what the line says
    std::string Describe(double seconds) const;

  private:
    using Clock = std::chrono::steady_clock;

    uint64_t m_total;
    bool m_isShown;
    std::ostream& m_os;
    uint64_t m_done{0};
    uint64_t m_unwell{0};
    Clock::time_point m_begin;
    Clock::time_point m_last;
    bool m_hasLine{false};
};

} // namespace ns3::nemo

#endif // NEMO_SWEEP_PROGRESS_H
