// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_BUILDER_H
#define NEMO_JSON_BUILDER_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace ns3::nemo
{

/// Takes the events of nlohmann's parser and makes the value, with bounds that its own builder
/// does not have. The names of its functions are the parser's.
class JsonBuilder
{
  public:
    /// \param text what is being parsed, for line and column of an error
    /// \param diagnostics where errors go; must outlive this
    JsonBuilder(std::string_view text, Diagnostics& diagnostics);

    /// \return the value; call it once, after the parser. Of a key that was given twice it holds
    ///         the first value.
    Json Take();

    bool null();                                              ///< An event of the parser.
    bool boolean(bool value);                                 ///< An event of the parser.
    bool number_integer(Json::number_integer_t value);        ///< An event of the parser.
    bool number_unsigned(Json::number_unsigned_t value);      ///< An event of the parser.
    bool number_float(double value, const std::string& text); ///< An event of the parser.
    bool string(std::string& value);                          ///< An event of the parser.
    bool binary(Json::binary_t& value);                       ///< Does not happen in JSON text.
    bool start_object(std::size_t size);                      ///< An event of the parser.
    bool key(std::string& value);                             ///< An event of the parser.
    bool end_object();                                        ///< An event of the parser.
    bool start_array(std::size_t size);                       ///< An event of the parser.
    bool end_array();                                         ///< An event of the parser.
    /// An event of the parser: the text is not JSON, or holds a number beyond a double's range.
    bool parse_error(std::size_t position,
                     const std::string& token,
                     const nlohmann::detail::exception& error);

  private:
    /// An object or array that is not closed yet.
    struct Level
    {
        Json value;                           ///< What is in it so far.
        std::unordered_set<std::string> keys; ///< Keys so far.
        std::string key;                      ///< The key whose value comes next.
        bool duplicate{false};                ///< That key was there before: its value is dropped.
    };

    /// Put a finished value where it belongs.
    bool Add(Json value);
    /// Open a level.
    bool Open(Json value);
    /// Close the innermost level.
    bool Close();
    /// \return pointer to the innermost open level
    std::string Pointer() const;

    std::string_view m_text;
    Diagnostics& m_diagnostics;
    std::vector<Level> m_levels;
    Json m_result;
};

} // namespace ns3::nemo

#endif // NEMO_JSON_BUILDER_H
