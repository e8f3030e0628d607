# SPDX-License-Identifier: GPL-2.0-only
"""Says which requirements the tests prove.

A row of test/conformance/requirements.csv is proven when at least one test names it with REQ() and every test that
does passes; failing when one of them fails; not applicable when not-applicable.csv gives a reason; else open. Rows
of dialect "both" stand once more as ID@draft1997 as soon as a test names any such.
"""

import collections
import csv
import dataclasses
import json

OTHER_DIALECT = '@draft1997'
OTHER_STEP = '1997'
STATUSES = ('proven', 'failing', 'open', 'not-applicable')
# The steps whose rows must all be proven or not applicable.
FINISHED_STEPS = ('foundation', 'mobile-ipv6', 'nemo')


@dataclasses.dataclass
class Requirement:
    """A row of the list, with what the tests say about it."""

    row: dict
    tests: list
    status: str = 'open'
    reason: str = ''


def read_rows(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def requirements_of(rows, claims):
    """The requirements by id, in the order of the list."""
    result = {}
    twice = any(identifier.endswith(OTHER_DIALECT) for identifier in claims)
    for row in rows:
        result[row['id']] = Requirement(row, [])
        if twice and row['dialect'] == 'both':
            result[row['id'] + OTHER_DIALECT] = Requirement({**row, 'step': OTHER_STEP}, [])
    return result


def judge(rows, not_applicable, results):
    """Returns (requirements by id, mistakes found in the claims).

    rows, not_applicable: as csv.DictReader gives them; results: the tests that ran, each with name, passed and
    requirements.
    """
    claims = collections.defaultdict(list)
    for result in results:
        for identifier in result.requirements:
            claims[identifier].append(result)
    requirements = requirements_of(rows, claims)
    mistakes = []
    for identifier, claimants in sorted(claims.items()):
        if identifier not in requirements:
            mistakes.append(f'{claimants[0].name} claims {identifier}, which is no row of requirements.csv')
            continue
        requirement = requirements[identifier]
        requirement.tests = sorted(test.name for test in claimants)
        requirement.status = 'proven' if all(test.passed for test in claimants) else 'failing'
    for row in not_applicable:
        identifier, reason = row['id'], (row['reason'] or '').strip()
        requirement = requirements.get(identifier)
        if requirement is None and identifier.removesuffix(OTHER_DIALECT) in requirements:
            continue  # no test of the other dialect ran
        if requirement is None:
            mistakes.append(f'not-applicable.csv names {identifier}, which is no row of requirements.csv')
        elif requirement.tests:
            mistakes.append(f'{identifier} is claimed by {requirement.tests[0]}, yet stands in not-applicable.csv')
        elif requirement.status == 'not-applicable':
            mistakes.append(f'{identifier} stands twice in not-applicable.csv')
        elif not reason:
            mistakes.append(f'not-applicable.csv gives no reason for {identifier}')
        else:
            requirement.status, requirement.reason = 'not-applicable', reason
    for identifier, requirement in requirements.items():
        if requirement.status == 'open' and requirement.row['step'] in FINISHED_STEPS:
            mistakes.append(f'{identifier} is open, though its step {requirement.row["step"]} is finished')
    return requirements, mistakes


def counts(requirements, column):
    """How many requirements have each status, by the value of a column of the list."""
    result = {}
    for requirement in requirements.values():
        result.setdefault(requirement.row[column], collections.Counter())[requirement.status] += 1
    return result


def table(requirements):
    """The counts by step and by family as lines of text."""
    lines = [f'{"":16}{"rows":>6}' + ''.join(f'{status:>16}' for status in STATUSES)]
    for column in ('step', 'family'):
        lines.append(column)
        for value, count in counts(requirements, column).items():
            lines.append(f'  {value:14}{sum(count.values()):6}' + ''.join(f'{count[s]:16}' for s in STATUSES))
    return lines


def write_json(requirements, path):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({identifier: {'status': requirement.status, 'tests': requirement.tests}
                   for identifier, requirement in requirements.items()}, file, indent=1)
        file.write('\n')


def cell(text):
    """Text that stands in a cell of a markdown table."""
    return ' '.join(text.split()).replace('|', '\\|').replace('<', '&lt;')


def write_document(requirements, path):
    """Writes the page doc/conformance.md."""
    lines = ['<!-- Written by ./nemo test --update-doc: do not edit. -->', '# Conformance', '',
             'What the standards ask, and the tests that prove it. The requirements stand in',
             '[requirements.csv](../test/conformance/requirements.csv), one testable sentence a row. A row is proven',
             'when every test that names it passes, and named only by tests that fail when its behaviour is broken.', '']
    for column in ('step', 'family'):
        lines += [f'| {column} | rows | ' + ' | '.join(STATUSES) + ' |', '|---|' + '---:|' * (len(STATUSES) + 1)]
        for value, count in counts(requirements, column).items():
            lines.append(f'| {value} | {sum(count.values())} | ' + ' | '.join(str(count[s]) for s in STATUSES) + ' |')
        lines.append('')
    for family in counts(requirements, 'family'):
        lines += [f'## {family}', '', '| id | source | requirement | status | proven by, or reason |',
                  '|---|---|---|---|---|']
        for identifier, requirement in requirements.items():
            row = requirement.row
            if row['family'] == family:
                proof = '<br>'.join(cell(name) for name in requirement.tests) or cell(requirement.reason)
                lines.append(f'| {identifier} | {cell(row["source"])} | {cell(row["requirement"])} | '
                             f'{requirement.status} | {proof} |')
        lines.append('')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines))
