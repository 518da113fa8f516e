// What the pages need beyond htmx and Bootstrap. No page depends on it to be read.

// A demo account's button fills in the sign-in form.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sign-in]");
  if (!button) return;
  document.querySelector("[name=login]").value = button.dataset.signIn;
  document.querySelector("[name=password]").value = button.dataset.password;
  document.querySelector("[name=password]").form.requestSubmit();
});

// On a phone a list's row is read from top to bottom, and each cell tells the heading of its column.
function label(part) {
  for (const table of part.querySelectorAll(".labelled table")) {
    const headings = [...table.tHead.rows[0].cells].map((cell) => (
      cell.querySelector(".visually-hidden") ? "" : cell.textContent.trim()
    ));
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, place) => {
        if (headings[place] && cell.tagName === "TD") cell.dataset.label = headings[place];
      });
    }
  }
}
label(document);
document.addEventListener("htmx:load", (event) => label(event.detail.elt));

// A filter sends itself when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
    form.requestSubmit();
  }
});

// allauth tells when a passkey's ceremony came to nothing; its page would stay silent.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-error")?.remove();
  const told = document.createElement("div");
  Object.assign(told, { id: "passkey-error", className: "alert alert-danger" });
  told.setAttribute("role", "alert");
  told.textContent = "没有读到密钥：已取消、超时，或这台设备上没有本账号的密钥。请重试，或改用其他方式。";
  document.getElementById("content").prepend(told);
});
