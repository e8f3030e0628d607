// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HELD_H
#define MIP6_HELD_H

namespace ns3::nemo
{

/// Holds a value in a slot for a scope, and puts the old one back whatever happens.
template <typename T>
class Held
{
  public:
    /// @param slot where the value stands; must outlive the scope
    /// @param value what stands there meanwhile
    Held(T& slot, T value)
        : m_slot(slot),
          m_old(slot)
    {
        m_slot = value;
    }

    ~Held()
    {
        m_slot = m_old;
    }

    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

  private:
    T& m_slot;
    T m_old;
};

} // namespace ns3::nemo

#endif // MIP6_HELD_H
