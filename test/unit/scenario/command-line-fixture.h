// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_COMMAND_LINE_FIXTURE_H
#define NEMO_COMMAND_LINE_FIXTURE_H

#include "support/source-folder.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-command-line.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace ns3::nemo::tests
{

/// Calls the command line in a folder of its own.
class CommandLine : public ::testing::Test
{
  protected:
    CommandLine()
        : m_folder(std::filesystem::temp_directory_path() /
                   ("nemo-command-line-" + std::to_string(getpid())))
    {
        std::filesystem::create_directories(m_folder);
    }

    ~CommandLine() override
    {
        std::filesystem::remove_all(m_folder);
    }

    /// Call it. \return the exit code
    int Call(const std::vector<std::string>& arguments)
    {
        out.str("");
        err.str("");
        return RunCommandLine(arguments, {InRepository(""), &out, &err});
    }

    /// \return the path of a new file with that text
    std::string Write(const std::string& name, const std::string& text)
    {
        std::ofstream(m_folder / name) << text;
        return (m_folder / name).string();
    }

    /// \return a path in the folder
    std::string In(const std::string& name) const
    {
        return (m_folder / name).string();
    }

    std::ostringstream out; ///< What the last call printed.
    std::ostringstream err; ///< What the last call complained of.

  private:
    std::filesystem::path m_folder;
};

} // namespace ns3::nemo::tests

#endif // NEMO_COMMAND_LINE_FIXTURE_H
