// Narrows the full list on this device. It asks for nothing, stores nothing, and leaves the address and the title alone.
(() => {
  const form = document.querySelector("[data-finder]");
  if (!form) return;
  const sections = [...document.querySelectorAll("[data-finder-section]")];
  const choices = [...form.querySelectorAll("[data-finder-by]")];
  const free = form.querySelector("[data-finder-free]");
  const openFirst = form.querySelector("[data-finder-open]");
  const count = form.querySelector("[data-finder-count]");
  const none = document.querySelector("[data-finder-none]");
  const chosen = (by) => choices.find((choice) => choice.dataset.finderBy === by);
  const options = (by) => [...chosen(by).options].map((option) => option.value).slice(1);

  // The index: services_directory/publish/facet_index.py says how it is written. The n-th entry is the n-th card.
  const LETTERS = Array.from({ length: 91 }, (_, at) => String.fromCharCode(at + 35)).filter((one) => !"&'<>\x60\\".includes(one)).join("");
  const cards = sections.flatMap((section) =>
    [...section.querySelectorAll(".card")].map((element) => ({
      element, section, crime: new Set([section.dataset.finderSection]), need: new Set(), for: new Set(), area: new Set(), free: false, hours: "",
    })),
  );
  const [crimes, needs, audiences, freeOnes, places, placesOf, hours, hoursOf] = form.dataset.finderIndex.split("\n");
  const each = (steps, mark) => {
    let at = -1;
    for (const letter of steps) {
      if (letter === "~") at += LETTERS.length;
      else mark(cards[(at += LETTERS.indexOf(letter) + 1)]);
    }
  };
  const several = (by, line, values) =>
    line.split(" ").forEach((steps, at) => each(steps, (card) => card[by].add(values[at])));
  const oneOf = (known, of, mark) => {
    const values = known.split(" ");
    const width = of.length / cards.length;
    cards.forEach((card, at) => {
      const symbol = [...of.slice(at * width, (at + 1) * width)];
      mark(card, values[symbol.reduce((number, letter) => number * LETTERS.length + LETTERS.indexOf(letter), 0)]);
    });
  };
  several("crime", crimes, ["any", ...options("crime")]);
  several("need", needs, options("need"));
  several("for", audiences, options("for"));
  each(freeOnes, (card) => (card.free = true));
  const everyPlace = ["everywhere", ...options("area")];
  oneOf(places, placesOf, (card, set) => (card.area = new Set([...set].map((letter) => everyPlace[LETTERS.indexOf(letter)]))));
  oneOf(hours, hoursOf, (card, code) => (card.hours = code));

  // A service for any crime fits every crime; one for the whole country fits every area; one for nobody in
  // particular fits everybody. What somebody needs help with has to be named.
  const wide = {
    crime: (card) => card.crime.has("any"),
    area: (card) => card.area.has("everywhere"),
    need: () => false,
    for: (card) => card.for.size === 0,
  };
  const fits = (card, leftOut) =>
    choices.every(({ dataset: { finderBy: by }, value }) => value === "" || leftOut.includes(by) || card[by].has(value) || wide[by](card)) &&
    (!free.checked || card.free || leftOut.includes("free"));

  // Why a card is shown, in a few words: one for each answer.
  const because = {
    crime: (exactly, words) => (exactly ? `helps after ${words}` : "helps after any crime"),
    area: (exactly, words) => (exactly ? `helps in ${words}` : "helps across the country"),
    need: (exactly, words) => exactly && `helps with ${words}`,
    for: (exactly, words) => (exactly ? `for ${words}` : "for everyone"),
  };
  const small = (words) => words.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  const reasons = (card) =>
    choices
      .filter((choice) => choice.value !== "")
      .map((choice) => {
        const by = choice.dataset.finderBy;
        const words = choice.selectedOptions[0].text;
        return because[by](card[by].has(choice.value), by === "area" ? words : small(words));
      })
      .filter(Boolean);
  const line = (card, name, words, after) => {
    if (!words && !card[name]) return;
    if (!card[name]) card.element.querySelector(after).after((card[name] = document.createElement("p")));
    card[name].className = `card__${name}`;
    card[name].textContent = words;
    card[name].hidden = !words;
  };

  // Who answers now comes first when somebody asks for it: the same cards, under other headings.
  const byHours = document.querySelectorAll("[data-finder-hours]");
  const end = sections.at(-1).nextElementSibling;
  const inOrder = () => {
    const now = new Map(cards.map((card) => [card, openFirst.checked ? openNow.say(card.hours) : ["", ""]]));
    for (const card of cards) {
      const [place, words] = now.get(card);
      const away = place === "closed" && card.hours[1] === "+"; // another of its numbers may answer
      const there = openFirst.checked ? [...byHours].find((one) => one.dataset.finderHours === (away ? "unknown" : place)) : card.section;
      there.querySelector(".cards").append(card.element);
      line(card, "open", away ? "Closed now on one number. Another may answer." : words, ".card__title");
    }
    // What is mainly for the chosen crime comes first; the rest stays in the page's own order.
    const first = sections.filter((section) => section.dataset.finderSection === chosen("crime").value);
    for (const section of new Set([...first, ...sections])) end.before(section);
  };

  // Nothing fits it all? Then the last answers are left out one after another, and that is said.
  const GIVE_WAY = [["need", "what would help"], ["for", "who it is for"], ["free", "only free help"]];
  const narrow = () => {
    const leftOut = [];
    const asked = GIVE_WAY.filter(([by]) => (by === "free" ? free.checked : chosen(by).value !== ""));
    let shown = cards.filter((card) => fits(card, leftOut));
    while (!shown.length && leftOut.length < asked.length) {
      leftOut.push(asked[leftOut.length][0]);
      shown = cards.filter((card) => fits(card, leftOut));
    }
    const seen = new Set(shown);
    for (const card of cards) {
      card.element.hidden = !seen.has(card);
      if (seen.has(card)) line(card, "why", reasons(card).join(", ").replace(/^./, (letter) => `Why: ${letter}`), ".meta:last-of-type");
    }
    inOrder();
    for (const section of [...sections, ...byHours]) section.hidden = !section.querySelector(".card:not([hidden])");
    none.hidden = shown.length > 0 && !leftOut.length;
    none.querySelector("[data-finder-without]").textContent = asked.slice(0, leftOut.length).map(([, words]) => words).join(", ");
    none.querySelector("[data-finder-still]").hidden = !shown.length || !leftOut.length;
    const most = leftOut.length ? " most of your answers" : "";
    count.textContent = shown.length === 1 ? `1 service fits${most}.` : `${shown.length} services fit${most}.`;
  };

  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  // Past the end of the calendar nobody can say who answers now, so nobody is offered it.
  openFirst.closest("[data-finder-open-choice]").hidden = !cards.some((card) => openNow.say(card.hours)[1]);
  document.querySelector("[data-finder-lists]").open = false;
  form.hidden = false;
  narrow();
})();
