# SPDX-License-Identifier: GPL-2.0-only
"""Draws a scenario and what came of it as SVG: who is on which link and goes where, handover phases, flows.

The same scenario and results give the same bytes: positions come from the order of the file, numbers are rounded.
"""

import re
from xml.sax.saxutils import escape

import topology

SLOT, LEVEL, BOX, MARGIN = 112, 46, 24, 14
ROWS = 12
CHART = 420
LABEL = 190
PHASES = (('linkUp', 'no link'), ('routerAdvertisement', 'waits for an advertisement'), ('careOfReady', 'forms and probes the address'),
          ('buSent', 'waits to register'), ('baReceived', 'registers'))
STYLE = '''text{font:12px sans-serif;fill:#222}.s{font-size:10px;fill:#555;paint-order:stroke;stroke:#fff;stroke-width:3px}.m{text-anchor:middle}.e{text-anchor:end}
.l{stroke:#222;stroke-width:3}.w{stroke:#888;stroke-width:1}.t{stroke:#b45309;stroke-width:1.3;fill:none;stroke-dasharray:4 3}
.a{fill:#b45309}rect{stroke:#444;stroke-width:1;fill:#eee}.host{fill:#f3f4f6}.correspondent{fill:#e5e7eb}
.router{fill:#dbeafe}.home-agent{fill:#bbf7d0}.mobile-node{fill:#fde68a}.mobile-router{fill:#fdba74}
.p0{fill:#9ca3af}.p1{fill:#60a5fa}.p2{fill:#34d399}.p3{fill:#c4b5fd}.p4{fill:#f59e0b}.ok{fill:#34d399}.no{fill:#f87171}
.b{stroke:none}.box text{fill:#222}.bg{fill:#fff;stroke:none}
@media(prefers-color-scheme:dark){text{fill:#ddd}.s{fill:#aaa;stroke:#111}.l{stroke:#ddd}.bg{fill:#111}}'''


def number(value):
    """A coordinate: one digit behind the point at most."""
    return f'{value:.1f}'.rstrip('0').rstrip('.')


def element(name, text=None, **attributes):
    """An element of SVG. `of` stands for class, an underscore for a hyphen."""
    pairs = ''.join(f' {("class" if key == "of" else key.replace("_", "-"))}="'
                    f'{number(one) if isinstance(one, (int, float)) else escape(one)}"' for key, one in attributes.items())
    return f'<{name}{pairs}/>' if text is None else f'<{name}{pairs}>{escape(str(text))}</{name}>'


def text(x, y, words, of=''):
    return element('text', words, x=x, y=y, **({'of': of} if of else {}))


class Sheet:
    """Lines of a drawing, from the top down, and how much room they take."""

    def __init__(self):
        self.lines, self.width, self.bottom = [], 0.0, float(MARGIN)

    def add(self, *lines):
        self.lines += lines

    def svg(self, title):
        width, height = self.width + 2 * MARGIN, self.bottom + MARGIN
        head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
                f'width="{number(width)}" height="{number(height)}" role="img">')
        return '\n'.join([head, element('title', title), f'<style>{STYLE}</style>',
                          element('rect', of='bg', width=width, height=height), *self.lines, '</svg>', ''])


def draw_move(sheet, begin, end, lane, label):
    """An arrow from a node to a link; those of several lanes do not hide each other."""
    (x1, y1), (x2, y2), (words, row) = begin, end, label
    x1, x2 = x1 + (lane - 2) * 9, x2 + 16 + (lane - 2) * 7
    y1 += -BOX / 2 if y2 < y1 else BOX / 2
    middle = number((y1 + y2) / 2)
    sheet.add(element('path', of='t', d=f'M{number(x1)} {number(y1)}C{number(x1)} {middle} {number(x2)} {middle} '
                                        f'{number(x2)} {number(y2)}'),
              element('circle', of='a', cx=x2, cy=y2, r=3.5), text(end[0] + 22, y2 + 12 + 10 * row, words, 's a'))


def draw_topology(sheet, scenario):
    """Links as bars, nodes as boxes below or above them, movement as arrows."""
    tree = topology.Tree(scenario)
    place = {key: (MARGIN + (slot + 0.5) * SLOT, MARGIN + 12 + depth * LEVEL) for key, (slot, depth) in tree.places.items()}
    for node, link in tree.wires:
        (x1, y1), (x2, y2) = place[node], place[link]
        low, high = (MARGIN + (slot + 0.5) * SLOT for slot in tree.spans[link[1]])
        sheet.add(element('line', of='w', x1=x1, y1=y1, x2=min(max(x1, low - 30), high + 30) if y1 > y2 else x2, y2=y2))
    for link, (low, high) in tree.spans.items():
        y, left = place[('link', link)][1], MARGIN + (low + 0.5) * SLOT - 34
        sheet.add(element('line', of='l', x1=left, y1=y, x2=MARGIN + (high + 0.5) * SLOT + 34, y2=y),
                  text(left, y - 5, f'{link}  {topology.prefix_of(scenario["links"][link])}'.strip(), 's'))
    for index, (node, link, words, row) in enumerate(tree.moves):
        draw_move(sheet, place[('node', node)], place[('link', link)], index % 5, (words, row))
    for node, (name, role) in tree.boxes.items():
        x, y = place[('node', node)]
        half = max(32, 3.6 * len(name) + 6)
        sheet.add('<g class="box">', element('rect', of=role, x=x - half, y=y - BOX / 2, width=2 * half, height=BOX, rx=4),
                  text(x, y + 4, name, 'm'), '</g>')
    sheet.width = max(sheet.width, tree.slots * SLOT)
    sheet.bottom += 24 + max(depth for _, depth in tree.places.values()) * LEVEL + BOX / 2


