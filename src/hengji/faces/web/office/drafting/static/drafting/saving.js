// Saving by itself: after a pause to the site; what the site has not, stays in this browser.
import { drop, keep, kept } from "../hengji/kept.js";
import { gather } from "./text.js";
import { Refused, post } from "./sending.js";

const PAUSE = 1200; // milliseconds without a key before the text is saved
const AGAIN = 4000; // before the next try while the network is down
const shown = document.getElementById("saving");
const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });

let url;
let key;
let revision;
let saved; // the value that the site has, as text
let timer;
let busy = false;
let met; // called with an answer whose text is another than what was sent

function say(text, state) {
  if (shown.textContent !== text) shown.textContent = text;
  shown.dataset.state = state;
}

const now = () => JSON.stringify(gather().value);
const unsaved = () => now() !== saved;

const keepText = () => keep(key, { revision, value: gather().value });

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function failed(error) {
  if (!(error instanceof Refused)) {
    say("未保存，网络断开，已留在本机", "offline");
    later(AGAIN);
  } else if (error.status >= 500) {
    say("未保存，服务器出错，已留在本机，正在重试", "offline");
    later(AGAIN);
  } else if (error.status === 0) {
    keepText(); // Signing out in another window has cleared what was kept before.
    say("未保存，登录已过期，已留在本机。请在另一窗口登录后刷新本页", "offline");
  } else {
    say(`未保存：${error.message}`, "refused");
  }
}

function took(answer, sent) {
  const still = now() === sent;
  if (answer.merged && !still) {
    // Typed while two texts were joined: once more from the same beginning, with all of it.
    later(0);
    return;
  }
  revision = answer.revision;
  saved = sent;
  if (answer.merged) {
    met(answer);
    saved = now();
  }
  if (still) {
    drop(key);
    say(`已保存 ${time.format(new Date())}`, "saved");
  } else {
    keepText();
    later(PAUSE);
  }
}

/** Save now, if there is something to save; what is typed meanwhile is saved after it. */
async function save() {
  clearTimeout(timer);
  if (busy || !unsaved()) return;
  busy = true;
  const sent = now();
  say("正在保存…", "busy");
  try {
    took(await post(url, { base_revision: revision, value: JSON.parse(sent) }), sent);
  } catch (error) {
    failed(error);
  } finally {
    busy = false;
    if (shown.dataset.state === "busy") say("未保存", "waiting");
  }
}

/** The text changed. */
export function saveSoon() {
  if (!unsaved()) return;
  keepText();
  if (busy) return;
  if (shown.dataset.state !== "offline") say("未保存", "waiting");
  later(PAUSE);
}

export function startSaving(home, show, onMet) {
  ({ save: url, keep: key } = home.dataset);
  revision = Number(home.dataset.revision);
  met = onMet;
  saved = now();
  const old = kept(key);
  if (old?.value && JSON.stringify(old.value) !== saved) {
    // Saved from where it was begun: what others wrote since is joined, not overwritten.
    revision = old.revision;
    show(old.value);
    say("找回了上次没有保存的修改", "waiting");
    later(0);
  }
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
}
