// The form as a value and back. A row in which nothing is written is not part of the value.
const form = document.getElementById("text");
const tasks = document.getElementById("tasks");
const DIGITS = "零一二三四五六七八九";

function chinese(number) {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return (tens > 1 ? DIGITS[tens] : "") + (tens ? "十" : "") + (ones ? DIGITS[ones] : "");
}

export const rows = () => [...tasks.children];
export const items = (list) => [...list.querySelectorAll(":scope > .item > textarea")];
export const listOf = (row, name) => row.querySelector(`[data-list=${name}]`);
export const part = (row, name) => row.querySelector(`[data-part=${name}]`);

/** Fields as high as their text, where the browser does not do it by itself. */
export function grow(field) {
  if (CSS.supports("field-sizing", "content") || !field.matches(".grows")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

/** Number the rows, and name each field by the row it stands in. */
export function number() {
  rows().forEach((row, place) => {
    const name = `（${chinese(place + 1)}）`;
    row.querySelector(".task-number").textContent = name;
    part(row, "task").setAttribute("aria-label", `工作任务${name}`);
    part(row, "weight").setAttribute("aria-label", `工作任务${name}考核比重（%）`);
    for (const [act, label] of [["up", "上移"], ["down", "下移"], ["remove", "删除"]]) {
      row.querySelector(`[data-act=${act}]`).setAttribute("aria-label", `${label}工作任务${name}`);
    }
    for (const [list, label] of [["criteria", "操作规范"], ["knowledge", "相关知识"]]) {
      items(listOf(row, list)).forEach((field, at) => {
        field.setAttribute("aria-label", `工作任务${name}${label} ${at + 1}`);
        field.nextElementSibling.setAttribute("aria-label", `删除工作任务${name}${label} ${at + 1}`);
      });
    }
  });
}

const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Behind the row ``after``, or at the end; ``parent`` itself stands for its head. */
function putBehind(row, parent, after) {
  if (after === parent) parent.prepend(row);
  else if (after?.parentElement === parent) after.after(row);
  else parent.append(row);
}

export function addItem(list, text = "", after = null) {
  const item = copy("item-row");
  const field = item.querySelector("textarea");
  field.placeholder = list.dataset.hint;
  field.value = text;
  putBehind(item, list, after);
  grow(field);
  return field;
}

export function addTask(task = {}, after = null) {
  const row = copy("task-row");
  part(row, "task").value = task.task ?? "";
  part(row, "weight").value = task.weight ?? "";
  putBehind(row, tasks, after);
  for (const name of ["criteria", "knowledge"]) {
    const told = task[name]?.length ? task[name] : [""];
    for (const text of told) addItem(listOf(row, name), text);
  }
  return row;
}

const inside = (value, key) => key.split(".").reduce((part, name) => part?.[name], value);

/** Show a value, and put the cursor back where it was. */
export function fill(value) {
  const at = document.activeElement;
  const place = form.contains(at) ? gather().paths.get(at) : null;
  const caret = place && "selectionStart" in at ? at.selectionStart : null;
  for (const field of form.querySelectorAll("[data-key]")) {
    const told = inside(value, field.dataset.key);
    if (field.type === "checkbox") field.checked = Boolean(told);
    else field.value = told ?? "";
    grow(field);
  }
  tasks.replaceChildren();
  for (const task of value.tasks) addTask(task);
  if (!value.tasks.length) addTask();
  number();
  const field = place && gather().places.get(place);
  if (!field) return;
  field.focus({ preventScroll: true });
  if (caret !== null && field.type !== "checkbox") field.setSelectionRange(caret, caret);
}

function put(value, key, told) {
  const names = key.split(".");
  const last = names.pop();
  const home = names.reduce((part, name) => (part[name] ??= {}), value);
  home[last] = told;
}

function read(field) {
  if (field.type === "checkbox") return field.checked;
  const text = field.value.trim();
  return "number" in field.dataset ? text || null : text;
}

function gatherTask(row, place, know) {
  const task = { task: part(row, "task").value.trim(), weight: part(row, "weight").value.trim() || null };
  know(`${place}.task`, part(row, "task"));
  know(`${place}.weight`, part(row, "weight"));
  for (const name of ["criteria", "knowledge"]) {
    task[name] = [];
    for (const field of items(listOf(row, name))) {
      const text = field.value.trim();
      if (!text) continue;
      know(`${place}.${name}[${task[name].length}]`, field);
      task[name].push(text);
    }
  }
  return task;
}

/** What the form says, and which field is at which place of the value. */
export function gather() {
  const value = { tasks: [] };
  const places = new Map();
  const paths = new Map();
  const know = (place, field) => { places.set(place, field); paths.set(field, place); };
  for (const field of form.querySelectorAll("[data-key]")) {
    put(value, field.dataset.key, read(field));
    know(field.dataset.key, field);
  }
  for (const row of rows()) {
    const written = [...row.querySelectorAll("input, textarea")].some((field) => field.value.trim());
    if (written) value.tasks.push(gatherTask(row, `tasks[${value.tasks.length}]`, know));
  }
  return { value, places, paths };
}

/** Where a finding or a comment about a place is shown: its field, else the nearest thing around. */
export function fieldAt(path, places) {
  for (let place = path; place; place = place.replace(/(\.[^.[\]]+|\[\d+\])$/, "")) {
    const found = places.get(place) ?? places.get(`${place}.task`) ?? form.querySelector(`[data-key^="${place}."]`);
    if (found) return found;
    const list = /^(tasks\[\d+\])\.(criteria|knowledge)$/.exec(place);
    const row = list && places.get(`${list[1]}.task`)?.closest(".task");
    if (row) return listOf(row, list[2]).querySelector("textarea") ?? part(row, "task");
    if (!/[.[]/.test(place)) break;
  }
  return document.getElementById("add-task");
}
