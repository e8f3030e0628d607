// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_MOBILITY_OPTION_CODEC_H
#define MIP6_MOBILITY_OPTION_CODEC_H

#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <variant>

namespace ns3::nemo
{

// What writing and reading the options both rely on: lengths of the options' data in octets, and
// flags of the prefix options.

constexpr std::size_t REFRESH_ADVICE_LENGTH = 2;       //!< RFC 6275 section 6.2.4
constexpr std::size_t NONCE_INDICES_LENGTH = 4;        //!< RFC 6275 section 6.2.6
constexpr std::size_t PREFIX_OPTION_LENGTH = 18;       //!< RFC 3963 section 4.3
constexpr std::size_t PREFIX_REQUEST_LENGTH = 6;       //!< prefix delegation draft section 6.4
constexpr std::size_t PREFIX_CONFIRMATION_LENGTH = 26; //!< prefix delegation draft section 6.5
constexpr uint8_t PERSISTENT_FLAG = 0x80;              //!< P: draft sections 6.3 to 6.5
constexpr uint8_t IMPLICIT_FLAG = 0x40;                //!< I: draft sections 6.3 to 6.5
constexpr uint8_t DELEGATED_FLAG = 0x20;               //!< D: draft sections 6.3 and 6.5

/**
 * Writes the options of a mobility header and fills it up to a multiple of 8 octets. RFC 6275
 * section 6.2.
 *
 * @param options what to write; data longer than 255 octets is misuse and aborts
 * @param style who decides about padding, and about the place of Binding Authorization Data
 * @param types numbers of the prefix delegation options
 * @param[in,out] writer holds the header up to its options
 */
void WriteMobilityOptions(const MobilityOptions& options,
                          PaddingStyle style,
                          const OptionTypes& types,
                          OctetWriter& writer);

/**
 * Reads the options of a mobility header. RFC 6275 section 6.2.
 *
 * @param reader stands at the first option and ends with the header
 * @param types numbers of the prefix delegation options
 * @return the options with all padding; or BAD_OPTION_LENGTH when one runs past the end, or
 * AUTHORIZATION_NOT_LAST when something follows Binding Authorization Data
 */
std::variant<MobilityOptions, DropReason> ReadMobilityOptions(OctetReader reader,
                                                              const OptionTypes& types);

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_OPTION_CODEC_H
