// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_PREFIX_AUTHORITIES_H
#define NEMO_TEST_PREFIX_AUTHORITIES_H

#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/nemo-sqlite-lease-store.h"

#include <cstdint>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace ns3::nemo::tests
{

/// What a pool of the tests is: 16 prefixes of 64 bits.
inline PrefixPool
SmallPool()
{
    return {*NetworkPrefix::Parse("fd00:b000::/60"), 64};
}

/// A static table that gives eight prefixes to each of two home addresses.
struct StaticAuthority
{
    StaticAuthority(const Ipv6Address& a, const Ipv6Address& b)
        : authority(LeasePrefixAuthority::InMemory())
    {
        for (int i = 0; i < 16; ++i)
        {
            PrefixLease lease;
            lease.homeAddress = i % 2 == 0 ? a : b;
            lease.prefix = *NetworkPrefix::Parse("fd00:5:0:" + std::to_string(i) + "::/64");
            lease.persistent = true;
            lease.implicit = true;
            EXPECT_TRUE(authority->Assign(lease, Time(0)));
        }
    }

    static std::string Name()
    {
        return "Static";
    }

    std::unique_ptr<PrefixAuthority> authority;
};

/// A pool in memory.
struct PoolAuthority
{
    PoolAuthority(const Ipv6Address&, const Ipv6Address&)
        : authority(LeasePrefixAuthority::InMemory({SmallPool()}))
    {
    }

    static std::string Name()
    {
        return "Pool";
    }

    std::unique_ptr<PrefixAuthority> authority;
};

/// A folder for a file of leases, which goes with this object.
class LeaseFolder
{
  public:
    LeaseFolder()
        : m_folder(std::filesystem::temp_directory_path() /
                   ("nemo-leases-" + std::to_string(::getpid()) + "-" +
                    std::to_string(reinterpret_cast<std::uintptr_t>(this))))
    {
        std::filesystem::create_directories(m_folder);
    }

    ~LeaseFolder()
    {
        std::filesystem::remove_all(m_folder);
    }

    LeaseFolder(const LeaseFolder&) = delete;
    LeaseFolder& operator=(const LeaseFolder&) = delete;

    /// The name of the file.
    std::string File() const
    {
        return (m_folder / "leases.sqlite").string();
    }

  private:
    std::filesystem::path m_folder;
};

/// A pool whose leases are in a file.
struct SqliteAuthority
{
    SqliteAuthority(const Ipv6Address&, const Ipv6Address&)
        : authority(SqliteLeaseStore::MakeAuthority(folder.File(), "HA", Time(0), {SmallPool()}))
    {
    }

    static std::string Name()
    {
        return "Sqlite";
    }

    LeaseFolder folder;
    std::unique_ptr<PrefixAuthority> authority;
};

/// Every back end.
using PrefixAuthorities = ::testing::Types<StaticAuthority, PoolAuthority, SqliteAuthority>;

/// Their names in the names of tests.
struct PrefixAuthorityNames
{
    template <typename Kind>
    static std::string GetName(int)
    {
        return Kind::Name();
    }
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_PREFIX_AUTHORITIES_H
