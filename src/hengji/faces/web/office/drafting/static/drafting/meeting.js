// Somebody else saved meanwhile: who, and each place where both wrote differently, to choose from.
import { announce } from "./moving.js";
import { addItem, addTask, fieldAt, gather, items, listOf, rows } from "./text.js";

const panel = document.getElementById("meeting");
const told = document.getElementById("meeting-told");
const list = document.getElementById("conflicts");
const call = document.getElementById("meeting-call");
const done = document.getElementById("meeting-done");

function show(there) {
  panel.hidden = !there;
  call.hidden = !there;
}

/** My order; a row that it does not know stays behind the one it stands behind now. */
function reorder(parent, names) {
  let last = -1;
  const order = new Map();
  for (const row of parent.children) {
    const place = names.indexOf(row.querySelector("input, textarea").value.trim());
    last = place < 0 ? last : place;
    order.set(row, last);
  }
  parent.append(...[...parent.children].sort((a, b) => order.get(a) - order.get(b)));
}

/** My row that the other took away comes back where it was; several come back in my order. */
function putBack(parent, { mine, behind, turn }) {
  let after = behind ?? parent;
  const next = () => (after === parent ? parent.firstElementChild : after.nextElementSibling);
  while (Number(next()?.dataset.cameBack) < turn) after = next();
  const blank = items(parent).length === 1 && !items(parent)[0].value.trim() && items(parent)[0].closest(".item");
  const field = typeof mine === "string" ? addItem(parent, mine, after) : addTask(mine, after);
  (field.closest(".item") ?? field).dataset.cameBack = turn;
  if (blank) blank.remove();
}

function takeMine(conflict, field) {
  const { path, mine, theirs } = conflict;
  const row = field.closest(".task");
  const parent = path === "tasks" ? document.getElementById("tasks") : row && listOf(row, path.split(".")[1]);
  if (Array.isArray(mine)) {
    reorder(parent, mine);
  } else if (theirs === null && /(^tasks|criteria|knowledge)$/.test(path)) {
    putBack(parent, conflict);
  } else if (mine === null && path.endsWith("]")) {
    (field.closest(".item") ?? row).remove();
    if (!rows().length) addTask();
  } else if (field.type === "checkbox") {
    field.checked = mine;
  } else {
    field.value = mine ?? "";
  }
}

function line(conflict, field, changed) {
  const row = document.getElementById("conflict-row").content.firstElementChild.cloneNode(true);
  row.querySelector(".conflict-place").textContent = conflict.label;
  for (const side of ["mine", "theirs"]) {
    row.querySelector(`.${side}`).textContent = conflict[`${side}_shown`] || "（已删除）";
  }
  row.addEventListener("click", (event) => {
    const choice = event.target.dataset.choose;
    if (!choice) return;
    if (choice === "mine") {
      takeMine(conflict, field);
      changed();
    }
    row.remove();
    if (list.children.length) list.querySelector("button").focus();
    else show(false);
  });
  return row;
}

/** Show what an answer of the site tells of the other's writing. */
export function meet(answer, changed) {
  const { places } = gather();
  const some = answer.conflicts.length;
  told.textContent = `您编写时，${answer.merged_with || "您在另一窗口"}也保存了修改，两份文本已经合并。`
    + (some ? `以下 ${some} 处两人的写法不同，请选择：` : "两人改的地方不同，没有需要选择的。");
  list.replaceChildren(...answer.conflicts.map((one, turn) => {
    const before = one.after && fieldAt(one.after, places);
    const behind = before ? before.closest(".item") ?? before.closest(".task") : null;
    return line({ ...one, behind, turn }, fieldAt(one.path, places), changed);
  }));
  done.hidden = some > 0;
  call.textContent = some ? `有人同时修改，${some} 处待选择` : "有人同时修改，已合并";
  announce(told.textContent);
  show(true);
}

done.addEventListener("click", () => show(false));
