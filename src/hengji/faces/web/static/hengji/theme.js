// Loaded before the first paint, so that a dark screen does not flash white. Paper is always white.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const paper = window.matchMedia("print");

function follow() {
  document.documentElement.dataset.bsTheme = dark.matches && !paper.matches ? "dark" : "light";
}

dark.addEventListener("change", follow);
paper.addEventListener("change", follow);
follow();
