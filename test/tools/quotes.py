# SPDX-License-Identifier: GPL-2.0-only
"""Numbers that a page quotes from the results of a run, and what the run says of them.

A quote is a number, or a text in backticks, with a comment right behind it that says where it comes from:

    an outage of 2.889<!--= handover('MN').outage --> s, with `2::2`<!--= binding('HA').careOf -->

The expression is Python on the results.json of the last `./nemo run` that the page shows above. A number has to be the
rounded one, with as many digits as the page gives.
"""

import json
import re
import types

QUOTE = re.compile(r'(?P<text>(?<![\d.])-?(?:\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|`[^`\n]+`)'
                   r'(?P<comment>\*{0,2}<!--= *(?P<expression>.*?) *-->)')


class Results:
    """What an expression may ask of results.json, read from a file."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            self.all = json.load(file, object_hook=lambda members: types.SimpleNamespace(**members))

    def names(self):
        """The names that an expression knows."""
        builtins = {'__builtins__': {}, 'len': len, 'max': max, 'min': min, 'sum': sum, 'sorted': sorted}
        return {**builtins, 'results': self.all, 'flow': self.flow, 'handover': self.handover, 'binding': self.binding,
                'messages': self.messages, 'octets': self.octets, 'drops': self.drops}

    def flow(self, name):
        return next(flow for flow in self.all.flows if flow.name == name)

    def handover(self, node, index=0):
        return next(one for one in self.all.handovers if (one.node, one.index) == (node, index))

    def binding(self, node, home=None):
        return next(one for one in self.all.bindings if one.node == node and home in (None, one.home))

    def chosen(self, node, kind, direction, status):
        return [one for one in self.all.messages
                if one.node == node and one.type == kind and direction in (None, one.direction)
                and status in (None, one.status)]

    def messages(self, node, kind, direction=None, status=None):
        return sum(one.count for one in self.chosen(node, kind, direction, status))

    def octets(self, node, kind, direction=None, status=None):
        return sum(one.bytes for one in self.chosen(node, kind, direction, status))

    def drops(self, node, reason):
        return sum(one.count for one in self.all.drops if (one.node, one.reason) == (node, reason))


def write_like(text, value):
    """A value as a page writes it: with as many digits behind the point, and as many spaces, as a text has."""
    if text.startswith('`'):
        return f'`{value}`'
    digits = len(text.partition('.')[2])
    written = f'{value:.{digits}f}'
    return f'{float(written):,.{digits}f}'.replace(',', ' ') if ' ' in text or len(written.split('.')[0]) > 4 else written


def evaluate(expression, results):
    return eval(expression, results.names())  # pylint: disable=eval-used # an expression of a page of ours


def correct(text, results, faults):
    """A piece of a page with every quote as the results have it; what differed is appended to faults."""
    def replace(found):
        try:
            value = write_like(found['text'], evaluate(found['expression'], results))
        except Exception as error:  # pylint: disable=broad-except # whatever the expression raises is its fault
            faults.append(f'{found[0]}: {type(error).__name__}: {error}')
            return found[0]
        if value != found['text']:
            faults.append(f'{found["text"]} is {value}: {found["expression"]}')
        return value + found['comment']
    return QUOTE.sub(replace, text)
