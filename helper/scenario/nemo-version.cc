// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-version.h"

namespace ns3::nemo
{

std::string_view
GetVersion()
{
    return NEMO_VERSION;
}

} // namespace ns3::nemo
