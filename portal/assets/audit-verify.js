// Goes on with the verification of the audit trail by itself, part by part, until it ends or somebody
// stops it. The pages are the server's; without this script, a button goes on.
"use strict";

const running = document.querySelector("[data-verify-running]");
const said = document.querySelector("[data-verify-said]");
let isStopped = false;

function show(next) {
  const now = document.querySelector("[data-verify-state]");
  const bar = now.querySelector("progress");
  const form = next.querySelector("form");
  if (bar && form) {
    // The same bar and label, so that nobody loses their place.
    bar.value = next.querySelector("progress").value;
    bar.max = next.querySelector("progress").max;
    now.querySelector("label").textContent = next.querySelector("label").textContent;
    now.querySelector("[name=from]").value = form.elements.from.value;
  } else {
    now.replaceChildren(...next.childNodes);
  }
  return now.querySelector("form");
}

async function part(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { accept: "text/html" },
    body: new URLSearchParams(new FormData(form)),
  });
  if (answer.ok) document.dispatchEvent(new Event("session-renewed"));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return answer.ok ? page.querySelector("[data-verify-state]") : null;
}

async function run(form) {
  const region = document.querySelector("[data-verify-state]");
  isStopped = false;
  running.hidden = false;
  said.textContent = said.dataset.running;
  region.setAttribute("aria-busy", "true");
  const stop = running.querySelector("[data-verify-stop]");
  stop.focus();
  while (form && !isStopped) {
    form.querySelector("button").hidden = true;
    const next = await part(form).catch(() => null);
    if (!next) {
      // The page itself says what is wrong.
      form.submit();
      return;
    }
    form = show(next);
  }
  region.removeAttribute("aria-busy");
  running.hidden = true;
  if (form) {
    form.querySelector("button").hidden = false;
    form.querySelector("button").focus();
    running.hidden = false;
    stop.hidden = true;
    said.textContent = said.dataset.stopped;
  } else {
    region.querySelector("[data-focus]").focus();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-verify]");
  if (!form) return;
  event.preventDefault();
  running.querySelector("[data-verify-stop]").hidden = false;
  run(form);
});
running.querySelector("[data-verify-stop]").addEventListener("click", () => {
  isStopped = true;
});
