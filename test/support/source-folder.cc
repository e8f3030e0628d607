// SPDX-License-Identifier: GPL-2.0-only
#include "source-folder.h"

namespace ns3::nemo::tests
{

std::string
InRepository(const std::string& path)
{
    return NEMO_SOURCE_DIR "/" + path;
}

} // namespace ns3::nemo::tests
