// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_DECIMAL_H
#define NEMO_SWEEP_DECIMAL_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// A decimal number, exactly: units divided by ten to the power of scale.
struct Decimal
{
    int64_t units{0}; ///< At most LARGEST_UNITS away from 0.
    int scale{0};     ///< Digits behind the point, 0 to MOST_DIGITS.

    static constexpr int MOST_DIGITS = 15;                          ///< Of scale.
    static constexpr int64_t LARGEST_UNITS = 1'000'000'000'000'000; ///< A double knows these.

    /// Parse a number such as "-1.50" or "2e-3".
    /// \return nothing if the text is none, or one of more digits than fit
    static std::optional<Decimal> Parse(std::string_view text);

    /// \return the same number with more digits behind the point; nothing if it does not fit
    std::optional<Decimal> Rescale(int digits) const;

    /// \return the number without superfluous zeros, such as "-1.5"
    std::string ToString() const;

    /// \return the double that comes nearest
    double ToDouble() const;
};

/// \return how many characters at the beginning of the text are a decimal number; 0: none
std::size_t MeasureNumber(std::string_view text);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_DECIMAL_H
