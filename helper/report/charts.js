// SPDX-License-Identifier: GPL-2.0-only
'use strict';

/**
 * A chart that draws itself anew for each width. `draw(svg, width)` fills an empty SVG and returns
 * {height, marks, width}: how high it became, how many marks stand for data, and how wide it is if
 * that is more than it was given. What was drawn is told in the attributes data-chart and data-marks.
 */
nemo.chart = (parent, id, {caption, label, least = 0, draw}) => {
    const svg = d3.create('svg').attr('role', 'group').attr('aria-label', label || caption);
    const scroll = nemo.make('div', {class: 'scroll'}, svg.node());
    const figure = nemo.make('figure', {'data-chart': id}, caption ? nemo.make('figcaption', {}, caption) : null, scroll);
    parent.append(figure);
    const room = () => Math.max(least, Math.floor(figure.clientWidth));
    const settle = ({height, marks, width: wanted = 0}) => {
        const width = Math.ceil(Math.max(room(), wanted));
        svg.attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
        figure.dataset.marks = marks;
        scroll.classList.toggle('tall', height > 1600);
        // What can be scrolled must be reachable without a mouse.
        if (scroll.scrollWidth > scroll.clientWidth + 1 || scroll.scrollHeight > scroll.clientHeight + 1) {
            scroll.tabIndex = 0;
            scroll.setAttribute('role', 'region');
            scroll.setAttribute('aria-label', label || caption);
        } else {
            ['tabindex', 'role', 'aria-label'].forEach(name => scroll.removeAttribute(name));
        }
    };
    const redraw = () => {
        svg.selectAll('*').remove();
        settle(draw(svg, room()));
    };
    nemo.redraws.push({figure, redraw});
    redraw();
    return {figure, svg, redraw, room, settle};
};

let lastWidth = window.innerWidth;
let waiting = null;
window.addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
        if (window.innerWidth !== lastWidth) {
            lastWidth = window.innerWidth;
            nemo.redraws.forEach(one => one.redraw());
        }
    }, 120);
});

/** An axis of time along the bottom, with a grid over the height. */
nemo.timeAxis = (svg, x, top, bottom, unit = 's') => {
    const count = Math.max(2, Math.floor((x.range()[1] - x.range()[0]) / 80));
    svg.append('g').attr('class', 'grid').attr('transform', `translate(0,${bottom})`)
        .call(d3.axisBottom(x).ticks(count).tickSize(top - bottom).tickFormat(''));
    svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${bottom})`)
        .call(d3.axisBottom(x).ticks(count).tickFormat(value => `${value} ${unit}`));
};

/** Shortens the text of an SVG element until it fits. */
nemo.fit = (text, width) => {
    const whole = text.textContent;
    let length = whole.length;
    while (length > 1 && text.getComputedTextLength() > width) {
        length = Math.min(length - 1, Math.floor(length * width / text.getComputedTextLength()));
        text.textContent = `${whole.slice(0, Math.max(1, length - 1))}…`;
    }
    if (text.textContent !== whole) {
        text.append(document.createElementNS('http://www.w3.org/2000/svg', 'title'));
        text.lastChild.textContent = whole;
    }
};

/**
 * Bars over time in rows: [{label, bars: [{from, to, text, colour, tip, thin}], ticks: [{at, tip}]}].
 * Returns what a chart's draw has to.
 */
nemo.drawRows = (svg, width, rows, duration, {row = 26, events = []} = {}) => {
    const left = Math.min(190, Math.max(84, width * 0.24));
    const x = d3.scaleLinear([0, duration], [left, width - 18]);
    const top = 8;
    const bottom = top + rows.length * row;
    let marks = 0;
    nemo.timeAxis(svg, x, top, bottom);
    rows.forEach((one, i) => {
        const y = top + i * row;
        const name = svg.append('text').attr('x', left - 8).attr('y', y + row / 2 + 4).attr('text-anchor', 'end').text(one.label);
        nemo.fit(name.node(), left - 12);
        for (const bar of one.bars) {
            const group = svg.append('g').attr('class', 'pick').attr('tabindex', 0).attr('role', 'img').attr('aria-label', bar.tip);
            const span = Math.max(1.5, x(bar.to) - x(bar.from));
            const inset = bar.thin ? row * 0.36 : 3;
            group.append('rect').attr('x', x(bar.from)).attr('y', y + inset).attr('width', span).attr('height', row - 2 * inset)
                .attr('rx', 3).style('fill', bar.colour).style('opacity', bar.thin ? 0.75 : 1);
            group.append('rect').attr('class', 'focus').attr('x', x(bar.from)).attr('y', y + 2).attr('width', span).attr('height', row - 4);
            if (bar.text && span > 26) {
                const text = group.append('text').attr('class', 'on-bar').attr('x', x(bar.from) + 6).attr('y', y + row / 2 + 4).text(bar.text);
                nemo.fit(text.node(), span - 10);
            }
            nemo.tipFor(group.node(), () => bar.tip);
            ++marks;
        }
        for (const tick of one.ticks || []) {
            svg.append('line').attr('x1', x(tick.at)).attr('x2', x(tick.at)).attr('y1', y + row - 8).attr('y2', y + row - 3)
                .style('stroke', 'var(--ink)').append('title').text(tick.tip);
        }
    });
    for (const event of events) {
        svg.append('line').attr('class', 'event').attr('x1', x(event.at)).attr('x2', x(event.at)).attr('y1', top).attr('y2', bottom)
            .append('title').text(event.text);
    }
    return {height: bottom + 24, marks, x, top, bottom};
};
