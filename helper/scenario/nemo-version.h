// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_VERSION_H
#define NEMO_VERSION_H

#include <string_view>

namespace ns3::nemo
{

/// \return the version of the module, or "unknown" where the build does not say
std::string_view GetVersion();

} // namespace ns3::nemo

#endif // NEMO_VERSION_H
