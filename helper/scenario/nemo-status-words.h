// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_STATUS_WORDS_H
#define NEMO_STATUS_WORDS_H

#include "ns3/mip6-status.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// A status of a Binding Acknowledgement as a dialect says it: RFC 6275 section 6.1.8, or
/// draft-ietf-mobileip-ipv6-04 section 5.2, where most octets mean other things.
struct StatusWords
{
    uint8_t octet{0};      ///< As on the wire.
    std::string_view name; ///< The standard's words in kebab-case.
};

/// \param status any value
/// \param dialect "dialect" of the node
/// \return how that dialect says it
StatusWords SayStatus(BindingStatus status, std::string_view dialect);

} // namespace ns3::nemo

#endif // NEMO_STATUS_WORDS_H
