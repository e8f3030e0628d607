// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_WAF_NS_3_35_H
#define NEMO_WAF_NS_3_35_H

// What nemo takes for granted and ns-3.35 does not have. The wscript has this included in front of
// every source file.

#include "ns3/callback.h"
#include "ns3/make-event.h"

#include <type_traits>
#include <utility>

// Two functions of Icmpv6L4Protocol that are virtual only since ns-3.36.
#define NEMO_OVERRIDE_SINCE_3_36

namespace ns3
{

/// Of anything that can be called; ns-3.35 knows functions only.
template <typename Action>
std::enable_if_t<std::is_class_v<Action> && std::is_invocable_v<Action&>, EventImpl*>
MakeEvent(Action action)
{
    class ActionEvent : public EventImpl
    {
      public:
        explicit ActionEvent(Action action)
            : m_action(std::move(action))
        {
        }

      private:
        void Notify() override
        {
            m_action();
        }

        Action m_action;
    };

    return new ActionEvent(std::move(action));
}

/// Of a member function with its first arguments.
template <typename Result, typename Class, typename... Arguments, typename Object, typename First>
auto
MakeCallback(Result (Class::*member)(Arguments...), Object object, First first)
{
    return MakeCallback(member, object).Bind(first);
}

/// The same of two arguments.
template <typename Result,
          typename Class,
          typename... Arguments,
          typename Object,
          typename First,
          typename Second>
auto
MakeCallback(Result (Class::*member)(Arguments...), Object object, First first, Second second)
{
    return MakeCallback(member, object).Bind(first).Bind(second);
}

} // namespace ns3

#endif // NEMO_WAF_NS_3_35_H
