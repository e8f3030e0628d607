// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-role.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Role);

TypeId
Role::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::Role").SetParent<Application>().SetGroupName("Nemo");
    return tid;
}

void
Role::Boot()
{
    if (m_isRunning)
    {
        return;
    }
    m_isRunning = true;
    DoBoot();
}

void
Role::Halt()
{
    if (!m_isRunning)
    {
        return;
    }
    m_isRunning = false;
    DoHalt();
}

bool
Role::IsRunning() const
{
    return m_isRunning;
}

void
Role::DoDispose()
{
    m_isRunning = false;
    Application::DoDispose();
}

void
Role::StartApplication()
{
    Boot();
}

void
Role::StopApplication()
{
    Halt();
}

} // namespace ns3::nemo
