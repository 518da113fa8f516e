// What the pages need beyond htmx and Bootstrap. No page depends on it to be read.

// A form with data-confirm asks first; one that was sent cannot be sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  // An answer that is a file leaves the page as it is, and its button is wanted again.
  if (form.method === "post" && !form.hasAttribute("hx-post") && !("download" in form.dataset)) {
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      // After the browser has read which button it was.
      setTimeout(() => { button.disabled = true; }, 0);
    }
  }
});

// Coming back with the browser's arrow must find the buttons alive.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form button:disabled:not([data-disabled])")) {
    button.disabled = false;
  }
});

// A demo account's button fills in the sign-in form.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sign-in]");
  if (!button) return;
  document.querySelector("[name=login]").value = button.dataset.signIn;
  document.querySelector("[name=password]").value = button.dataset.password;
  document.querySelector("[name=password]").form.requestSubmit();
});

// A filter sends itself when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
    form.requestSubmit();
  }
});
