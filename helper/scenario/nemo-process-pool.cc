// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-process-pool.h"

#include "ns3/nemo-run-options.h"
#include "ns3/nemo-terminate.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace ns3::nemo
{

namespace
{

/// The two ends of a pipe.
struct PipeEnds
{
    int read{-1};  ///< Where it is read.
    int write{-1}; ///< Where it is written.

    /// \return whether there is one now
    bool Open()
    {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
        {
            return false;
        }
        read = ends[0];
        write = ends[1];
        return true;
    }

    void CloseAll()
    {
        for (int* end : {&read, &write})
        {
            if (*end >= 0)
            {
                close(*end);
            }
            *end = -1;
        }
    }
};

/// Die with the process that made this one.
void
FollowParent([[maybe_unused]] pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
    {
        _exit(static_cast<int>(ExitCode::INTERNAL_ERROR));
    }
#endif
}

/// All that happens in a child.
[[noreturn]] void
RunChild(const ProcessPool::Work& work, int output, int error, pid_t parent)
{
    FollowParent(parent);
    StopSignals::IgnoreInChild();
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(error, STDERR_FILENO);
    ExitOnTerminate();
    int code = static_cast<int>(ExitCode::INTERNAL_ERROR);
    try
    {
        code = work(output);
    }
    catch (const std::exception& fault)
    {
        std::cerr << "internal error: " << fault.what() << std::endl;
    }
    // Tells the parent that another one can begin, while this one's memory is still given back.
    for (const int file : {output, error, STDERR_FILENO})
    {
        close(file);
    }
    // Not exit: what this process was copied from has things open that are not this one's.
    _exit(code);
}

/// Read what there is now into the text, of which no more than so much is kept.
/// \return whether there may be more to come
bool
ReadSome(int file, std::string& text, std::size_t most)
{
    std::array<char, 65536> buffer{};
    const ssize_t count = read(file, buffer.data(), buffer.size());
    if (count < 0)
    {
        return errno == EINTR || errno == EAGAIN;
    }
    text.append(buffer.data(), std::min(static_cast<std::size_t>(count), most - text.size()));
    return count > 0;
}

} // namespace

ProcessPool::ProcessPool(std::size_t size, Limit limit)
    : m_size(size),
      m_limit(limit)
{
}

ProcessPool::~ProcessPool()
{
    KillAll();
}

bool
ProcessPool::HasRoom() const
{
    return m_children.size() < m_size;
}

bool
ProcessPool::IsIdle() const
{
    return m_children.empty() && m_done.empty();
}

bool
ProcessPool::Start(uint64_t number, const Work& work)
{
    PipeEnds output;
    PipeEnds error;
    const pid_t parent = getpid();
    Child child;
    child.result.number = number;
    child.result.began = std::chrono::system_clock::now();
    child.began = std::chrono::steady_clock::now();
    child.process = output.Open() && error.Open() ? fork() : -1;
    if (child.process < 0)
    {
        output.CloseAll();
        error.CloseAll();
        return false;
    }
    if (child.process == 0)
    {
        RunChild(work, output.write, error.write, parent);
    }
    close(output.write);
    close(error.write);
    child.output = output.read;
    child.error = error.read;
    m_children.push_back(std::move(child));
    return true;
}

void
ProcessPool::Drain(Child& child)
{
    const auto drain = [](int& file, std::string& text, std::size_t most) {
        if (file >= 0 && !ReadSome(file, text, most))
        {
            close(file);
            file = -1;
        }
    };
    std::array<pollfd, 2> files{{{child.output, POLLIN, 0}, {child.error, POLLIN, 0}}};
    poll(files.data(), files.size(), 0);
    if (files[0].revents != 0)
    {
        drain(child.output, child.result.output, std::string::npos);
    }
    if (files[1].revents != 0)
    {
        drain(child.error, child.result.error, ERROR_OCTETS);
    }
}

ProcessPool::Finished
ProcessPool::Conclude(Child& child)
{
    int status = 0;
    rusage usage{};
    while (wait4(child.process, &status, 0, &usage) < 0 && errno == EINTR)
    {
    }
    // Linux counts in 1024 octets.
    child.result.peakMemoryBytes = int64_t{usage.ru_maxrss} * 1024;
    if (WIFEXITED(status))
    {
        child.result.exitCode = WEXITSTATUS(status);
    }
    else
    {
        child.result.signal = WTERMSIG(status);
    }
    return std::move(child.result);
}

void
ProcessPool::KillLate()
{
    const auto now = std::chrono::steady_clock::now();
    for (auto& child : m_children)
    {
        if (m_limit && now - child.began > *m_limit)
        {
            child.result.isLate = true;
            kill(child.process, SIGKILL);
        }
    }
}

void
ProcessPool::Wait(std::chrono::milliseconds longest, const StopSignals& signals)
{
    KillLate();
    std::vector<pollfd> files;
    for (const auto& child : m_children)
    {
        files.push_back({child.output, POLLIN, 0});
        files.push_back({child.error, POLLIN, 0});
    }
    const timespec time{longest.count() / 1000, (longest.count() % 1000) * 1000000};
    if (!m_done.empty() || ppoll(files.data(), files.size(), &time, &signals.GetWaitMask()) <= 0)
    {
        return;
    }
    for (auto& child : m_children)
    {
        Drain(child);
    }
    const auto now = std::chrono::steady_clock::now();
    const auto isAtWork = [](const Child& child) { return child.output >= 0 || child.error >= 0; };
    const auto done = std::stable_partition(m_children.begin(), m_children.end(), isAtWork);
    for (auto child = done; child != m_children.end(); ++child)
    {
        child->result.wallSeconds = std::chrono::duration<double>(now - child->began).count();
        m_done.push_back(std::move(*child));
    }
    m_children.erase(done, m_children.end());
}

std::optional<ProcessPool::Finished>
ProcessPool::Take()
{
    if (m_done.empty())
    {
        return std::nullopt;
    }
    Child child = std::move(m_done.front());
    m_done.erase(m_done.begin());
    return Conclude(child);
}

void
ProcessPool::KillAll()
{
    for (auto& child : m_children)
    {
        kill(child.process, SIGKILL);
    }
    for (auto* children : {&m_children, &m_done})
    {
        for (auto& child : *children)
        {
            Conclude(child);
            PipeEnds{child.output, child.error}.CloseAll();
        }
        children->clear();
    }
}

} // namespace ns3::nemo
