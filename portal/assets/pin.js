// The page that shows a one-time PIN: how long it is valid, a button that copies it, and what became
// of it meanwhile. Without scripts the page says until when.
"use strict";

const pinPage = document.querySelector("[data-pin-page]");
const find = (name) => pinPage.querySelector(`[data-${name}]`);

// By the portal's clock, whatever this computer's says.
const until = Number(pinPage.dataset.until);
const ends = Date.now() + until - Number(pinPage.dataset.now);
const askEveryMs = 5_000;
let isOver = false;

const isLong = until - Number(pinPage.dataset.now) >= 3_600_000;
const two = (number) => String(number).padStart(2, "0");
const written = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  return isLong ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

// The PIN is not left on a screen where it opens nothing any more.
const end = (outcome) => {
  if (isOver) return;
  isOver = true;
  clearInterval(ticking);
  clearInterval(asking);
  const hadFocus = pinPage.querySelector("[data-while-live]:focus-within");
  for (const part of pinPage.querySelectorAll("[data-while-live]")) part.remove();
  const shown = pinPage.querySelector(`[data-outcome="${outcome}"]`);
  shown.hidden = false;
  if (!hadFocus) return;
  shown.tabIndex = -1;
  shown.focus();
};

// Said twice, not every second.
const said = find("said");
const soon = [[300, said.dataset.five], [60, said.dataset.one]].filter(([at]) => (ends - Date.now()) / 1000 > at);
const tick = () => {
  const seconds = Math.ceil((ends - Date.now()) / 1000);
  if (seconds <= 0) return end("expired");
  find("left-time").textContent = written(seconds);
  while (soon.length > 0 && seconds <= soon[0][0]) said.textContent = soon.shift()[1];
};

const ask = async () => {
  let answer;
  try {
    answer = await fetch(pinPage.dataset.standing, { headers: { Accept: "application/json" } });
  } catch {
    return;
  }
  // The session has ended, or the device is gone: there is nothing to ask any more.
  if (answer.status < 500 && !answer.ok) return clearInterval(asking);
  if (!answer.ok) return;
  const { state, expires_ms } = await answer.json();
  if (expires_ms !== until) return end("replaced");
  if (state !== "live") end(state);
};

find("left").hidden = false;
const ticking = setInterval(tick, 1_000);
const asking = setInterval(ask, askEveryMs);
tick();

if (navigator.clipboard) {
  find("copy").hidden = false;
  const button = find("copy-button");
  button.addEventListener("click", async () => {
    const { done, failed } = button.dataset;
    try {
      await navigator.clipboard.writeText(find("pin").textContent.replace(/\s/g, ""));
      find("copy-said").textContent = done;
    } catch {
      find("copy-said").textContent = failed;
    }
  });
}
