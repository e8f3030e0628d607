// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SQLITE_H
#define NEMO_SQLITE_H

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace ns3::nemo
{

/// What SQLite says that went wrong.
class SqliteError : public std::runtime_error
{
  public:
    /// \param text what SQLite says
    /// \param code its result code
    SqliteError(const std::string& text, int code);

    /// \return whether somebody else has locked the database
    bool IsLocked() const;

  private:
    int m_code;
};

/// An open SQLite database. Whatever goes wrong is thrown as SqliteError.
class SqliteDatabase
{
  public:
    /// How long one waits for others who write, if nothing else is said.
    static constexpr int PATIENCE_MILLISECONDS = 10000;

    /// \param file is made if it is not there
    /// \param patience how many milliseconds one waits for others who write
    explicit SqliteDatabase(const std::string& file, int patience = PATIENCE_MILLISECONDS);
    ~SqliteDatabase();

    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    /// Do what these statements say, which give no rows.
    void Execute(const std::string& statements);

    /// \return how many rows the last statement changed
    int64_t CountChanges() const;

    /// From now on `handler` is called with what goes wrong, before it is thrown: by whoever cannot
    /// let errors pass through its callers.
    void SetFailureHandler(std::function<void(const SqliteError&)> handler);

    /// Throw what has gone wrong last.
    [[noreturn]] void Fail() const;

    /// \return SQLite's own handle
    sqlite3* GetHandle() const;

  private:
    sqlite3* m_handle{nullptr};
    std::function<void(const SqliteError&)> m_onFailure;
};

/// A statement with parameters, which are bound in their order. Whatever goes wrong is thrown as
/// SqliteError.
class SqliteStatement
{
  public:
    /// \param database must outlive this
    /// \param text of one statement
    SqliteStatement(const SqliteDatabase& database, const std::string& text);
    ~SqliteStatement();

    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    SqliteStatement& Bind(const std::string& text);                ///< Bind the next one.
    SqliteStatement& Bind(int64_t number);                         ///< Bind the next one.
    SqliteStatement& Bind(double number);                          ///< Bind the next one.
    SqliteStatement& BindNull();                                   ///< Bind the next one.
    SqliteStatement& Bind(const std::optional<std::string>& text); ///< Bind the next one.
    SqliteStatement& Bind(std::optional<int64_t> number);          ///< Bind the next one.
    SqliteStatement& BindOctets(const std::string& octets);        ///< Bind the next one, a blob.

    /// Go on.
    /// \return whether there is a row
    bool Step();

    /// Forget rows and parameters, so that it can be used again.
    void Reset();

    /// \return how many columns a row has
    int CountColumns() const;

    std::string GetName(int column) const;   ///< \return the name of a column
    bool IsNull(int column) const;           ///< \return whether there is nothing
    bool IsReal(int column) const;           ///< \return whether there is a number with a fraction
    int64_t GetInteger(int column) const;    ///< \return a whole number
    double GetNumber(int column) const;      ///< \return a number
    std::string GetText(int column) const;   ///< \return text, as SQLite writes it; empty for null
    std::string GetOctets(int column) const; ///< \return a blob; empty for null

  private:
    void Demand(bool holds) const;

    const SqliteDatabase& m_database;
    sqlite3_stmt* m_statement{nullptr};
    int m_bound{0};
};

/// What happens between its making and Commit happens at once or, if that is not called, never.
class SqliteTransaction
{
  public:
    /// Begin, as the only one who writes.
    explicit SqliteTransaction(SqliteDatabase& database);
    /// Undo what was not committed.
    ~SqliteTransaction();

    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;

    /// Make it last.
    void Commit();

  private:
    SqliteDatabase& m_database;
    bool m_isOpen{true};
};

} // namespace ns3::nemo

#endif // NEMO_SQLITE_H
