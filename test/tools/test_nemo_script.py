# SPDX-License-Identifier: GPL-2.0-only
"""./nemo sets up, builds and runs: tried with stand-ins for the programs that it calls."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Each stand-in writes down how it was called; those below do a little more.
RECORD = '#!/bin/sh\necho "${0##*/} $*" >>"$STAND_IN_LOG"\n'
STAND_INS = {
    'dpkg-query': 'for last; do case $last in -*) ;; *) grep -qx "$last" "$LACKING" || echo "$last installed" ;; '
                  'esac; done',
    'apt-get': 'case "$*" in *--simulate*) [ -e "$LISTS" ] || exit 100 ;; update*) : >"$LISTS" ;; esac',
    'sudo': 'exec "$@"',
    'id': 'echo "$USER_NUMBER"',
    'cmake': 'while [ "$1" != -B ]; do [ "$1" = -S ] && source=$2; shift; done\n'
             'printf "CMAKE_HOME_DIRECTORY:INTERNAL=%s\\n" "$source" >"$2/CMakeCache.txt"\n'
             'printf "build %s: x\\n" nemo-run nemo-test nemo-bench >"$2/build.ninja"',
    'ninja': 'echo "[1/1] compiling"; [ -z "$BROKEN" ] || { echo "error: broken"; exit 1; }\n'
             'printf "#!/bin/sh\\necho ran \\$*; cat \\$2; exit 7\\n" >nemo-run; chmod +x nemo-run; cp nemo-run nemo-bench',
    'sphinx-build': '[ -z "$BROKEN" ] || { echo "warning: broken"; exit 1; }',
    'doxygen': '',
    'mandoc': '',
}


class NemoScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.root, self.programs, self.elsewhere = (self.folder / name for name in ('a root', 'bin', 'elsewhere'))
        for path in (self.root, self.programs, self.elsewhere):
            path.mkdir()
        shutil.copy(ROOT / 'nemo', self.root)
        for name, body in STAND_INS.items():
            (self.programs / name).write_text(RECORD + body + '\n', encoding='utf-8')
            (self.programs / name).chmod(0o755)
        (self.elsewhere / 'a.json').write_text('the file\n', encoding='utf-8')
        self.lacking = self.folder / 'lacking'
        self.lacking.write_text('', encoding='utf-8')

    def nemo(self, *arguments, **environment):
        """Runs ./nemo in another folder; returns (exit code, output, error output, how programs were called)."""
        log = self.folder / 'log'
        log.write_text('', encoding='utf-8')
        variables = {'PATH': f'{self.programs}:{os.environ["PATH"]}', 'STAND_IN_LOG': str(log), 'BROKEN': '',
                     'LACKING': str(self.lacking), 'LISTS': str(self.folder / 'lists'), 'USER_NUMBER': '1000'}
        done = subprocess.run([self.root / 'nemo', *arguments], cwd=self.elsewhere, capture_output=True, text=True,
                              env={**os.environ, **variables, **environment}, check=False)
        return done.returncode, done.stdout, done.stderr, log.read_text(encoding='utf-8')

    def test_run_passes_arguments_folder_and_exit_code(self):
        code, output, error, calls = self.nemo('run', 'a.json', '--seed', '3')
        self.assertEqual((code, output, error), (7, 'ran run a.json --seed 3\nthe file\n', ''))
        self.assertNotIn('apt-get', calls)

    def test_second_run_does_not_configure(self):
        self.assertIn('cmake -S', self.nemo('run', 'a.json')[3])
        self.assertNotIn('cmake -S', self.nemo('run', 'a.json')[3])

    def test_moved_folder_is_configured_again(self):
        self.nemo('run', 'a.json')
        self.root = self.root.rename(self.folder / 'moved')
        self.assertIn('cmake -S', self.nemo('run', 'a.json')[3])

    def test_missing_packages_are_named_and_installed(self):
        self.lacking.write_text('g++\nlibns3-dev\n', encoding='utf-8')
        code, _, error, calls = self.nemo('run', 'a.json')
        self.assertEqual(code, 7)
        self.assertRegex(error, r'g\+\+ +compiles')
        self.assertIn('sudo env DEBIAN_FRONTEND=noninteractive apt-get install', calls)
        self.assertIn('--no-install-recommends libns3-dev g++\n', calls)
        self.assertLess(calls.index('apt-get update'), calls.rindex('apt-get install'))
        self.assertNotIn('apt-get update', self.nemo('run', 'a.json')[3])

    def test_root_needs_no_sudo(self):
        self.lacking.write_text('cmake\n', encoding='utf-8')
        calls = self.nemo('run', 'a.json', USER_NUMBER='0')[3]
        self.assertIn('apt-get install', calls)
        self.assertNotIn('sudo', calls)

    def test_no_install_says_what_is_missing_and_stops(self):
        self.lacking.write_text('ninja-build\n', encoding='utf-8')
        code, output, error, calls = self.nemo('--no-install', 'run', 'a.json')
        self.assertEqual((code, output), (2, ''))
        self.assertIn('apt-get install ninja-build\n', error)
        self.assertNotIn('apt-get', calls)
        self.lacking.write_text('tshark\n', encoding='utf-8')
        self.assertEqual(self.nemo('--no-install', 'run', 'a.json')[0], 7)
        self.assertEqual(self.nemo('--no-install', 'test')[0], 2)

    def test_bench_passes_its_options(self):
        code, output, _, calls = self.nemo('bench', '--benchmark_filter=Tunnel')
        self.assertIn('ran --benchmark_filter=Tunnel', output)
        self.assertIn('ninja nemo-bench', calls)

    def test_test_builds_all_and_runs_the_tests(self):
        (self.root / 'test' / 'tools').mkdir(parents=True)
        (self.root / 'test' / 'tools' / 'run-tests.py').write_text('import sys; print(sys.argv[1:])', encoding='utf-8')
        for options, build in ((['--filter', 'A*'], 'build'), (['--sanitize'], 'build-sanitize')):
            code, output, _, calls = self.nemo('test', *options)
            self.assertEqual((code, output), (0, f"{['--build', f'{self.root}/{build}', *options]}\n"))
            self.assertEqual('-DNEMO_SANITIZE=ON' in calls, build == 'build-sanitize')
            self.assertIn('ninja all', calls)

    def test_set_up_installs_and_builds_nothing(self):
        self.lacking.write_text('shellcheck\n', encoding='utf-8')
        code, _, _, calls = self.nemo('set-up', USER_NUMBER='0')
        self.assertEqual(code, 0)
        self.assertIn('apt-get install --yes --quiet --no-install-recommends shellcheck', calls)
        self.assertNotIn('cmake -S', calls)

    def test_doc_builds_pages_and_shows_what_is_wrong_with_them(self):
        code, output, error, calls = self.nemo('doc')
        self.assertEqual((code, error), (0, ''))
        self.assertIn(f'{self.root}/build/doc/html/index.html\n', output)
        for call in ('sphinx-build -W -n', 'doxygen doc/Doxyfile', 'mandoc -T lint'):
            self.assertIn(call, calls)
        code, output, error, _ = self.nemo('doc', BROKEN='yes')
        self.assertEqual((code, output), (3, ''))
        self.assertIn('warning: broken', error)

    def test_library_of_reports_is_asked_for_where_a_report_is(self):
        self.lacking.write_text('node-d3\n', encoding='utf-8')
        for name, output in (('with.json', '{ "pcap": true, "report" : true }'), ('without.json', '{ "report": false }')):
            (self.elsewhere / name).write_text(f'{{ "output": {output} }}', encoding='utf-8')
        for arguments in (('run', 'a.json', '--report'), ('run', 'a.json', '--set', '/output/report=true'),
                          ('run', 'a.json', 'with.json'), ('sweep', 'with.json'), ('report', 'out/a')):
            code, _, error, _ = self.nemo('--no-install', *arguments)
            self.assertEqual(code, 2, arguments)
            self.assertIn('apt-get install node-d3\n', error)
        for arguments in (('run', 'a.json'), ('run', 'without.json'), ('check', 'with.json')):
            self.assertNotIn('node-d3', self.nemo('--no-install', *arguments)[2])

    def test_broken_build_shows_why(self):
        code, output, error, _ = self.nemo('run', 'a.json', BROKEN='yes')
        self.assertEqual((code, output), (3, ''))
        self.assertIn('error: broken', error)
        self.assertNotIn('compiling', error)

    def test_help_and_unknown_commands_build_nothing(self):
        for arguments in (('help',), ()):
            code, output, _, calls = self.nemo(*arguments)
            self.assertEqual((code, calls), (0, ''))
            self.assertIn('./nemo run FILE', output)
        for command, option in (('test', '--campaign'), ('bench', '--benchmark_filter'), ('doc', ''), ('set-up', '')):
            code, output, _, calls = self.nemo('help', command)
            self.assertEqual((code, calls), (0, ''))
            self.assertTrue(output.startswith(f'Usage: ./nemo {command}'))
            self.assertIn(option, output)
        code, output, error, calls = self.nemo('rnu', 'a.json')
        self.assertEqual((code, output, calls), (2, '', ''))
        self.assertEqual(error.splitlines(), ['nemo: there is no command "rnu"; did you mean "run"?',
                                              'Usage: ./nemo COMMAND ... (./nemo help: which there are)'])

    def test_near_commands_are_suggested_and_far_ones_are_not(self):
        for given, meant in (('chek', 'check'), ('chheck', 'check'), ('tset', 'test'), ('setup', 'set-up'),
                             ('hel', 'help'), ('lisp', 'list')):
            self.assertIn(f'did you mean "{meant}"?', self.nemo(given)[2])
        for given in ('walk', 'x', 'runrun', ''):
            self.assertNotIn('did you mean', self.nemo(given)[2])

    def test_version_is_that_of_cmake_and_builds_nothing(self):
        shutil.copy(ROOT / 'CMakeLists.txt', self.root)
        code, output, _, calls = self.nemo('--version')
        self.assertEqual((code, calls), (0, ''))
        self.assertRegex(output, r'^nemo \d+\.\d+\.\d+\n$')

    def test_build_folder_of_another_user_is_told(self):
        # A folder in place of the lock cannot be opened for writing, not even by root.
        (self.root / 'build' / '.lock').mkdir(parents=True)
        for command in ('run', 'test'):
            code, output, error, _ = self.nemo(command, 'a.json')
            self.assertEqual((code, output), (3, ''))
            self.assertEqual(len(error.splitlines()), 1)
            self.assertIn(f'{self.root}/build cannot be written to, perhaps because another user built there', error)


if __name__ == '__main__':
    unittest.main()
