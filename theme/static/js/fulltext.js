// The words of articles, written pages and shops: what Pagefind's index answers, shown in <section id="texts">.
// The finder imports this when its reader has typed and paused; nothing of the index is loaded before.
const SHOWN = 8;
// Of these, those are shown that have all words: Pagefind leaves out of a question the words that it does not know.
const READ = 12;
const SPELLINGS = 8;
const LETTERS = /[\p{L}\p{N}]+/gu;
const root = new URL("../", import.meta.url);
let loading;
let last = 0;

function load() {
  loading ??= import(new URL("pagefind/pagefind.js", root)).then(async (pagefind) => {
    await pagefind.options({ excerptLength: 26, excerptEllipsis: "…" });
    return pagefind;
  });
  loading.catch(() => { loading = undefined; });
  return loading;
}

/** Returns a text's words without accents, in small letters, œ as oe. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").match(LETTERS) ?? [];
}

/** Returns a question's words: neither “#” nor an article that leans on its word (l'éperon), whatever its apostrophe. */
function plain(query) {
  return query.normalize("NFC").toLowerCase().replaceAll("’", "'").replace(/[#"]/g, " ").replace(/(?<!\p{L})(?:qu|[cdjlmnst])'(?=\p{L})/gu, "")
    .split(/\s+/).filter(Boolean);
}

/** Returns the ways to write a question: people type oe for œ and texts have both. A way that no text has is none. */
async function spellings(pagefind, words) {
  let lines = [""];
  for (const word of words) {
    let ways = [...new Set([word.replaceAll("œ", "oe"), word.replaceAll("oe", "œ")])];
    if (ways.length > 1) {
      const known = await Promise.all(ways.map(async (way) => (await pagefind.search(way)).results.length));
      ways = ways.filter((_, number) => known[number]);
    }
    if (!ways.length || lines.length * ways.length > SPELLINGS) ways = [word];
    lines = lines.flatMap((line) => ways.map((way) => `${line} ${way}`.trim()));
  }
  return lines.filter(Boolean);
}

/** Returns the pages that answer a question, best first, as Pagefind describes them. */
async function search(query) {
  const pagefind = await load();
  const asked = plain(query);
  const best = new Map();
  for (const spelling of await spellings(pagefind, asked)) {
    for (const found of (await pagefind.search(spelling)).results) {
      if (!(best.get(found.id)?.score >= found.score)) best.set(found.id, found);
    }
  }
  const first = [...best.values()].sort((one, other) => other.score - one.score).slice(0, READ);
  const pages = await Promise.all(first.map((found) => found.data()));
  // What words have in common with their plural and the like is at least how they begin.
  const starts = folded(asked.join(" ")).map((word) => word.slice(0, word.length > 4 ? 4 : 3));
  return pages.filter(({ meta, content }) => {
    const words = folded([meta.title, meta.where, content].join(" "));
    return starts.every((start) => words.some((word) => word.startsWith(start)));
  }).slice(0, SHOWN);
}

/** Returns a text with the apostrophes and the French spaces of its page: the index has plain ones, between which Pagefind tells words apart. */
function printed(text) {
  return text.replace(/(?<=\p{L})'/gu, "’").replace(/ (?=[:;!?»])|(?<=«) /g, "\u00a0");
}

/** Returns an excerpt as nodes: texts, and `<mark>`, the only tag that Pagefind puts into it, around the words without their commas. */
function pieces(excerpt) {
  return excerpt.split(/<\/?mark>/).flatMap((text, number) => {
    const words = printed(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
    if (number % 2 === 0) return words;
    const [, before, word, after] = words.match(/^([^\p{L}\p{N}#]*)(.*?)([^\p{L}\p{N}]*)$/su);
    const mark = document.createElement("mark");
    mark.textContent = word;
    return [before, mark, after];
  });
}

function line({ raw_url: url, meta, excerpt }) {
  const [item, name, link, where, text] = ["li", "span", "a", "small", "p"].map((tag) => document.createElement(tag));
  link.href = new URL(url.replace(/^\//, ""), root);
  link.textContent = printed(meta.title);
  where.textContent = printed(meta.where ?? "");
  name.append(link, " ", where);
  text.append(...pieces(excerpt));
  item.append(name, text);
  return item;
}

/**
 * Shows the texts that have all words of a question, at most eight, in the section's list; hides the section where there are none.
 * Returns how many are shown; undefined if another question has overtaken this one, or if there is no index to ask.
 */
export async function fulltext(query) {
  const section = document.querySelector("#texts");
  const number = last += 1;
  let found;
  try {
    found = query.trim().length > 1 ? await search(query) : [];
  } catch {
    // An index that cannot be loaded is one that there is not.
  }
  if (number !== last) return undefined;
  section.hidden = !found?.length;
  if (!found) return undefined;
  const list = section.querySelector("ol");
  list.classList.add("texts");
  list.replaceChildren(...found.map(line));
  return found.length;
}
