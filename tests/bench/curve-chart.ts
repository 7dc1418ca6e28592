// A drawing of how costs grow: one small plot for each cost, sizes along a logarithmic axis, cost from zero up.

export interface Point {
  /** How many things there were. */
  readonly size: number;
  readonly value: number;
}

export interface Series {
  /** Said in the legend; not needed where a panel has one. */
  readonly name?: string;
  readonly points: readonly Point[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
}

interface Chart {
  readonly title: string;
  /** One line below it: what was measured, and on what. */
  readonly note: string;
  /** What the sizes count. */
  readonly things: string;
  readonly panels: readonly Panel[];
}

const COLUMNS = 3;
const [WIDTH, HEAD, FOOT] = [960, 74, 34];
const [CELL_WIDTH, CELL_HEIGHT, MARGIN] = [304, 216, 24];
/** Of the plot within its cell. */
const PLOT = { left: 42, top: 52, right: 252, bottom: 176 } as const;

const STYLE = `
  svg { --paper: #fff; --ink: #1b2330; --soft: #5b6675; --grid: #e3e7ec; --a: #1f5fd0; --b: #b4560a; --c: #0f7a5a }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14181f; --ink: #eef1f5; --soft: #a3adba; --grid: #2b323d; --a: #7fb0ff; --b: #f0a35c; --c: #5ecfa6 }
  }
  text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-size: 11.5px; fill: var(--soft) }
  .paper { fill: var(--paper) }
  .title { font-size: 19px; font-weight: 600; fill: var(--ink) }
  .name { font-size: 13.5px; font-weight: 600; fill: var(--ink) }
  .value { font-weight: 600; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px }
  .grid { stroke: var(--grid); stroke-width: 1 }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
  .a { stroke: var(--a) } .b { stroke: var(--b) } .c { stroke: var(--c) }
  .dot { stroke: var(--paper); stroke-width: 1.5 }
  .dot.a { fill: var(--a) } .dot.b { fill: var(--b) } .dot.c { fill: var(--c) }`;

/** @returns a whole SVG file, readable on light and dark paper */
export function drawChart({ title, note, things, panels }: Chart): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const height = HEAD + rows * CELL_HEIGHT + FOOT;
  const cells = panels.map((panel, n) => {
    const at = `${MARGIN + (n % COLUMNS) * CELL_WIDTH} ${HEAD + Math.floor(n / COLUMNS) * CELL_HEIGHT}`;
    return `<g transform="translate(${at})">\n${drawPanel(panel, things)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${height}" rx="8"/>
${text(MARGIN, 36, title, "title")}
${text(MARGIN, 57, note)}
${cells.join("\n")}
${text(MARGIN, height - 14, `Across: ${things}, ten times as many from one label to the next. Up: the cost, from zero.`)}
</svg>
`;
}

function drawPanel({ title, unit, series }: Panel, things: string): string {
  const sizes = [...new Set(series.flatMap(({ points }) => points.map(({ size }) => size)))].sort((a, b) => a - b);
  const top = niceTop(Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value))));
  const [low = 1, high = 1] = [sizes[0], sizes.at(-1)];
  const across = high > low ? Math.log(high / low) : 1;
  const x = (size: number) => PLOT.left + ((PLOT.right - PLOT.left) * Math.log(size / low)) / across;
  const y = (value: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top;
  const place: Place = { x, y, unit, things };
  return [
    `<text y="14"><tspan class="name">${escaped(title)}</tspan>  ${escaped(unit)}</text>`,
    ...(series.length > 1 ? legend(series) : []),
    ...[0, top / 2, top].map((value) => gridLine(y(value), short(value))),
    ...sizes.filter(isDecade).map((size) => text(x(size), PLOT.bottom + 17, many(size), "", "middle")),
    ...series.map(({ points }, n) => drawSeries(points, letterOf(n), place)),
    ...labels(series, place),
  ].join("\n");
}

interface Place {
  readonly x: (size: number) => number;
  readonly y: (value: number) => number;
  readonly unit: string;
  readonly things: string;
}

function drawSeries(points: readonly Point[], letter: string, { x, y, unit, things }: Place): string {
  const line = points.map(({ size, value }) => `${round(x(size))},${round(y(value))}`).join(" ");
  const dots = points.map(
    ({ size, value }) =>
      `<circle class="dot ${letter}" cx="${round(x(size))}" cy="${round(y(value))}" r="4"><title>${short(value)} ${escaped(unit)} at ${size.toLocaleString("en")} ${escaped(things)}</title></circle>`,
  );
  return [`<polyline class="line ${letter}" points="${line}"/>`, ...dots].join("\n");
}

/** The last value of each series, beside its point; with one series the first as well. Labels that would meet move down. */
function labels(series: readonly Series[], { x, y }: Place): string[] {
  const lasts = series.flatMap(({ points }) => points.at(-1) ?? []).toSorted((a, b) => b.value - a.value);
  let lastY = Number.NEGATIVE_INFINITY;
  const beside = lasts.map(({ size, value }) => {
    lastY = Math.max(y(value) + 4, lastY + 13);
    return text(x(size) + 8, lastY, short(value), "value");
  });
  const [first] = series.length === 1 ? (series[0]?.points ?? []) : [];
  const isAlone = first === undefined || first === lasts[0];
  return isAlone ? beside : [...beside, text(x(first.size), y(first.value) - 9, short(first.value), "value")];
}

function legend(series: readonly Series[]): string[] {
  let at = 0;
  return series.flatMap(({ name = "" }, n) => {
    const dot = `<circle class="dot ${letterOf(n)}" cx="${at + 5}" cy="28" r="4"/>`;
    const label = text(at + 13, 32, name);
    at += 28 + name.length * 6.2;
    return [dot, label];
  });
}

const gridLine = (y: number, label: string) =>
  `<path class="grid" d="M${PLOT.left} ${round(y)}H${PLOT.right}"/>\n${text(PLOT.left - 8, y + 4, label, "", "end")}`;

const letterOf = (n: number) => "abc".charAt(n % 3);
const isDecade = (size: number) => Math.log10(size) % 1 === 0;
const round = (value: number) => Math.round(value * 10) / 10;

/** The next round number above: 1, 2, 4 or 6 of a power of ten, which all have a round half. */
export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 10].find((step) => step * power >= value) ?? 10);
}

const many = (size: number) => (size >= 1e6 ? `${size / 1e6}M` : size >= 1000 ? `${size / 1000}k` : String(size));

/** Three figures, thousands and millions by letter: 0.413, 27.5, 10k, 1M. */
export function short(value: number): string {
  const [scale, letter] = value >= 1e6 ? [1e6, "M"] : value >= 1e4 ? [1e3, "k"] : [1, ""];
  return `${Number((value / scale).toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 })}${letter}`;
}

function text(x: number, y: number, content: string, kind = "", anchor = "start"): string {
  const more = `${kind === "" ? "" : ` class="${kind}"`}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}`;
  return `<text x="${round(x)}" y="${round(y)}"${more}>${escaped(content)}</text>`;
}

const escaped = (value: string) =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
