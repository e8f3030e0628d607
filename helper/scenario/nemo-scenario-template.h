// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_TEMPLATE_H
#define NEMO_SCENARIO_TEMPLATE_H

#include <string_view>

namespace ns3::nemo
{

/// \return the commented scenario that `nemo init` writes. It runs as it is.
std::string_view GetScenarioTemplate();

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_TEMPLATE_H
