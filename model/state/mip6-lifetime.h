// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_LIFETIME_H
#define MIP6_LIFETIME_H

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// A lifetime of a binding that has no end. Only the 1997 draft can say so on the wire
/// (draft-ietf-mobileip-ipv6-04 section 5.1); under RFC 6275 it means "no limit" where a limit is
/// asked for.
constexpr uint32_t INFINITE_LIFETIME = 0xffffffff;

/// When a binding ends that lives `lifetime` seconds from `start` on; Time::Max() (never) for
/// INFINITE_LIFETIME.
Time EndOfLifetime(Time start, uint32_t lifetime);

/// What is left of a binding, seen by the mobile node, once an acknowledgement has granted
/// `acknowledged` seconds to an update that asked for `update` seconds:
/// max(remaining - (update - acknowledged), 0). An answer that grants more than was asked for
/// changes nothing. INFINITE_LIFETIME as `update` cannot be subtracted from: see
/// BindingUpdateList::Acknowledge. RFC 6275 section 11.7.3.
Time RemainingLifetime(Time remaining, uint32_t update, uint32_t acknowledged);

/// The lifetime in seconds that a home agent grants: the smallest of what was requested, what
/// local policy allows and what is left of the home prefix's valid lifetime, rounded down to what
/// the wire can carry in units of `unit` seconds (so that the cache and the acknowledgement agree).
/// Pass INFINITE_LIFETIME for a limit that does not exist. A `unit` of 1 is the 1997 draft's field
/// of 32 bits in seconds, which alone may stay infinite; 0 is a misuse and aborts.
/// RFC 6275 section 10.3.1.
uint32_t GrantedLifetime(uint32_t requested,
                         uint32_t policyMaximum,
                         uint32_t prefixValid,
                         uint32_t unit = 4);

/// How long after a Binding Update was sent its binding is to be refreshed: at `percent` of the
/// granted lifetime (seconds) or after the home agent's Binding Refresh Advice (seconds), whichever
/// is earlier. An advice of 0 would ask for updates without pause and is ignored. Time::Max()
/// (no refresh) if nothing was granted, or for ever and without advice. A `percent` above 100 is a
/// misuse and aborts. RFC 6275 sections 11.7.1 and 11.7.3.
Time RefreshDelay(uint32_t granted, std::optional<uint32_t> advice, uint32_t percent = 80);

} // namespace ns3::nemo

#endif /* MIP6_LIFETIME_H */
