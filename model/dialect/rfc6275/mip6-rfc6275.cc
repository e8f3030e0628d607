// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-rfc6275.h"

#include "ns3/mip6-address-discovery.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-rfc6275-codec.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Rfc6275);

TypeId
Rfc6275::GetTypeId()
{
    static const DialectProfile standard;
    static TypeId tid =
        TypeId("ns3::nemo::Rfc6275")
            .SetParent<Dialect>()
            .SetGroupName("Nemo")
            .AddConstructor<Rfc6275>()
            .AddAttribute("InitialBindackTimeoutFirstReg",
                          "Time-out of the first Binding Update of a first registration. RFC 6275 "
                          "section 13.",
                          TimeValue(standard.initialBindackTimeoutFirstReg),
                          MakeTimeAccessor(&Rfc6275::m_initialBindackTimeoutFirstReg),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("InitialBindackTimeout",
                          "Time-out of the first transmission of any other Binding Update. RFC "
                          "6275 section 13.",
                          TimeValue(standard.initialBindackTimeout),
                          MakeTimeAccessor(&Rfc6275::m_initialBindackTimeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("MaxBindackTimeout",
                          "MAX_BINDACK_TIMEOUT: the doubling time-out ends here, or with the first "
                          "one if that is longer. RFC 6275 section 12.",
                          TimeValue(standard.maxBindackTimeout),
                          MakeTimeAccessor(&Rfc6275::m_maxBindackTimeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("MaxUpdateRate",
                          "MAX_UPDATE_RATE: messages of a type to one node in a second. RFC 6275 "
                          "section 12.",
                          UintegerValue(standard.maxUpdateRate),
                          MakeUintegerAccessor(&Rfc6275::m_maxUpdateRate),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("InitialDhaadTimeout",
                          "INITIAL_DHAAD_TIMEOUT: time-out of the first request for home agents, "
                          "doubled each time. RFC 6275 sections 11.4.1 and 12.",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&Rfc6275::m_initialDhaadTimeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("DhaadRetries",
                          "DHAAD_RETRIES: how often a request for home agents is sent again. RFC "
                          "6275 sections 11.4.1 and 12.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&Rfc6275::m_dhaadRetries),
                          MakeUintegerChecker<uint32_t>(0, 16))
            .AddAttribute(
                "InitialSolicitTimer",
                "INITIAL_SOLICIT_TIMER: time-out of the first Mobile Prefix Solicitation, "
                "doubled each time up to MaxBindackTimeout. RFC 6275 sections 11.8 and "
                "12.",
                TimeValue(standard.initialSolicitTimer),
                MakeTimeAccessor(&Rfc6275::m_initialSolicitTimer),
                MakeTimeChecker(TimeStep(1)))
            .AddAttribute("Codec",
                          "Turns signals into mobility headers and back.",
                          TypeId::ATTR_GET,
                          PointerValue(),
                          MakePointerAccessor(&Rfc6275::m_codec),
                          MakePointerChecker<SignalCodec>());
    return tid;
}

Rfc6275::Rfc6275()
    : m_codec(CreateObject<Rfc6275Codec>())
{
}

DialectProfile
Rfc6275::GetProfile() const
{
    DialectProfile profile;
    profile.initialBindackTimeoutFirstReg = m_initialBindackTimeoutFirstReg;
    profile.initialBindackTimeout = m_initialBindackTimeout;
    profile.maxBindackTimeout = m_maxBindackTimeout;
    profile.maxUpdateRate = m_maxUpdateRate;
    profile.initialSolicitTimer = m_initialSolicitTimer;
    return profile;
}

Ptr<SignalCodec>
Rfc6275::GetCodec() const
{
    return m_codec;
}

std::unique_ptr<HomeAgentDiscovery>
Rfc6275::MakeHomeAgentDiscovery(const DiscoveryParts& parts) const
{
    return std::make_unique<AddressDiscovery>(parts.stack->GetMessagePort(),
                                              m_initialDhaadTimeout,
                                              m_dhaadRetries);
}

} // namespace ns3::nemo
