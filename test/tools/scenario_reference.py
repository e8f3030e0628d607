#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes the tables of doc/scenario.md from doc/scenario.schema.json: scenario_reference.py [--update]

A table stands between the lines "<!-- definition: NAME -->" and "<!-- end -->"; all else on the page is written by hand.
Without --update it only says whether the page is current; then the exit code is 1 if it is not.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / 'doc' / 'scenario.md'
SCHEMA = ROOT / 'doc' / 'scenario.schema.json'
REGION = re.compile(r'(<!-- definition: (\w+) -->\n).*?(<!-- end -->)', re.DOTALL)
WIDTH = 116
# How a value of a definition is called where it is none of the objects that have a table.
VALUES = {'time': 'duration', 'rate': 'rate', 'pace': 'pace', 'name': 'name', 'address': 'address', 'group': 'address',
          'identifier': 'identifier', 'prefix': 'prefix', 'count': 'integer from 0', 'prefixes': 'list of prefixes',
          'nodeLinks': 'object: `{LINK: address}`', 'addressSpec': 'address or object', 'onOffTime': 'duration or object (onOffSpan)',
          'sweepBound': 'number or string', 'position': '`[x, y]`', 'waypoint': '`[time, [x, y]]`',
          'area': '`[x1, y1, x2, y2]`', 'speeds': '`[slowest, fastest]`'}
MOBILE = ['mobile-node', 'mobile-router']
DEFINITIONS = json.loads(SCHEMA.read_text(encoding='utf-8'))['definitions']


def bounds(rule, kind):
    """An integer or a number with what limits it."""
    low, high = rule.get('minimum'), rule.get('maximum')
    if low is None:
        return kind
    return f'{kind} from {low}' if high is None else f'{kind}, {low} to {high}'


def several(rule):
    """The word for many of what a rule allows."""
    words = value(rule)
    if words in ('duration', 'name'):
        return words + 's'
    if words.startswith('object'):
        return words.replace('object', 'objects')
    return {'prefix': 'prefixes', 'address': 'addresses'}.get(words, words)


def value(rule):
    """In a few words, what a rule of the schema allows."""
    if '$ref' in rule:
        name = rule['$ref'].rsplit('/', 1)[1]
        if name in VALUES or 'properties' in DEFINITIONS[name]:
            return VALUES.get(name, f'object ({name})')
        return value(DEFINITIONS[name])
    if 'const' in rule:
        return f'`{json.dumps(rule["const"])}`'
    if 'enum' in rule:
        return ', '.join(f'`{word}`' for word in rule['enum'])
    if 'oneOf' in rule:
        *ones, last = rule['oneOf']
        if last.get('items') == {'oneOf': ones}:
            return value({'oneOf': ones}) + ', or a list'
        return ' or '.join(dict.fromkeys(value(one) for one in rule['oneOf']))
    kind = rule.get('type')
    if isinstance(kind, list):
        return ' or '.join(value({**rule, 'type': one}) for one in kind)
    if kind == 'array':
        return f'list of {several(rule["items"])}'
    if kind in ('integer', 'number'):
        return bounds(rule, kind)
    return {'boolean': '`true`, `false`', 'null': '`null`'}.get(kind, kind)


def variants(definition, key):
    """Which roles or types may carry a key, from the conditions of the definition; None where all keys are for all."""
    if 'allOf' not in definition:
        return None
    allowed = {}
    for rule in definition['allOf']:
        (condition,) = rule['if']['properties'].values()
        allowed[condition['const']] = key in rule['then']['propertyNames']['enum']
    names = [name for name, yes in allowed.items() if yes]
    if len(names) == len(allowed):
        return 'all'
    return ', '.join(['mobile'] if names == MOBILE else [name for name in names if name not in MOBILE]
                     + (['mobile'] if names[-2:] == MOBILE else [name for name in names if name in MOBILE]))


def literal(default):
    return default if isinstance(default, str) else json.dumps(default)


def written(example):
    """An example in one line, or where that is too long in one for each key."""
    line = json.dumps(example, ensure_ascii=False)
    if len(line) <= WIDTH:
        return line
    return '{\n' + ',\n'.join(f'  {json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}'
                              for key, one in example.items()) + '\n}'


def table(name, definition):
    """The table of a definition and its examples, as lines."""
    has_variants = 'allOf' in definition
    head = ['key' if name == 'scenario' else f'key of {name}'] + (['of'] if has_variants else []) + ['value', '', 'meaning']
    lines = ['| ' + ' | '.join(head) + ' |', '|---' * len(head) + '|']
    for key, rule in definition['properties'].items():
        presence = f'default `{literal(rule["default"])}`' if 'default' in rule else ''
        if key in definition.get('required', []):
            presence = 'required'
        cells = [f'`{key}`', value(rule), presence, rule['description']]
        if has_variants:
            cells.insert(1, variants(definition, key))
        lines.append('| ' + ' | '.join(cell.replace('|', '\\|') for cell in cells) + ' |')
    if definition.get('examples'):
        lines += ['', '```jsonc'] + [written(example) for example in definition['examples']] + ['```']
    return lines + ['']


def render(page, schema):
    """The page with its tables as the schema has them."""
    def replace(found):
        name = found[2]
        definition = schema if name == 'scenario' else schema['definitions'][name]
        return found[1] + '\n'.join(table(name, definition)) + found[3]
    return REGION.sub(replace, page)


def main():
    page = PAGE.read_text(encoding='utf-8')
    current = render(page, json.loads(SCHEMA.read_text(encoding='utf-8')))
    if sys.argv[1:] == ['--update']:
        PAGE.write_text(current, encoding='utf-8')
    elif page != current:
        sys.exit(f'{PAGE} is not what the schema says: {sys.argv[0]} --update')


if __name__ == '__main__':
    main()
