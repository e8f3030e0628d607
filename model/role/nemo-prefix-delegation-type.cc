// SPDX-License-Identifier: GPL-2.0-only
// What can be set of the delegation of prefixes.
#include "ns3/boolean.h"
#include "ns3/nemo-prefix-delegation.h"
#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PrefixDelegation);

namespace
{

/// What fits into a packet of 1280 octets, as a list.
constexpr uint32_t MOST_LEASES = 49;

/// What is more is no request any more, but an attack.
constexpr uint32_t MOST_REQUESTS = 16;

} // namespace

TypeId
PrefixDelegation::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::PrefixDelegation")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<PrefixDelegation>()
            .AddAttribute("Persistent",
                          "Give prefixes that outlast the binding; else a request for one is "
                          "refused with status 8. draft-ietf-nemo-prefix-delegation-00 sections "
                          "5.3 and 6.5.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PrefixDelegation::m_persistent),
                          MakeBooleanChecker())
            .AddAttribute("Transient",
                          "Give prefixes that end with the binding; else a request for one is "
                          "refused with status 9. draft-ietf-nemo-prefix-delegation-00 sections "
                          "5.3 and 6.5.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PrefixDelegation::m_transient),
                          MakeBooleanChecker())
            .AddAttribute("Implicit",
                          "Give prefixes that are forwarded without being listed in updates; else "
                          "a request for one is refused with status 10. "
                          "draft-ietf-nemo-prefix-delegation-00 section 6.5.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PrefixDelegation::m_implicit),
                          MakeBooleanChecker())
            .AddAttribute("Lenient",
                          "Accept an update of which a request is refused if there is any other "
                          "prefix for it; else it is refused with status 143. "
                          "draft-ietf-nemo-prefix-delegation-00 section 5.3.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PrefixDelegation::m_lenient),
                          MakeBooleanChecker())
            .AddAttribute("ListAlways",
                          "Send the list of prefixes with each acknowledgement, also where it was "
                          "not asked for. draft-ietf-nemo-prefix-delegation-00 section 5.2.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PrefixDelegation::m_listsAlways),
                          MakeBooleanChecker())
            .AddAttribute("MaxLeases",
                          "How many leases a mobile router has at most; one more is refused with "
                          "status 6.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&PrefixDelegation::m_maxLeases),
                          MakeUintegerChecker<uint32_t>(0, MOST_LEASES))
            .AddAttribute("MaxRequests",
                          "How many prefix requests of one update are read; others are skipped, "
                          "and counted.",
                          UintegerValue(MOST_REQUESTS),
                          MakeUintegerAccessor(&PrefixDelegation::m_maxRequests),
                          MakeUintegerChecker<uint32_t>(0, MOST_REQUESTS))
            .AddAttribute("PersistentLifetime",
                          "How long a prefix is given that outlasts the binding; 0: for ever. "
                          "draft-ietf-nemo-prefix-delegation-00 section 5.4.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PrefixDelegation::m_persistentLifetime),
                          MakeTimeChecker(Time(0)));
    return tid;
}

} // namespace ns3::nemo
