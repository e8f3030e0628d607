// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_KEY_H
#define NEMO_SWEEP_KEY_H

#include "ns3/nemo-json.h"
#include "ns3/nemo-sweep-plan.h"

#include <cstdint>
#include <string>

namespace ns3::nemo
{

/// What a run of a sweep is known by, whoever makes it and whenever.
struct SweepKey
{
    std::string scenario;   ///< SHA-256 of the scenario without what is swept, in hexadecimal.
    std::string parameters; ///< The swept values: a JSON object by pointer, sorted.
    uint32_t seed{1};       ///< Seed.
    uint64_t run{1};        ///< Run.
    std::string version;    ///< Of nemo.

    /// \return 16 hexadecimal digits that are made of all of this
    std::string GetId() const;
};

/// \return the swept values as a compact JSON object, its keys sorted
std::string WriteParameters(SweptValues values);

/// What two sweeps of one scenario have in common: the document as compact JSON, without comments,
/// "sweep", "seed", "run" and "$schema", and with null where the plan puts values.
std::string WriteCommonDocument(Json document, const SweepPlan& plan);

/// \return the SHA-256 of the text as 64 hexadecimal digits
std::string HashText(const std::string& text);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_KEY_H
