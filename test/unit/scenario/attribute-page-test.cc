// SPDX-License-Identifier: GPL-2.0-only
#include "support/source-folder.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nstime.h"
#include "ns3/pointer.h"
#include "ns3/type-id.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace ns3::nemo::tests::attribute_page_test
{

namespace
{

constexpr char HEAD[] = "# The attributes and trace sources of the module's types\n\n"
                        "Defaults and meanings, as ns-3 knows them. A test holds "
                        "this page against the types and, when\n"
                        "`NEMO_UPDATE_DOC` is in its environment, writes it: `NEMO_UPDATE_DOC=1 "
                        "./nemo test --filter 'AttributePage.*'`.\n";

std::string
Escape(std::string text)
{
    for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    {
        text.insert(at, "\\");
    }
    return text;
}

/// \return the default as a scenario would give it
std::string
DefaultOf(const TypeId::AttributeInformation& attribute)
{
    if (const auto time = DynamicCast<const TimeValue>(attribute.originalInitialValue))
    {
        std::ostringstream text;
        text << "`" << time->Get().GetSeconds() << "s`";
        return text.str();
    }
    const bool isObject =
        DynamicCast<const PointerValue>(attribute.originalInitialValue) != nullptr;
    const auto text = isObject
                          ? std::string()
                          : attribute.originalInitialValue->SerializeToString(attribute.checker);
    return text.empty() ? "" : "`" + Escape(text) + "`";
}

void
WriteAttributes(TypeId type, std::ostream& os)
{
    os << "\n| attribute | default | |\n|---|---|---|\n";
    for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
    {
        const auto attribute = type.GetAttribute(i);
        os << "| `" << attribute.name << "` | " << DefaultOf(attribute) << " | "
           << Escape(attribute.help) << " |\n";
    }
}

void
WriteTraceSources(TypeId type, std::ostream& os)
{
    os << "\n| trace source | callback | |\n|---|---|---|\n";
    for (std::size_t i = 0; i < type.GetTraceSourceN(); ++i)
    {
        const auto source = type.GetTraceSource(i);
        os << "| `" << source.name << "` | `" << source.callback << "` | " << Escape(source.help)
           << " |\n";
    }
}

void
Write(TypeId type, std::ostream& os)
{
    os << "\n## " << type.GetName() << "\n";
    if (type.GetAttributeN() > 0)
    {
        WriteAttributes(type, os);
    }
    if (type.GetTraceSourceN() > 0)
    {
        WriteTraceSources(type, os);
    }
}

std::string
WritePage()
{
    std::map<std::string, TypeId> types;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (type.GetName().rfind("ns3::nemo::", 0) == 0 &&
            type.GetAttributeN() + type.GetTraceSourceN() > 0 &&
            type.GetName().find("Test") == std::string::npos)
        {
            types.emplace(type.GetName(), type);
        }
    }
    std::ostringstream page;
    page << HEAD;
    for (const auto& [name, type] : types)
    {
        Write(type, page);
    }
    return page.str();
}

} // namespace

TEST(AttributePage, IsWhatTheTypesSay)
{
    const auto file = InRepository("doc/attributes.md");
    const auto page = WritePage();
    if (std::getenv("NEMO_UPDATE_DOC") != nullptr)
    {
        std::ofstream(file) << page;
    }
    EXPECT_EQ(ReadWhole(file), page);
}

} // namespace ns3::nemo::tests::attribute_page_test
