// Writing without the mouse: Enter, Backspace, Alt with an arrow, and pasting a list of lines.
import { addItem, grow, items, listOf, number } from "./text.js";
import { announce, move } from "./moving.js";

const NUMBERED = /^\s*(?:\d{1,2}\s*[.．、]|[（(]\d{1,2}[）)])\s*/;

function split(field) {
  const rest = field.value.slice(field.selectionEnd);
  field.value = field.value.slice(0, field.selectionStart);
  grow(field);
  const next = addItem(field.closest(".items"), rest, field.closest(".item"));
  next.focus();
  next.setSelectionRange(0, 0);
}

/** Take an item away; the cursor goes to the end of the one before it, or to the next. */
export function removeItem(field, keep = "") {
  const list = field.closest(".items");
  const all = items(list);
  const at = all.indexOf(field);
  if (all.length === 1) {
    field.value = "";
    field.focus();
    return;
  }
  const goal = all[at - 1] ?? all[1];
  const caret = at ? goal.value.length : 0;
  if (at) goal.value += keep;
  field.closest(".item").remove();
  grow(goal);
  goal.focus();
  goal.setSelectionRange(caret, caret);
  announce("已删除一条");
}

function typedIn(field, event) {
  if (event.key === "Enter" && !event.shiftKey) {
    split(field);
  } else if (event.key === "Backspace" && field.selectionEnd === 0 && items(field.closest(".items"))[0] !== field) {
    removeItem(field, field.value);
  } else if (event.key === "Backspace" && !field.value) {
    removeItem(field);
  } else {
    return false;
  }
  return true;
}

/** Keys in the list of tasks; `changed` is called when one of them changed the text. */
export function keys(tasks, changed) {
  tasks.addEventListener("keydown", (event) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    const item = event.target.closest(".item");
    const row = event.target.closest(".task");
    let done = false;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      done = move(item ?? row, event.key === "ArrowDown");
    } else if (item && event.target.matches("textarea")) {
      done = typedIn(event.target, event);
    } else if (event.key === "Enter" && event.target.matches("[data-part]")) {
      event.preventDefault();
      items(listOf(row, "criteria"))[0].focus();
    }
    if (!done) return;
    event.preventDefault();
    number();
    changed();
  });

  tasks.addEventListener("paste", (event) => {
    const field = event.target.closest(".item textarea");
    const lines = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/).filter((line) => line.trim());
    if (!field || lines.length < 2) return;
    event.preventDefault();
    const [first, ...others] = lines.map((line) => line.replace(NUMBERED, "").trim());
    field.setRangeText(first, field.selectionStart, field.selectionEnd, "end");
    grow(field);
    let last = field;
    for (const line of others) last = addItem(field.closest(".items"), line, last.closest(".item"));
    last.focus();
    number();
    announce(`已粘贴 ${lines.length} 条`);
    changed();
  });
}
