// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-draft1997.h"

#include "ns3/boolean.h"
#include "ns3/mip6-update-discovery.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Draft1997);

TypeId
Draft1997::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::Draft1997")
            .SetParent<Dialect>()
            .SetGroupName("Nemo")
            .AddConstructor<Draft1997>()
            .AddAttribute("InitialBindackTimeout",
                          "INITIAL_BINDACK_TIMEOUT: time-out of the first transmission of a "
                          "Binding Update. draft-ietf-mobileip-ipv6-04 section 11.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&Draft1997::m_initialBindackTimeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("MaxBindackTimeout",
                          "MAX_BINDACK_TIMEOUT: the doubling time-out ends here, or with the first "
                          "one if that is longer. draft-ietf-mobileip-ipv6-04 section 11.",
                          TimeValue(Seconds(256)),
                          MakeTimeAccessor(&Draft1997::m_maxBindackTimeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("MaxUpdateRate",
                          "MAX_UPDATE_RATE: Binding Updates to one node in a second. "
                          "draft-ietf-mobileip-ipv6-04 section 11.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Draft1997::m_maxUpdateRate),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxFastUpdates",
                          "MAX_FAST_UPDATES: so many Binding Updates with the same care-of address "
                          "may follow each other to one node at MaxUpdateRate; 0: any number. "
                          "draft-ietf-mobileip-ipv6-04 sections 9.8 and 11.",
                          UintegerValue(5),
                          MakeUintegerAccessor(&Draft1997::m_maxFastUpdates),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SlowUpdateRate",
                          "SLOW_UPDATE_RATE: the time from one Binding Update to the next after "
                          "MaxFastUpdates of them. draft-ietf-mobileip-ipv6-04 sections 9.8 and "
                          "11.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&Draft1997::m_slowUpdateInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxAdvertRexmit",
                          "MAX_ADVERT_REXMIT: how often a Neighbor Advertisement of a home address "
                          "is sent again on the home link, by a home agent that begins to serve it "
                          "(no more often than HomeAgent::MaxNeighborAdvertisement says) and by a "
                          "mobile node that is back. draft-ietf-mobileip-ipv6-04 sections 8.2, "
                          "9.13 and 11.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&Draft1997::m_maxAdvertRexmit),
                          MakeUintegerChecker<uint32_t>(0, 3))
            .AddAttribute("PiggybackDelay",
                          "How long a Binding Update to a correspondent, its answer, or a Binding "
                          "Request of one, waits for a packet to ride on before it leaves alone; "
                          "0: it leaves at once. draft-ietf-mobileip-ipv6-04 sections 4.2, 7.6 and "
                          "9.5.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Draft1997::m_piggybackDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PreviousRouterLifetime",
                          "How long the previous default router is asked to forward what is sent "
                          "to the old care-of address; 0: it is not asked. It has to be a home "
                          "agent on its link, and to share an association with the node if "
                          "Draft1997Codec::RequiresAuthentication holds. "
                          "draft-ietf-mobileip-ipv6-04 section 9.6.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Draft1997::m_previousRouterLifetime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RtrSolicitationInterval",
                          "RTR_SOLICITATION_INTERVAL of Neighbor Discovery (RFC 4861 section 10): "
                          "from one Router Solicitation through the tunnel to the next. "
                          "draft-ietf-mobileip-ipv6-04 section 8.5.",
                          TimeValue(Seconds(4)),
                          MakeTimeAccessor(&Draft1997::m_rtrSolicitationInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("MaxRtrSolicitations",
                          "MAX_RTR_SOLICITATIONS of Neighbor Discovery (RFC 4861 section 10): so "
                          "many Router Solicitations through the tunnel, if none is answered. "
                          "draft-ietf-mobileip-ipv6-04 section 8.5.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&Draft1997::m_maxRtrSolicitations),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("IdLength",
                          "ID Length of home registrations: bits of the interface identifier of "
                          "which the home agent is to form the other home addresses, or 0. "
                          "draft-ietf-mobileip-ipv6-04 section 9.4.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&Draft1997::m_idLength),
                          MakeUintegerChecker<uint8_t>(0, 128))
            .AddAttribute("BindingCacheSize",
                          "Bindings that the node keeps at most, home registrations and others "
                          "together: the others make room, the least recently used first. 0: only "
                          "the limits of its roles hold. draft-ietf-mobileip-ipv6-04 section 7.7.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Draft1997::m_cacheSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SendsStatus134",
                          "A Sequence Number that is not greater than the last is answered with "
                          "status 134 instead of silence. draft-ietf-mobileip-ipv6-04 sections 5.2 "
                          "and 7.2.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Draft1997::m_answersStaleSequence),
                          MakeBooleanChecker())
            .AddAttribute("Codec",
                          "Turns signals into destination options and back.",
                          TypeId::ATTR_GET,
                          PointerValue(),
                          MakePointerAccessor(&Draft1997::m_codec),
                          MakePointerChecker<Draft1997Codec>());
    return tid;
}

Draft1997::Draft1997()
    : m_codec(CreateObject<Draft1997Codec>())
{
}

DialectProfile
Draft1997::GetProfile() const
{
    DialectProfile profile;
    profile.initialBindackTimeoutFirstReg = m_initialBindackTimeout;
    profile.initialBindackTimeout = m_initialBindackTimeout;
    profile.maxBindackTimeout = m_maxBindackTimeout;
    profile.maxUpdateRate = m_maxUpdateRate;
    profile.initialSolicitTimer = m_rtrSolicitationInterval;
    profile.maxPrefixSolicitations = m_maxRtrSolicitations;
    profile.maxFastUpdates = m_maxFastUpdates;
    profile.slowUpdateInterval = m_slowUpdateInterval;
    profile.piggybackDelay = m_piggybackDelay;
    profile.previousRouterLifetime = m_previousRouterLifetime;
    // Section 9.3: no more often than once in the time of MAX_UPDATE_RATE.
    profile.primaryCareOfInterval = Seconds(1) / static_cast<int64_t>(m_maxUpdateRate);
    profile.asksUntilMaxTimeout = true;
    profile.answersDetours = true;
    profile.forgetsRefusedUpdates = true;
    profile.newSequenceWhenSentAgain = false;
    profile.namesCareOfAddress = false;
    profile.interfaceIdentifierLength = m_idLength;
    profile.probesAtReturn = true;
    profile.reversesTunnel = false;
    profile.hearsRouterInEveryPacket = true;
    profile.detectsUnreachability = true;
    profile.advertisementRepeats = m_maxAdvertRexmit;
    profile.tellsAnyCareOf = true;
    profile.returnRoutability = false;
    profile.lifetimeUnit = 1;
    profile.authenticatesUpdates = m_codec->RequiresAuthentication();
    profile.needsHomeAddressOption = true;
    profile.deletesOnHomeSubnetOnly = true;
    profile.answersUnasked = false;
    profile.homeAddressDad = false;
    profile.answersStaleSequence = m_answersStaleSequence;
    profile.deletesWhenCareOfIsHome = true;
    profile.refusesNeedlessDeletion = false;
    profile.keepsDeletedBindings = false;
    profile.discoversByUpdate = true;
    profile.answersByCareOfAddress = true;
    profile.bindsHomeAddressOnce = true;
    profile.refusesSiteLocal = true;
    profile.tellsPrefixesAtOnce = true;
    profile.cacheSize = m_cacheSize;
    return profile;
}

Ptr<SignalCodec>
Draft1997::GetCodec() const
{
    return m_codec;
}

std::unique_ptr<HomeAgentDiscovery>
Draft1997::MakeHomeAgentDiscovery(const DiscoveryParts& parts) const
{
    const Ptr<const Draft1997> self(this);
    return std::make_unique<UpdateDiscovery>(parts, [self] { return self->GetProfile(); });
}

} // namespace ns3::nemo
