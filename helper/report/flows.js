// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Traffic over time.

const FLOW_PARTS = [
    {id: 'throughput', title: () => 'throughput', height: 96, format: nemo.rate},
    {id: 'delay', title: flow => flow.type === 'tcp' ? 'round-trip time (estimate)' : flow.type === 'ping' ? 'round-trip time' : 'delay', height: 96, format: nemo.span},
    {id: 'loss', title: flow => flow.type === 'tcp' ? 'segments sent again' : 'loss', height: 70, format: nemo.percent},
];

/** What a flow was like in each interval. */
nemo.binsOf = course => course.sent.map((sent, i) => ({
    from: i * course.width, to: (i + 1) * course.width, sent, lost: course.lost[i], throughput: 8 * course.octets[i] / course.width,
    delay: course.delay[i] && course.delay[i][1], least: course.delay[i] && course.delay[i][0], most: course.delay[i] && course.delay[i][2],
    loss: sent > 0 ? course.lost[i] / sent : null,
})).filter(bin => bin.from < course.stop && bin.to > course.start);

nemo.describeBin = (bin, flow) => [
    `${nemo.trim(bin.from, 3)} to ${nemo.trim(bin.to, 3)} s`, `throughput ${nemo.rate(bin.throughput)}`,
    nemo.known(bin.delay) ? `${FLOW_PARTS[1].title(flow)} ${nemo.span(bin.delay)} (${nemo.span(bin.least)} to ${nemo.span(bin.most)})` : 'no delay known',
    bin.sent > 0 ? `${flow.type === 'tcp' ? 'sent again' : 'lost'} ${bin.lost} of ${bin.sent}` : 'nothing sent',
].join('\n');

nemo.drawFlow = (svg, width, flow, course, duration, events) => {
    const bins = nemo.binsOf(course);
    const left = 74;
    const margin = 0.04 * (course.stop - course.start);
    const x = d3.scaleLinear([Math.max(0, course.start - margin), Math.min(duration, course.stop + margin)], [left, width - 14]);
    let top = 4;
    for (const part of FLOW_PARTS) {
        const bottom = top + part.height;
        const highest = part.id === 'loss' ? 1 : (d3.max(bins, bin => part.id === 'delay' ? bin.most : bin.throughput) || 1) * 1.08;
        const y = d3.scaleLinear([0, highest], [bottom, top + 16]);
        svg.append('g').attr('class', 'grid').attr('transform', `translate(${left},0)`).call(d3.axisLeft(y).ticks(3).tickSize(left - width + 14).tickFormat(''));
        svg.append('g').attr('class', 'axis').attr('transform', `translate(${left},0)`).call(d3.axisLeft(y).ticks(3).tickSizeOuter(0).tickFormat(part.format));
        svg.append('text').attr('class', 'soft halo').attr('x', left + 6).attr('y', top + 10).text(part.title(flow));
        const middle = bin => x((bin.from + bin.to) / 2);
        if (part.id === 'throughput') {
            svg.append('path').attr('class', 'area').style('fill', 'var(--c0)').attr('d', d3.area().x(middle).y0(bottom).y1(bin => y(bin.throughput)).curve(d3.curveStepAfter)(bins));
        } else if (part.id === 'delay') {
            const isKnown = bin => nemo.known(bin.delay);
            svg.append('path').attr('class', 'band').style('fill', 'var(--c1)').attr('d', d3.area().defined(isKnown).x(middle).y0(bin => y(bin.least)).y1(bin => y(bin.most))(bins));
            svg.append('path').attr('class', 'series').style('stroke', 'var(--c1)').attr('d', d3.line().defined(isKnown).x(middle).y(bin => y(bin.delay))(bins));
            // A line needs two points; a single one between losses would not be seen.
            bins.filter((bin, i) => isKnown(bin) && !(bins[i - 1] && isKnown(bins[i - 1])) && !(bins[i + 1] && isKnown(bins[i + 1])))
                .forEach(bin => svg.append('circle').attr('r', 2).attr('cx', middle(bin)).attr('cy', y(bin.delay)).style('fill', 'var(--c1)'));
        } else {
            const wide = Math.max(1, x(course.start + course.width) - x(course.start));
            bins.filter(bin => bin.loss > 0).forEach(bin => svg.append('rect').attr('class', 'lost').attr('x', x(bin.from)).attr('width', wide)
                .attr('y', y(bin.loss)).attr('height', bottom - y(bin.loss)));
        }
        top = bottom + 14;
    }
    const bottom = top - 14;
    nemo.timeAxis(svg, x, 4, bottom);
    for (const event of events.filter(one => one.at >= x.domain()[0] && one.at <= x.domain()[1])) {
        svg.append('line').attr('class', 'event').attr('x1', x(event.at)).attr('x2', x(event.at)).attr('y1', 4).attr('y2', bottom).append('title').text(event.text);
    }
    nemo.addCrosshair(svg, {x, bins, left, right: width - 14, bottom, describe: bin => nemo.describeBin(bin, flow), label: `Values over time of ${flow.name}: left and right arrow keys move`});
    return {height: bottom + 24, marks: bins.length};
};

