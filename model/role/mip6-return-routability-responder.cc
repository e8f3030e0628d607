// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-return-routability-responder.h"

#include "ns3/mip6-return-routability.h"
#include "ns3/mip6-unicast-routable.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

template <typename T>
const T*
FindOption(const BindingRequest& request)
{
    const T* found = nullptr;
    for (const auto& option : request.options)
    {
        found = found ? found : std::get_if<T>(&option);
    }
    return found;
}

/// RFC 6275 section 9.5.1: then only the home address has to be proven.
bool
IsDeletion(const BindingRequest& request)
{
    return request.update.lifetime == 0;
}

/// Which of the nonces are not known any more: RFC 6275 section 9.5.1.
std::optional<BindingStatus>
ExpiredStatus(bool hasHome, bool hasCareOf)
{
    if (hasHome && hasCareOf)
    {
        return std::nullopt;
    }
    if (hasHome || hasCareOf)
    {
        return hasHome ? BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX
                       : BindingStatus::EXPIRED_HOME_NONCE_INDEX;
    }
    return BindingStatus::EXPIRED_NONCES;
}

} // namespace

ReturnRoutabilityResponder::ReturnRoutabilityResponder(Ptr<MessagePort> port,
                                                       Ptr<PacketPath> path,
                                                       NonceTable::RandomOctets random,
                                                       const NonceTable::Lifetimes& lifetimes,
                                                       std::size_t capacity)
    : m_port(port),
      m_path(path),
      m_nonces(std::move(random), lifetimes),
      m_capacity(capacity)
{
    m_homeHandler =
        port->Take(MobilityHeaderType::HOME_TEST_INIT,
                   [this](const SignalDelivery& delivery) { return OnHomeTestInit(delivery); });
    m_careOfHandler =
        port->Take(MobilityHeaderType::CARE_OF_TEST_INIT,
                   [this](const SignalDelivery& delivery) { return OnCareOfTestInit(delivery); });
}

ReturnRoutabilityResponder::~ReturnRoutabilityResponder()
{
    m_port->Release(m_homeHandler);
    m_port->Release(m_careOfHandler);
}

const NonceTable&
ReturnRoutabilityResponder::GetNonces() const
{
    return m_nonces;
}

bool
ReturnRoutabilityResponder::IsAnswerable(const SignalDelivery& delivery) const
{
    // RFC 6275 sections 9.4.1 and 9.4.2.
    if (delivery.homeAddressOption)
    {
        m_path->Drop(DropReason::UNEXPECTED_OPTION, delivery.packet);
        return false;
    }
    if (!IsUnicastRoutable(delivery.source) || delivery.destination.IsMulticast())
    {
        m_path->Drop(DropReason::BAD_ADDRESS, delivery.packet);
        return false;
    }
    return true;
}

void
ReturnRoutabilityResponder::Answer(const SignalDelivery& delivery, const SignalBody& body)
{
    // RFC 6275 sections 9.4.3 and 9.4.4: to where the test came from, whatever is bound.
    Envelope envelope;
    envelope.source = delivery.destination;
    envelope.destination = delivery.source;
    m_port->Send(Signal{body, {}}, envelope);
}

bool
ReturnRoutabilityResponder::OnHomeTestInit(const SignalDelivery& delivery)
{
    if (IsAnswerable(delivery))
    {
        const Nonce& nonce = m_nonces.Use(Simulator::Now());
        HomeTest answer;
        answer.nonceIndex = nonce.index;
        answer.cookie = delivery.signal.Get<HomeTestInit>()->cookie;
        answer.token = MakeHomeKeygenToken(delivery.source, nonce.nodeKey, nonce.value);
        Answer(delivery, answer);
    }
    return true;
}

bool
ReturnRoutabilityResponder::OnCareOfTestInit(const SignalDelivery& delivery)
{
    if (IsAnswerable(delivery))
    {
        const Nonce& nonce = m_nonces.Use(Simulator::Now());
        CareOfTest answer;
        answer.nonceIndex = nonce.index;
        answer.cookie = delivery.signal.Get<CareOfTestInit>()->cookie;
        answer.token = MakeCareOfKeygenToken(delivery.source, nonce.nodeKey, nonce.value);
        Answer(delivery, answer);
    }
    return true;
}

UpdateAuthorization
ReturnRoutabilityResponder::Authorize(const BindingRequest& request) const
{
    UpdateAuthorization result;
    const auto* indices = FindOption<NonceIndices>(request);
    if (!indices || !FindOption<BindingAuthorizationData>(request))
    {
        result.flaw = DropReason::UNAUTHORIZED_UPDATE;
        return result;
    }
    const Time now = Simulator::Now();
    const bool deletes = IsDeletion(request);
    const auto guard = m_guards.find(request.destination);
    const bool isIllegal =
        guard != m_guards.end() && !deletes &&
        guard->second.IsIllegal(request.homeAddress, request.careOfAddress, *indices, now);
    const Nonce* home = isIllegal ? nullptr : m_nonces.Find(indices->home, now);
    const Nonce* careOf = isIllegal ? nullptr : m_nonces.Find(indices->careOf, now);
    result.refusal = ExpiredStatus(home, careOf || deletes);
    if (result.refusal)
    {
        return result;
    }
    const uint64_t homeToken = MakeHomeKeygenToken(request.homeAddress, home->nodeKey, home->value);
    BindingAuthority authority;
    authority.correspondent = request.destination;
    if (deletes)
    {
        authority.key = MakeDeletionKey(homeToken);
        authority.careOfAddress = request.homeAddress;
    }
    else
    {
        authority.key = MakeBindingManagementKey(
            homeToken,
            MakeCareOfKeygenToken(request.careOfAddress, careOf->nodeKey, careOf->value));
        authority.careOfAddress = request.careOfAddress;
    }
    if (!IsAuthentic(request.message.data(), request.message.size(), authority))
    {
        result.flaw = DropReason::BAD_AUTHENTICATOR;
        return result;
    }
    result.proof = authority;
    result.lastSequence = guard == m_guards.end()
                              ? std::nullopt
                              : guard->second.LastSequence(request.homeAddress, now);
    return result;
}

void
ReturnRoutabilityResponder::OnAccepted(const BindingRequest& request)
{
    const Time now = Simulator::Now();
    const NonceIndices indices = *FindOption<NonceIndices>(request);
    const bool deletes = IsDeletion(request);
    AuthorizedUpdate update;
    update.homeAddress = request.homeAddress;
    update.careOfAddress = request.careOfAddress;
    update.nonces = indices;
    update.sequence = request.update.sequence;
    update.replayableUntil = m_nonces.Find(indices.home, now)->end;
    if (!deletes)
    {
        update.replayableUntil =
            std::min(update.replayableUntil, m_nonces.Find(indices.careOf, now)->end);
    }
    ReplayGuard& guard = m_guards.try_emplace(request.destination, m_capacity).first->second;
    const auto forgotten =
        deletes ? guard.NoteDeletion(update, now) : guard.NoteRegistration(update, now);
    if (forgotten)
    {
        m_nonces.DiscardUntil(*forgotten);
    }
}

} // namespace ns3::nemo
