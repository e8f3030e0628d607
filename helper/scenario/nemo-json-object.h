// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_OBJECT_H
#define NEMO_JSON_OBJECT_H

#include "ns3/nemo-json-value.h"
#include "ns3/nemo-scenario-keys.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// An object with fixed keys. Opening it adds an error for each key that may not stand there.
class JsonObject
{
  public:
    /// \param value what should be the object
    /// \param context the kind of object
    /// \param variants the role or type, as bits of KeyRule::variants
    /// \return the object, or nothing (with an error) if the value is something else
    static std::optional<JsonObject> Open(const JsonValue& value,
                                          KeyContext context,
                                          uint32_t variants = ALL_VARIANTS);

    /// \return the object as a value
    const JsonValue& GetValue() const;

    /// \return whether the key is there, with whatever value
    bool Has(std::string_view key) const;

    /// \return the value of the key, if it is there
    std::optional<JsonValue> Find(std::string_view key) const;

    /// Its value may be what `allowed` says: for the error if it is not there.
    /// \return the value of a key that must be there
    std::optional<JsonValue> Require(std::string_view key, const std::string& allowed) const;

    /// Read a key into what it sets: nothing happens if it is not there or its value is refused.
    /// \param key the key
    /// \param target what its value is assigned to
    /// \param read takes the JsonValue, gives an optional
    /// \return whether something was assigned
    template <typename Target, typename Read>
    bool Assign(std::string_view key, Target& target, Read read) const
    {
        const auto value = Find(key);
        return value && AssignRead(*value, target, read);
    }

    /// As Assign, of a key that must be there.
    template <typename Target, typename Read>
    bool AssignRequired(std::string_view key,
                        const std::string& allowed,
                        Target& target,
                        Read read) const
    {
        const auto value = Require(key, allowed);
        return value && AssignRead(*value, target, read);
    }

  private:
    explicit JsonObject(const JsonValue& value);

    template <typename Target, typename Read>
    static bool AssignRead(const JsonValue& value, Target& target, Read read)
    {
        auto result = read(value);
        if (result)
        {
            target = std::move(*result);
        }
        return result.has_value();
    }

    JsonValue m_value;
};

} // namespace ns3::nemo

#endif // NEMO_JSON_OBJECT_H
