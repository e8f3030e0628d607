// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-status-words.h"

#include "ns3/mip6-draft1997-status.h"

namespace ns3::nemo
{

namespace
{

std::string_view
WordsOf(Draft1997Status status)
{
    switch (status)
    {
    case Draft1997Status::ACCEPTED:
        return "accepted";
    case Draft1997Status::REASON_UNSPECIFIED:
        return "reason-unspecified";
    case Draft1997Status::POORLY_FORMED_UPDATE:
        return "poorly-formed-binding-update";
    case Draft1997Status::ADMINISTRATIVELY_PROHIBITED:
        return "administratively-prohibited";
    case Draft1997Status::INSUFFICIENT_RESOURCES:
        return "insufficient-resources";
    case Draft1997Status::HOME_REGISTRATION_NOT_SUPPORTED:
        return "home-registration-not-supported";
    case Draft1997Status::NOT_HOME_SUBNET:
        return "not-home-subnet";
    case Draft1997Status::SEQUENCE_NUMBER_TOO_SMALL:
        return "sequence-number-field-value-too-small";
    case Draft1997Status::HOME_AGENT_DISCOVERY_RESPONSE:
        return "dynamic-home-agent-address-discovery-response";
    case Draft1997Status::INCORRECT_INTERFACE_IDENTIFIER_LENGTH:
        return "incorrect-interface-identifier-length";
    }
    return "unassigned";
}

} // namespace

StatusWords
SayStatus(BindingStatus status, std::string_view dialect)
{
    if (dialect == "draft1997")
    {
        const Draft1997Status said = ToDraft1997(status);
        return {static_cast<uint8_t>(said), WordsOf(said)};
    }
    return {static_cast<uint8_t>(status), ToString(status)};
}

} // namespace ns3::nemo
