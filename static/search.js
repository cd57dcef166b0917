// Reads the index that src/search describes. Words are cut and folded as in src/text.
const part = (name) => document.getElementById("search-" + name);
const [form, box, status, names, list, more] = ["form", "query", "status", "subjects", "hits", "more"].map(part);
const { base, one, many, some, none, broken } = form.dataset;
const all = (items, ask) => Promise.all(items.map(ask));

const SINGLE = "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u{20000}-\u{3ffff}]";
const LETTER = "[\\p{Alphabetic}\\p{N}\\p{M}]";
const WORD = `(?:(?!${SINGLE})${LETTER})+`;
const TOKEN = new RegExp(`&|(?!\\p{M})(?:${SINGLE}|[A-Z](?:\\.[A-Z])+\\.?(?!${LETTER})|O['’](?=\\p{Lu})${WORD}|${WORD})`, "gu");
const PLAIN = { "&": "and", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ŧ: "t", ß: "ss", æ: "ae", œ: "oe", þ: "th", ə: "a", ς: "σ" };
const fold = (word) => {
  const bare = word.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f.'’]/g, "");
  return Array.from(bare.normalize("NFC"), (c) => PLAIN[c] ?? c).join("").slice(0, 40);
};
function wordsOf(text) {
  let end;
  return Array.from(text.matchAll(TOKEN), ({ 0: word, index: start }) => {
    const joined = start === end;
    return { word: fold(word), start, joined, end: (end = start + word.length) };
  });
}
// Groups of words side by side, the last of which may go on, and filters.
function parse(query) {
  const groups = [], filters = [];
  let open;
  for (const [, field, phrase, plain] of query.matchAll(/(?:(person|organization|country|place|topic|year):)?(?:"([^"]*)"?|(\S+))/gi)) {
    const text = phrase ?? plain;
    open = !field && !/[\s"]$/.test(query);
    if (field) filters.push([field.toLowerCase(), text]);
    else wordsOf(text).forEach(({ word, joined }, i) => {
      if (!i || (plain && !joined)) groups.push([]);
      groups.at(-1).push([word]);
      open &&= !joined;
    });
  }
  groups.at(-1)?.at(-1).push(open);
  return { groups, filters };
}

let manifest, files = {};
async function load(name, read) {
  const response = await fetch(base + "search/" + name, { cache: manifest ? "default" : "no-cache" });
  if (!response.ok) throw name;
  return read ? read(new Uint8Array(await response.arrayBuffer())) : response.json();
}
const file = (name, read) => (files[name] ??= load(manifest.version + "/" + name, read));

function integer(from) {
  for (let value = 0, unit = 1; ; unit *= 128) {
    const byte = from.bytes[from.at++];
    value += (byte & 127) * unit;
    if (byte < 128) return value;
  }
}
function piece(from) {
  const length = integer(from);
  return from.bytes.subarray(from.at, (from.at += length));
}
// Raises weights by a list; a dense one has a sparse one behind it.
function raise(weights, factor, bytes, at = 0) {
  const from = { bytes, at }, head = integer(from);
  const each = (n, weight) => (weights[n] = Math.max(weights[n], weight * factor));
  if (head & 1) {
    piece(from).forEach((bits, i) => {
      for (let n = i * 8; bits; n++, bits >>= 1) if (bits & 1) each(n, 2);
    });
    raise(weights, factor, bytes, from.at);
  } else for (let n = 0, left = head >> 1; left--; n++) {
    const entry = integer(from);
    each((n += entry >> 3), (entry & 7) + 1);
  }
}
function read(bytes) {
  const from = { bytes, at: 0 }, entries = [];
  for (let word = []; from.at < bytes.length; ) {
    word = [...word.slice(0, integer(from)), ...piece(from)];
    entries.push([new TextDecoder().decode(new Uint8Array(word)), piece(from), piece(from)]);
  }
  return entries;
}
const blank = (kind) => new Uint8Array(manifest.counts[kind]);

// What a word weighs in each article (0) or name (1): twice what longer ones do, for which up to four shards are read.
async function weigh(kind, [word, open], weights = blank(kind)) {
  const firsts = manifest.words.split("|");
  const shards = [Math.max(firsts.findLastIndex((first) => first <= word), 0)];
  while (open && !shards[3] && firsts[shards.at(-1) + 1]?.startsWith(word)) shards.push(shards.at(-1) + 1);
  for (const entries of await all(shards, (n) => file(`words-${n}.bin`, read))) {
    for (const [other, ...lists] of entries) {
      if (other === word) raise(weights, 2, lists[kind]);
      else if (open && other.startsWith(word) && !other.includes("/")) raise(weights, 1, lists[kind]);
    }
  }
  return weights;
}
// A pair of words stands in the table under a key, as src/search/words.rs makes it.
const pairKey = (pair) => {
  const hash = Array.from(pair.join(" ")).reduce((hash, c) => Math.imul(hash, 31) + c.codePointAt(), 0);
  return " " + (Math.imul(hash, 0x9e3779b1) >>> 16).toString(16).padStart(4, 0);
};
const cards = (kind, numbers) => all(numbers, async (n) => {
  const size = manifest.cards[kind];
  return (await file(`${kind ? "subjects" : "articles"}-${Math.floor(n / size)}.json`))[n % size];
});

// Subjects in whose names all words stand, the likeliest first.
async function subjectsOf(asked) {
  const lists = await all(asked, (word) => weigh(1, word));
  const sum = (n) => lists.reduce((sum, list) => sum + list[n], 0);
  const found = lists[0] ? [...lists[0].keys()].filter((n) => lists.every((list) => list[n])) : [];
  return cards(1, found.sort((a, b) => sum(b) - sum(a)).slice(0, 40));
}
// The articles that a filter lets through, and whom it means: who bears the name, else all whose names have the words.
async function filter([field, text]) {
  const weights = blank(0), { months } = manifest;
  if (field === "year") {
    months.forEach(([year, , first], i) => year == text && weights.fill(1, first, months[i + 1]?.[2]));
    return [weights, text];
  }
  const plain = (text) => wordsOf(text).map(({ word }) => word);
  const asked = plain(text);
  const found = (await subjectsOf(asked.map((word, i) => [word, !asked[i + 1]]))).filter((card) => card[2] === field);
  const named = found.filter((card) => plain(card[1]).join() === asked.join());
  const meant = (named[0] ? named : found).slice(0, 8);
  await all(meant, ([path]) => weigh(0, [path.slice(0, -1)], weights));
  return [weights, meant.map((card) => card[1]).join(", ")];
}

async function search({ groups, filters }) {
  const { months, counts: [count] } = manifest;
  const lists = await all(groups.flat(), (word) => weigh(0, word));
  const pairs = groups.flatMap((group) => group.slice(1).flatMap(([word, open], i) => (open ? [] : [[group[i][0], word]])));
  const chosen = await all(filters, filter);
  const needed = [...(await all(pairs, (pair) => weigh(0, [pairKey(pair)]))), ...chosen.map(([weights]) => weights)];
  const rarity = lists.map((list) => Math.log(1 + count / (1 + list.filter(Boolean).length)));
  let hits = [], most = +!!(lists[0] || !needed[0]), month = 0;
  for (let n = 0; n < count; n++) {
    while (months[month + 1]?.[2] <= n) month++;
    const matched = lists.filter((list) => list[n]).length;
    if (matched < most || needed.some((list) => !list[n])) continue;
    if (matched > most) hits = [];
    most = matched;
    // A new story counts half as much again; half of that is lost in a year.
    const age = months[0][0] - months[month][0] + (months[0][1] - months[month][1]) / 12;
    hits.push([n, lists.reduce((sum, list, i) => sum + list[n] * rarity[i], 0) * (1 + 0.5 ** (age + 1))]);
  }
  hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return [hits, most === lists.length, await subjectsOf(groups.flat()), chosen.map(([, name]) => name)];
}

// Appends a text with marks, and notes which groups it has.
function mark(parent, text, seen) {
  const found = wordsOf(text);
  let end = 0;
  for (let i = 0; i < found.length; i++) {
    const has = ([word, open], k) => found[i + k]?.word === word || (open && found[i + k]?.word.startsWith(word));
    const group = asked.groups.find((group) => group.every(has));
    if (!group) continue;
    const { start } = found[i];
    parent.append(text.slice(end, start));
    end = found[(i += group.length - 1)].end;
    parent.appendChild(document.createElement("mark")).append(text.slice(start, end));
    seen.add(group);
  }
  parent.append(text.slice(end));
}
// Shows the article's own words.
async function quote(summary, url) {
  const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  let best = 0;
  for (const { textContent: text } of page.querySelectorAll(".prose p, .prose li")) {
    const trial = document.createElement("p"), seen = new Set();
    mark(trial, text, seen);
    if (seen.size <= best) continue;
    best = seen.size;
    const start = text.lastIndexOf(" ", trial.firstChild.length - 80) + 1;
    summary.replaceChildren(start ? "… " : "");
    mark(summary, text.slice(start).replace(/^(.{240}\S*).+/s, "$1 …"), seen);
  }
}

let asked, hits, timer, wanted, turn = 0;
function copy(name, into, elements) {
  into.append(part(name).content.cloneNode(true));
  return into.lastElementChild.querySelectorAll(elements);
}
// Hits come three files of cards at a time, and the next once the end of the list is in sight.
async function show() {
  const mine = turn, at = list.children.length, near = new Set();
  let end = at;
  while (end < wanted && hits[end] && near.add(Math.floor(hits[end][0] / manifest.cards[0])).size < 4) end++;
  const found = await cards(0, hits.slice(at, end).map(([n]) => n));
  if (mine !== turn || at !== list.children.length) return;
  for (const [path, title, date, day, source, text] of found) {
    const [time, link, summary, small] = copy("hit", list, "time, a, p, small");
    const seen = new Set();
    time.dateTime = date;
    time.append(day);
    link.href = base + path;
    small.append(source);
    mark(link, title, seen);
    mark(summary, text, seen);
    if (!text || seen.size < asked.groups.length) quote(summary, link.href);
  }
  more.hidden = end >= hits.length;
  onscroll();
}
onscroll = () => {
  if (!more.hidden && list.children.length < wanted && more.getBoundingClientRect().top < innerHeight) show();
};
async function run() {
  const mine = ++turn;
  const given = [...new FormData(form)].filter(([, value]) => value.trim());
  history.replaceState(null, "", "?" + new URLSearchParams(given));
  const query = parse(box.value);
  query.filters.push(...given.filter(([name]) => name !== "q"));
  try {
    manifest ??= await load("manifest.json");
    const [found, whole, subjects, filters] = await search(query);
    if (mine !== turn) return;
    asked = query;
    hits = found;
    wanted = 10;
    const count = (n, text) => text.replace("{count}", n);
    const line = (...facts) => facts.filter(Boolean).join(" · ");
    const said = !hits[0] ? none : !whole ? some : hits[1] ? many : one;
    status.textContent = given[0] ? line(count(hits.length, said), ...filters) : "";
    list.replaceChildren();
    names.replaceChildren();
    for (const [path, name, , kind, role, stories] of subjects.slice(0, 6)) {
      const [link, small] = copy("subject", names, "a, small");
      link.href = base + path;
      mark(link, name, new Set());
      small.append(line(kind, role, count(stories, stories > 1 ? many : one)));
    }
    await show();
  } catch {
    // There may be a newer index.
    manifest = undefined;
    files = {};
    status.textContent = broken;
  }
}

form.hidden = false;
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
form.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(run, 120);
};
form.onsubmit = () => (run(), false);
more.onclick = () => ((wanted += 10), show());
onkeydown = (event) => {
  const links = [...document.querySelectorAll("#search-subjects a, #search-hits a")];
  const at = links.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
  if (step === undefined || (at < 0 && event.target !== box)) return;
  event.preventDefault();
  if (step) return (links[at + step] ?? (step < 0 ? box : event.target)).focus();
  box.value = "";
  box.focus();
  run();
};
if (location.search) run();
else if (matchMedia("(pointer: fine)").matches) box.focus();
