// "When should I hear?": counts to the last day of each promise, on this device. It asks for nothing, stores nothing, and
// leaves the address and the title alone. Days are whole numbers since 1970, so that no time zone can move them.
// services_directory/days/counting.py takes the same steps; a test compares the two on every day of the calendar.
const MS_A_DAY = 86400000;
const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / MS_A_DAY;
const dateOf = (day) => new Date(day * MS_A_DAY);
export const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);

/** The day that three typed texts name, or NaN when there is no such day. The year has four digits. */
export const typedDay = (day, month, year) => {
  const [d, m, y] = [day, month, year].map((text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN));
  const date = new Date(Date.UTC(y, m - 1, d));
  return y > 999 && date.getUTCDate() === d && date.getUTCMonth() === m - 1 ? date.getTime() / MS_A_DAY : NaN;
};

/** The working days, from the page's own data: first and last day held, and the days off. */
export const calendarOf = (first, last, off) => ({
  first: dayOf(first),
  last: dayOf(last),
  off: new Set(off.split(" ").filter(Boolean).map(dayOf)),
});

const isWorking = (calendar, day) => {
  if (day < calendar.first || day > calendar.last) throw new RangeError("beyond the calendar");
  const weekday = dateOf(day).getUTCDay();
  return weekday > 0 && weekday < 6 && !calendar.off.has(day);
};

const addWorkingDays = (calendar, day, number) => {
  isWorking(calendar, day);
  for (let left = number; left > 0;) if (isWorking(calendar, ++day)) left -= 1;
  return day;
};

const addMonths = (day, months) => {
  const date = dateOf(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, lastOfMonth));
  return date.getTime() / MS_A_DAY;
};

const STEPS = {
  w: (calendar, day, number) => addWorkingDays(calendar, day, number),
  d: (calendar, day, number) => day + number,
  m: (calendar, day, number) => addMonths(day, number),
  t: (calendar, day) => {
    while (!isWorking(calendar, day)) day += 1;
    return day;
  },
};

/** The last day of a limit, or null when the calendar ends before it. `count` is "w5 w1", or several paths parted by "|". */
export const lastDay = (count, day, calendar) => {
  try {
    return Math.min(...count.split("|").map((path) =>
      path.split(" ").reduce((at, step) => STEPS[step[0]](calendar, at, Number(step.slice(1))), day)));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

const form = globalThis.document?.querySelector("[data-hear]");

const start = () => {
  const find = (name) => document.querySelector(`[data-hear-${name}]`);
  const [moment, area] = [document.querySelector("#hear-moment"), document.querySelector("#hear-area")];
  const parts = ["day", "month", "year"].map((name) => document.querySelector(`#hear-${name}`));
  const [results, list, heading] = [find("results"), find("list"), find("heading")];
  const error = (name) => document.querySelector(`#hear-${name}-error`);
  const long = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const words = (day) => long.format(dateOf(day)).replace(",", "");
  const section = () => document.querySelector(`[data-moment="${moment.value}"]`);

  const calendarHere = () => {
    const { first, last, off } = form.dataset;
    return calendarOf(first, last, `${off} ${form.getAttribute(`data-off-${area.value}`) ?? ""}`);
  };

  /** The day that was typed, or the name of what is wrong with it. */
  const chosenDay = (calendar) => {
    const day = typedDay(...parts.map((part) => part.value));
    if (Number.isNaN(day)) return "notADate";
    if (day < calendar.first) return "tooEarly";
    return day > calendar.last ? "tooLate" : day;
  };

  const says = (name, field, text) => {
    const place = error(name);
    place.hidden = !text;
    if (text && text !== true) place.textContent = text;
    field.toggleAttribute("aria-invalid", Boolean(text));
    if (text) field.setAttribute("aria-invalid", "true");
    return Boolean(text);
  };

  const answer = (label, count, day, calendar) => {
    const line = document.createElement("p");
    line.className = "promise__by";
    const by = lastDay(count, day, calendar);
    if (by === null) {
      line.textContent = results.dataset.beyond;
      return line;
    }
    const time = document.createElement("time");
    time.dateTime = isoOf(by);
    time.textContent = words(by);
    line.append(`${label} `, time);
    return line;
  };

  const show = (day, calendar) => {
    const iso = isoOf(day);
    const rows = [...section().querySelectorAll(".promise")].filter(({ dataset }) =>
      dataset.from <= iso && (!dataset.to || iso <= dataset.to) && (!dataset.area || dataset.area === area.value));
    heading.textContent = `${section().querySelector("h3").textContent}: ${words(day)}`;
    list.replaceChildren(...rows.map((row) => {
      const copy = row.cloneNode(true);
      const answers = [answer(results.dataset.by, row.dataset.count, day, calendar)];
      if (row.dataset.enhanced) answers.push(answer(results.dataset.enhanced, row.dataset.enhanced, day, calendar));
      copy.firstElementChild.after(...answers);
      return copy;
    }));
    if (!rows.length) list.append(Object.assign(document.createElement("li"), { textContent: results.dataset.none }));
    results.hidden = false;
    heading.focus();
  };

  const choose = () => {
    const chosen = section();
    find("area").hidden = !chosen || !("byCouncil" in chosen.dataset);
    find("date-of").textContent = chosen?.dataset.dateOf ?? find("date-of").dataset.usual;
    find("hint").textContent = chosen?.dataset.hint ?? "";
    results.hidden = true;
  };

  moment.addEventListener("change", choose);
  for (const field of [area, ...parts]) field.addEventListener("input", () => { results.hidden = true; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.hidden = true;
    const calendar = calendarHere();
    const day = chosenDay(calendar);
    const wrong = [
      says("moment", moment, !moment.value) && moment,
      says("area", area, !find("area").hidden && !area.value) && area,
      says("date", parts[0], typeof day === "string" ? error("date").dataset[day] : "") && parts[0],
    ].filter(Boolean);
    if (wrong.length) wrong[0].focus();
    else show(day, calendar);
  });
  find("print").addEventListener("click", () => globalThis.print());
  find("words").open = false;
  find("without").hidden = true;
  form.hidden = false;
  choose();
};

if (form) start();
