// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_ANSWER_H
#define MIP6_BINDING_ANSWER_H

#include "ns3/mip6-binding-judge.h"
#include "ns3/mip6-binding-request.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-home-policy.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-message.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::nemo
{

/// Whether the update is answered at all; only one that is no home registration and does without
/// (A = 0) may not be: unless it has to try again with other nonces, with another number, or
/// elsewhere. RFC 6275 section 9.5.4.
/// draft-ietf-mobileip-ipv6-04 section 7.5: none that does without
/// (DialectProfile::answersUnasked).
bool MustAnswer(const BindingRequest& request,
                const Judgement& judgement,
                const DialectProfile& profile);

/// The binding that `judgement`, which is REGISTER, makes of `request` at the moment `now`.
Binding MakeBinding(const BindingRequest& request, const Judgement& judgement, Time now);

/// The Binding Acknowledgement that answers `request` with `judgement`, which is not DISCARD.
/// `policy` is null where there is no home agent. RFC 6275 sections 9.5.4, 10.3.1 and 10.3.2, RFC
/// 3963 section 6.6.
///
/// Status, sequence number (of the update, or the last accepted one with status 135), lifetime (0
/// unless it registers), R. Binding Refresh Advice only with what it registers, and only if it is
/// shorter than the lifetime. K stays 0: no security association here is made dynamically.
Signal MakeAcknowledgement(const BindingRequest& request,
                           const Judgement& judgement,
                           const HomePolicy* policy);

/// The way of the answer: always to the IPv6 source of the update (or to the care-of address that
/// it names, DialectProfile::answersByCareOfAddress), by a routing header to the home address if
/// the update had that option, whatever the binding cache says. A node at home gets it straight
/// over the link, since what steers packets to its home address must not see it. What was
/// authorised by return routability is answered under the same authority, but for status 136 to
/// 138. RFC 6275 sections 9.5.4 and 10.3.2.
Envelope AddressAcknowledgement(const BindingRequest& request,
                                const Judgement& judgement,
                                const HomePolicy* policy,
                                const DialectProfile& profile);

} // namespace ns3::nemo

#endif /* MIP6_BINDING_ANSWER_H */
