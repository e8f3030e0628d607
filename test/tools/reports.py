# SPDX-License-Identifier: GPL-2.0-only
"""Says where a report is not what it should be: whole in itself, small, drawn without a complaint in any window."""

import json
import pathlib
import re
import subprocess
import sys

import browser

LARGEST = 2_000_000
# What would make a browser fetch something. Links to places in the page and data: are none of these.
REFERENCES = re.compile(r'''(?:src|href|action|poster|data)\s*=\s*["']?(?!#|data:)[^\s"'>]+|url\(\s*["']?(?!#|data:)|@import''', re.IGNORECASE)
SCRIPTS = re.compile(r'<script[^>]*>.*?</script>', re.DOTALL)
WINDOWS = {'light': {}, 'dark': {'dark': True}, 'phone': {'width': 390, 'height': 844}}
# What each window of each report is asked for: {chart: marks}, sidewise scrolling of the page, and whether all went well.
CHARTS = '[...document.querySelectorAll("figure[data-chart]")].map(one => [one.dataset.chart, Number(one.dataset.marks)])'
WIDER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
UNREACHABLE = '[...document.querySelectorAll(".scroll")].filter(one => one.scrollWidth > one.clientWidth + 1 && one.tabIndex < 0).length'
EXPECTED = {'topology', 'overhead', 'neighbors'}


def static_faults(name, page):
    """What can be said of a page without opening it."""
    found = []
    size = len(page.encode())
    if size > LARGEST:
        found.append(f'{name}: {size} octets are more than {LARGEST}')
    scripts = SCRIPTS.findall(page)
    if len(scripts) != 3:
        found.append(f'{name}: {len(scripts)} scripts instead of data, library and its own')
    found += [f'{name}: refers to "{match}"' for match in REFERENCES.findall(SCRIPTS.sub('', page))]
    return found


def expected_charts(page):
    """The charts that a report must have, from its data."""
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))
    if data['kind'] == 'sweep':
        return {'curves-0'}
    results, timeline = data['results'], data['timeline']
    charts = set(EXPECTED)
    charts |= {'sums'} if any(one['type'] == 'BU' for one in results['messages']) else set()
    charts |= {'phases'} if results['handovers'] else set()
    charts |= {'attachments'} if timeline['attachments'] else set()
    charts |= {'sequence'} if timeline['messages'] else set()
    charts |= {'flow'} if results['flows'] else set()
    charts |= {'losses'} if len(results['flows']) > 1 else set()
    charts |= {'bindings'} if timeline['bindings'] else set()
    return charts


def window_faults(name, page, expected, window):
    """What is wrong with a page that a browser has opened."""
    found = [f'{name}: {text}' for text in window.complaints]
    found += [f'{name}: asks for {url}' for url in window.requests if not url.startswith(('data:', page.resolve().as_uri()))]
    charts = dict(window.ask(CHARTS))
    found += [f'{name}: there is no chart "{chart}"' for chart in sorted(expected - set(charts))]
    found += [f'{name}: chart "{chart}" is empty' for chart, marks in charts.items() if not marks > 0]
    if window.ask('document.documentElement.dataset.ready') is None:
        found.append(f'{name}: the page did not come to its end')
    if window.ask(WIDER) > 0:
        found.append(f'{name}: the page is wider than its window')
    if window.ask(UNREACHABLE) > 0:
        found.append(f'{name}: something that scrolls cannot be reached by keyboard')
    return found


def keyboard_faults(name, window):
    """What of a page cannot be done without a mouse."""
    found = []
    window.ask('document.querySelector(".message").focus()')
    window.press('Enter')
    if window.ask('document.querySelectorAll(".panel dt").length') < 6:
        found.append(f'{name}: Enter on a message does not show its fields')
    if window.ask('!!document.querySelector(".plot")'):
        window.ask('document.querySelector(".plot").focus()')
        window.press('ArrowRight')
        if 'throughput' not in window.ask('document.getElementById("tip").textContent'):
            found.append(f'{name}: the arrow keys do not show the values of a flow')
    before = window.ask('document.documentElement.dataset.theme')
    window.ask('document.getElementById("theme").focus()')
    window.press('Enter')
    window.press('Enter')
    if window.ask('document.documentElement.dataset.theme') == before:
        found.append(f'{name}: the button does not change the colours')
    return found


