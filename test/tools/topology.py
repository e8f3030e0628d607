# SPDX-License-Identifier: GPL-2.0-only
"""Where the links and nodes of a scenario stand in a drawing: a tree below the link that most nodes are on."""

import re

ROLES = ('home-agent', 'router', 'correspondent', 'host', 'mobile-node', 'mobile-router')
# So many alike on one link become one box.
ALIKE = 4


def prefix_of(link):
    """The first prefix of a link, or nothing."""
    prefix = link.get('prefix', '')
    prefix = prefix[0] if isinstance(prefix, list) else prefix
    return prefix['prefix'] if isinstance(prefix, dict) else prefix


def seconds(duration):
    """A Time string in seconds, as far as scenarios that ship use it; other units stay as they are."""
    found = re.fullmatch(r'([0-9.]+)(ms|s|min)?', duration)
    return f'{float(found[1]) * {"ms": 0.001, "min": 60}.get(found[2], 1):g} s' if found else duration


def home_of(node):
    """The home link of a mobile node, or None."""
    return node.get('home') or next((home['link'] for home in node.get('homes', []) if 'link' in home), None)


def attachments(node):
    """The links that a node is on at time 0, that of a mobile node first."""
    links = list(node.get('links', {}))
    if 'home' in node or 'homes' in node or 'homePrefix' in node:
        links.append(node['attached'] if 'attached' in node else home_of(node))
    return [link for link in links + list(node.get('ingress', {})) if link is not None]


class Tree:
    """places: {('link'|'node', name): (slot, depth)}; spans: {link: (first slot, last)}; wires: pairs of neighbours;
    boxes: {node: (words, role)}; moves: [(node, link, words, row of the words)]; slots: the width of all."""

    def __init__(self, scenario):
        self.nodes, self.links = scenario['nodes'], dict(scenario['links'])
        self.on = {name: attachments(node) for name, node in self.nodes.items()}
        self.hidden = self.boxes = None
        movement = [move for move in scenario.get('movement', []) if move['to'] is not None]
        self.collapse({move['node']: {one['to'] for one in movement if one['node'] == move['node']} for move in movement})
        self.children, self.places, self.slots = {}, {}, 0
        self.grow()
        self.wires = [(('node', node), ('link', link)) for node in self.boxes for link in dict.fromkeys(self.on[node])]
        self.spans = {link: self.span(link) for link in self.links}
        self.moves = self.find_moves(movement)

    def collapse(self, ways):
        """One box for many that are alike: of one role, on one link, that go the same ways, with names that differ in
        their number, and nobody else in their networks."""
        groups = {}
        for name, node in self.nodes.items():
            inside = list(node.get('ingress', {}))
            outside = [link for link in self.on[name] if link not in inside]
            if len(outside) == 1 and not any(link in self.on[other] for link in inside for other in self.nodes if other != name):
                key = (node['role'], outside[0], re.sub(r'\d+', '#', name), tuple(sorted(ways.get(name, ()))), len(inside))
                groups.setdefault(key, []).append(name)
        self.hidden = {}
        self.boxes = {name: (name, node['role']) for name, node in self.nodes.items()}
        for (role, *_), names in groups.items():
            if len(names) >= ALIKE:
                self.boxes[names[0]] = (f'{names[0]} to {names[-1]}', role)
                for name in names[1:]:
                    self.hidden[name] = names[0]
                    del self.boxes[name]
                    for link in self.nodes[name].get('ingress', {}):
                        del self.links[link]

    def neighbours(self, key):
        kind, name = key
        if kind == 'node':
            return [('link', link) for link in self.on[name]]
        return [('node', node) for node in self.boxes if name in self.on[node]]

    def grow(self):
        """A tree by breadth from the busiest link; what is not joined with it stands beside it."""
        still = {link: sum(link in self.on[node] for node in self.boxes if 'links' in self.nodes[node])
                 for link in self.links}
        order = sorted(self.links, key=lambda link: -still[link])
        depth = {}
        for root in [('link', link) for link in order] + [('node', node) for node in self.boxes]:
            if root in depth:
                continue
            depth[root], queue = 0, [root]
            for key in queue:
                fresh = [other for other in self.neighbours(key) if other not in depth]
                self.children[key] = list(dict.fromkeys(fresh))
                for other in self.children[key]:
                    depth[other] = depth[key] + 1
                queue += self.children[key]
            self.arrange(root, depth)

    def arrange(self, key, depth):
        """Slots: a leaf takes the next one, a parent stands over the middle of its children."""
        slots = [self.arrange(child, depth) for child in self.children[key]]
        if slots:
            slot = (slots[0] + slots[-1]) / 2
        else:
            slot, self.slots = self.slots, self.slots + 1
        self.places[key] = (slot, depth[key])
        return slot

    def span(self, link):
        """From the first to the last of what hangs below a link."""
        slots = [self.places[key][0] for key in [('link', link), *self.children[('link', link)]]]
        return min(slots), max(slots)

    def find_moves(self, movement):
        """Each way that a node goes once, with the times at which it goes there, and how many go to this link before."""
        found = {}
        for move in movement:
            times = found.setdefault((self.hidden.get(move['node'], move['node']), move['to']), [])
            times += [seconds(move['at'])] * (seconds(move['at']) not in times)
        count = {}
        for node, link in found:
            count[link] = count.get(link, -1) + 1
            found[node, link].append(count[link])
        return [(node, link, f'{node} {", ".join(times[:3])}{" …" if len(times) > 3 else ""}', row)
                for (node, link), (*times, row) in found.items()]
