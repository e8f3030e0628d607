// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_VECTOR_TABLE_H
#define MIP6_VECTOR_TABLE_H

#include "support/source-folder.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3::nemo::tests
{

/// A table of test/vectors/mip6.json, which was computed from the standard and not from this code.
/// @param name the key below "tables"; throws if there is none
/// @return the table
inline nlohmann::json
ReadVectorTable(const std::string& name)
{
    std::ifstream file(InRepository("test/vectors/mip6.json"));
    return nlohmann::json::parse(file).at("tables").at(name);
}

} // namespace ns3::nemo::tests

#endif // MIP6_VECTOR_TABLE_H
