// Search for words. The words stay on this device: the index comes from this site in pieces, and the address never changes.
const form = document.querySelector("[data-search]");
const box = form.querySelector("input");
const count = document.querySelector("[data-search-count]");
const list = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const AT_ONCE = 10;
const WAIT_MS = 250;
let index;
let latest = 0;

// Fetched when somebody starts to type, so that opening the page costs nothing.
const ready = () => (index ??= import("/search/index/pagefind.js").then(async (pagefind) => {
  // No worker: it would fetch the same code a second time, a tenth of what a first search costs on a slow telephone.
  const searcher = pagefind.createInstance({ baseUrl: "/", excerptLength: 24, noWorker: true });
  await searcher.init();
  return searcher;
}));

const entry = ({ url, meta, excerpt }) => {
  const item = document.createElement("li");
  item.className = "card";
  const title = item.appendChild(document.createElement("h2"));
  title.className = "card__title";
  const link = title.appendChild(document.createElement("a"));
  link.href = url;
  link.textContent = meta.title;
  // Read apart from the page and put in as text, so that nothing but <mark> can come through.
  const found = new DOMParser().parseFromString(`<p>${excerpt}</p>`, "text/html").querySelector("p");
  const words = item.appendChild(document.createElement("p"));
  for (const piece of found.childNodes) {
    if (piece.nodeName === "MARK") words.appendChild(document.createElement("mark")).textContent = piece.textContent;
    else words.append(piece.textContent);
  }
  return item;
};

const show = async (results, from, mine) => {
  const found = await Promise.all(results.slice(from, from + AT_ONCE).map((result) => result.data()));
  if (mine !== latest) return;
  if (from === 0) list.replaceChildren();
  list.append(...found.map(entry));
  list.hidden = results.length === 0;
  more.hidden = from + AT_ONCE >= results.length;
  more.firstElementChild.onclick = () => show(results, from + AT_ONCE, mine);
};

const search = async () => {
  const mine = ++latest;
  const words = box.value.trim();
  if (!words) {
    count.textContent = "";
    list.hidden = more.hidden = true;
    list.replaceChildren();
    return;
  }
  try {
    const pagefind = await ready();
    const { results } = await pagefind.search(words);
    if (mine !== latest) return;
    await show(results, 0, mine);
    if (mine !== latest) return;
    count.textContent = results.length === 0
      ? "We found nothing for that. Try another word, or use the lists below."
      : results.length === 1 ? "1 page found." : `${results.length} pages found.`;
  } catch {
    index = undefined;
    count.textContent = "Search does not work just now. Please use the lists below.";
  }
};

let timer;
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
form.hidden = false;
