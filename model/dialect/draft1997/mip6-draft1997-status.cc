// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-draft1997-status.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::nemo
{

namespace
{

using Row = std::pair<BindingStatus, Draft1997Status>;

constexpr std::array<Row, 10> TABLE{{
    {BindingStatus::ACCEPTED, Draft1997Status::ACCEPTED},
    {BindingStatus::REASON_UNSPECIFIED, Draft1997Status::REASON_UNSPECIFIED},
    {BindingStatus::POORLY_FORMED_UPDATE, Draft1997Status::POORLY_FORMED_UPDATE},
    {BindingStatus::ADMINISTRATIVELY_PROHIBITED, Draft1997Status::ADMINISTRATIVELY_PROHIBITED},
    {BindingStatus::INSUFFICIENT_RESOURCES, Draft1997Status::INSUFFICIENT_RESOURCES},
    {BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED,
     Draft1997Status::HOME_REGISTRATION_NOT_SUPPORTED},
    {BindingStatus::NOT_HOME_SUBNET, Draft1997Status::NOT_HOME_SUBNET},
    {BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW, Draft1997Status::SEQUENCE_NUMBER_TOO_SMALL},
    {BindingStatus::HOME_AGENT_DISCOVERY_RESPONSE, Draft1997Status::HOME_AGENT_DISCOVERY_RESPONSE},
    {BindingStatus::INCORRECT_INTERFACE_IDENTIFIER_LENGTH,
     Draft1997Status::INCORRECT_INTERFACE_IDENTIFIER_LENGTH},
}};

} // namespace

Draft1997Status
ToDraft1997(BindingStatus status)
{
    const auto* row = std::find_if(TABLE.begin(), TABLE.end(), [status](const Row& candidate) {
        return candidate.first == status;
    });
    if (row != TABLE.end())
    {
        return row->second;
    }
    return IsAccepted(status) ? Draft1997Status::ACCEPTED : Draft1997Status::REASON_UNSPECIFIED;
}

BindingStatus
FromDraft1997(uint8_t octet)
{
    constexpr uint8_t LOWEST_REJECTION = 128;
    const auto* row = std::find_if(TABLE.begin(), TABLE.end(), [octet](const Row& candidate) {
        return static_cast<uint8_t>(candidate.second) == octet;
    });
    if (row != TABLE.end())
    {
        return row->first;
    }
    return octet < LOWEST_REJECTION ? BindingStatus::ACCEPTED : BindingStatus::REASON_UNSPECIFIED;
}

} // namespace ns3::nemo
