// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-return-routability-procedure.h"

#include "ns3/mip6-return-routability.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::nemo
{

ReturnRoutabilityProcedure::ReturnRoutabilityProcedure(ReturnRoutabilityState& state,
                                                       TestHost& host)
    : m_state(state),
      m_host(host),
      m_home(
          [this] {
              return m_host.EarliestTest(m_wish.correspondent, MobilityHeaderType::HOME_TEST_INIT);
          },
          [this](uint32_t) { SendHomeTestInit(); },
          [this] { Finish(std::nullopt); }),
      m_careOf(
          [this] {
              return m_host.EarliestTest(m_wish.correspondent,
                                         MobilityHeaderType::CARE_OF_TEST_INIT);
          },
          [this](uint32_t attempt) {
              // What another home address waits for already will do (RFC 6275 section 5.2.7).
              if (attempt > 0 || !IsCareOfTestInProgress())
              {
                  SendCareOfTestInit();
              }
          },
          [this] { Finish(std::nullopt); })
{
}

ReturnRoutabilityProcedure::~ReturnRoutabilityProcedure()
{
    Cancel();
}

void
ReturnRoutabilityProcedure::Begin(const UpdateWish& wish, Callback done)
{
    Cancel();
    m_wish = wish;
    m_done = std::move(done);
    const Time now = Simulator::Now();
    const bool hasHome = m_state.home.TokenOf(wish.correspondent, wish.homeAddress, now);
    const bool hasCareOf =
        wish.IsDeletion() || m_state.careOf.TokenOf(wish.correspondent, wish.careOfAddress, now);
    if (hasHome && hasCareOf)
    {
        Finish(MakeGrant());
        return;
    }
    const Retransmission::Schedule schedule = m_host.GetTestSchedule();
    if (!hasHome)
    {
        m_home.Start(schedule);
    }
    if (!hasCareOf)
    {
        m_careOf.Start(schedule);
    }
}

void
ReturnRoutabilityProcedure::Cancel()
{
    if (!IsRunning())
    {
        return;
    }
    m_done = nullptr;
    m_home.Stop();
    m_careOf.Stop();
    m_state.home.Cancel(m_wish.correspondent, m_wish.homeAddress);
    m_state.careOf.Cancel(m_wish.correspondent, m_wish.careOfAddress);
}

bool
ReturnRoutabilityProcedure::IsRunning() const
{
    return m_done != nullptr;
}

void
ReturnRoutabilityProcedure::Forget(bool ofHomeAddress, bool ofCareOfAddress)
{
    if (ofHomeAddress)
    {
        m_state.home.Discard(m_wish.correspondent, m_wish.homeAddress);
    }
    if (ofCareOfAddress)
    {
        m_state.careOf.Discard(m_wish.correspondent, m_wish.careOfAddress);
    }
}

void
ReturnRoutabilityProcedure::SendHomeTestInit()
{
    HomeTestInit test;
    test.cookie = m_host.DrawCookie();
    m_state.home.Start(m_wish.correspondent, m_wish.homeAddress, test.cookie, Simulator::Now());
    m_host.SendTest(m_wish.correspondent, m_wish.homeAddress, test);
}

bool
ReturnRoutabilityProcedure::IsCareOfTestInProgress() const
{
    return m_state.careOf.StateOf(m_wish.correspondent, m_wish.careOfAddress, Simulator::Now()) ==
           AddressTestState::IN_PROGRESS;
}

void
ReturnRoutabilityProcedure::SendCareOfTestInit()
{
    CareOfTestInit test;
    test.cookie = m_host.DrawCookie();
    m_state.careOf.Start(m_wish.correspondent, m_wish.careOfAddress, test.cookie, Simulator::Now());
    m_host.SendTest(m_wish.correspondent, m_wish.careOfAddress, test);
}

void
ReturnRoutabilityProcedure::OnToken()
{
    if (!IsRunning())
    {
        return;
    }
    const Time now = Simulator::Now();
    const bool hasHome = m_state.home.TokenOf(m_wish.correspondent, m_wish.homeAddress, now);
    const bool hasCareOf = m_wish.IsDeletion() ||
                           m_state.careOf.TokenOf(m_wish.correspondent, m_wish.careOfAddress, now);
    if (hasHome)
    {
        m_home.Stop();
    }
    if (hasCareOf)
    {
        m_careOf.Stop();
    }
    if (hasHome && hasCareOf)
    {
        Finish(MakeGrant());
    }
    else if (!m_home.IsRunning() && !m_careOf.IsRunning())
    {
        // A token grew too old while the node waited for the other one.
        Begin(UpdateWish(m_wish), Callback(m_done));
    }
}

void
ReturnRoutabilityProcedure::Finish(const std::optional<UpdateGrant>& grant)
{
    // What is called may begin anew, or destroy this object.
    const Callback done = m_done;
    Cancel();
    done(grant);
}

UpdateGrant
ReturnRoutabilityProcedure::MakeGrant() const
{
    const Time now = Simulator::Now();
    const KeygenToken home = *m_state.home.TokenOf(m_wish.correspondent, m_wish.homeAddress, now);
    UpdateGrant grant;
    NonceIndices indices;
    indices.home = home.nonceIndex;
    BindingAuthority authority;
    authority.correspondent = m_wish.correspondent;
    authority.careOfAddress = m_wish.careOfAddress;
    if (m_wish.IsDeletion())
    {
        authority.key = MakeDeletionKey(home.token);
    }
    else
    {
        const KeygenToken careOf =
            *m_state.careOf.TokenOf(m_wish.correspondent, m_wish.careOfAddress, now);
        indices.careOf = careOf.nonceIndex;
        authority.key = MakeBindingManagementKey(home.token, careOf.token);
    }
    grant.options.emplace_back(indices);
    grant.authority = authority;
    return grant;
}

} // namespace ns3::nemo
