// Rows change their places: by dragging the handle, by buttons, by Alt and an arrow.
import { number } from "./text.js";

const said = document.getElementById("announce");
const NEAR = 60; // pixels from the window's edge at which it begins to scroll

export function announce(text) {
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = text; });
}

/** Move a row among its siblings and say where it is now; false where there is no further. */
export function move(row, down) {
  const other = down ? row.nextElementSibling : row.previousElementSibling;
  const place = [...row.parentElement.children].indexOf(row) + (other ? (down ? 2 : 0) : 1);
  if (!other) {
    announce(down ? "已经是最后一项" : "已经是第一项");
    return false;
  }
  const at = document.activeElement;
  if (down) other.after(row);
  else other.before(row);
  number();
  at.focus();
  announce(`已移到第 ${place} 项，共 ${row.parentElement.children.length} 项`);
  return true;
}

function over(list, row, y) {
  const others = [...list.children].filter((one) => one !== row);
  return others.find((one) => {
    const box = one.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

/** Drag by the handle, with a mouse, a pen or a finger; Escape puts the row back. */
export function dragging(list, moved) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    event.preventDefault();
    const row = handle.closest(".task");
    const before = row.nextElementSibling;
    const stop = new AbortController();
    const { signal } = stop;
    row.classList.add("dragged");
    list.classList.add("dragging");

    function end(back) {
      stop.abort();
      row.classList.remove("dragged");
      list.classList.remove("dragging");
      if (back) list.insertBefore(row, before);
      number();
      if (!back && row.nextElementSibling !== before) {
        announce(`已移到第 ${[...list.children].indexOf(row) + 1} 项`);
        moved();
      }
    }
    window.addEventListener("pointermove", (at) => {
      const next = over(list, row, at.clientY) ?? null;
      if (next !== row.nextElementSibling) list.insertBefore(row, next);
      if (at.clientY < NEAR * 2) window.scrollBy(0, -NEAR / 4);
      else if (at.clientY > window.innerHeight - NEAR) window.scrollBy(0, NEAR / 4);
    }, { signal });
    window.addEventListener("pointerup", () => end(false), { signal });
    window.addEventListener("pointercancel", () => end(true), { signal });
    window.addEventListener("keydown", (key) => { if (key.key === "Escape") end(true); }, { signal });
  });
}
