// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// What a sweep found: curves with their 95 % intervals, tables, and figures of others.

/** A swept value as text, to be compared and to be read. */
nemo.valueText = value => typeof value === 'string' ? value : Array.isArray(value) ? value.map(nemo.valueText).join(', ') :
    value !== null && typeof value === 'object' ? Object.entries(value).map(([key, one]) => `${key} ${nemo.valueText(one)}`).join(', ') : JSON.stringify(value);

/** The number and the unit of a swept value, if it has any. */
nemo.quantity = value => {
    const match = /^(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)([A-Za-z%]*)$/.exec(nemo.valueText(value));
    return match ? {number: Number(match[1]), unit: match[2]} : null;
};

/** What was swept: [{pointer, values, unit}], unit being undefined where the values are no numbers of one unit. */
nemo.parametersOf = combinations => {
    const pointers = [...new Set(combinations.flatMap(one => Object.keys(one.values)))];
    return pointers.map(pointer => {
        const texts = [...new Set(combinations.map(one => nemo.valueText(one.values[pointer])))];
        const quantities = texts.map(nemo.quantity);
        const isNumeric = quantities.every(one => one && one.unit === quantities[0].unit);
        return {pointer, texts, unit: isNumeric ? quantities[0].unit : undefined};
    });
};

nemo.measureFormat = name => {
    const last = name.split('/').pop();
    return {lost: value => nemo.trim(value, 2), received: value => nemo.trim(value, 1), count: value => nemo.trim(value, 2), goodput: nemo.rate, bytes: nemo.octets}[last] || nemo.span;
};

nemo.concernsFigure = (figure, combination) =>
    Object.entries(figure.values).every(([pointer, value]) => nemo.valueText(combination.values[pointer]) === nemo.valueText(value));

/** What a pointer is called in labels: its last part, if no other of these ends with the same. */
nemo.namePointers = pointers => {
    const last = pointer => pointer.split('/').pop();
    nemo.pointerNames = new Map(pointers.map(pointer => [pointer, pointers.filter(one => last(one) === last(pointer)).length === 1 ? last(pointer) : pointer]));
};

nemo.describeValues = values => Object.entries(values).map(([pointer, value]) => `${nemo.pointerNames.get(pointer) || pointer} ${nemo.valueText(value)}`).join(', ') || 'as in the file';

/** Curves over one parameter, one for each combination of the others. */
nemo.curvesOf = (sweep, measure, parameter) => {
    const curves = new Map();
    for (const combination of sweep.combinations.filter(one => one.measures[measure])) {
        const rest = Object.fromEntries(Object.entries(combination.values).filter(([pointer]) => pointer !== parameter.pointer));
        const name = nemo.describeValues(rest);
        if (!curves.has(name)) {
            curves.set(name, {name, points: []});
        }
        const text = nemo.valueText(combination.values[parameter.pointer]);
        curves.get(name).points.push({text, x: parameter.unit === undefined ? text : nemo.quantity(text).number, combination, ...combination.measures[measure],
            figures: sweep.figures.filter(figure => figure.measure === measure && nemo.concernsFigure(figure, combination))});
    }
    for (const curve of curves.values()) {
        curve.points.sort((a, b) => parameter.unit === undefined ? 0 : a.x - b.x);
    }
    return [...curves.values()];
};

nemo.describePoint = (point, measure) => {
    const format = nemo.measureFormat(measure);
    return [nemo.describeValues(point.combination.values), `mean ${format(point.mean)}${nemo.known(point.half) ? ` ± ${format(point.half)} (95 %)` : ''}`,
        `${point.count} values${nemo.known(point.deviation) ? `, standard deviation ${format(point.deviation)}` : ''}`,
        ...point.figures.map(figure => `${figure.source}: ${format(figure.value)}`)].join('\n');
};

