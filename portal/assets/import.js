// What a script adds to the import of users: a file that is too large is not sent, and that it takes
// a while is said. Without it, the portal says the same.
"use strict";

for (const form of document.querySelectorAll("form[data-import]")) {
  const status = form.querySelector("[data-status]");
  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    if (file && file.size > Number(form.dataset.bytes)) {
      event.preventDefault();
      status.textContent = form.dataset.tooLarge;
      return;
    }
    form.setAttribute("aria-busy", "true");
    status.textContent = form.dataset.working;
  });
}
