// Minutes as lessons, a suggestion taken over, and the print button; the page works without it.
(function () {
  "use strict";
  const LESSON_MINUTES = 45; // 003 附件1

  function showLessons(field) {
    const output = field.parentElement.querySelector(".lessons");
    const minutes = field.value.trim();
    if (!output) return;
    output.textContent = /^\d{1,7}$/.test(minutes)
      ? "合 " + String(Math.round((Number(minutes) / LESSON_MINUTES) * 10) / 10) + " 课时"
      : "45分钟为1课时";
  }

  document.addEventListener("input", function (event) {
    if (event.target.matches(".minutes")) showLessons(event.target);
  });

  document.addEventListener("click", function (event) {
    const entry = event.target.closest(".entry");
    if (entry) {
      for (const key of ["code", "name"]) {
        const field = document.querySelector('[data-entry="' + key + '"]');
        if (field) field.value = entry.dataset[key];
      }
      document.getElementById("entries").replaceChildren();
    }
    if (event.target.closest(".print-page")) {
      for (const folded of document.querySelectorAll("details")) folded.open = true;
      window.print();
    }
  });

  // On a slow line people go on writing while the fields for a new choice are fetched.
  let written = new Map();
  document.addEventListener("htmx:beforeSwap", function (event) {
    written = new Map();
    if (event.detail.requestConfig.elt.id !== "claim") return;
    for (const field of document.querySelectorAll("#claim input[id]")) written.set(field.id, field.value);
  });
  document.addEventListener("htmx:afterSwap", function () {
    for (const [id, value] of written) {
      const field = document.getElementById(id);
      if (field && value && field.type !== "radio") field.value = value;
    }
  });

  for (const button of document.querySelectorAll(".print-page")) button.hidden = false;
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
})();
