// Looks at a form of rules while it is filled in: posts it to the portal after a pause in typing and
// shows what comes back beside the fields and in the preview. Nothing is saved. The form works
// without.
"use strict";

const form = document.querySelector("form[data-check]");
const findings = document.querySelector("[data-findings]");
const sample = document.querySelector("#sample");
const pauseMs = 400;
let waiting = 0;
let asking = new AbortController();

// A number that is typed chooses itself, not "never".
for (const number of document.querySelectorAll("[data-choose]")) {
  number.addEventListener("input", () => {
    const choice = document.querySelector(`[data-number="${number.name}"]`);
    if (choice && number.value !== "") choice.checked = true;
  });
}

function say(text) {
  const verdict = findings.querySelector("[data-verdict]");
  if (verdict) verdict.textContent = text;
}

function show(text) {
  const came = new DOMParser().parseFromString(text, "text/html");
  for (const beside of came.querySelectorAll("template[data-beside]")) {
    const rule = beside.dataset.beside;
    const slot = document.querySelector(`[data-slot="${rule}"]`);
    if (slot) slot.replaceChildren(...beside.content.childNodes);
    for (const control of form.querySelectorAll(`[data-rule="${rule}"] :is(input:not([type="radio"]), select, textarea)`)) {
      if (beside.dataset.refused === "true") control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    beside.remove();
  }
  // The verdict stays the same element, so that a screen reader hears the new words.
  const verdict = came.querySelector("[data-verdict]");
  say(verdict.textContent.trim());
  verdict.remove();
  const kept = findings.querySelector("[data-verdict]");
  findings.replaceChildren(kept, ...came.body.childNodes);
}

async function check() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  findings.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(new FormData(form));
    // Nothing is saved: who it is does not matter.
    body.delete("confirm_password");
    const answer = await fetch(form.dataset.check, { method: "POST", body, signal });
    if (!answer.ok) throw new Error("refused");
    document.dispatchEvent(new Event("session-renewed"));
    show(await answer.text());
    findings.classList.remove("failed");
  } catch (error) {
    if (signal.aborted) return;
    findings.classList.add("failed");
    say(form.dataset.failed);
  }
  if (!signal.aborted) findings.removeAttribute("aria-busy");
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(check, pauseMs);
}

if (form && findings) {
  form.addEventListener("input", later);
  // The sample stands outside of the form's element.
  sample?.addEventListener("input", later);
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.submitter?.value !== "check") return;
    event.preventDefault();
    clearTimeout(waiting);
    check();
  });
}
