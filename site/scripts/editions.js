// Says which edition of the Code counts for a day that is typed. On this device only: it asks for nothing and stores nothing.
import { isoOf, typedDay } from "./hearing-dates.js";

const place = document.querySelector("[data-editions]");
const form = place.querySelector("form");
const answer = place.querySelector("[data-editions-answer]");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const parts = ["day", "month", "year"].map((name) => document.querySelector(`#edition-${name}`));
  const day = typedDay(...parts.map((part) => part.value));
  if (Number.isNaN(day)) {
    answer.textContent = answer.dataset.wrong;
    parts[0].focus();
    return;
  }
  const iso = isoOf(day);
  const found = [...place.querySelectorAll("[data-from]")].find(({ dataset }) => dataset.from <= iso && (!dataset.to || iso <= dataset.to));
  answer.replaceChildren(found ? `${answer.dataset.counts} ` : answer.dataset.none);
  if (found) answer.append(found.querySelector("a").cloneNode(true));
});
form.hidden = false;