/** A line that follows the mouse or the arrow keys, with the values there. */
nemo.addCrosshair = (svg, {x, bins, left, right, bottom, describe, label}) => {
    const line = svg.append('line').attr('class', 'cursor').attr('y1', 4).attr('y2', bottom).style('display', 'none');
    const plot = svg.append('g').attr('class', 'plot').attr('tabindex', 0).attr('role', 'slider').attr('aria-label', label)
        .attr('aria-valuemin', 0).attr('aria-valuemax', bins.length - 1).attr('aria-valuenow', 0);
    plot.append('rect').attr('class', 'frame').attr('x', left).attr('y', 4).attr('width', Math.max(0, right - left)).attr('height', bottom - 4);
    let current = 0;
    const show = (i, px, py) => {
        current = Math.max(0, Math.min(bins.length - 1, i));
        const bin = bins[current];
        if (!bin) {
            return;
        }
        const at = x((bin.from + bin.to) / 2);
        line.style('display', null).attr('x1', at).attr('x2', at);
        const box = plot.node().getBoundingClientRect();
        nemo.showTip(describe(bin), nemo.known(px) ? px : box.left + at - left, nemo.known(py) ? py : box.top + 30);
        plot.attr('aria-valuenow', current).attr('aria-valuetext', describe(bin));
    };
    const hide = () => {
        line.style('display', 'none');
        nemo.hideTip();
    };
    const node = plot.node();
    node.addEventListener('mousemove', event => {
        const box = node.getBoundingClientRect();
        const time = x.invert(left + event.clientX - box.left);
        show(bins.findIndex(bin => bin.to > time), event.clientX, event.clientY);
    });
    node.addEventListener('mouseleave', hide);
    node.addEventListener('blur', hide);
    node.addEventListener('keydown', event => {
        const step = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -bins.length, End: bins.length}[event.key];
        if (step) {
            event.preventDefault();
            show(current + step);
        }
    });
};

nemo.rowOfFlow = (flow, course) => ({
    label: flow.name,
    bars: [{from: course.start, to: course.stop, text: '', colour: 'var(--quiet)', thin: true,
        tip: `${flow.name}: ${flow.type} from ${flow.from} to ${flow.to}\nsent ${nemo.count(flow.sent)}, lost ${nemo.count(flow.lost)}`},
    ...course.gaps.map(([from, to, lost]) => ({from, to: Math.max(to, from), text: '', colour: 'var(--bad)',
        tip: `${flow.name}: ${lost} lost in a row\nsent from ${nemo.at(from)} to ${nemo.at(to)}`}))],
});

nemo.showFlows = (results, timeline) => {
    const flows = results.flows;
    if (flows.length === 0) {
        return;
    }
    const section = nemo.section('flows', 'Traffic');
    const courses = timeline ? timeline.flows : [];
    const events = nemo.eventsOf(results, timeline);
    if (courses.length === flows.length) {
        let current = 0;
        if (flows.length > 1) {
            const rows = flows.map((flow, i) => nemo.rowOfFlow(flow, courses[i]));
            nemo.chart(section, 'losses', {caption: 'All flows: packets that were lost are red, movements and faults dashed', least: 300, draw: (svg, width) =>
                nemo.drawRows(svg, width, rows, results.simSeconds, {row: 20, events})});
        }
        const {select, parts} = nemo.select('Flow', flows.map(flow => `${flow.name} (${flow.type}, ${flow.from} → ${flow.to})`), i => {
            current = i;
            chart.redraw();
        });
        const words = nemo.make('span', {class: 'note'}, `each point stands for ${nemo.span(courses[0].width)}`);
        section.append(nemo.make('div', {class: 'controls'}, ...(flows.length > 1 ? parts : [nemo.make('b', {}, flows[0].name)]), words));
        const chart = nemo.chart(section, 'flow', {label: 'Throughput, delay and loss over time', least: 300, draw: (svg, width) =>
            nemo.drawFlow(svg, width, flows[current], courses[current], results.simSeconds, events)});
        const worst = flows.findIndex(flow => flow.lost > 0);
        if (worst > 0) {
            current = worst;
            select.value = worst;
            chart.redraw();
        }
    }
    section.append(nemo.table([
        ['flow', one => one.name], ['type', one => one.type], ['from', one => one.from], ['to', one => one.to],
        ['sent', one => nemo.count(one.sent), 'number'], ['received', one => nemo.count(one.received), 'number'], ['lost', one => nemo.count(one.lost), 'number'],
        ['out of order', one => nemo.count(one.outOfOrder), 'number'], ['mean delay', one => nemo.span(one.delayMean), 'number'], ['99 % within', one => nemo.span(one.delayP99), 'number'],
        ['mean jitter', one => nemo.span(one.jitterMean), 'number'], ['goodput', one => nemo.rate(one.goodput), 'number'],
    ], flows, 'Flows'), nemo.make('p', {class: 'note'}, 'Counts are packets, of tcp octets; the delay of ping is there and back.'));
};
