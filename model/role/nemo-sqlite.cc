// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sqlite.h"

#include <sqlite3.h>
#include <utility>

namespace ns3::nemo
{

SqliteError::SqliteError(const std::string& text, int code)
    : std::runtime_error(text),
      m_code(code)
{
}

bool
SqliteError::IsLocked() const
{
    return m_code == SQLITE_BUSY || m_code == SQLITE_LOCKED;
}

SqliteDatabase::SqliteDatabase(const std::string& file, int patience)
{
    const int result = sqlite3_open(file.c_str(), &m_handle);
    if (result != SQLITE_OK)
    {
        const SqliteError error(m_handle ? sqlite3_errmsg(m_handle) : "out of memory", result);
        sqlite3_close(m_handle);
        throw error;
    }
    sqlite3_busy_timeout(m_handle, patience);
    sqlite3_extended_result_codes(m_handle, 0);
}

SqliteDatabase::~SqliteDatabase()
{
    sqlite3_close(m_handle);
}

void
SqliteDatabase::Execute(const std::string& statements)
{
    if (sqlite3_exec(m_handle, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    {
        Fail();
    }
}

void
SqliteDatabase::SetFailureHandler(std::function<void(const SqliteError&)> handler)
{
    m_onFailure = std::move(handler);
}

void
SqliteDatabase::Fail() const
{
    const SqliteError error(sqlite3_errmsg(m_handle), sqlite3_errcode(m_handle));
    if (m_onFailure)
    {
        m_onFailure(error);
    }
    throw error;
}

int64_t
SqliteDatabase::CountChanges() const
{
    return sqlite3_changes(m_handle);
}

sqlite3*
SqliteDatabase::GetHandle() const
{
    return m_handle;
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, const std::string& text)
    : m_database(database)
{
    Demand(sqlite3_prepare_v2(m_database.GetHandle(),
                              text.c_str(),
                              static_cast<int>(text.size()),
                              &m_statement,
                              nullptr) == SQLITE_OK);
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

void
SqliteStatement::Demand(bool holds) const
{
    if (!holds)
    {
        m_database.Fail();
    }
}

SqliteStatement&
SqliteStatement::Bind(const std::string& text)
{
    Demand(sqlite3_bind_text64(m_statement,
                               ++m_bound,
                               text.data(),
                               text.size(),
                               SQLITE_TRANSIENT,
                               SQLITE_UTF8) == SQLITE_OK);
    return *this;
}

SqliteStatement&
SqliteStatement::Bind(int64_t number)
{
    Demand(sqlite3_bind_int64(m_statement, ++m_bound, number) == SQLITE_OK);
    return *this;
}

SqliteStatement&
SqliteStatement::Bind(double number)
{
    Demand(sqlite3_bind_double(m_statement, ++m_bound, number) == SQLITE_OK);
    return *this;
}

SqliteStatement&
SqliteStatement::BindNull()
{
    Demand(sqlite3_bind_null(m_statement, ++m_bound) == SQLITE_OK);
    return *this;
}

SqliteStatement&
SqliteStatement::Bind(const std::optional<std::string>& text)
{
    return text ? Bind(*text) : BindNull();
}

SqliteStatement&
SqliteStatement::Bind(std::optional<int64_t> number)
{
    return number ? Bind(*number) : BindNull();
}

SqliteStatement&
SqliteStatement::BindOctets(const std::string& octets)
{
    Demand(sqlite3_bind_blob64(m_statement,
                               ++m_bound,
                               octets.data(),
                               octets.size(),
                               SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
}

bool
SqliteStatement::Step()
{
    const int result = sqlite3_step(m_statement);
    Demand(result == SQLITE_ROW || result == SQLITE_DONE);
    return result == SQLITE_ROW;
}

void
SqliteStatement::Reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_bound = 0;
}

int
SqliteStatement::CountColumns() const
{
    return sqlite3_column_count(m_statement);
}

std::string
SqliteStatement::GetName(int column) const
{
    return sqlite3_column_name(m_statement, column);
}

bool
SqliteStatement::IsNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

bool
SqliteStatement::IsReal(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_FLOAT;
}

int64_t
SqliteStatement::GetInteger(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double
SqliteStatement::GetNumber(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string
SqliteStatement::GetText(int column) const
{
    return GetOctets(column);
}

std::string
SqliteStatement::GetOctets(int column) const
{
    const auto* octets = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    return octets ? std::string(octets, static_cast<std::size_t>(size)) : std::string();
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database)
    : m_database(database)
{
    // At once: who reads first and writes later may find that it cannot.
    m_database.Execute("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction()
{
    if (m_isOpen)
    {
        try
        {
            m_database.Execute("ROLLBACK");
        }
        catch (const SqliteError&)
        {
            // The error that is under way has undone it already.
        }
    }
}

void
SqliteTransaction::Commit()
{
    m_database.Execute("COMMIT");
    m_isOpen = false;
}

} // namespace ns3::nemo