def look(pages, window):
    """What is wrong with pages, in each kind of window."""
    found = []
    for page in pages:
        expected = expected_charts(page.read_text(encoding='utf-8'))
        name = f'{page.parent.name}/{page.name}'
        for kind, options in WINDOWS.items():
            window.open(page, **options)
            found += window_faults(f'{name}, {kind}', page, expected, window)
        if 'sequence' in expected:
            found += keyboard_faults(name, window)
    return found


def sweep(program, file, scratch):
    """The report of a small sweep of a scenario, with a figure of somebody's, and what went wrong."""
    delays = ['5ms', '20ms', '40ms']
    published = {'source': 'nobody', 'at': {'/links/core/delay': '20ms'}, 'values': {'handovers/MN/0/outage': 2.5}}
    scenario = json.loads(file.read_text(encoding='utf-8'))
    scenario['sweep'] = {'/links/core/delay': delays, '/links/core/loss': [0, 0.02], 'runs': 3, 'published': [published]}
    changed, database = pathlib.Path(scratch, 'swept.json'), pathlib.Path(scratch, 'swept', 'results.sqlite')
    changed.write_text(json.dumps(scenario), encoding='utf-8')
    found = []
    for arguments in (['sweep', changed, '--quiet', '--db', database], ['report', database]):
        done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
        if done.returncode:
            found.append(f'{arguments[0]}: exit code {done.returncode}\n{done.stdout}{done.stderr}')
    return database.with_suffix('.html'), found


def faults(program, files, scratch):
    """What is wrong with the reports of scenarios; whether a browser looked at them is in the second value."""
    found, pages = [], []
    for file in sorted(files):
        plain, recorded = (pathlib.Path(scratch, kind, file.stem) for kind in ('plain', 'recorded'))
        for folder, options in ((plain, []), (recorded, ['--report'])):
            done = subprocess.run([program, 'run', file, '--quiet', '--set', '/output={}', *options, '--out', folder],
                                  capture_output=True, text=True, check=False)
            if done.returncode:
                found.append(f'{file.name}: exit code {done.returncode}\n{done.stdout}{done.stderr}')
        page = recorded / 'report.html'
        if not page.exists():
            found.append(f'{file.name}: there is no report')
            continue
        pages.append(page)
        found += static_faults(file.name, page.read_text(encoding='utf-8'))
        if (plain / 'results.json').read_bytes() != (recorded / 'results.json').read_bytes():
            found.append(f'{file.name}: recording changes the results')
    page, problems = sweep(program, next(file for file in files if file.stem == 'minimal'), scratch)
    found += problems
    if page.exists():
        pages.append(page)
        found += static_faults('a sweep', page.read_text(encoding='utf-8'))
    if browser.PROGRAM:
        with browser.Browser() as window:
            found += look(pages, window)
    return found, bool(browser.PROGRAM)


def take_pictures(page, folder):
    """Writes the pictures that the documentation shows of the report of rfc3963-figure-3."""
    with browser.Browser() as window:
        window.open(page, width=900)
        window.ask('const slider = document.getElementById("time"); slider.value = 45; slider.dispatchEvent(new Event("input"));'
                   'for (const one of document.querySelectorAll("section:not(#topology, #messages), header, nav, footer")) one.remove()')
        window.picture(pathlib.Path(folder, 'report.png'))
        window.open(page, width=390, height=844, dark=True)
        window.ask('for (const one of document.querySelectorAll("section:not(#summary, #handovers, #bindings)")) one.remove()')
        window.picture(pathlib.Path(folder, 'report-phone.png'))


if __name__ == '__main__':
    take_pictures(*sys.argv[1:])
