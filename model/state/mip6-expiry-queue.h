// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_EXPIRY_QUEUE_H
#define MIP6_EXPIRY_QUEUE_H

#include "ns3/nstime.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::nemo
{

/// Deadlines of many keys, of which only the next one needs a simulator event.
///
/// A heap with lazy deletion: a key whose deadline moves to later (the common case: a binding is
/// refreshed) keeps its place and is put right when it comes to the top; a deadline that is
/// cancelled or moves to earlier leaves garbage, which never exceeds the number of live keys by
/// more than a constant. Equal deadlines come out in the order of the keys, so that the order does
/// not depend on how the queue came to its state.
///
/// Deadlines are kept as ticks of Time's resolution: ns-3 registers each Time that exists before
/// the first run, and a million of them would be dear.
template <typename Key, typename Hash = std::hash<Key>, typename Less = std::less<Key>>
class ExpiryQueue
{
  public:
    /// Let `key` be due at `deadline`, in place of any earlier deadline of it. Time::Max() means
    /// never, and is the same as Cancel.
    void Set(const Key& key, Time deadline);

    /// Forget `key`. Returns false, and does nothing, if it has no deadline.
    bool Cancel(const Key& key);

    /// The earliest deadline, absent if there is none.
    std::optional<Time> Next() const;

    /// The deadline of `key`, absent if it has none.
    std::optional<Time> DeadlineOf(const Key& key) const;

    /// Take out every key whose deadline is `now` or earlier, in the order of deadline and key.
    std::vector<Key> PopDue(Time now);

    /// The number of keys with a deadline.
    std::size_t Size() const;

    /// The number of places in the heap, those of garbage included; for tests and benchmarks.
    std::size_t HeapSize() const;

    /// Forget everything.
    void Clear();

  private:
    /// A deadline as ticks of Time's resolution.
    using Ticks = int64_t;

    /// A place in the heap.
    struct Item
    {
        Ticks at; ///< Never later than the deadline of the key, if it still has one.
        Key key;
    };

    /// What is known of a key.
    struct Deadline
    {
        Ticks due;    ///< The deadline.
        Ticks queued; ///< The `at` of the item in the heap that stands for it.
    };

    /// The order of a heap whose first item is the earliest.
    static bool IsLater(const Item& left, const Item& right);

    void Push(Ticks at, const Key& key);
    void Pop();

    /// Bring the heap to where its first item is a real deadline, and bound its garbage.
    void Settle();

    /// Make the heap anew from the deadlines alone.
    void Rebuild();

    std::unordered_map<Key, Deadline, Hash> m_deadlines; ///< By key.
    std::vector<Item> m_heap;                            ///< By IsLater, with garbage.
};

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Set(const Key& key, Time deadline)
{
    if (deadline == Time::Max())
    {
        Cancel(key);
        return;
    }
    const Ticks due = deadline.GetTimeStep();
    const auto [place, isNew] = m_deadlines.try_emplace(key, Deadline{due, due});
    place->second.due = due;
    if (isNew || due < place->second.queued)
    {
        place->second.queued = due;
        Push(due, key);
    }
    Settle();
}

template <typename Key, typename Hash, typename Less>
bool
ExpiryQueue<Key, Hash, Less>::Cancel(const Key& key)
{
    const bool isKnown = m_deadlines.erase(key) > 0;
    if (isKnown)
    {
        Settle();
    }
    return isKnown;
}

template <typename Key, typename Hash, typename Less>
std::optional<Time>
ExpiryQueue<Key, Hash, Less>::Next() const
{
    return m_heap.empty() ? std::nullopt
                          : std::optional(TimeStep(static_cast<uint64_t>(m_heap.front().at)));
}

template <typename Key, typename Hash, typename Less>
std::optional<Time>
ExpiryQueue<Key, Hash, Less>::DeadlineOf(const Key& key) const
{
    const auto place = m_deadlines.find(key);
    return place == m_deadlines.end()
               ? std::nullopt
               : std::optional(TimeStep(static_cast<uint64_t>(place->second.due)));
}

template <typename Key, typename Hash, typename Less>
std::vector<Key>
ExpiryQueue<Key, Hash, Less>::PopDue(Time now)
{
    std::vector<Key> due;
    while (!m_heap.empty() && m_heap.front().at <= now.GetTimeStep())
    {
        due.push_back(m_heap.front().key);
        m_deadlines.erase(due.back());
        Settle();
    }
    return due;
}

template <typename Key, typename Hash, typename Less>
std::size_t
ExpiryQueue<Key, Hash, Less>::Size() const
{
    return m_deadlines.size();
}

template <typename Key, typename Hash, typename Less>
std::size_t
ExpiryQueue<Key, Hash, Less>::HeapSize() const
{
    return m_heap.size();
}

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Clear()
{
    m_deadlines.clear();
    m_heap.clear();
}

template <typename Key, typename Hash, typename Less>
bool
ExpiryQueue<Key, Hash, Less>::IsLater(const Item& left, const Item& right)
{
    return left.at != right.at ? left.at > right.at : Less()(right.key, left.key);
}

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Push(Ticks at, const Key& key)
{
    m_heap.push_back({at, key});
    std::push_heap(m_heap.begin(), m_heap.end(), IsLater);
}

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Pop()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), IsLater);
    m_heap.pop_back();
}

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Settle()
{
    while (!m_heap.empty())
    {
        const Item top = m_heap.front();
        const auto place = m_deadlines.find(top.key);
        const bool stands = place != m_deadlines.end() && place->second.queued == top.at;
        if (stands && place->second.due == top.at)
        {
            break;
        }
        Pop();
        if (stands)
        {
            place->second.queued = place->second.due;
            Push(place->second.due, top.key);
        }
    }
    // The constant spares small queues the work; the factor makes it constant per change.
    constexpr std::size_t SMALL = 64;
    if (m_heap.size() > 2 * m_deadlines.size() + SMALL)
    {
        Rebuild();
    }
}

template <typename Key, typename Hash, typename Less>
void
ExpiryQueue<Key, Hash, Less>::Rebuild()
{
    m_heap.clear();
    m_heap.shrink_to_fit();
    m_heap.reserve(m_deadlines.size());
    for (auto& [key, deadline] : m_deadlines)
    {
        deadline.queued = deadline.due;
        m_heap.push_back({deadline.due, key});
    }
    std::make_heap(m_heap.begin(), m_heap.end(), IsLater);
}

} // namespace ns3::nemo

#endif /* MIP6_EXPIRY_QUEUE_H */
