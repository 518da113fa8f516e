// The editor of a specification: what each part does is in its own module.
import { addItem, addTask, fill, grow, listOf, number, part } from "./text.js";
import { announce, dragging, move } from "./moving.js";
import { keys, removeItem } from "./keys.js";
import { shareAlike, shareEqually, showSum } from "./weights.js";
import { checkAnew, checkSoon, startChecking } from "./findings.js";
import { saveSoon, startSaving } from "./saving.js";
import { showComments } from "./comments.js";
import { meet } from "./meeting.js";
import { suggestions } from "./suggestions.js";

const home = document.getElementById("drafting");
const form = document.getElementById("text");
const tasks = document.getElementById("tasks");

function changed() {
  number();
  showSum();
  checkSoon();
  saveSoon();
}

function show(value) {
  fill(value);
  showSum();
  showComments();
  checkAnew();
}

function removeTask(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  part(next ?? addTask(), "task").focus();
  announce("已删除一项工作任务");
}

const ACTS = {
  up: (row) => move(row, false),
  down: (row) => move(row, true),
  remove: removeTask,
  "add-item": (row, button) => addItem(listOf(row, button.dataset.to)).focus(),
  "remove-item": (row, button) => removeItem(button.previousElementSibling),
};

tasks.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  ACTS[button.dataset.act](button.closest(".task"), button);
  changed();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-standard]");
  if (!button) return;
  const field = button.parentElement.querySelector("[data-key]");
  field.value = button.dataset.standard;
  grow(field);
  field.focus();
  changed();
});

form.addEventListener("input", (event) => {
  grow(event.target);
  changed();
});
form.addEventListener("submit", (event) => event.preventDefault());

for (const [id, act] of [["share-equally", shareEqually], ["share-alike", shareAlike]]) {
  document.getElementById(id).addEventListener("click", () => { act(); changed(); });
}
document.getElementById("add-task").addEventListener("click", () => {
  part(addTask(), "task").focus();
  changed();
});

keys(tasks, changed);
dragging(tasks, changed);
suggestions(tasks, changed);
startChecking(home.dataset.check);
show(JSON.parse(document.getElementById("value").textContent));
startSaving(home, show, (answer) => { show(answer.value); meet(answer, changed); });
