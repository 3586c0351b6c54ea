// At most four questions, one after another, each of which may be skipped. The answers are the choices of the finder on the
// same page: nothing is sent, stored, or put in the address. Nothing here is a form, so nothing can be submitted.
(() => {
  const guide = document.querySelector("[data-guide]");
  const form = document.querySelector("[data-finder]");
  if (!guide || !form) return;
  const steps = [...guide.querySelectorAll("[data-guide-step]")];
  const away = [form, ...document.querySelectorAll("[data-guide-away]")];
  const begin = document.querySelector("[data-guide-begin]");
  const part = (name) => guide.querySelector(`[data-guide-${name}]`);
  const answer = (step) => step.querySelector("input[type=radio]:checked");
  let at = 0;

  // The answers are those of the finder, so that they stand in one place.
  const create = (kind, known, inside) => inside.appendChild(Object.assign(document.createElement(kind), known));
  for (const step of steps) {
    const by = step.dataset.guideStep;
    for (const option of [...form.querySelector(`[data-finder-by=${by}]`).options].slice(1)) {
      const id = `guide-${by}-${option.value}`;
      const item = create("div", { className: "govuk-radios__item" }, step.querySelector(".govuk-radios"));
      const radio = create("input", { id, type: "radio", className: "govuk-radios__input", name: `guide-${by}`, value: option.value }, item);
      create("label", { htmlFor: id, className: "govuk-label govuk-radios__label", textContent: option.text }, item);
      if (option.dataset.plain) {
        create("div", { id: `${id}-hint`, className: "govuk-hint govuk-radios__hint", textContent: option.dataset.plain }, item);
        radio.setAttribute("aria-describedby", `${id}-hint`);
      }
    }
  }

  const show = (number) => {
    at = number;
    steps.forEach((step, position) => (step.hidden = position !== at));
    part("count").textContent = `Question ${at + 1} of ${steps.length}`;
    part("back").hidden = at === 0;
    part("next").textContent = at === steps.length - 1 ? "Show what fits" : "Next";
    steps[at].querySelector("legend").focus();
  };
  const guiding = (on) => {
    guide.hidden = !on;
    for (const element of away) {
      if (on) element.dataset.was = String(element.hidden);
      element.hidden = on || element.dataset.was === "true";
    }
    begin.hidden = on;
  };
  const start = () => {
    guiding(true);
    show(0);
  };
  const finish = () => {
    guiding(false);
    for (const step of steps) form.querySelector(`[data-finder-by=${step.dataset.guideStep}]`).value = answer(step)?.value ?? "";
    form.dispatchEvent(new Event("change"));
    form.querySelector("[data-finder-count]").focus();
  };
  const next = () => (at === steps.length - 1 ? finish() : show(at + 1));

  part("next").addEventListener("click", next);
  part("skip").addEventListener("click", () => {
    const given = answer(steps[at]);
    if (given) given.checked = false;
    next();
  });
  part("back").addEventListener("click", () => show(at - 1));
  part("stop").addEventListener("click", finish);
  begin.querySelector("button").addEventListener("click", start);

  // A postcode is looked up in a list that came with the page, and forgotten.
  const postcode = part("postcode");
  if (postcode) {
    const [names, rows] = postcode.dataset.guidePostcode.split("|");
    const areas = names.split(" ");
    const held = new Map(rows.split(" ").map((row) => row.split(":")));
    const step = postcode.closest("[data-guide-step]");
    const input = postcode.querySelector("input");
    const said = postcode.querySelector("[role=status]");
    const radio = (area) => step.querySelector(`input[value="${area}"]`);
    const called = (area) => radio(area).labels[0].textContent.trim();
    const lookUp = () => {
      const found = /^([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z]{2}$/.exec(input.value.toUpperCase().replace(/[^A-Z0-9]/g, ""));
      if (!found) {
        said.textContent = "That does not look like a whole postcode. You can try again, or choose your council below.";
        return;
      }
      const letters = [...(held.get(`${found[1]}.${found[2]}`) ?? held.get(found[1]) ?? "")];
      const here = letters.map((letter) => areas[letter.charCodeAt(0) - 97]).filter((area) => area !== "elsewhere");
      const before = answer(step);
      if (before) before.checked = false;
      if (!here.length) {
        said.textContent = "We do not know that postcode. Choose your council below, if you can.";
      } else if (letters.length === 1) {
        radio(here[0]).checked = true;
        said.textContent = `That is in ${called(here[0])}. We have chosen it for you below.`;
      } else {
        const elsewhere = letters.length > here.length ? ", or outside Cambridgeshire and Peterborough" : "";
        said.textContent = `That may be in ${here.map(called).join(" or ")}${elsewhere}. Choose the right one below.`;
      }
    };
    postcode.querySelector("button").addEventListener("click", lookUp);
    input.addEventListener("keydown", (event) => event.key === "Enter" && lookUp());
  }

  begin.hidden = false;
  if (location.hash === "#questions") {
    start();
    // The browser goes to that part of the page once more when all has arrived, and takes the focus away.
    addEventListener("load", () => setTimeout(() => guide.contains(document.activeElement) || steps[at].querySelector("legend").focus()));
  }
})();
