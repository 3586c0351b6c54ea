// Narrows the full list on this device. It asks for nothing, stores nothing, and leaves the address and the title alone.
(() => {
  const form = document.querySelector("[data-finder]");
  if (!form) return;
  const sections = [...document.querySelectorAll("[data-finder-section]")];
  const cards = sections.flatMap((section) => [...section.querySelectorAll(".card")]);
  const choices = [...form.querySelectorAll("[data-finder-by]")];
  const free = form.querySelector("[data-finder-free]");
  const count = form.querySelector("[data-finder-count]");
  const none = document.querySelector("[data-finder-none]");
  // A service for any crime fits every crime; one for the whole country fits every area; one for nobody in
  // particular fits everybody. What somebody needs help with has to be named.
  const wide = {
    crime: (has) => has.includes("any"),
    area: (has) => has.includes("everywhere"),
    need: () => false,
    for: (has) => has[0] === "",
  };
  const fits = (card, choice) => {
    const by = choice.dataset.finderBy;
    const has = card.dataset[by].split(" ");
    return choice.value === "" || has.includes(choice.value) || wide[by](has);
  };

  // What is mainly for the chosen crime comes first; the rest stays in the page's own order.
  const end = sections.at(-1).nextElementSibling;
  const inOrder = () => {
    const chosen = sections.filter((section) => section.dataset.finderSection === form.querySelector("[data-finder-by=crime]").value);
    for (const section of new Set([...chosen, ...sections])) end.before(section);
  };

  const narrow = () => {
    let found = 0;
    for (const card of cards) {
      const fit = choices.every((choice) => fits(card, choice)) && (!free.checked || "free" in card.dataset);
      card.hidden = !fit;
      found += fit;
    }
    for (const section of sections) section.hidden = !section.querySelector(".card:not([hidden])");
    inOrder();
    none.hidden = found > 0;
    count.textContent = found === 1 ? "1 service fits." : `${found} services fit.`;
  };

  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  document.querySelector("[data-finder-lists]").open = false;
  form.hidden = false;
  narrow();
})();
