// What scripts add to every page: one's own time zone, the warning before a session ends, the way to
// what was refused, and that a form is sent once. Every page works without.
"use strict";

const language = document.documentElement.lang;

// Times are written in UTC; here they become those of the browser's zone, but not beside filters
// by day, which are in UTC.
const local = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  dateStyle: "medium",
  timeStyle: "short",
});
for (const time of document.querySelectorAll("time[data-local]")) {
  if (time.closest("[data-utc]")) continue;
  time.title = time.textContent;
  time.textContent = local.format(new Date(time.dateTime));
}
for (const time of document.querySelectorAll("time[data-title]")) {
  time.title = local.format(new Date(time.dateTime));
}

document.querySelector("[data-focus]")?.focus();

// The answer to the first click, a PIN perhaps, would be lost to the second. On the window: whoever
// keeps a form from being sent has done so by then.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "download" in form.dataset) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  event.submitter?.setAttribute("aria-disabled", "true");
});
// Back on a page that the browser kept.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const control of form.elements) control.removeAttribute("aria-disabled");
  }
});

// A session that is about to end is announced two minutes before, and can be kept. Other tabs share
// it, and scripts that ask the portal for something keep it: they dispatch "session-renewed".
const leaving = document.querySelector("[data-leaving]");
if (leaving) {
  const idleMs = Number(document.body.dataset.idleSeconds) * 1000;
  const warnMs = 120_000;
  const zone = location.pathname.split("/")[1];
  const tabs = new BroadcastChannel(`session-${zone}`);
  let ends;
  let isWarned;
  const renew = () => {
    ends = Date.now() + idleMs;
    isWarned = false;
    leaving.close();
  };
  const tell = () => {
    renew();
    tabs.postMessage("renewed");
  };
  tell();
  tabs.addEventListener("message", renew);
  document.addEventListener("session-renewed", tell);
  // SECURITY: this page again would renew the session of somebody who is not here.
  const leave = () => {
    const query = new URLSearchParams({ reason: "ended", next: location.pathname + location.search });
    location.replace(`/${zone}/sign-in?${query}`);
  };
  const left = leaving.querySelector("[data-leaving-left]");
  const form = leaving.querySelector("[data-stay]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (answer.ok) tell();
    else leave();
  });
  setInterval(() => {
    const seconds = Math.ceil((ends - Date.now()) / 1000);
    if (seconds <= 0) leave();
    if (seconds * 1000 > warnMs) return;
    // Once: whoever closes it wants to finish something.
    if (!isWarned) leaving.showModal();
    isWarned = true;
    left.textContent = `${Math.floor(seconds / 60)}:${String(Math.max(0, seconds % 60)).padStart(2, "0")}`;
  }, 1000);
}
