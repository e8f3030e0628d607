// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROLE_H
#define MIP6_ROLE_H

#include "ns3/application.h"
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/type-id.h"

namespace ns3::nemo
{

/// What a node is to the protocol: home agent, mobile node, correspondent node, and so on.
///
/// A role is an ns-3 Application, so that start and stop times, containers and helpers work. But
/// ns-3 starts an Application only once, while a node may crash and come back: hence Boot and Halt,
/// which Start and Stop just call, and which can follow each other any number of times.
///
/// A role halts when its node loses power, and boots when it gets it back, if it was running.
class Role : public Application, private PowerListener
{
  public:
    /// TypeId "ns3::nemo::Role"; it has no constructor.
    static TypeId GetTypeId();

    /// Begin to work, from nothing but the configuration. Does nothing if the role is running. On a
    /// node without power it begins when the power comes.
    void Boot();

    /// Stop working and forget all volatile state; nothing is sent. Does nothing if the role is
    /// not running; it does not boot any more when the power comes.
    void Halt();

    /// Whether the role has been booted and not halted since.
    bool IsRunning() const;

    /// What the role's node speaks. The Attribute `Dialect` names it, by TypeId, since no role
    /// knows the dialects; all roles of a node must name the same. Only for a role that is on a
    /// node.
    Ptr<Dialect> GetDialect() const;

  protected:
    /// What this role does to begin. Called only while it is not running; IsRunning() is already
    /// true inside.
    virtual void DoBoot() = 0;

    /// What this role does to stop: end every timer, take back everything it told the stack, and
    /// forget. Called only while it is running; IsRunning() is already false inside.
    virtual void DoHalt() = 0;

    /// Ends the role without DoHalt: what it told the stack is gone with the stack by then.
    void DoDispose() override;

  private:
    void StartApplication() final;
    void StopApplication() final;

    // From PowerListener
    void OnPowerOff() override;
    void OnPowerOn() override;

    bool m_isRunning{false};    ///< Between Boot and Halt.
    bool m_isWaiting{false};    ///< Boots when the power comes.
    Ptr<MobilityStack> m_power; ///< Who tells of the power; null before the first Boot.
    TypeId m_dialect;           ///< Attribute Dialect.
};

} // namespace ns3::nemo

#endif /* MIP6_ROLE_H */
