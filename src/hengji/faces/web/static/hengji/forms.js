// What happens to a form between the press and the answer. Every form works without it.
import { drop, keep, kept } from "./kept.js";

const WORDS = { get: "正在查询……", post: "正在提交……", file: "正在上传……" };

function tell(form, words) {
  form.querySelector("[data-told]")?.remove();
  const told = document.createElement("div");
  Object.assign(told, { className: "alert alert-warning", textContent: words });
  told.setAttribute("role", "alert");
  told.dataset.told = "";
  form.prepend(told);
  told.scrollIntoView({ block: "nearest" });
}

const carriesFile = (form) => [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);

// The button says that it was heard; a form that changes something cannot be sent twice.
function wait(form, button) {
  const pressed = button ?? form.querySelector("button[type=submit], button:not([type])");
  if (pressed && !pressed.childElementCount) {
    pressed.dataset.said = pressed.textContent;
    pressed.textContent = WORDS[carriesFile(form) ? "file" : form.method];
    pressed.setAttribute("aria-busy", "true");
  }
  if (form.method !== "post") return;
  for (const one of form.querySelectorAll("button[type=submit], button:not([type])")) {
    setTimeout(() => { one.disabled = true; }, 0); // after the browser has read which one it was
  }
}

function go(part) {
  for (const button of part.querySelectorAll("[aria-busy][data-said]")) {
    button.textContent = button.dataset.said;
    button.removeAttribute("aria-busy");
    delete button.dataset.said;
  }
  for (const button of part.querySelectorAll("form button:disabled:not([data-disabled])")) {
    button.disabled = false;
  }
}

// Before htmx sees it: asked first where data-confirm says so, and kept here without a network.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
  if (!navigator.onLine) {
    stop();
    tell(form, "网络已断开，没有提交。填写的内容还在，网络恢复后请再按一次。");
  } else if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    stop();
  } else {
    form.querySelector("[data-told]")?.remove();
    remember(form);
  }
}, true);

// An answer that is a file leaves the page as it is, and htmx's parts tell of themselves.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const uploads = form.hasAttribute("hx-boost");
  if ((event.defaultPrevented && !uploads) || "download" in form.dataset) return;
  wait(form, event.submitter);
});

// Coming back with the browser's arrow must find the buttons alive.
window.addEventListener("pageshow", () => go(document));

// An upload tells how far it is; what went wrong on the way leaves the form as it was.
document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const button = target.querySelector?.("[aria-busy]");
  if (!button || !detail.lengthComputable || !detail.total) return;
  const percent = Math.floor((100 * detail.loaded) / detail.total);
  button.textContent = percent < 100 ? `正在上传 ${percent}%` : "已上传，正在读取……";
});
document.addEventListener("htmx:sendError", ({ target }) => {
  if (!target.hasAttribute?.("hx-boost")) return;
  go(target.parentElement ?? document);
  tell(target, "上传中断了，没有提交。选好的文件还在，请检查网络后再按一次。");
});

// Where a sign-in has run out or a page is too old, what was filled in comes back on its page. Which
// form this tab has sent, and whether it got lost, is known on the sign-in page too; what was filled
// in is not.
const SENT = "hengji-sent";
const FILLED = "form";
const address = (form) => form.getAttribute("action") ?? "";
const mark = (sent) => sessionStorage.setItem(SENT, JSON.stringify(sent));

function remember(form) {
  if (form.method !== "post" || location.pathname.startsWith("/accounts/")) return;
  const secret = (name) => name === "csrfmiddlewaretoken" || form.querySelector(`[type=password][name="${name}"]`);
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret(name));
  keep(FILLED, fields, { tab: true });
  mark({ page: location.pathname, action: address(form) });
}

function fill(form, fields) {
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    const values = left.get(field.name);
    if (["checkbox", "radio"].includes(field.type)) field.checked = values?.includes(field.value) ?? false;
    else if (values?.length && !["hidden", "file"].includes(field.type)) field.value = values.shift();
  }
}

function restore() {
  const sent = JSON.parse(sessionStorage.getItem(SENT));
  if (!sent) return;
  if (document.querySelector("[data-input-lost]")) {
    mark({ ...sent, lost: true });
    return;
  }
  if (sent.lost && location.pathname.startsWith("/accounts/")) return;
  sessionStorage.removeItem(SENT);
  const fields = kept(FILLED) ?? [];
  drop(FILLED);
  const form = [...document.forms].find((one) => one.method === "post" && address(one) === sent.action);
  if (!sent.lost || sent.page !== location.pathname || !form || !fields.length) return;
  fill(form, fields);
  tell(form, "刚才没有提交成功，填写的内容已恢复，请核对后再提交；文件要重新选择。");
}
restore();
