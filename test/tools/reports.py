# SPDX-License-Identifier: GPL-2.0-only
"""Says where a report is not what it should be: whole in itself, small, drawn without a complaint in any window."""

import collections
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
MOMENT = '[document.querySelector("#topology output").textContent, document.querySelector("#topology .cursor").getAttribute("x1")]'
EXPECTED = {'topology', 'overhead', 'neighbors'}
# The phases of a handover: name, and the moments between which it lies.
PHASES = (('no link', 'linkDown', 'linkUp'), ('finding a router', 'linkUp', 'routerAdvertisement'),
          ('care-of address', 'routerAdvertisement', 'careOfReady'), ('before the update', 'careOfReady', 'buSent'),
          ('registration', 'buSent', 'baReceived'), ('return routability', 'rrBegun', 'rrDone'),
          ('correspondent’s binding', 'rrDone', 'bound'))
BARS = '''[...document.querySelectorAll('figure[data-chart="phases"] .pick')].map(one => [...one.getAttribute("aria-label").split("\\n", 2),
          ...["x", "width"].map(name => Number(one.querySelector("rect").getAttribute(name)))])'''
OUTAGES = '''[...document.querySelectorAll('figure[data-chart="phases"] svg > line')].map(one =>
          ["x1", "x2"].map(name => Number(one.getAttribute(name))))'''
STROKES = '''[...document.querySelectorAll('figure[data-chart="%s"] line.event')].map(one =>
          [one.querySelector("title").textContent, Number(one.getAttribute("x1"))])'''


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


def data_of(page):
    """What a page was made of."""
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))


def expected_charts(data):
    """The charts that a report must have, from its data."""
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


def expected_bars(handovers):
    """The bars of the phases of handovers, from top to bottom: (row, phase, begin and end as seconds after the movement)."""
    bars = []
    for one in handovers:
        title = f'{one["node"]} #{one["index"]}: {one["from"] or "nowhere"} → {one["to"] or "nowhere"}'
        for row, moments in ((title, one), *((f'with {peer["node"]}', peer) for peer in one['correspondents'])):
            for phase, *ends in PHASES:
                begin, end = (moments.get(key) for key in ends)
                if begin is not None and end is not None and begin <= end:
                    bars.append((row, phase, begin - one['at'], end - one['at']))
    return bars


def phase_faults(name, handovers, window):
    """What of the phases of handovers is not drawn, or not as long as it took."""
    bars, drawn = expected_bars(handovers), window.ask(BARS)
    shown = [(row, text.split(': ')[0]) for row, text, *_ in drawn]
    if shown != [bar[:2] for bar in bars]:
        return [f'{name}: the bars of the handovers are {shown}, not {[bar[:2] for bar in bars]}']
    longest = max(range(len(bars)), key=lambda i: bars[i][3] - bars[i][2], default=None)
    if longest is None or bars[longest][3] == bars[longest][2]:
        return []
    _, _, begin, end = bars[longest]
    *_, left, width = drawn[longest]
    scale = width / (end - begin)
    found = [f'{name}: the bar "{phase}" of {row} is not where it was'
             for (row, phase, first, last), (*_, x, wide) in zip(bars, drawn)
             if abs(x - left - scale * (first - begin)) > 1.5 or abs(wide - scale * (last - first)) > 1.5]
    start = left - scale * begin
    outages = [start + scale * one['outage'] for one in handovers if one['outage'] is not None]
    lines = window.ask(OUTAGES)
    if len(lines) != len(outages) or any(abs(x1 - start) > 1.5 or abs(x2 - end) > 2.5 for (x1, x2), end in zip(lines, outages)):
        found.append(f'{name}: the lines below the bars are not the outages')
    return found


def expected_events(results, timeline):
    """What happens besides traffic, by time: (second, text)."""
    events = [(one['at'], f'{one["node"]}: {one["from"] or "nowhere"} → {one["to"] or "nowhere"}') for one in results['handovers']]
    events += [(one['at'], f'{one.get("node") or "link " + one["link"]}: {one["text"]}') for one in timeline['faults']]
    return sorted(events, key=lambda one: one[0])


def stroke_faults(name, data, charts, window):
    """Which movements and faults are not marked in the charts over time, or not where they belong."""
    found = []
    events = expected_events(data['results'], data['timeline'])
    for chart in sorted({'bindings', 'losses', 'flow'} & charts):
        wanted, strokes = events, window.ask(STROKES % chart)
        if chart == 'flow':  # It shows one flow, from its begin to its end.
            courses = data['timeline']['flows']
            first, last = max(one['start'] for one in courses), min(one['stop'] for one in courses)
            wanted = [one for one in events if first <= one[0] <= last]
        missing = collections.Counter(text for _, text in wanted) - collections.Counter(text for text, _ in strokes)
        found += [f'{name}: chart "{chart}" does not mark "{text}"' for text in missing]
        if chart != 'flow' and not missing and len(strokes) == len(events) > 0:
            (begin, _), (end, _), left, right = events[0], events[-1], strokes[0][1], strokes[-1][1]
            scale = (right - left) / (end - begin) if end > begin else 0
            wrong = [text for (at, text), (_, x) in zip(events, strokes)
                     if abs(x - left - scale * (at - begin)) > 1.5 or (at > begin and scale <= 0)]
            found += [f'{name}: chart "{chart}" does not mark "{text}" where it belongs' for text in wrong]
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
    if window.ask('!!document.querySelector("#topology .cursor")'):
        before = window.ask(MOMENT)
        window.ask('document.querySelector("#topology .controls button:nth-of-type(2)").focus()')
        window.press('Enter')
        if any(old == new for old, new in zip(before, window.ask(MOMENT))):
            found.append(f'{name}: "next" does not lead to another moment')
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
        data = data_of(page.read_text(encoding='utf-8'))
        expected = expected_charts(data)
        name = f'{page.parent.name}/{page.name}'
        for kind, options in WINDOWS.items():
            window.open(page, **options)
            found += window_faults(f'{name}, {kind}', page, expected, window)
            if data['kind'] != 'sweep':
                found += phase_faults(f'{name}, {kind}', data['results']['handovers'], window)
                found += stroke_faults(f'{name}, {kind}', data, expected, window)
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
