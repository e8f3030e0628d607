// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-role.h"

#include "ns3/string.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Role);

TypeId
Role::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::Role")
                            .SetParent<Application>()
                            .SetGroupName("Nemo")
                            .AddAttribute("Dialect",
                                          "The standard that the node follows.",
                                          StringValue("ns3::nemo::Rfc6275"),
                                          MakeTypeIdAccessor(&Role::m_dialect),
                                          MakeTypeIdChecker());
    return tid;
}

void
Role::Boot()
{
    if (m_isRunning)
    {
        return;
    }
    if (!m_power && GetNode())
    {
        m_power = MobilityStack::Of(GetNode());
        if (m_power)
        {
            m_power->Listen(this);
        }
    }
    if (m_power && !m_power->IsPowered())
    {
        m_isWaiting = true;
        return;
    }
    m_isRunning = true;
    DoBoot();
}

void
Role::Halt()
{
    m_isWaiting = false;
    if (!m_isRunning)
    {
        return;
    }
    m_isRunning = false;
    DoHalt();
}

void
Role::OnPowerOff()
{
    const bool wasRunning = m_isRunning;
    Halt();
    m_isWaiting = wasRunning;
}

void
Role::OnPowerOn()
{
    if (m_isWaiting)
    {
        m_isWaiting = false;
        Boot();
    }
}

bool
Role::IsRunning() const
{
    return m_isRunning;
}

Ptr<Dialect>
Role::GetDialect() const
{
    return Dialect::Of(GetNode(), m_dialect);
}

void
Role::DoDispose()
{
    m_isRunning = false;
    m_isWaiting = false;
    if (m_power)
    {
        m_power->Unlisten(this);
        m_power = nullptr;
    }
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
