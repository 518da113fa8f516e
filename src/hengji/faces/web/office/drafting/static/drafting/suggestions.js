// What specifications of the same occupation say, to be taken over where it fits.
import { addItem, addTask, grow, items, listOf, rows } from "./text.js";
import { announce } from "./moving.js";

const panel = document.getElementById("suggestions");
const shelf = document.getElementById("suggestion-list");
let current = null; // the task written in last

async function load() {
  try {
    const answer = await fetch(panel.dataset.from, { redirect: "error" });
    shelf.innerHTML = answer.ok ? await answer.text() : "没有查到。";
  } catch {
    shelf.textContent = "现在连不上，请稍后再展开。";
  }
}

function takeItem(name, text) {
  const row = current?.isConnected ? current : rows().at(-1) ?? addTask();
  const list = listOf(row, name);
  const field = items(list).find((one) => !one.value.trim()) ?? addItem(list);
  field.value = text;
  grow(field);
  announce(`已加到工作任务${row.querySelector(".task-number").textContent}`);
}

function takeTask(task) {
  const blank = (row) => [...row.querySelectorAll("input, textarea")].every((field) => !field.value.trim());
  rows().find(blank)?.remove();
  addTask({ ...task, weight: null });
  announce("已加为最后一项工作任务");
}

export function suggestions(tasks, changed) {
  panel.addEventListener("toggle", () => { if (panel.open) load(); });
  tasks.addEventListener("focusin", (event) => { current = event.target.closest(".task"); });
  shelf.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const told = JSON.parse(button.dataset.told);
    if (button.dataset.take === "task") {
      takeTask(told);
    } else if (button.dataset.take === "venue") {
      const field = document.querySelector("[data-key='requirements.venue']");
      field.value = told;
      grow(field);
    } else {
      takeItem(button.dataset.take, told);
    }
    changed();
  });
}
