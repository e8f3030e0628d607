// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// What each handover spent its time on.

const PHASES = [
    ['no link', 'linkDown', 'linkUp', 'var(--c7)'],
    ['finding a router', 'linkUp', 'routerAdvertisement', 'var(--c1)'],
    ['care-of address', 'routerAdvertisement', 'careOfReady', 'var(--c4)'],
    ['before the update', 'careOfReady', 'buSent', 'var(--c3)'],
    ['registration', 'buSent', 'baReceived', 'var(--c0)'],
    ['return routability', 'rrBegun', 'rrDone', 'var(--c5)'],
    ['correspondent’s binding', 'rrDone', 'bound', 'var(--c2)'],
];

/** The phases of which both ends are known, as seconds since the movement. */
nemo.phasesOf = (handover, of = handover) => PHASES
    .filter(([, from, to]) => nemo.known(of[from]) && nemo.known(of[to]) && of[to] >= of[from])
    .map(([name, from, to, colour]) => ({name, from: of[from] - handover.at, to: of[to] - handover.at, colour}));

nemo.nameOfHandover = handover => `${handover.node} #${handover.index}: ${handover.from || 'nowhere'} → ${handover.to || 'nowhere'}`;

nemo.showHandovers = results => {
    const handovers = results.handovers;
    if (handovers.length === 0) {
        return;
    }
    const section = nemo.section('handovers', 'Handovers',
        'Time runs from the movement on. The line below a bar is the outage: from losing the link until the home agent reaches the node again.');
    section.append(nemo.legend(PHASES.map(([name, , , colour]) => [name, colour])));
    const rows = handovers.flatMap(handover => [
        {handover, name: nemo.nameOfHandover(handover), at: handover.at, phases: nemo.phasesOf(handover), outage: handover.outage, height: 30},
        ...handover.correspondents.map(one => ({handover, name: `with ${one.node}`, phases: nemo.phasesOf(handover, one), height: 20, thin: true})),
    ]);
    const longest = d3.max(rows, row => Math.max(row.outage || 0, d3.max(row.phases, phase => phase.to) || 0)) || 1;
    nemo.chart(section, 'phases', {caption: 'Phases of each handover', least: 320, draw: (svg, width) => {
        const left = Math.min(230, width * 0.36);
        // Room for what stands behind the longest bar.
        const right = rows.every(row => row.thin || nemo.known(row.outage)) ? 74 : 108;
        const x = d3.scaleLinear([0, longest], [left, width - right]).nice();
        const bottom = d3.sum(rows, row => row.height) + 6;
        let y = 4;
        let marks = 0;
        nemo.timeAxis(svg, x, 0, bottom);
        for (const row of rows) {
            // Where there is no room for it in one line, the movement goes below the name.
            const isNarrow = !row.thin && left < 170;
            const [first, second] = isNarrow ? row.name.split(': ') : [row.name];
            const name = svg.append('text').attr('x', row.thin ? 14 : 0).attr('y', y + (row.thin || isNarrow ? 13 : 16)).attr('class', row.thin ? 'soft' : '').text(first);
            nemo.fit(name.node(), left - (row.thin ? 22 : 8));
            if (isNarrow) {
                nemo.fit(svg.append('text').attr('y', y + 26).attr('class', 'soft small').text(second).node(), left - 8);
            }
            for (const phase of row.phases) {
                const text = `${row.name}\n${phase.name}: ${nemo.span(phase.to - phase.from)}\n${nemo.span(phase.from)} to ${nemo.span(phase.to)} after the movement`;
                const group = svg.append('g').attr('class', 'pick').attr('tabindex', 0).attr('role', 'img').attr('aria-label', text);
                const box = group.append('rect').attr('x', x(phase.from)).attr('width', Math.max(1, x(phase.to) - x(phase.from)));
                box.attr('y', y + 4).attr('height', row.thin ? 10 : 17).style('fill', phase.colour);
                group.append('rect').attr('class', 'focus').attr('x', x(phase.from) - 1).attr('width', Math.max(3, x(phase.to) - x(phase.from)) + 2)
                    .attr('y', y + 2).attr('height', row.thin ? 14 : 21);
                nemo.tipFor(group.node(), () => text);
                ++marks;
            }
            if (nemo.known(row.outage)) {
                svg.append('line').attr('x1', x(0)).attr('x2', Math.max(x(0) + 2, x(row.outage))).attr('y1', y + 24).attr('y2', y + 24)
                    .style('stroke', 'var(--ink)').style('stroke-width', 2);
            }
            if (!row.thin) {
                const end = Math.max(row.outage || 0, d3.max(row.phases, phase => phase.to) || 0);
                svg.append('text').attr('x', x(end) + 6).attr('y', y + 17).attr('class', nemo.known(row.outage) ? '' : 'soft')
                    .text(nemo.known(row.outage) ? nemo.span(row.outage) : 'no outage known');
            }
            y += row.height;
        }
        return {height: bottom + 24, marks};
    }});
    const after = key => one => nemo.known(one[key]) ? nemo.span(one[key] - one.at) : null;
    section.append(nemo.folded('As a table', () => nemo.table([
        ['node', one => one.node], ['#', one => one.index, 'number'], ['from', one => one.from], ['to', one => one.to], ['at', one => nemo.at(one.at), 'number'],
        ['link up', after('linkUp'), 'number'], ['advertisement', after('routerAdvertisement'), 'number'], ['care-of address', after('careOfReady'), 'number'],
        ['update sent', after('buSent'), 'number'], ['acknowledged', after('baReceived'), 'number'],
        ['status', one => one.status === null ? null : `${one.status} ${one.statusName}`], ['outage', one => nemo.span(one.outage), 'number'],
    ], handovers, 'Handovers')));
};
