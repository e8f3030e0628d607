// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SEED_H
#define NEMO_SEED_H

#include <cstdint>

namespace ns3::nemo
{

/// The largest seed that ns-3's generator (MRG32k3a) takes; it ends the program at larger ones.
constexpr uint32_t LARGEST_SEED = 4294944442;

/// The seed to give to ns-3 for the seed of a scenario. What ns-3's generator draws is linear in
/// its seed, so that draws of the seeds 1, 2, 3, ... are as regular as these are.
/// \param seed 1 to LARGEST_SEED
/// \return another number of that range for each one, without order; 1 stays 1
uint32_t SpreadSeed(uint32_t seed);

} // namespace ns3::nemo

#endif // NEMO_SEED_H
