// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-drop-reason.h"

#include <array>
#include <cstddef>
#include <utility>

namespace ns3::nemo
{

namespace
{

using Reason = DropReason;

/// The names, in the order of the enum.
constexpr std::array NAMES{
    std::pair(Reason::TRUNCATED, std::string_view("truncated")),
    std::pair(Reason::BAD_CHECKSUM, std::string_view("bad-checksum")),
    std::pair(Reason::BAD_PAYLOAD_PROTO, std::string_view("bad-payload-proto")),
    std::pair(Reason::UNKNOWN_MESSAGE_TYPE, std::string_view("unknown-message-type")),
    std::pair(Reason::MESSAGE_TOO_SHORT, std::string_view("message-too-short")),
    std::pair(Reason::BAD_OPTION_LENGTH, std::string_view("bad-option-length")),
    std::pair(Reason::AUTHORIZATION_NOT_LAST, std::string_view("authorization-not-last")),
    std::pair(Reason::BAD_CODE, std::string_view("bad-code")),
    std::pair(Reason::BAD_HOP_LIMIT, std::string_view("bad-hop-limit")),
    std::pair(Reason::BAD_ADDRESS, std::string_view("bad-address")),
    std::pair(Reason::UNRECOGNIZED_OPTION, std::string_view("unrecognized-option")),
    std::pair(Reason::DUPLICATE_HOME_ADDRESS, std::string_view("duplicate-home-address")),
    std::pair(Reason::BAD_HOME_ADDRESS, std::string_view("bad-home-address")),
    std::pair(Reason::BAD_ROUTING_HEADER, std::string_view("bad-routing-header")),
    std::pair(Reason::UNKNOWN_ROUTING_TYPE, std::string_view("unknown-routing-type")),
    std::pair(Reason::BAD_MTU, std::string_view("bad-mtu")),
    std::pair(Reason::HOME_ADDRESS_TO_GROUP, std::string_view("home-address-to-group")),
    std::pair(Reason::FOREIGN_ROUTING_ADDRESS, std::string_view("foreign-routing-address")),
    std::pair(Reason::NO_BINDING, std::string_view("no-binding")),
    std::pair(Reason::REVERSE_TUNNEL_SOURCE_MISMATCH,
              std::string_view("reverse-tunnel-source-mismatch")),
    std::pair(Reason::BAD_OUTER_SOURCE, std::string_view("bad-outer-source")),
    std::pair(Reason::BAD_INNER_DESTINATION, std::string_view("bad-inner-destination")),
    std::pair(Reason::INGRESS_FILTER, std::string_view("ingress-filter")),
    std::pair(Reason::ROUTING_HEADER_FILTER, std::string_view("routing-header-filter")),
    std::pair(Reason::BAD_CARE_OF_ADDRESS, std::string_view("bad-care-of-address")),
    std::pair(Reason::MISSING_HOME_ADDRESS, std::string_view("missing-home-address")),
    std::pair(Reason::UNEXPECTED_OPTION, std::string_view("unexpected-option")),
    std::pair(Reason::UNAUTHORIZED_UPDATE, std::string_view("unauthorized-update")),
    std::pair(Reason::BAD_AUTHENTICATOR, std::string_view("bad-authenticator")),
    std::pair(Reason::SUPERSEDED_UPDATE, std::string_view("superseded-update")),
    std::pair(Reason::UNEXPECTED_MESSAGE, std::string_view("unexpected-message")),
    std::pair(Reason::SKIPPED_OPTION, std::string_view("skipped-option")),
    std::pair(Reason::UNKNOWN_CORRELATOR, std::string_view("unknown-correlator")),
    std::pair(Reason::UNKNOWN_ASSOCIATION, std::string_view("unknown-association")),
    std::pair(Reason::REPLAYED, std::string_view("replayed")),
    std::pair(Reason::BAD_INTEGRITY, std::string_view("bad-integrity")),
    std::pair(Reason::BAD_PADDING, std::string_view("bad-padding")),
    std::pair(Reason::ASSOCIATION_MISMATCH, std::string_view("association-mismatch")),
    std::pair(Reason::UNPROTECTED, std::string_view("unprotected")),
    std::pair(Reason::CUT_AUTHENTICATION, std::string_view("cut-authentication")),
    std::pair(Reason::TOO_MANY_ROUTERS, std::string_view("too-many-routers")),
    std::pair(Reason::TOO_MANY_PREFIXES, std::string_view("too-many-prefixes")),
    std::pair(Reason::TOO_MANY_ADDRESSES, std::string_view("too-many-addresses")),
    std::pair(Reason::TOO_MANY_PATH_MTUS, std::string_view("too-many-path-mtus")),
    std::pair(Reason::TOO_MANY_REQUESTS, std::string_view("too-many-requests")),
    std::pair(Reason::TUNNEL_NESTING, std::string_view("tunnel-nesting")),
    std::pair(Reason::NO_TUNNEL, std::string_view("no-tunnel")),
    std::pair(Reason::NO_SOURCE, std::string_view("no-source")),
    std::pair(Reason::NO_ROUTE, std::string_view("no-route")),
    std::pair(Reason::PACKET_TOO_BIG, std::string_view("packet-too-big")),
    std::pair(Reason::HOP_LIMIT_EXCEEDED, std::string_view("hop-limit-exceeded")),
    std::pair(Reason::ENCAPSULATION_LIMIT, std::string_view("encapsulation-limit")),
    std::pair(Reason::BEYOND_SCOPE, std::string_view("beyond-scope")),
    std::pair(Reason::HOME_ADDRESS_LOST, std::string_view("home-address-lost")),
    std::pair(Reason::TUNNEL_LOOP, std::string_view("tunnel-loop")),
    std::pair(Reason::REFUSED, std::string_view("refused")),
    std::pair(Reason::ERROR_RATE_LIMIT, std::string_view("error-rate-limit")),
    std::pair(Reason::SEQUENCE_EXHAUSTED, std::string_view("sequence-exhausted")),
    std::pair(Reason::NO_ASSOCIATION, std::string_view("no-association")),
    std::pair(Reason::POWERED_OFF, std::string_view("powered-off")),
};

/// @return whether row i names the reason with number i, and no reason is missing at the end
constexpr bool
InOrder()
{
    for (std::size_t i = 0; i < NAMES.size(); ++i)
    {
        if (NAMES[i].first != static_cast<Reason>(i))
        {
            return false;
        }
    }
    return NAMES.back().first == Reason::POWERED_OFF;
}

static_assert(InOrder(), "the names must stand in the order of the enum, one for each reason");

} // namespace

std::string_view
ToString(DropReason reason)
{
    const auto index = static_cast<std::size_t>(reason);
    return index < NAMES.size() ? NAMES[index].second : std::string_view("unknown");
}

std::ostream&
operator<<(std::ostream& os, DropReason reason)
{
    return os << ToString(reason);
}

} // namespace ns3::nemo
