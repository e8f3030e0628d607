// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Puts the page together.

nemo.tiles = tiles => nemo.make('div', {class: 'tiles'}, ...tiles.map(([value, text, kind]) =>
    nemo.make('div', {class: 'tile'}, nemo.make('b', kind ? {class: kind} : {}, value), nemo.make('span', {}, text))));

/** The longest outage, and how many movements have none that is known; nothing where nobody moves. */
nemo.outageTile = (handovers, outages) => {
    const missing = handovers.length - outages.length;
    if (handovers.length === 0) {
        return null;
    }
    if (outages.length === 0) {
        return ['–', handovers.length > 1 ? 'no movement has a known outage' : 'the movement has no known outage'];
    }
    const longest = outages.length > 1 ? `longest of ${outages.length} outages` : 'outage';
    return [nemo.span(d3.max(outages)), missing === 0 ? longest : `${longest}; of ${missing} more movements none is known`];
};

nemo.showSummary = (results, timeline, run) => {
    const section = nemo.section('summary', 'Summary');
    const held = results.expectations.filter(one => one.passed).length;
    const outages = results.handovers.map(one => one.outage).filter(nemo.known);
    const packets = results.flows.filter(one => one.type !== 'tcp');
    const sent = d3.sum(packets, one => one.sent);
    const lost = d3.sum(packets, one => one.lost);
    const signals = nemo.messageSums(results).filter(one => !NEIGHBOR_DISCOVERY.includes(one.type));
    const octets = timeline ? d3.sum(timeline.links, one => one.octets) : 0;
    section.append(nemo.tiles([
        results.expectations.length > 0 ? [`${held} of ${results.expectations.length}`, 'expectations hold', held === results.expectations.length ? 'good' : 'bad'] : null,
        results.handovers.length > 0 ? [String(results.handovers.length), results.handovers.length === 1 ? 'movement' : 'movements'] : null,
        nemo.outageTile(results.handovers, outages),
        sent > 0 ? [nemo.percent(lost / sent), `of ${nemo.count(sent)} packets lost`] : null,
        signals.length > 0 ? [nemo.count(d3.sum(signals, one => one.count)), `mobility messages, ${nemo.octets(d3.sum(signals, one => one.bytes))}`] : null,
        octets > 0 ? [nemo.percent(d3.sum(timeline.links, nemo.overheadOf) / octets), 'of all octets on links are for mobility'] : null,
    ].filter(Boolean)));
    section.append(nemo.facts([
        ['scenario', run && run.file ? run.file : results.scenario], ['seed, run', `${results.seed}, ${results.run}`], ['simulated', `${results.simSeconds} s, ${nemo.count(results.events)} events`],
        ...(run ? [['nemo', run.version], ['took', `${nemo.span(run.wallSeconds)} and ${nemo.octets(run.peakMemoryBytes)} of memory on ${run.host}`]] : []),
    ]));
    for (const warning of results.warnings) {
        section.append(nemo.make('p', {class: 'warn'}, `Warning: ${warning}`));
    }
    if (!timeline) {
        section.append(nemo.make('p', {class: 'note'}, 'The course of the run was not recorded: run it with --report, or with "report": true in "output", to see topology, messages and time series.'));
    }
    if (results.expectations.length > 0) {
        const table = () => {
            const made = nemo.table([
                ['', one => nemo.make('span', {class: one.passed ? 'good' : 'bad'}, one.passed ? 'holds' : 'fails')],
                ['expected', one => one.text], ['found', one => one.actual],
            ], [...results.expectations].sort((a, b) => a.passed - b.passed), 'Expectations');
            made.classList.add('prose');
            return made;
        };
        const folded = nemo.folded('What was expected', table);
        section.append(folded);
        folded.open = held < results.expectations.length;
    }
};

nemo.showRun = ({results, timeline, run}) => {
    const place = document.getElementById('subtitle');
    document.getElementById('title').textContent = results.scenario;
    place.textContent = `One run of ${results.simSeconds} s: seed ${results.seed}, run ${results.run}${run ? `, nemo ${run.version}` : ''}`;
    nemo.showSummary(results, timeline, run);
    if (timeline) {
        nemo.showTopology(results, timeline);
    }
    nemo.showHandovers(results);
    if (timeline) {
        nemo.showSequences(results, timeline);
    }
    nemo.showFlows(results, timeline);
    nemo.showBindings(results, timeline);
    nemo.showTotals(results, timeline);
};

nemo.data.kind === 'sweep' ? nemo.showSweep(nemo.data) : nemo.showRun(nemo.data);
document.documentElement.dataset.ready = document.querySelectorAll('figure[data-chart]').length;