def legend(sheet, entries):
    """Squares with words."""
    x = MARGIN
    sheet.bottom += 16
    for of, words in entries:
        sheet.add(element('rect', of=of, x=x, y=sheet.bottom - 9, width=10, height=10), text(x + 14, sheet.bottom, words, 's'))
        x += 24 + 5.4 * len(words)
    sheet.width = max(sheet.width, x - MARGIN)


def draw_handovers(sheet, handovers):
    """A bar of phases for each handover, from losing the old link on."""
    shown = [one for one in handovers if one['to'] is not None][:ROWS]
    if not shown:
        return
    sheet.bottom += 22
    rest = len([one for one in handovers if one['to'] is not None]) - len(shown)
    words = f'Handovers, the first {len(shown)} of {len(shown) + rest}' if rest else 'Handovers'
    sheet.add(text(MARGIN, sheet.bottom, words + ', with their outages'))
    ends = [one[name] - one['at'] for one in shown for name, _ in PHASES if one[name] is not None]
    longest = max(ends + [one['outage'] for one in shown if one['outage'] is not None] + [0.001])
    scale = CHART / longest
    for one in shown:
        sheet.bottom += 18
        words = f'{one["node"]}: {one["from"] or "nowhere"} to {one["to"]} at {round(one["at"], 3):g} s'
        sheet.add(text(MARGIN + LABEL, sheet.bottom, words, 's e'))
        at = one['at']
        for index, (name, _) in enumerate(PHASES):
            if one[name] is not None and one[name] > at:
                sheet.add(element('rect', of=f'b p{index}', x=MARGIN + LABEL + 8 + (at - one['at']) * scale,
                                  y=sheet.bottom - 10, width=max((one[name] - at) * scale, 0.5), height=11))
                at = one[name]
        outage = '' if one['outage'] is None else f'{one["outage"]:.3f} s'
        sheet.add(text(MARGIN + LABEL + 14 + (at - one['at']) * scale, sheet.bottom, outage, 's'))
    sheet.width = max(sheet.width, LABEL + CHART + 110)
    legend(sheet, [(f'p{index}', words) for index, (_, words) in enumerate(PHASES)])


def draw_flows(sheet, flows):
    """What of each flow arrived."""
    shown = [one for one in flows if one['sent']][:ROWS]
    if not shown:
        return
    sheet.bottom += 22
    rest = len(flows) - len(shown)
    sheet.add(text(MARGIN, sheet.bottom, 'Flows' + (f', the first {len(shown)} of {len(flows)}' if rest else '')))
    for one in shown:
        sheet.bottom += 18
        part = min(one['received'] / one['sent'], 1)
        x = MARGIN + LABEL + 8
        sheet.add(text(x - 8, sheet.bottom, one['name'], 's e'),
                  element('rect', of='b no', x=x, y=sheet.bottom - 10, width=CHART / 2, height=11),
                  element('rect', of='b ok', x=x, y=sheet.bottom - 10, width=CHART / 2 * part, height=11),
                  text(x + CHART / 2 + 6, sheet.bottom,
                       f'{one["received"]} of {one["sent"]} {"octets" if one["type"] == "tcp" else "packets"}', 's'))
    sheet.width = max(sheet.width, LABEL + CHART / 2 + 160)
    legend(sheet, [('ok', 'received'), ('no', 'lost')])


def with_movement(scenario, handovers):
    """The scenario with the ways that nodes have found by radio as if the file said them."""
    roaming = {name for name, node in scenario['nodes'].items() if isinstance(node.get('mobility'), dict)}
    found = [{'at': f'{one["at"]:.0f}s', 'node': one['node'], 'to': one['to']} for one in handovers if one['node'] in roaming]
    return {**scenario, 'movement': scenario.get('movement', []) + found} if found else scenario


def draw(scenario, results):
    """The picture of a scenario, a value as it is read, with the results of its run, likewise."""
    scenario = with_movement(scenario, results['handovers'])
    sheet = Sheet()
    draw_topology(sheet, scenario)
    legend(sheet, [(role, role) for role in topology.ROLES if role in {one['role'] for one in scenario['nodes'].values()}])
    draw_handovers(sheet, results['handovers'])
    draw_flows(sheet, results['flows'])
    return sheet.svg(re.sub(r';? *doc/showcases/\S+', '', results['scenario']))
