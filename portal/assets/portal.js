// What scripts add to every page: one's own time zone, the warning before a session ends, and the
// way to what was refused. Every page works without.
"use strict";

const language = document.documentElement.lang;

// Times are written in UTC; here they become those of the browser's zone.
const local = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  dateStyle: "medium",
  timeStyle: "short",
});
for (const time of document.querySelectorAll("time[data-local]")) {
  time.title = time.textContent;
  time.textContent = local.format(new Date(time.dateTime));
}
for (const time of document.querySelectorAll("time[data-title]")) {
  time.title = local.format(new Date(time.dateTime));
}

document.querySelector("[data-focus]")?.focus();

// A page that answered a form is not asked for by sending the form again.
const leave = () => location.replace(location.href);

// A session that is about to end is announced two minutes before, and can be kept.
const leaving = document.querySelector("[data-leaving]");
if (leaving) {
  const idleMs = Number(document.body.dataset.idleSeconds) * 1000;
  const warnMs = 120_000;
  let ends = Date.now() + idleMs;
  const left = leaving.querySelector("[data-leaving-left]");
  const form = leaving.querySelector("[data-stay]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (answer.ok) {
      ends = Date.now() + idleMs;
      leaving.close();
    } else {
      leave();
    }
  });
  setInterval(() => {
    const seconds = Math.ceil((ends - Date.now()) / 1000);
    if (seconds <= 0) leave();
    if (seconds * 1000 > warnMs) return;
    if (!leaving.open) leaving.showModal();
    left.textContent = `${Math.floor(seconds / 60)}:${String(Math.max(0, seconds % 60)).padStart(2, "0")}`;
  }, 1000);
}
