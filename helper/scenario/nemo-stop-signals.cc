// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-stop-signals.h"

namespace ns3::nemo
{

namespace
{

/// A handler can reach nothing but such a variable.
volatile std::sig_atomic_t g_stopSignal = 0;

void
RememberSignal(int number)
{
    g_stopSignal = number;
}

} // namespace

StopSignals::StopSignals()
{
    g_stopSignal = 0;
    sigset_t held;
    sigemptyset(&held);
    for (std::size_t i = 0; i < SIGNALS.size(); ++i)
    {
        sigaddset(&held, SIGNALS[i]);
        struct sigaction action = {};
        action.sa_handler = RememberSignal;
        sigemptyset(&action.sa_mask);
        sigaction(SIGNALS[i], nullptr, &m_actions[i]);
        // Who was told to ignore one, as nohup does, goes on to.
        if (m_actions[i].sa_handler != SIG_IGN)
        {
            sigaction(SIGNALS[i], &action, nullptr);
        }
    }
    sigprocmask(SIG_BLOCK, &held, &m_before);
}

StopSignals::~StopSignals()
{
    for (std::size_t i = 0; i < SIGNALS.size(); ++i)
    {
        sigaction(SIGNALS[i], &m_actions[i], nullptr);
    }
    sigprocmask(SIG_SETMASK, &m_before, nullptr);
}

bool
StopSignals::HasArrived() const
{
    return g_stopSignal != 0;
}

const sigset_t&
StopSignals::GetWaitMask() const
{
    return m_before;
}

void
StopSignals::IgnoreInChild()
{
    for (const int number : SIGNALS)
    {
        signal(number, SIG_IGN);
    }
}

} // namespace ns3::nemo
