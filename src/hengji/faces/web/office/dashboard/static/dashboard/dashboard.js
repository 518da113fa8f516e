// Draws the figures of the page; without it the tables below each chart say the same.

const ground = document.querySelector("[data-echarts]");
const figures = JSON.parse(document.getElementById("figures").textContent);
const { echarts } = await import(ground.dataset.echarts);

// Canvas, and tips drawn in it: the policy on content allows no style that is written into a page.
const TIP = { renderMode: "richText", confine: true };
const BARS = { type: "bar", barMaxWidth: 28 };

function colours() {
  const style = getComputedStyle(document.documentElement);
  const named = (name) => style.getPropertyValue(`--hj-${name}`).trim();
  return {
    ink: named("ink"), soft: named("ink-soft"), line: named("line"), surface: named("surface"),
    good: named("good"), error: named("error"), warning: named("warning"), note: named("note"),
  };
}

function axis(kind, colour, more) {
  return {
    type: kind,
    axisLabel: { color: colour.soft, ...more },
    axisLine: { lineStyle: { color: colour.line } },
    axisTick: { show: false },
    splitLine: { show: kind === "value", lineStyle: { color: colour.line } },
    minInterval: kind === "value" ? 1 : undefined,
  };
}

function frame(colour, legend) {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: {
      ...TIP, trigger: "axis", axisPointer: { type: "shadow" },
      backgroundColor: colour.surface, borderColor: colour.line, textStyle: { color: colour.ink },
    },
    legend: legend ? { top: 0, textStyle: { color: colour.ink }, itemWidth: 14 } : undefined,
    grid: { left: 4, right: 16, top: legend ? 36 : 28, bottom: 4, containLabel: true },
  };
}

const upright = (names, colour) => ({
  xAxis: { ...axis("category", colour), data: names }, yAxis: axis("value", colour),
});

// The first line stands on top, as in the table. A long name is cut, and the tip shows all of it;
// those of lists differ only towards their ends, so they are broken instead.
const lying = (names, colour, width, overflow) => ({
  xAxis: axis("value", colour),
  yAxis: {
    ...axis("category", colour, { width: width * 0.4, overflow, interval: 0 }),
    data: names, inverse: true,
  },
});

const stacked = (series, paints) => series.map((one, place) => ({
  ...BARS, name: one.name, data: one.values, stack: "all", itemStyle: { color: paints[place] },
}));

const CHARTS = {
  decisions: (colour) => ({
    ...frame(colour, true), ...upright(figures.months, colour),
    series: stacked(figures.decisions, [colour.good, colour.error, colour.warning]),
  }),
  amounts: (colour) => ({
    ...frame(colour, true), ...upright(figures.months, colour),
    series: [{ ...BARS, name: "金额（元）", data: figures.yuan, itemStyle: { color: colour.note } }],
  }),
  clauses: (colour, width) => ({
    ...frame(colour, false),
    ...lying(figures.clauses.map(([name]) => name), colour, width, "truncate"),
    series: [{
      ...BARS, name: "件数", data: figures.clauses.map(([, claims]) => claims),
      itemStyle: { color: colour.error },
    }],
  }),
  findings: (colour, width) => ({
    ...frame(colour, true), ...lying(figures.lists, colour, width, "breakAll"),
    series: stacked(figures.findings, [colour.error, colour.warning, colour.note]),
  }),
};

function draw(box) {
  box.hidden = false;
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: "canvas" });
  chart.resize();
  chart.setOption(CHARTS[box.dataset.chart](colours(), box.clientWidth), true);
}

const boxes = document.querySelectorAll("[data-chart]");
const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => draw(target)));
for (const box of boxes) {
  draw(box);
  watch.observe(box);
}
new MutationObserver(() => boxes.forEach(draw))
  .observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
