// Whether somebody answers now, worked out on this device from the hours that a record gives, and said beside them.
// The same rules are in services_directory/days/opening.py; the tests hold the two equal. All times are London's.
(() => {
  const DAY = 24 * 60;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London", hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  // The first day we hold, how many follow it, and each bank holiday as a step from the last.
  const [first, held, ...steps] = document.currentScript.dataset.days.split(" ").map((step) => parseInt(step, 36));
  let reached = first;
  const holidays = new Set(steps.map((step) => (reached += step)));

  const inLondon = (moment) => {
    const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return { day: Date.UTC(part.year, part.month - 1, part.day) / 864e5, minute: part.hour * 60 + part.minute };
  };

  // "open", "closed", "unsure" on a bank holiday of which the record says nothing; null when we cannot know.
  const answering = (code, moment) => {
    const { day, minute } = inLondon(moment);
    if (!code || !(day > first && day <= first + held)) return null;
    let found = "closed";
    for (const spell of code.replace(/^[=~]\+?/, "").split(".")) {
      const [days, start, stop, onHolidays] = spell.split(",");
      const end = Number(stop) > Number(start) ? Number(stop) : Number(stop) + DAY;
      for (const [on, now] of [[day, minute], [day - 1, minute + DAY]]) {
        if (!days.includes(String(((on + 3) % 7) + 1)) || now < Number(start) || now >= end) continue;
        const holds = holidays.has(on) ? onHolidays : "y";
        if (holds === "y") return "open";
        if (holds === "u") found = "unsure";
      }
    }
    return found;
  };

  const PLACES = ["open", "perhaps", "unknown", "closed"];
  // What to say, and how likely it is that somebody answers. Hours that nobody confirmed
  // are never said as certain; the words beside it say that we could not confirm them.
  const say = (code, moment = Date.now()) => {
    const state = answering(code, moment);
    const sure = code.startsWith("=");
    if (state === "open") return sure ? ["open", "Open now."] : ["perhaps", "Should be open now."];
    if (state === "unsure") return ["perhaps", "They may be closed, because of a bank holiday."];
    if (state === "closed") return ["closed", sure ? "Closed now." : "Probably closed now."];
    return ["unknown", ""];
  };

  const show = () => {
    for (const line of document.querySelectorAll("[data-open]")) {
      const [place, words] = say(line.dataset.open);
      line.textContent = words;
      line.hidden = !words;
      line.className = `open-now open-now--${place}`;
    }
  };
  globalThis.openNow = { answering, say, PLACES };
  show();
  setInterval(show, 30e3);
})();
