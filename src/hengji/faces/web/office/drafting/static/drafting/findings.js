// What the rules say of the text, beside the field within a moment of a pause.
import { fieldAt, gather } from "./text.js";
import { post } from "./sending.js";

const PAUSE = 120; // milliseconds without a key before the text is checked
const WORDS = { error: "错误", warning: "存疑" };
const count = document.getElementById("problem-count");
const list = document.getElementById("problem-list");
const none = document.getElementById("no-problems");
let url;
let timer;
let asked = 0;
let shown = "";
let slots = 0;

function slotOf(path, field) {
  const key = path.split(/[.[]/)[0];
  if (key === "flags" || path === "tasks") return document.querySelector(`[data-problems=${key}]`);
  if (/^tasks\[\d+\]\.(criteria|knowledge)$/.test(path)) {
    return field.closest(".list")?.querySelector(":scope > .problems");
  }
  return field.closest(".item, .task, .draft-field")?.querySelector(":scope > .problems");
}

function line(finding) {
  const told = document.createElement("p");
  told.className = "problem";
  const mark = document.createElement("span");
  mark.className = `severity severity-${finding.severity}`;
  mark.textContent = WORDS[finding.severity];
  const clause = document.createElement("small");
  clause.textContent = finding.clause;
  told.append(mark, ` ${finding.message} `, clause);
  return told;
}

function jumpTo(path) {
  const field = fieldAt(path, gather().places);
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

function summarise(findings) {
  const errors = findings.filter((one) => one.severity === "error").length;
  const parts = [[errors, "处错误"], [findings.length - errors, "处存疑"]].filter(([some]) => some);
  count.textContent = parts.map(([some, word]) => `${some} ${word}`).join("，") || "没有发现问题";
  count.classList.toggle("bad", errors > 0);
  count.classList.toggle("good", !findings.length);
  none.hidden = findings.length > 0;
  list.replaceChildren(...findings.map((finding) => {
    const item = document.createElement("li");
    const jump = document.createElement("button");
    jump.type = "button";
    jump.className = "jump";
    jump.textContent = finding.label;
    jump.addEventListener("click", () => jumpTo(finding.path));
    item.append(jump, line(finding));
    return item;
  }));
}

function show(findings, places) {
  for (const slot of document.querySelectorAll(".drafting-text .problems")) slot.replaceChildren();
  for (const field of document.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const finding of findings) {
    const field = fieldAt(finding.path, places);
    const slot = slotOf(finding.path, field);
    if (!slot) continue;
    slot.append(line(finding));
    slot.id ||= `problems-at-${slots += 1}`;
    field.setAttribute("aria-describedby", slot.id);
    if (finding.severity === "error" && !field.matches("button")) field.setAttribute("aria-invalid", "true");
  }
  summarise(findings);
}

async function check() {
  const { value, places } = gather();
  const turn = asked += 1;
  try {
    const { findings } = await post(url, { value });
    // Written on while the answer was under way: the next answer speaks of that.
    if (turn !== asked) return;
    const now = JSON.stringify([findings, [...places.keys()]]);
    if (now !== shown) show(findings, places);
    shown = now;
  } catch {
    // What is the matter the saving tells; the next pause asks again.
  }
}

/** The text changed: check it once nobody has typed for a moment. */
export function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

/** The rows were drawn anew: what was shown beside them is gone. */
export function checkAnew() {
  shown = "";
  checkSoon();
}

export function startChecking(at) {
  url = at;
}
