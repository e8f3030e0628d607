// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PROCESS_POOL_H
#define NEMO_PROCESS_POOL_H

#include "ns3/nemo-stop-signals.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3::nemo
{

/// Child processes of this one that work side by side, a piece of work each. They begin as copies
/// of this process, so that nothing that changes on the disk meanwhile reaches them; they ignore
/// what a terminal sends to stop, and do not outlive this process.
class ProcessPool
{
  public:
    /// What a child does: gets where its output goes, gives its exit code.
    using Work = std::function<int(int output)>;

    /// What became of a child.
    struct Finished
    {
        uint64_t number{0};          ///< Which piece of work.
        std::string output;          ///< What it wrote to its output.
        std::string error;           ///< What it printed as errors, at the most ERROR_OCTETS.
        std::optional<int> exitCode; ///< Nothing: a signal ended it.
        int signal{0};               ///< Which.
        bool isLate{false};          ///< It was ended since it took longer than it may.
        int64_t peakMemoryBytes{0};  ///< Its peak.
        std::chrono::system_clock::time_point began; ///< When.
        double wallSeconds{0};                       ///< From its beginning until its end was seen.
    };

    /// So much of what a child prints as errors is kept: the beginning.
    static constexpr std::size_t ERROR_OCTETS = 4096;

    /// How long a child may be at work; nothing: for ever.
    using Limit = std::optional<std::chrono::milliseconds>;

    /// \param size how many may work at a time
    /// \param limit after which Wait kills a child
    explicit ProcessPool(std::size_t size, Limit limit = std::nullopt);
    /// Kills those that are still at work.
    ~ProcessPool();

    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// \return whether fewer are at work than may be
    bool HasRoom() const;

    /// \return whether nobody is at work, and whoever is done was taken
    bool IsIdle() const;

    /// Let a child begin.
    /// \param number that it is known by
    /// \param work what it does; in the child it is all that happens
    /// \return whether the system let it
    bool Start(uint64_t number, const Work& work);

    /// Wait until a child is done with its work, the time is over, or somebody asks this process to
    /// stop. Then there may be room for another one, before anybody has looked at what it left.
    void Wait(std::chrono::milliseconds longest, const StopSignals& signals);

    /// \return a child that is done, if there is one
    std::optional<Finished> Take();

    /// Kill all that are at work.
    void KillAll();

  private:
    /// A child at work.
    struct Child
    {
        pid_t process{-1};
        int output{-1}; ///< Where its output can be read; -1: it was closed.
        int error{-1};  ///< Likewise its errors.
        Finished result;
        std::chrono::steady_clock::time_point began;
    };

    void KillLate();
    static void Drain(Child& child);
    static Finished Conclude(Child& child);

    std::size_t m_size;
    Limit m_limit;
    std::vector<Child> m_children; ///< At work.
    std::vector<Child> m_done; ///< Done, and perhaps not quite gone: that takes the system a while.
};

} // namespace ns3::nemo

#endif // NEMO_PROCESS_POOL_H
