// SPDX-License-Identifier: GPL-2.0-only

#ifndef VECTOR_FIELDS_H
#define VECTOR_FIELDS_H

#include "unit/wire/packet-walker.h"

#include <nlohmann/json.hpp>
#include <string>

namespace ns3::nemo::tests
{

/**
 * Looks up a field by the name that test/vectors/mip6.json gives it.
 *
 * @param packet the packet as decoded
 * @param upper its payload as decoded
 * @param field the name; one that nobody knows throws
 * @return the value, in the form that the file has it in
 */
nlohmann::ordered_json FieldOf(const WalkedPacket& packet,
                               const Upper& upper,
                               const std::string& field);

} // namespace ns3::nemo::tests

#endif // VECTOR_FIELDS_H
