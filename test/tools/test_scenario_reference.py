# SPDX-License-Identifier: GPL-2.0-only
"""The schema says all of each key, the reference is what the schema says, and the scenarios that ship obey it."""

import json
import unittest

import jsonschema

import jsonc
import scenario_reference

ROOT = scenario_reference.ROOT
SCHEMA = json.loads(scenario_reference.SCHEMA.read_text(encoding='utf-8'))


def validator(name=''):
    """What judges a whole scenario, or what a definition is about."""
    rule = {'$ref': f'#/definitions/{name}', 'definitions': SCHEMA['definitions']} if name else SCHEMA
    return jsonschema.Draft7Validator(rule)


def faults(value, name=''):
    return [f'{list(error.absolute_path)}: {error.message}' for error in validator(name).iter_errors(value)]


class ScenarioReferenceTest(unittest.TestCase):
    def test_page_is_what_the_schema_says(self):
        page = scenario_reference.PAGE.read_text(encoding='utf-8')
        self.assertEqual(page, scenario_reference.render(page, SCHEMA), 'scenario_reference.py --update')

    def test_schema_is_one(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_key_is_described(self):
        for name, definition in [('scenario', SCHEMA), *SCHEMA['definitions'].items()]:
            self.assertTrue(definition.get('description'), name)
            for key, rule in definition.get('properties', {}).items():
                self.assertTrue(rule.get('description'), f'{name}: {key}')

    def test_every_definition_has_examples_that_obey_it_and_show_every_key(self):
        for name, definition in SCHEMA['definitions'].items():
            examples = definition.get('examples', [])
            self.assertTrue(examples, name)
            for example in examples:
                self.assertEqual(faults(example, name), [], name)
            keys = {key for example in examples if isinstance(example, dict) for key in example}
            self.assertEqual(set(definition.get('properties', {})) - keys, set(), name)

    def test_shipped_scenarios_obey_the_schema(self):
        files = sorted((ROOT / 'examples' / 'scenarios').glob('*.json'))
        self.assertGreater(len(files), 20)
        for file in files:
            self.assertEqual(faults(jsonc.load(file)), [], file.name)

    def test_schema_refuses_what_is_wrong(self):
        minimal = jsonc.load(ROOT / 'examples' / 'scenarios' / 'minimal.json')
        for change in ({'duration': 5}, {'durations': '5s'}, {'nodes': {'A': {'role': 'hots'}}}):
            self.assertNotEqual(faults({**minimal, **change}), [], change)

    def test_comments_are_read(self):
        self.assertEqual(jsonc.loads('{ /* a */ "a//b": "/* c */", // d\n "e": "\\"//" }'), {'a//b': '/* c */', 'e': '"//'})


if __name__ == '__main__':
    unittest.main()