nemo.drawCurves = (svg, width, curves, parameter, measure) => {
    const format = nemo.measureFormat(measure);
    const height = Math.max(260, Math.min(380, width * 0.5));
    const [left, right, top, bottom] = [84, width - 22, 12, height - 44];
    const points = curves.flatMap(curve => curve.points);
    const isNumeric = parameter.unit !== undefined;
    const x = isNumeric ? d3.scaleLinear(d3.extent(points, point => point.x), [left + 14, right - 14]) : d3.scalePoint(parameter.texts, [left + 30, right - 30]).padding(0.2);
    const highest = d3.max(points, point => Math.max(point.mean + (point.half || 0), ...point.figures.map(figure => figure.value))) || 1;
    const lowest = Math.min(0, d3.min(points, point => point.mean - (point.half || 0)));
    const y = d3.scaleLinear([lowest, highest * 1.06], [bottom, top]);
    svg.append('g').attr('class', 'grid').attr('transform', `translate(${left},0)`).call(d3.axisLeft(y).ticks(6).tickSize(left - right).tickFormat(''));
    svg.append('g').attr('class', 'axis').attr('transform', `translate(${left},0)`).call(d3.axisLeft(y).ticks(6).tickFormat(format));
    const axis = isNumeric ? d3.axisBottom(x).ticks(Math.max(3, Math.floor(width / 110))).tickFormat(value => `${value} ${parameter.unit}`) : d3.axisBottom(x);
    const ticks = svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${bottom})`).call(axis);
    if (!isNumeric) {
        ticks.selectAll('text').each(function () { nemo.fit(this, Math.max(40, x.step() - 8)); });
    }
    svg.append('text').attr('class', 'soft').attr('x', (left + right) / 2).attr('y', height - 6).attr('text-anchor', 'middle').text(parameter.pointer);
    curves.forEach((curve, i) => {
        const colour = `var(--c${i % 8})`;
        const dashes = i < 8 ? null : '6 3';
        // Between values that are no numbers there is nothing: no line leads from one to the next.
        const joined = isNumeric ? curve.points : [];
        const withBand = joined.filter(point => nemo.known(point.half));
        svg.append('path').attr('class', 'band').style('fill', colour).attr('d', d3.area().x(point => x(point.x)).y0(point => y(point.mean - point.half)).y1(point => y(point.mean + point.half))(withBand));
        svg.append('path').attr('class', 'series').style('stroke', colour).style('stroke-dasharray', dashes).attr('d', d3.line().x(point => x(point.x)).y(point => y(point.mean))(joined));
        for (const point of curve.points) {
            const text = nemo.describePoint(point, measure);
            const group = svg.append('g').attr('class', 'pick').attr('tabindex', 0).attr('role', 'img').attr('aria-label', text);
            if (nemo.known(point.half)) {
                group.append('line').attr('x1', x(point.x)).attr('x2', x(point.x)).attr('y1', y(point.mean - point.half)).attr('y2', y(point.mean + point.half)).style('stroke', colour);
            }
            group.append('circle').attr('cx', x(point.x)).attr('cy', y(point.mean)).attr('r', 3.5).style('fill', colour);
            point.figures.forEach(figure => group.append('path').attr('d', d3.symbol().type(d3.symbolDiamond).size(90)()).style('fill', 'var(--card)').style('stroke', 'var(--ink)')
                .style('stroke-width', 1.6).attr('transform', `translate(${x(point.x)},${y(figure.value)})`));
            group.append('circle').attr('class', 'focus').attr('cx', x(point.x)).attr('cy', y(point.mean)).attr('r', 9);
            nemo.tipFor(group.node(), () => text);
        }
    });
    return {height, marks: points.length};
};

/** A column for each source of figures; `of` gives combination and measure of a row. */
nemo.figureColumns = (figures, of) => [...new Set(figures.map(figure => figure.source))].map(source => [source, row => {
    const {one, measure} = of(row);
    const figure = figures.find(other => other.source === source && other.measure === measure && nemo.concernsFigure(other, one));
    const difference = figure && figure.value !== 0 ? one.measures[measure].mean / figure.value - 1 : null;
    return figure ? `${nemo.measureFormat(measure)(figure.value)}${difference === null ? '' : ` (${difference < 0 ? '−' : '+'}${nemo.percent(Math.abs(difference))})`}` : null;
}, 'number']);

nemo.tableOfMeasure = (sweep, measure, parameters) => {
    const format = nemo.measureFormat(measure);
    return nemo.table([
        ...parameters.map(parameter => [parameter.pointer, one => nemo.valueText(one.values[parameter.pointer])]),
        ['n', one => one.measures[measure].count, 'number'], ['mean', one => format(one.measures[measure].mean), 'number'],
        ['95 % interval', one => nemo.known(one.measures[measure].half) ? `± ${format(one.measures[measure].half)}` : null, 'number'],
        ['deviation', one => nemo.known(one.measures[measure].deviation) ? format(one.measures[measure].deviation) : null, 'number'],
        ...nemo.figureColumns(sweep.figures.filter(figure => figure.measure === measure), one => ({one, measure})),
        ['runs failed', one => one.failed + one.errors, 'number'],
    ], sweep.combinations.filter(one => one.measures[measure]), `Table of ${measure}`);
};

nemo.showFigures = (section, sweep) => {
    const rows = sweep.combinations.flatMap(one => Object.keys(one.measures)
        .filter(measure => sweep.figures.some(figure => figure.measure === measure && nemo.concernsFigure(figure, one))).map(measure => ({one, measure})));
    if (rows.length === 0) {
        return;
    }
    const found = row => row.one.measures[row.measure];
    const format = row => nemo.measureFormat(row.measure);
    section.append(nemo.make('h3', {}, 'Beside published figures'), nemo.table([
        ['values', row => nemo.describeValues(row.one.values)], ['measure', row => row.measure], ['n', row => found(row).count, 'number'],
        ['mean', row => format(row)(found(row).mean), 'number'], ['95 % interval', row => nemo.known(found(row).half) ? `± ${format(row)(found(row).half)}` : null, 'number'],
        ...nemo.figureColumns(sweep.figures, row => row),
    ], rows, 'Published figures'), nemo.make('p', {class: 'note'}, 'Behind a published figure stands by how much the mean differs from it.'));
};

/** What tells a sweep from others of the same name in the database: the values that differ, or the version. */
nemo.titleOfSweep = (sweep, number) => {
    const same = nemo.data.sweeps.filter(one => one.scenario === sweep.scenario);
    const isOther = same.some(one => one.version !== sweep.version);
    const marks = [...sweep.differences, ...(isOther ? [`nemo ${sweep.version}`] : [])];
    return (sweep.scenario || `Sweep ${number + 1}`) + (same.length === 1 ? '' : ` (${marks.join(', ') || 'the first of this name'})`);
};

nemo.showOneSweep = (sweep, number, alone) => {
    const runs = d3.sum(sweep.combinations, one => one.runs);
    const bad = d3.sum(sweep.combinations, one => one.failed);
    const errors = d3.sum(sweep.combinations, one => one.errors);
    const parameters = nemo.parametersOf(sweep.combinations);
    const section = nemo.section(`sweep-${number}`, alone ? 'Results' : nemo.titleOfSweep(sweep, number));
    section.append(nemo.tiles([
        [nemo.count(runs), 'runs'], [nemo.count(sweep.combinations.length), 'combinations'],
        bad > 0 ? [nemo.count(bad), 'runs do not hold what the file expects', 'bad']
            : sweep.expects ? ['all', 'runs that ended hold what the file expects', 'good'] : ['no', 'expectations in the file'],
        errors > 0 ? [nemo.count(errors), 'runs without results', 'bad'] : null,
    ].filter(Boolean)), nemo.facts([
        ['scenario', `${sweep.scenario}, ${sweep.hash.slice(0, 12)} in the database`], ['nemo', sweep.version], [sweep.seeds.length === 1 ? 'seed' : 'seeds', sweep.seeds.join(', ')],
        ...parameters.map(parameter => [parameter.pointer, parameter.texts.join(', ')]),
    ]));
    sweep.errors.forEach(text => section.append(nemo.make('p', {class: 'warn'}, `A run ended with: ${text}`)));
    const measures = [...new Set(sweep.combinations.flatMap(one => Object.keys(one.measures)))];
    if (measures.length === 0) {
        return;
    }
    let measure = Math.max(0, measures.findIndex(one => sweep.figures.some(figure => figure.measure === one)));
    if (measure === 0) {
        measure = Math.max(0, measures.findIndex(one => one.endsWith('/outage')));
    }
    // A parameter with numbers makes the better axis.
    let axis = Math.max(0, parameters.findIndex(one => one.unit !== undefined && one.texts.length > 1));
    const place = nemo.make('div', {});
    const measured = nemo.select('Measure', measures, i => { measure = i; show(); });
    measured.select.value = measure;
    const along = nemo.select('along', parameters.map(one => one.pointer), i => { axis = i; show(); });
    along.select.value = axis;
    const below = nemo.make('div', {});
    section.append(nemo.make('div', {class: 'controls'}, ...measured.parts, ...(parameters.length > 1 ? along.parts : [])), place, below);
    let chart = null;
    const show = () => {
        const curves = parameters.length > 0 ? nemo.curvesOf(sweep, measures[measure], parameters[axis]) : [];
        const few = curves.slice(0, 24);
        if (parameters.length > 0 && !chart) {
            chart = nemo.chart(place, `curves-${number}`, {caption: 'Means, with their 95 % intervals; diamonds are published figures', least: 320, draw: (svg, width) =>
                nemo.drawCurves(svg, width, chart ? chart.curves : few, parameters[axis], measures[measure])});
        }
        if (chart) {
            chart.curves = few;
            chart.redraw();
        }
        const notes = [];
        if (few.length > 1) {
            notes.push(nemo.legend(few.map((curve, i) => [curve.name, `var(--c${i % 8})`])));
        }
        if (few.length < curves.length) {
            notes.push(nemo.make('p', {class: 'note'}, `The first ${few.length} of ${curves.length} curves; the table has all.`));
        }
        below.replaceChildren(...notes, nemo.tableOfMeasure(sweep, measures[measure], parameters));
    };
    show();
    nemo.showFigures(section, sweep);
    section.append(nemo.folded('All measures as a table', () => nemo.table([
        ['values', row => nemo.describeValues(row.one.values)], ['measure', row => row.name], ['n', row => row.measure.count, 'number'],
        ['mean', row => nemo.measureFormat(row.name)(row.measure.mean), 'number'],
        ['95 % interval', row => nemo.known(row.measure.half) ? `± ${nemo.measureFormat(row.name)(row.measure.half)}` : null, 'number'],
        ['deviation', row => nemo.known(row.measure.deviation) ? nemo.measureFormat(row.name)(row.measure.deviation) : null, 'number'],
    ], sweep.combinations.flatMap(one => Object.entries(one.measures).map(([name, found]) => ({one, name, measure: found}))).slice(0, 5000), 'All measures')));
};

nemo.showSweep = data => {
    const runs = d3.sum(data.sweeps, sweep => d3.sum(sweep.combinations, one => one.runs));
    document.getElementById('title').textContent = data.sweeps.length === 1 && data.sweeps[0].scenario ? `Sweep of ${data.sweeps[0].scenario}` : 'Sweeps';
    document.getElementById('subtitle').textContent = `${nemo.count(runs)} runs in ${data.database}`;
    if (data.sweeps.length === 0) {
        nemo.section('empty', 'Nothing yet', 'The database has no runs.');
    }
    nemo.namePointers([...new Set(data.sweeps.flatMap(sweep => sweep.combinations.flatMap(one => Object.keys(one.values))))]);
    data.sweeps.forEach((sweep, i) => nemo.showOneSweep(sweep, i, data.sweeps.length === 1));
};
