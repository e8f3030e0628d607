// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_PREFIX_MAP_H
#define MIP6_PREFIX_MAP_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-address-map.h"
#include "ns3/mip6-network-prefix.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace ns3::nemo
{

/**
 * Longest prefix match over IPv6 prefixes: one hash table for each length that occurs.
 *
 * The prefixes of a network have few lengths, so a look-up is a probe or two whatever the number of
 * entries, where a bitwise trie would chase up to 128 pointers.
 *
 * @tparam T what a prefix maps to
 */
template <typename T>
class PrefixMap
{
  public:
    /// Map a prefix to a value, replacing an older one.
    void Insert(const NetworkPrefix& prefix, T value)
    {
        m_tables[prefix.length].insert_or_assign(prefix.address, std::move(value));
    }

    /// Take a prefix away. @return false if it was not there
    bool Erase(const NetworkPrefix& prefix)
    {
        const auto table = m_tables.find(prefix.length);
        if (table == m_tables.end() || table->second.erase(prefix.address) == 0)
        {
            return false;
        }
        if (table->second.empty())
        {
            m_tables.erase(table);
        }
        return true;
    }

    /// The value of exactly this prefix. @return null if it has none
    const T* Find(const NetworkPrefix& prefix) const
    {
        const auto table = m_tables.find(prefix.length);
        return table == m_tables.end() ? nullptr : Find(table->second, prefix.address);
    }

    /// The value of the longest prefix that holds the address. @return null if there is none
    const T* Match(const Ipv6Address& address) const
    {
        for (const auto& [length, table] : m_tables)
        {
            if (const T* value = Find(table, NetworkPrefix(address, length).address))
            {
                return value;
            }
        }
        return nullptr;
    }

    /// Number of prefixes.
    std::size_t Size() const
    {
        std::size_t size = 0;
        for (const auto& [length, table] : m_tables)
        {
            size += table.size();
        }
        return size;
    }

    /// Forget every prefix.
    void Clear()
    {
        m_tables.clear();
    }

  private:
    using Table = AddressMap<T>;

    static const T* Find(const Table& table, const Ipv6Address& address)
    {
        const auto entry = table.find(address);
        return entry == table.end() ? nullptr : &entry->second;
    }

    std::map<uint8_t, Table, std::greater<>> m_tables; ///< by length, the longest first
};

} // namespace ns3::nemo

#endif // MIP6_PREFIX_MAP_H
