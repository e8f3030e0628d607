// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_DIAGNOSTICS_H
#define NEMO_DIAGNOSTICS_H

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// One thing that is wrong in a scenario file, as its author has to hear it.
struct Diagnostic
{
    std::string pointer;    ///< JSON pointer (RFC 6901); empty: the file as a whole.
    std::string value;      ///< What stands there, as JSON; empty: nothing does.
    std::string problem;    ///< What is wrong with it, to be read after the value.
    std::string allowed;    ///< What may stand there; empty: nothing to say.
    std::string suggestion; ///< "did you mean"; empty: nothing comes near.
};

/// Everything that was found in one file. Never throws and never ends the program.
class Diagnostics
{
  public:
    /// Errors and warnings that are kept; of the others only the number is known.
    static constexpr std::size_t LIMIT = 1000;

    /// \param file the file's name as it goes in front of each message
    explicit Diagnostics(std::string file);

    /// Add an error; beyond LIMIT it is only counted.
    void AddError(Diagnostic error);

    /// Add something odd that does not keep the scenario from running.
    void AddWarning(const std::string& pointer, const std::string& text);

    /// \return whether there was any error
    bool HasErrors() const;

    /// \return whether a further error would only be counted: no need to word it well
    bool IsFull() const;

    /// \return the errors in the order they were found
    const std::vector<Diagnostic>& GetErrors() const;

    /// \return the warnings, each "pointer: text"
    const std::vector<std::string>& GetWarnings() const;

    /// Write a line for each error and a count at the end.
    void PrintErrors(std::ostream& os) const;

    /// Write a line for each warning.
    void PrintWarnings(std::ostream& os) const;

  private:
    std::string m_file;
    std::vector<Diagnostic> m_errors;
    std::vector<std::string> m_warnings;
    std::size_t m_errorsFound{0};
    std::size_t m_warningsFound{0};
};

/// \return the error in one line, without the file's name
std::string ToString(const Diagnostic& error);

/// What somebody who wrote `given` may have meant.
/// \return the candidate with the least edit distance (case and swapped neighbours count little),
///         if that is small against the length; of equals the first
std::optional<std::string> Suggest(std::string_view given,
                                   const std::vector<std::string_view>& candidates);

/// \return the names in quotes, separated by commas; of many only the first and how many more
std::string ListNames(const std::vector<std::string_view>& names);

} // namespace ns3::nemo

#endif // NEMO_DIAGNOSTICS_H
