// Weights and their sum; shares are whole percents.
import { part, rows } from "./text.js";

const output = document.getElementById("sum");

const weightOf = (row) => Number(part(row, "weight").value.replace(/[%％]$/, ""));
const round = (number) => Math.round(number * 10000) / 10000;

export function showSum() {
  const sum = round(rows().reduce((all, row) => all + (weightOf(row) || 0), 0));
  const rest = round(100 - sum);
  output.textContent = rest === 0 ? "100%" : `${sum}%，${rest > 0 ? "还差" : "超出"} ${Math.abs(rest)}%`;
  output.classList.toggle("good", rest === 0);
}

/** Share 100 among the tasks as `parts` are to one another; what rounding leaves goes by its size. */
function share(parts) {
  const all = parts.reduce((sum, one) => sum + one, 0);
  const exact = parts.map((one) => (100 * one) / all);
  const whole = exact.map(Math.floor);
  const order = exact.map((one, at) => [whole[at] - one, at]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const rest = 100 - whole.reduce((sum, one) => sum + one, 0);
  for (const [, at] of order.slice(0, rest)) whole[at] += 1;
  rows().forEach((row, at) => { part(row, "weight").value = parts[at] > 0 ? whole[at] : ""; });
}

export function shareEqually() {
  if (rows().length) share(rows().map(() => 1));
}

/** Where none has a weight yet, equally; a task without one stays without. */
export function shareAlike() {
  const parts = rows().map((row) => Math.max(weightOf(row) || 0, 0));
  if (parts.some((one) => one > 0)) share(parts);
  else shareEqually();
}
