// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-trace.h"

#include <libxml/xmlreader.h>
#include <memory>
#include <optional>

namespace ns3::nemo
{

namespace
{

/// Nodes of the file, elements and blanks between them: far more than any that somebody wants to
/// wait for.
constexpr uint64_t MOST_XML_NODES = 1000000000;

/// Nodes know their lines up to here.
constexpr long LAST_XML_LINE = 65535;

using XmlReader = std::unique_ptr<xmlTextReader, void (*)(xmlTextReader*)>;

/// What an XML reader calls for the next octets.
int
ReadOctets(void* context, char* buffer, int length)
{
    auto& text = *static_cast<std::istream*>(context);
    text.read(buffer, length);
    return text.bad() ? -1 : static_cast<int>(text.gcount());
}

/// What it calls for each of its complaints, of which the first counts.
void
NoteXmlError(void* context, xmlErrorPtr error)
{
    auto& trace = *static_cast<MovementTrace*>(context);
    if (trace.problem.empty() && error->message != nullptr)
    {
        trace.problem = "not well-formed: " + std::string(error->message);
        while (!trace.problem.empty() && trace.problem.back() == '\n')
        {
            trace.problem.pop_back();
        }
        trace.line = static_cast<std::size_t>(error->line);
    }
}

/// Goes through the elements of a file.
class SumoReader
{
  public:
    SumoReader(std::istream& text, const std::set<std::string>& wanted)
        : m_wanted(wanted),
          m_reader(xmlReaderForIO(&ReadOctets,
                                  nullptr,
                                  &text,
                                  nullptr,
                                  nullptr,
                                  XML_PARSE_NONET | XML_PARSE_COMPACT),
                   &xmlFreeTextReader)
    {
        xmlTextReaderSetStructuredErrorHandler(m_reader.get(), &NoteXmlError, &m_trace);
    }

    MovementTrace Read()
    {
        int more = xmlTextReaderRead(m_reader.get());
        for (uint64_t nodes = 0; more == 1 && m_trace.problem.empty(); ++nodes)
        {
            if (nodes >= MOST_XML_NODES)
            {
                Fail("too long");
            }
            else if (xmlTextReaderNodeType(m_reader.get()) == XML_READER_TYPE_ELEMENT)
            {
                OnElement();
            }
            else if (xmlTextReaderNodeType(m_reader.get()) == XML_READER_TYPE_DOCUMENT_TYPE)
            {
                Fail("a document type, which SUMO does not write");
            }
            more = m_trace.problem.empty() ? xmlTextReaderRead(m_reader.get()) : more;
        }
        if (more < 0 && m_trace.problem.empty())
        {
            Fail("not well-formed");
        }
        return std::move(m_trace);
    }

  private:
    void Fail(const std::string& problem)
    {
        m_trace.problem = problem;
        const auto* node = xmlTextReaderCurrentNode(m_reader.get());
        const auto line = node != nullptr ? xmlGetLineNo(node) : LAST_XML_LINE;
        // The parser is a little ahead of the node.
        m_trace.line = static_cast<std::size_t>(
            line > 0 && line < LAST_XML_LINE ? line
                                             : xmlTextReaderGetParserLineNumber(m_reader.get()));
    }

    std::string ElementName() const
    {
        return reinterpret_cast<const char*>(xmlTextReaderConstLocalName(m_reader.get()));
    }

    std::optional<std::string> Attribute(const char* name) const
    {
        xmlChar* value =
            xmlTextReaderGetAttribute(m_reader.get(), reinterpret_cast<const xmlChar*>(name));
        if (value == nullptr)
        {
            return std::nullopt;
        }
        std::string text = reinterpret_cast<const char*>(value);
        xmlFree(value);
        return text;
    }

    void OnElement()
    {
        const auto depth = xmlTextReaderDepth(m_reader.get());
        const auto name = ElementName();
        if (depth == 0 && name != "fcd-export")
        {
            Fail("\"" + name + "\" instead of \"fcd-export\": SUMO writes it with --fcd-output");
        }
        else if (depth == 1 && name == "timestep")
        {
            OnTimestep();
        }
        else if (depth == 2 && (name == "vehicle" || name == "person"))
        {
            OnVehicle(name);
        }
    }

    void OnTimestep()
    {
        const auto text = Attribute("time");
        const auto time = text ? ParseTraceTime(*text) : std::nullopt;
        if (!time)
        {
            Fail(text ? "the time \"" + *text +
                            "\" is not in seconds: SUMO writes those without "
                            "--human-readable-time"
                      : "\"timestep\" without \"time\"");
        }
        else if (m_hasTime && *time <= m_time)
        {
            Fail("the time \"" + *text + "\" does not come after that of the timestep before");
        }
        else
        {
            m_hasTime = true;
            m_time = *time;
        }
    }

    void OnVehicle(const std::string& kind)
    {
        const auto id = Attribute("id");
        const auto xText = Attribute("x");
        const auto yText = Attribute("y");
        const auto x = xText ? ParseTraceCoordinate(*xText) : std::nullopt;
        const auto y = yText ? ParseTraceCoordinate(*yText) : std::nullopt;
        if (!id || !x || !y || !m_hasTime)
        {
            Fail("\"" + kind + "\" without an \"id\", or without \"x\" and \"y\" in metres");
            return;
        }
        if (m_trace.names.size() < MovementTrace::LISTED)
        {
            m_trace.names.insert(*id);
        }
        if (m_wanted.count(*id) > 0)
        {
            AddWaypoint(*id, {*x, *y});
        }
    }

    void AddWaypoint(const std::string& id, const PositionSpec& position)
    {
        auto& way = m_trace.ways[id];
        if (!way.empty() && way.back().at == m_time)
        {
            Fail("\"" + id + "\" is twice in one timestep");
        }
        else if (++m_waypoints > MOST_WAYPOINTS)
        {
            Fail("more waypoints than " + std::to_string(MOST_WAYPOINTS));
        }
        else
        {
            way.push_back({m_time, position});
        }
    }

    const std::set<std::string>& m_wanted;
    MovementTrace m_trace;
    XmlReader m_reader;
    bool m_hasTime{false};
    Time m_time;
    std::size_t m_waypoints{0};
};

} // namespace

MovementTrace
ReadSumoTrace(std::istream& text, const std::set<std::string>& wanted)
{
    return SumoReader(text, wanted).Read();
}

} // namespace ns3::nemo
