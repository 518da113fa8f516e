// What an account has typed and the site has not got yet, kept in this browser. A computer of an
// office has several users: each finds only his own, signing out or in as another clears it, and
// what is older than a long weekend is no longer waiting for a network. A page on which nobody is
// signed in keeps nothing and leaves what waits for its account to come back.
const PREFIX = "hengji-kept/";
const LONGEST = 72 * 60 * 60 * 1000; // milliseconds
const leave = document.querySelector("form[data-account]");
const own = leave && `${PREFIX}${leave.dataset.account}/`;

function told(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

const isOld = (name) => !(Date.now() - told(name)?.at < LONGEST);

function clear(goes) {
  try {
    for (const store of [localStorage, sessionStorage]) {
      for (const name of Object.keys(store)) {
        if (name.startsWith(PREFIX) && goes(name)) store.removeItem(name);
      }
    }
  } catch {
    // Forbidden: then nothing is kept either.
  }
}

/** Keep `value`, anything JSON can hold, under `name`; with `tab` only as long as this tab is open. */
export function keep(name, value, { tab = false } = {}) {
  try {
    const store = tab ? sessionStorage : localStorage;
    if (own) store.setItem(own + name, JSON.stringify({ at: Date.now(), value }));
  } catch {
    // A full or forbidden store: the warning on leaving the page still stands.
  }
}

/** What this account has kept under `name`, or null. */
export const kept = (name) => (own && told(own + name)?.value) ?? null;

/** The site has it: it waits no longer. */
export const drop = (name) => clear((one) => one === own + name);

clear((name) => isOld(name) || (own && !name.startsWith(own)));
document.addEventListener("submit", ({ target }) => {
  if (target.matches("form[data-account]")) clear(() => true);
});
