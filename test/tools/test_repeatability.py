# SPDX-License-Identifier: GPL-2.0-only
"""The check of repeatability finds what depends on the process."""

import pathlib
import tempfile
import unittest

import repeatability

# Stands for nemo-run: `run FILE... --pcap --quiet --out FOLDER`, a folder for each of several files.
PROGRAM = """#!/usr/bin/python3
import os, pathlib, sys
at = sys.argv.index('--pcap')
files, out = [pathlib.Path(name) for name in sys.argv[2:at]], pathlib.Path(sys.argv[-1])
for number, file in enumerate(files):
    folder = out / file.stem if len(files) > 1 else out
    folder.mkdir(parents=True)
    (folder / 'results.json').write_text({results})
    (folder / 'link.pcap').write_text({capture})
    (folder / 'run.json').write_text(str(os.getpid()))
sys.exit({code})
"""


class RepeatabilityTest(unittest.TestCase):
    def faults(self, results="file.name", capture="file.name", code="0"):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, 'program')
            program.write_text(PROGRAM.format(results=results, capture=capture, code=code), encoding='utf-8')
            program.chmod(0o755)
            files = [pathlib.Path(folder, name) for name in ('b.json', 'a.json')]
            return repeatability.faults(program, files, folder)

    def test_function_of_the_file_is_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_what_ran_before_shows(self):
        self.assertEqual(self.faults(results='str(number)'),
                         ['b.json: results.json differs between one process and a fresh one'])

    def test_what_the_process_gives_shows(self):
        found = self.faults(capture='str(os.getpid())')
        self.assertEqual([fault.split(' differs')[0] for fault in found], ['a.json: link.pcap', 'b.json: link.pcap'])

    def test_failure_shows(self):
        found = self.faults(code='1')
        self.assertEqual(len(found), 3)
        self.assertTrue(all('exit code 1' in fault for fault in found))


if __name__ == '__main__':
    unittest.main()
