#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Says where the documentation shows a scenario, a command or a number that is not so. documentation.py [--update]

Every command that a page shows in a block of shell commands is executed, and so is every command in the text that can be
executed as it stands, in a folder that looks like the repository with a build in it. What cannot be executed there stands
in ELSEWHERE with who executes it. The numbers are those of one version of ns-3: with another, whose TCP and Wi-Fi take
other decisions, they are not compared. --update writes the numbers that pages quote from results (quotes.py) and the
pictures of showcases (pictures.py) as they are.
"""

import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import jsonc
import pictures
import quotes

BLOCK = re.compile(r'^```(\w+)\n(.*?)^```$', re.MULTILINE | re.DOTALL)
# A command, and what it prints.
OUTPUT = re.compile(r'^```sh\n((?:(?!```)[^\n]*\n)+)```\n\n```text\n(.*?)```$', re.MULTILINE | re.DOTALL)
INLINE = re.compile(r'`((?:\./nemo|tshark|test/tools/|test/fuzz/|\./ns3|cmake|sudo)[^`\n ]* [^`\n]+)`')
# A word of an example that stands for something: FILE, N, ...
PLACEHOLDER = re.compile(r'…|\.\.\.|(?<![\w-])[A-Z]{1,}(?![\w-])|^\./nemo (run|check|init|sweep|merge|report|export)$')
# Commands that a page may show and that are not executed with it: a pattern, and where they are.
ELSEWHERE = {
    r'\./nemo test( --sanitize)?': 'test/tools/test_nemo_script.py, and by who runs this',
    r'\./nemo (set-up|doc)': 'test/tools/test_nemo_script.py',
    r'\./nemo bench .*': 'test/tools/test_nemo_script.py',
    r'\.ci/run': '.ci/run',
    r'cmake -S \. -B build -G Ninja && ninja -C build': 'nemo',
    r'test/tools/handover_campaign\.py --program build/nemo-run': 'test/tools/test_handover_campaign.py',
    r'test/tools/documentation\.py --update': 'test/tools/test_documentation.py',
    r'test/tools/scenario_reference\.py --update': 'test/tools/test_scenario_reference.py',
    r'sudo test/tools/try-fresh-debian\.sh FOLDER': 'test/tools/try-fresh-debian.sh',
    r'\./(ns3|test\.py) .*': 'test/tools/try-ns3-tree.sh',
    r'NEMO_UPDATE_DOC=1 .*': 'test/unit/scenario/attribute-page-test.cc',
}
SECONDS = 300
# The ns-3 that the pages quote.
QUOTED = '37'
# ./nemo without its building: the programs are there. Campaigns run with one seed.
STAND_IN = '''#!/bin/sh
case $1 in
--help | -h | --version) exec "{root}/nemo" "$@" ;;
help)
    case ${{2-}} in
    '' | test | bench | doc | set-up) exec "{root}/nemo" "$@" ;;
    *) exec build/nemo-run "$@" ;;
    esac ;;
test) shift; exec /usr/bin/python3 "{root}/test/tools/run-tests.py" --build build "$@" --seeds 1 ;;
*) exec build/nemo-run "$@" ;;
esac
'''


def blocks(page, language):
    """The texts of the code blocks in that language."""
    return [text for name, text in BLOCK.findall(page) if name == language]


def lines_of(block):
    """The commands of a block of shell commands, one a line unless a backslash goes on."""
    lines = block.replace('\\\n', ' ').splitlines()
    return [' '.join(shlex.split(line, comments=True)) and re.sub(r'\s+#\s.*$', '', line).strip() for line in lines]


def commands(page):
    """(position, command) of each command that a page shows, in their order."""
    found = [(match.start(), line) for match in BLOCK.finditer(page) if match[1] == 'sh' for line in lines_of(match[2])]
    text = BLOCK.sub(lambda match: ' ' * len(match[0]), page)
    found += [(match.start(), match[1]) for match in INLINE.finditer(text) if not PLACEHOLDER.search(match[1])]
    return sorted((at, command) for at, command in found if command)


class Workshop:
    """A folder that looks like the repository with a build in it, where commands are tried."""

    def __init__(self, root, program, scratch):
        self.folder, self.done = pathlib.Path(scratch), {}
        for path in root.iterdir():
            if path.name not in ('.git', 'build', 'nemo', 'out'):
                (self.folder / path.name).symlink_to(path)
        (self.folder / 'build').mkdir()
        for path in pathlib.Path(program).resolve().parent.glob('*'):
            if path.is_file():
                (self.folder / 'build' / path.name).symlink_to(path)
        (self.folder / 'build' / 'nemo-run').unlink(missing_ok=True)
        (self.folder / 'build' / 'nemo-run').symlink_to(pathlib.Path(program).resolve())
        (self.folder / 'nemo').write_text(STAND_IN.format(root=root), encoding='utf-8')
        (self.folder / 'nemo').chmod(0o755)

    def attempt(self, command):
        """What a command says if it fails, else None. Each is tried once."""
        if command not in self.done:
            done = subprocess.run(command, shell=True, cwd=self.folder, capture_output=True, text=True, check=False,
                                  timeout=SECONDS, env={**os.environ, 'NEMO_PCAP_DIR': str(self.folder)})
            self.done[command] = f'exit code {done.returncode}\n{done.stdout}{done.stderr}' if done.returncode else None
        return self.done[command]

    def output(self, command):
        """What a command prints."""
        return subprocess.run(command, shell=True, cwd=self.folder, capture_output=True, text=True, check=False,
                              timeout=SECONDS).stdout

    def prepare(self, command):
        """Runs the scenario whose output a command reads, unless it ran."""
        for name in re.findall(r'\bout/([\w.-]+)/', command):
            if not (self.folder / 'out' / name).exists():
                self.attempt(f'./nemo run examples/scenarios/{name}.json')

    def results(self, command):
        """The results that a `./nemo run` left, or None."""
        arguments = shlex.split(command)[2:]
        folder = f'out/{pathlib.Path(arguments[0]).stem}'
        if '--out' in arguments:
            folder = arguments[arguments.index('--out') + 1]
        path = self.folder / folder / 'results.json'
        return quotes.Results(path) if path.exists() else None


def is_quoted(program):
    """Whether a program runs with the ns-3 that the pages quote; also if it does not show with which."""
    shown = subprocess.run(['ldd', str(program)], capture_output=True, text=True, check=False).stdout
    versions = re.findall(r'\blibns3(?:\.(\d+))?-core[\w-]*\.so(?:\.(\d+))?', shown)
    return all(QUOTED in version for version in versions)


def try_commands(page, workshop):
    """Faults of the commands of a page; and [(position, results)] of its runs."""
    found, runs = [], []
    for at, command in commands(page):
        if any(re.fullmatch(pattern, command) for pattern in ELSEWHERE):
            continue
        if command.startswith('tshark') or ' tshark ' in command:
            workshop.prepare(command)
        problem = workshop.attempt(command)
        if problem:
            found.append(f'{command}: {problem}')
        elif command.startswith('./nemo run '):
            runs.append((at, workshop.results(command)))
    return found, runs


def try_output(page, workshop):
    """The page with what its commands print, where it shows that: in a block of text right behind that of the command."""
    found = []

    def replace(shown):
        printed = workshop.output(lines_of(shown[1])[-1])
        if printed != shown[2]:
            found.append(f'{shown[1].strip()} prints\n{printed}')
        return f'```sh\n{shown[1]}```\n\n```text\n{printed}```'
    return OUTPUT.sub(replace, page), found


def missing_code(page, root):
    """Blocks of C++ that stand in no example."""
    def squeezed(text):
        return ' '.join(text.split())
    sources = [squeezed(path.read_text(encoding='utf-8')) for path in sorted(root.glob('examples/*.cc'))]
    return [f'no example has\n{block}' for block in blocks(page, 'cpp')
            if not any(squeezed(block) in source for source in sources)]


def try_quotes(page, runs):
    """The page with the numbers that it quotes as they are, and what was wrong with them."""
    found, pieces = [], []
    ends = [at for at, _ in runs] + [len(page)]
    if quotes.QUOTE.search(page[:ends[0]]):
        found.append('a number is quoted above the first ./nemo run')
    for (begin, results), end in zip(runs, ends[1:]):
        pieces.append(quotes.correct(page[begin:end], results, found) if results else page[begin:end])
    return page[:ends[0]] + ''.join(pieces), found


def try_picture(path, workshop, update):
    """A fault if the picture of the scenario that a page is named after is not that of its run."""
    scenario = workshop.folder / 'examples' / 'scenarios' / f'{path.stem}.json'
    picture = path.with_suffix('.svg')
    results = workshop.folder / 'out' / path.stem / 'results.json'
    if f'({picture.name})' not in path.read_text(encoding='utf-8') or not scenario.exists() or not results.exists():
        return []
    drawn = pictures.draw(jsonc.load(scenario), json.loads(results.read_text(encoding='utf-8')))
    if picture.exists() and picture.read_text(encoding='utf-8') == drawn:
        return []
    if update:
        picture.write_text(drawn, encoding='utf-8')
    return [f'{picture.name} is not what pictures.py draws of the run']


def try_man_page(path, workshop):
    """Faults of the man page: its examples, and what `./nemo help` knows and it does not."""
    page = path.read_text(encoding='utf-8').replace('\\-', '-')
    found = [f'{line}: {workshop.attempt(line[2:])}' for line in page.splitlines()
             if line.startswith('$ ') and workshop.attempt(line[2:])]
    asked = ['./nemo help']
    for command in asked:
        said = subprocess.run(command, shell=True, cwd=workshop.folder, capture_output=True, text=True, check=False).stdout
        if command == './nemo help':
            names = re.findall(r'^ *\./nemo ([\w-]+)', said, re.MULTILINE)
            asked += [f'./nemo help {name}' for name in names if name not in ('help', 'test', 'bench', 'doc', 'set-up')]
            found += [f'{name} is no command of it' for name in names if f'./nemo {name}' not in page]
        found += [f'{option} of {command} is missing' for option in dict.fromkeys(re.findall(r'--[a-z-]+', said))
                  if not re.search(re.escape(option) + r'(?![\w-])', page)]
    return found


def pages(root):
    """The pages of the repository at root."""
    return sorted([*root.glob('*.md'), *root.glob('doc/**/*.md'), *root.glob('doc/**/*.rst')])


def faults(root, program, scratch, update=False):
    """What is not so of the pages of the repository root, tried with the built nemo-run in an empty folder."""
    root = pathlib.Path(root).resolve()
    workshop = Workshop(root, program, scratch)
    found, compares = [], is_quoted(program)
    for path in pages(root):
        page = path.read_text(encoding='utf-8')
        name = path.relative_to(root)
        for number, text in enumerate(blocks(page, 'json'), 1):
            scenario = workshop.folder / f'{path.stem}-{number}.json'
            scenario.write_text(text, encoding='utf-8')
            problem = workshop.attempt(f'./nemo check {scenario.name}')
            found += [f'{name}, scenario {number}: {problem}'] if problem else []
        problems, runs = try_commands(page, workshop)
        corrected, wrong = try_quotes(page, runs)
        corrected, differing = try_output(corrected, workshop)
        compared = wrong + differing + try_picture(path, workshop, update) if compares else []
        found += [f'{name}: {problem}' for problem in problems + compared + missing_code(page, root)]
        if update and compares and corrected != page:
            path.write_text(corrected, encoding='utf-8')
    for path in root.glob('doc/*.1'):
        found += [f'{path.relative_to(root)}: {problem}' for problem in try_man_page(path, workshop)]
    return found


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as scratch:
        print(*faults(root, root / 'build' / 'nemo-run', scratch, '--update' in sys.argv), sep='\n')


if __name__ == '__main__':
    main()
