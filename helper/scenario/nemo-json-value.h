// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_VALUE_H
#define NEMO_JSON_VALUE_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// A word of the file and what it means.
template <typename Enum>
struct EnumName
{
    std::string_view name; ///< As the file spells it.
    Enum value;            ///< What it means.
};

/// A value in the document that knows where it stands. The readers give what is there or, after
/// adding an error that says what is allowed, nothing. The document and the diagnostics must
/// outlive it.
class JsonValue
{
  public:
    /// \param json the value
    /// \param pointer where it stands
    /// \param diagnostics where errors go
    JsonValue(const Json& json, std::string pointer, Diagnostics& diagnostics);

    /// \return the JSON pointer
    const std::string& GetPointer() const;

    /// \return the value itself
    const Json& Get() const;

    /// \return the diagnostics that it was made with
    Diagnostics& GetDiagnostics() const;

    /// Add an error about this value.
    void Refuse(const std::string& problem, const std::string& allowed) const;

    /// Add an error about this value, which is none of these names (nor of the later ones, which
    /// are known but not built yet).
    void RefuseName(const std::string& problem,
                    const std::vector<std::string_view>& allowed,
                    const std::vector<std::string_view>& later = {}) const;

    /// \return true or false
    std::optional<bool> ReadBoolean() const;

    /// \return a whole number, written without fraction, from min to max
    std::optional<int64_t> ReadInteger(int64_t min, int64_t max) const;

    /// \return as ReadInteger, as another type that must hold min and max
    template <typename Integer>
    std::optional<Integer> ReadAs(int64_t min, int64_t max) const
    {
        const auto value = ReadInteger(min, max);
        return value ? std::optional(static_cast<Integer>(*value)) : std::nullopt;
    }

    /// \return a number from min to max
    std::optional<double> ReadNumber(double min, double max) const;

    /// \param allowed what the string is, for the error if it is none
    /// \return a string
    std::optional<std::string> ReadString(const std::string& allowed = "a string") const;

    /// \param names the words that are built
    /// \param later words that are not built yet and refused by name
    /// \return what the word means
    template <typename Enum, std::size_t N>
    std::optional<Enum> ReadEnum(const EnumName<Enum> (&names)[N],
                                 const std::vector<std::string_view>& later = {}) const
    {
        std::vector<std::string_view> allowed;
        for (const auto& name : names)
        {
            if (Get().is_string() && Get().template get_ref<const std::string&>() == name.name)
            {
                return name.value;
            }
            allowed.push_back(name.name);
        }
        RefuseName("is none of the words that may stand here", allowed, later);
        return std::nullopt;
    }

    /// \param allowed what the array holds, for the error if it is none
    /// \return the items of an array
    std::optional<std::vector<JsonValue>> ReadArray(const std::string& allowed) const;

    /// \param allowed what the object holds, for the error if it is none
    /// \return the members of an object in order; the pointer of each ends with its key
    std::optional<std::vector<JsonValue>> ReadMembers(const std::string& allowed) const;

    /// \return the key of this value, if ReadMembers gave it; else empty
    const std::string& GetKey() const;

  private:
    const Json* m_json;
    std::string m_pointer;
    Diagnostics* m_diagnostics;
    std::string m_key;
};

} // namespace ns3::nemo

#endif // NEMO_JSON_VALUE_H
