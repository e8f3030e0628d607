// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-terminate.h"

#include "ns3/nemo-run-options.h"

#include <cstdlib>
#include <exception>
#include <iostream>

namespace ns3::nemo
{

namespace
{

/// \return what was thrown, if that is why the program ends
const char*
DescribeException()
{
    const auto current = std::current_exception();
    if (!current)
    {
        return "ns-3 gave up for the reason above";
    }
    try
    {
        std::rethrow_exception(current);
    }
    catch (const std::exception& error)
    {
        // What it points to lives as long as the exception, and nothing ends that.
        return error.what();
    }
    catch (...)
    {
        return "something was thrown that says nothing";
    }
}

[[noreturn]] void
End()
{
    std::cout.flush();
    std::cerr << "nemo: internal error: " << DescribeException() << std::endl;
    std::_Exit(static_cast<int>(ExitCode::INTERNAL_ERROR));
}

} // namespace

void
ExitOnTerminate()
{
    std::set_terminate(End);
}

} // namespace ns3::nemo
