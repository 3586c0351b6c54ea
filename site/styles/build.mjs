// Compiles the look. For developers: `make look`. The results in ../theme/assets are committed.
//   core.css             from Sass: stands inside each page of words, so it is on one line and without what only paper needs
//   print.css            what core.scss says about paper, fetched beside the page and never waited for
//   forms.css, card.css, words.css  from Sass, every colour through a token or the build stops
//   forms.js             the four GOV.UK Frontend behaviours that our forms use
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "..", "theme", "assets");
const modules = process.env.NODE_MODULES || join(here, "node_modules");

// GOV.UK's palette colours that are not functional colours, and the token that takes their place.
const PALETTE = { "#f3f3f3": "sunk", "#fff": "raised", "#1d70b8": "button", "#651b1b": "text", "#083d29": "text" };

function toTokens(css, name) {
  css = css
    .replace(/var\(--govuk-([\w-]+)-colour,\s*(?:#\w+|[a-z]+)\)/g, (_, token) => `var(--${token === "body-background" ? "page" : token})`)
    .replace(/:root\{--govuk[^}]*\}/g, "")
    .replace(/font-family:inherit;-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g, "")
    .replace(/@media print\{[^{}]*\{font-family:inherit\}\}/g, "");
  if (name !== "forms.css") return css;
  return css.replace(/#[0-9a-f]{3,8}\b/g, (colour) => {
    if (!PALETTE[colour]) throw new Error(`${name}: the colour ${colour} has no token`);
    return `var(--${PALETTE[colour]})`;
  });
}

// Written at the end of each stylesheet; tests/site compares it, so that nobody commits a source without its result.
const sources = readdirSync(here, { recursive: true }).filter((name) => name.endsWith(".scss") && !name.startsWith("node_modules")).sort();
const mark = createHash("sha256").update(sources.map((name) => readFileSync(join(here, name), "utf8")).join("")).digest("hex").slice(0, 12);

// Takes every `@media print{...}` out of a stylesheet: [the rest, what was taken, in its order].
function withoutPaper(css) {
  const paper = [];
  for (let at; (at = css.indexOf("@media print{")) >= 0; ) {
    let depth = 0, end = at;
    do { if (css[end] === "{") depth++; if (css[end] === "}") depth--; end++; } while (depth || !css.slice(at, end).includes("{"));
    paper.push(css.slice(at, end));
    css = css.slice(0, at) + css.slice(end);
  }
  return [css, paper.join("")];
}

const compiled = {};
for (const name of ["core", "forms", "card", "words"]) {
  const { css } = sass.compile(join(here, `${name}.scss`), { style: "compressed", loadPaths: [modules], quietDeps: true });
  compiled[name] = toTokens(css.replace(/^\uFEFF/, "").trim(), `${name}.css`);
}
[compiled.core, compiled.print] = withoutPaper(compiled.core);
if (/[\n<]/.test(compiled.core)) throw new Error("core.css: a page cannot hold this between <style> and </style>");

for (const [name, finished] of Object.entries(compiled)) {
  writeFileSync(join(assets, `${name}.css`), `${finished}\n/* ${mark} */\n`);
  console.log(`${name}.css ${finished.length} bytes, ${gzipSync(finished, { level: 9 }).length} gzipped`);
}

const { outputFiles } = await build({
  entryPoints: [join(here, "..", "scripts", "forms.mjs")], bundle: true, minify: true, format: "esm", target: "es2019",
  write: false, nodePaths: [modules], legalComments: "none",
});
const banner = "/* From GOV.UK Frontend 6.3.0, MIT, Crown copyright. Built by site/styles/build.mjs from site/scripts/forms.mjs. */\n";
writeFileSync(join(assets, "forms.js"), banner + outputFiles[0].text);
console.log(`forms.js ${gzipSync(outputFiles[0].text, { level: 9 }).length} gzipped`);
