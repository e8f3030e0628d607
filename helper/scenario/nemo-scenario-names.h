// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_NAMES_H
#define NEMO_SCENARIO_NAMES_H

#include "ns3/nemo-json-value.h"
#include "ns3/nemo-scenario.h"

/// \file
/// The words of the scenario file that stand for something, each spelled here only. The schema's
/// enumerations are compared with these.

namespace ns3::nemo
{

/// "type" of a link.
inline constexpr EnumName<LinkType> LINK_TYPES[] = {{"shared", LinkType::SHARED},
                                                    {"point-to-point", LinkType::POINT_TO_POINT},
                                                    {"wifi", LinkType::WIFI}};
/// "role" of a node.
inline constexpr EnumName<NodeRole> NODE_ROLES[] = {{"host", NodeRole::HOST},
                                                    {"correspondent", NodeRole::CORRESPONDENT},
                                                    {"router", NodeRole::ROUTER},
                                                    {"home-agent", NodeRole::HOME_AGENT},
                                                    {"mobile-node", NodeRole::MOBILE_NODE},
                                                    {"mobile-router", NodeRole::MOBILE_ROUTER}};
/// "dialect".
inline constexpr EnumName<std::string_view> DIALECTS[] = {{"rfc6275", "rfc6275"},
                                                          {"draft1997", "draft1997"}};
/// "movementDetection".
inline constexpr EnumName<MovementDetection> MOVEMENT_DETECTIONS[] = {
    {"solicit", MovementDetection::SOLICIT},
    {"advertisements", MovementDetection::ADVERTISEMENTS},
    {"link", MovementDetection::LINK}};
/// "mode" of a mobile router.
inline constexpr EnumName<RegistrationMode> REGISTRATION_MODES[] = {
    {"explicit", RegistrationMode::EXPLICIT},
    {"implicit", RegistrationMode::IMPLICIT},
    {"delegated", RegistrationMode::DELEGATED},
    {"routing", RegistrationMode::ROUTING}};
/// "routing" of a router.
inline constexpr EnumName<std::string_view> ROUTING_PROTOCOLS[] = {{"ripng", "ripng"}};
/// "type" of a flow.
inline constexpr EnumName<TrafficType> TRAFFIC_TYPES[] = {{"udp", TrafficType::UDP},
                                                          {"ping", TrafficType::PING},
                                                          {"tcp", TrafficType::TCP},
                                                          {"onoff", TrafficType::ON_OFF}};
/// "protocol" of a security association.
inline constexpr EnumName<SecurityProtocol> SECURITY_PROTOCOLS[] = {{"esp", SecurityProtocol::ESP},
                                                                    {"ah", SecurityProtocol::AH}};
/// "encryption" of a security association.
inline constexpr EnumName<EspEncryption> ENCRYPTIONS[] = {{"null", EspEncryption::NONE},
                                                          {"aes-cbc", EspEncryption::AES_CBC}};
/// "authentication" of a security association.
inline constexpr EnumName<AhAlgorithm> AUTHENTICATIONS[] = {
    {"hmac-sha1-96", AhAlgorithm::HMAC_SHA1_96},
    {"hmac-md5-96", AhAlgorithm::HMAC_MD5_96}};
/// "protect".
inline constexpr EnumName<TrafficKind> TRAFFIC_KINDS[] = {
    {"binding", TrafficKind::BINDING},
    {"prefix", TrafficKind::PREFIX},
    {"return-routability", TrafficKind::RETURN_ROUTABILITY},
    {"data", TrafficKind::DATA}};
/// "action" of a fault.
inline constexpr EnumName<NodeAction> NODE_ACTIONS[] = {{"crash", NodeAction::CRASH},
                                                        {"restart", NodeAction::RESTART}};
/// "direction" of counted messages.
inline constexpr EnumName<MessageDirection> MESSAGE_DIRECTIONS[] = {{"tx", MessageDirection::TX},
                                                                    {"rx", MessageDirection::RX}};
/// "type" of counted messages.
inline constexpr EnumName<MessageType> MESSAGE_TYPES[] = {
    {"BU", MessageType::BU},
    {"BA", MessageType::BA},
    {"BRR", MessageType::BRR},
    {"BE", MessageType::BE},
    {"HoTI", MessageType::HOTI},
    {"CoTI", MessageType::COTI},
    {"HoT", MessageType::HOT},
    {"CoT", MessageType::COT},
    {"RS", MessageType::RS},
    {"RA", MessageType::RA},
    {"NS", MessageType::NS},
    {"NA", MessageType::NA},
    {"DHAADRequest", MessageType::DHAAD_REQUEST},
    {"DHAADReply", MessageType::DHAAD_REPLY},
    {"MPS", MessageType::MPS},
    {"MPA", MessageType::MPA}};

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_NAMES_H
