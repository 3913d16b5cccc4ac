// The finder. It tells others, such as a map, what is found: `#finder` dispatches "found" with {shops, data}, kept as `finder.found`.
// shops: numbers in their order; data: data.name[i], data.url(i), data.category(i), data.town(i), data.phone(i);
// positions after `await data.places()`: data.lat[i], data.lon[i] in degrees, NaN where not known.
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l" };
const EMPTY = new Set("a au aux d de des du en et l la le les un une of and the in at het een van te".split(" "));
const FEW = 3, SOME = 24, MANY = 300;
const VALUED = ["label", "service", "accessibility", "payment"];
const KINDS = ["open", "category", "commune", ...VALUED];
const finder = document.querySelector("#finder");
const part = (name) => finder.querySelector("#" + name);
const words = JSON.parse(finder.dataset.words);
const language = document.documentElement.lang;
// Without hours in the guide, there is no script for them.
const timed = finder.dataset.hoursScript;
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
const whole = new Intl.NumberFormat(language), tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const number = (value) => whole.format(value);
const counted = (forms, count) => fill(forms[Math.min(count, 2)], { count: number(count) });

export const fold = (text) => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[œæßøł]/g, (c) => LETTERS[c]);
const slug = (text) => fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80).replace(/-$/, "");
const split = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => word == "st" ? "saint" : word == "ste" ? "sainte" : word);
const stem = (word) => word.length < 4 ? word : /[^e]aux$/.test(word) ? word.slice(0, -3) + "al" : /[sx]$/.test(word) ? word.slice(0, -1) : word;

// One typo away (Damerau–Levenshtein), at the beginning of a word too.
export function near(typed, word) {
  let i = 0;
  while (i < typed.length && typed[i] == word[i]) i++;
  const rest = typed.slice(i + 1);
  return word.startsWith(rest, i + 1) || word.startsWith(typed.slice(i), i + 1) || word.startsWith(rest, i)
    || (typed[i] == word[i + 1] && typed[i + 1] == word[i] && word.startsWith(typed.slice(i + 2), i + 2));
}

async function get(name) {
  const answer = await fetch(finder.dataset[name], { cache: "no-cache" });
  return answer.json();
}

class Data {
  constructor(json) {
    Object.assign(this, json);
    this.name = json.names ? json.names.split("\n") : [];
    this.slugs = json.slugs.split("\n");
    this.count = this.name.length;
    for (const one of this.communes) one[1] ||= slug(one[0]);
    // Each category with those above it.
    this.above = this.categories.map((one, i, all) => {
      const line = [];
      for (let c = i; c >= 0; c = all[c][3]) line.push(c);
      return line;
    });
    this.trades = this.trades.map((trade) => ({ own: trade, all: [...new Set(trade.flatMap((c) => this.above[c]))] }));
    this.keys = {
      open: ["now", "today", "sunday", "unknown"],
      category: this.categories.map((one) => one[0]),
      commune: this.communes.map((one) => one[1]),
      ...Object.fromEntries(VALUED.map((kind) => [kind, (kind == "label" ? this.labels : this[kind]).map((one) => one[0])])),
    };
    this.said = {
      open: this.keys.open.map((key) => words.open[key]),
      category: this.categories.map((one) => one[2] || one[1]),
      commune: this.communes.map((one) => one[0]),
      ...Object.fromEntries(VALUED.map((kind) => [kind, kind == "label" ? this.labels.map((one) => "#" + one[0]) : this[kind].map((one) => one[1])])),
    };
    this.lat = this.lon = null;
    this.read();
  }

  slug(i) {
    const short = this.slugs[i];
    if (short && !/^[-*]/.test(short)) return short;
    const base = slug(this.name[i]);
    return short[0] == "*" ? `${base}-${this.communes[this.commune[i]][1]}${short.slice(1)}` : base + short;
  }

  url(i) { return finder.dataset.shop.replace("/-/", `/${this.slug(i)}/`); }
  category(i) { return this.categories[this.trades[this.trade[i]].own[0]][1]; }
  town(i) { return this.communes[this.commune[i]][0]; }

  // The words of names, categories, communes, values and keywords, and what holds each.
  read() {
    const index = new Map();
    const add = (text, list, id) => {
      for (const word of split(text)) {
        let held = index.get(word);
        if (!held) index.set(word, held = { word, stem: stem(word) });
        const ids = held[list] ??= [];
        if (ids.at(-1) != id) ids.push(id);
      }
    };
    this.name.forEach((name, i) => add(name, "shops", i));
    this.categories.forEach((one, i) => add(`${one[1]} ${one[2]}`, "categories", i));
    this.communes.forEach((one, i) => add(one[0], "communes", i));
    VALUED.forEach((kind, k) => this.keys[kind].forEach((key, i) => add(kind == "label" ? `${key} ${this.labels[i][1]}` : this.said[kind][i], "values", `${k},${i}`)));
    for (const [i, text] of Object.entries(this.keywords)) add(text, "keywords", +i);
    this.index = [...index.values()];
    this.titles = this.texts.map(([title]) => split(title));
  }

  // What a typed word scores for each shop, 0: nothing; and whether it was found as it was typed, or else what was meant.
  score(typed, forgive) {
    const scores = new Float32Array(this.count), stemmed = stem(typed);
    const trades = new Float32Array(this.trades.length), communes = new Float32Array(this.communes.length), profiles = new Float32Array(this.profiles.length);
    const above = (scores, i, value) => { if (value > scores[i]) scores[i] = value; };
    const categories = new Float32Array(this.categories.length), values = new Map();
    let exact = false, meant = null, most = 0;
    for (const held of this.index) {
      const { word } = held;
      let quality = word == typed || held.stem == stemmed ? 3 : word.startsWith(typed) ? 2 : 0;
      if (quality) exact = true;
      else if (!forgive || !near(typed, word)) continue;
      const value = (field) => quality ? field * 4 + quality : field;
      if (!quality) {
        const weight = (held.shops?.length ?? 0) + (held.categories || held.communes ? 1000 : 0) - Math.abs(word.length - typed.length) * 100;
        if (!meant || weight > most) [meant, most] = [held, weight];
      }
      for (const i of held.shops ?? []) above(scores, i, value(4));
      for (const i of held.categories ?? []) above(categories, i, value(3));
      for (const i of held.communes ?? []) above(communes, i, value(2));
      if (quality) {
        for (const id of held.values ?? []) values.set(id, Math.max(values.get(id) ?? 0, value(1)));
        for (const i of held.keywords ?? []) above(scores, i, value(1));
      }
    }
    this.trades.forEach((trade, t) => trade.all.forEach((c) => above(trades, t, categories[c])));
    if (values.size) this.profiles.forEach((profile, p) => VALUED.forEach((_, k) => profile[k].forEach((i) => above(profiles, p, values.get(`${k},${i}`) ?? 0))));
    for (let i = 0; i < this.count; i++) {
      const best = Math.max(trades[this.trade[i]], communes[this.commune[i]], profiles[this.profile[i]]);
      if (best > scores[i]) scores[i] = best;
    }
    return { scores, exact, meant };
  }

  // null: everything. Otherwise the score of each shop, 0: not found.
  search(query) {
    let typed = split(query);
    const full = typed.filter((word) => !EMPTY.has(word));
    typed = full.length ? full : typed;
    if (!typed.length) return null;
    const key = typed.join(" ");
    if (this.asked?.key == key) return this.asked;
    const all = (forgive) => {
      const each = typed.map((word) => this.score(word, forgive && word.length > 3));
      const scores = each[0].scores;
      let count = 0;
      for (let i = 0; i < this.count; i++) {
        for (let t = 1; t < each.length; t++) scores[i] = scores[i] && each[t].scores[i] && scores[i] + each[t].scores[i];
        if (scores[i]) count++;
      }
      return { each, scores, count };
    };
    let found = all(false), meant = "";
    if (found.count < FEW) {
      const before = found.count;
      found = all(true);
      if (!before && found.count) meant = typed.map((word, t) => found.each[t].exact || !found.each[t].meant ? word : this.spelt(found.each[t].meant)).join(" ");
      if (meant == key) meant = "≈";
    }
    return this.asked = { key, scores: found.scores, count: found.count, meant };
  }

  // A word of the index as somebody wrote it.
  spelt({ word, shops, categories, communes }) {
    const text = communes ? this.communes[communes[0]][0] : categories ? `${this.categories[categories[0]][1]} ${this.categories[categories[0]][2]}` : shops ? this.name[shops[0]] : word;
    return text.split(/[^\p{L}\p{N}]+/u).find((one) => fold(one) == word) ?? word;
  }

  texted(query) {
    const typed = split(query).filter((word) => !EMPTY.has(word));
    const has = (title, word) => title.some((one) => one.startsWith(word) || stem(one) == stem(word));
    return typed.length ? this.texts.filter((_, i) => typed.every((word) => has(this.titles[i], word))) : [];
  }

  places() {
    this.placing ??= get("places").then(({ of, lat, lon }) => {
      const degrees = (from, axis) => Float64Array.from(from, (one, i) => one == null || of != this.of ? NaN : ((this.communes[this.commune[i]][axis] ?? 0) + one) / 1e5);
      this.lat = degrees(lat, 2);
      this.lon = degrees(lon, 3);
    });
    // Without a network once is not without it for ever.
    this.placing.catch(() => { this.placing = undefined; });
    return this.placing;
  }

  times() {
    this.timing ??= Promise.all([get("times"), timed && import(new URL(timed, document.baseURI))]).then(([json, script]) => {
      if (json.of != this.of) return;
      json.phones = json.phones.split("\n");
      json.gone = new Set(json.gone);
      Object.assign(this, { hours: json, state: script?.state });
    });
    this.timing.catch(() => { this.timing = undefined; });
    return this.timing;
  }

  // [as it is read, as it is dialled], or undefined.
  phone(i) {
    const phone = this.hours?.phones[i];
    if (!phone) return;
    const [shown, dialled] = phone.split("=");
    return dialled ? [shown, dialled] : [shown.replace(/(..)(?=.)/g, "$1\u00a0"), "+33" + shown.slice(1)];
  }

  // Looks at the clock; each timetable is read once a minute.
  look() {
    const minute = Math.floor(Date.now() / 6e4);
    if (!this.hours || !timed || this.minute == minute) return;
    const { zone, until } = document.querySelector("meta[name=hours]").dataset;
    const day = +new Intl.DateTimeFormat("sv", { timeZone: zone }).format().replaceAll("-", "");
    this.told = this.hours.tables.map((table) => table ? this.state(table, Date.now(), zone, until) : null);
    this.vouched = this.hours.checks.map((check) => day < check);
    this.minute = minute;
  }

  // Bits: 1 now, 2 today, 4 on Sundays, 8 not known; those of the clock only once the timetables are there.
  opened(i) {
    const sunday = this.profiles[this.profile[i]][4].length ? 4 : 0;
    if (!this.told) return sunday;
    if (this.hours.gone.has(i)) return 0;
    const told = this.vouched[this.hours.check[i]] ? this.told[this.hours.table[i]] : null;
    return sunday | (told ? (told.now == 2 ? 1 : 0) | (told.today == 2 ? 2 : 0) | (told.now == 1 ? 8 : 0) : this.hours.texts[i] ? 0 : 8);
  }
}

// What is asked: in the address, but for the reader's position.
const asked = { q: "", around: "", sort: "", here: null, shown: SOME };
const chosen = Object.fromEntries(KINDS.map((kind) => [kind, new Set()]));
let data, shops = [], counts = {};

function readAddress() {
  const given = new URLSearchParams(location.search);
  asked.q = given.get("q") ?? "";
  asked.sort = ["name", "distance"].find((sort) => sort == given.get("sort")) ?? "";
  asked.around = given.get("around") ?? "";
  asked.shown = SOME;
  for (const kind of KINDS) {
    chosen[kind].clear();
    for (const key of (given.get(kind) ?? "").split(",")) if (data.keys[kind].indexOf(key) >= 0) chosen[kind].add(data.keys[kind].indexOf(key));
  }
  if (!data.communes.some((one) => one[1] == asked.around && one.length > 2)) asked.around = "";
}

function address() {
  const given = new URLSearchParams();
  if (asked.q.trim()) given.set("q", asked.q.trim());
  for (const kind of KINDS) if (chosen[kind].size) given.set(kind, [...chosen[kind]].map((i) => data.keys[kind][i]).join(","));
  if (asked.around) given.set("around", asked.around);
  if (asked.sort && !(asked.sort == "distance" && !asked.around)) given.set("sort", asked.sort);
  const text = given.toString().replaceAll("%2C", ",");
  return location.pathname + (text && "?" + text);
}

let writing;
function written(push) {
  clearTimeout(writing);
  const write = () => { if (address() != location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", address()); };
  if (push) write();
  else writing = setTimeout(write, 800);
}

function middle() {
  if (asked.here) return asked.here;
  const town = asked.around && data.communes.find((one) => one[1] == asked.around);
  return town ? [town[2] / 1e5, town[3] / 1e5] : null;
}

// Kilometres; the Earth is flat enough around a town.
function distance(i, [lat, lon]) {
  const x = (data.lon[i] - lon) * Math.cos((lat + data.lat[i]) * Math.PI / 360);
  return Math.hypot(x, data.lat[i] - lat) * 111.195;
}

// Which shops answer to everything; how many would to each value if the rest of its kind were left out; how many without a kind.
function select() {
  const asks = data.search(asked.q);
  data.look();
  const { trades, profiles, count } = data;
  const any = (kind, values) => !chosen[kind].size || values.some((value) => chosen[kind].has(value));
  const okTrade = trades.map((trade) => any("category", trade.all)), okCommune = data.communes.map((_, i) => any("commune", [i]));
  const failing = profiles.map((profile) => VALUED.reduce((bits, kind, k) => bits | (any(kind, profile[k]) ? 0 : 8 << k), 0));
  const wanted = [...chosen.open].reduce((bits, i) => bits | 1 << i, 0);
  const byTrade = new Uint32Array(trades.length), byCommune = new Uint32Array(data.communes.length), byOpen = [0, 0, 0, 0];
  const byProfile = VALUED.map(() => new Uint32Array(profiles.length)), without = new Uint32Array(8);
  shops = [];
  let unknown = 0;
  for (let i = 0; i < count; i++) {
    const open = data.opened(i), t = data.trade[i], c = data.commune[i], p = data.profile[i];
    let fails = failing[p];
    if (wanted && !(open & wanted)) fails |= 1;
    if (!okTrade[t]) fails |= 2;
    if (!okCommune[c]) fails |= 4;
    if (asks && !asks.scores[i]) {
      if (!fails) without[7]++;
      continue;
    }
    if (!fails) shops.push(i);
    if (fails & fails - 1) continue;
    if (fails) without[31 - Math.clz32(fails)]++;
    if (!(fails & ~1)) for (let b = 0; b < 4; b++) if (open & 1 << b) byOpen[b]++;
    if (!(fails & ~1) && wanted && open & 8 && !(wanted & 8) && fails) unknown++;
    if (!(fails & ~2)) byTrade[t]++;
    if (!(fails & ~4)) byCommune[c]++;
    for (let k = 0; k < 4; k++) if (!(fails & ~(8 << k))) byProfile[k][p]++;
  }
  const byCategory = new Uint32Array(data.categories.length);
  trades.forEach((trade, t) => { if (byTrade[t]) trade.all.forEach((c) => { byCategory[c] += byTrade[t]; }); });
  const valued = VALUED.map((kind, k) => {
    const by = new Uint32Array(data.keys[kind].length);
    profiles.forEach((profile, p) => { if (byProfile[k][p]) profile[k].forEach((i) => { by[i] += byProfile[k][p]; }); });
    return [kind, by];
  });
  counts = { open: byOpen, category: byCategory, commune: byCommune, ...Object.fromEntries(valued), without, unknown, asks };
  const from = middle(), sort = asked.sort || (from ? "distance" : "");
  if (from && data.lat) {
    const far = counts.far = new Float64Array(count).fill(Infinity);
    for (const i of shops) if (!Number.isNaN(data.lat[i])) far[i] = distance(i, from);
    if (sort == "distance") shops.sort((a, b) => far[a] == far[b] ? a - b : far[a] - far[b]);
  }
  // Shops stand in the order of their names.
  if (!sort && asks) {
    // One number a shop sorts ten times faster than two compared.
    const keys = Float64Array.from(shops, (i) => i - asks.scores[i] * 2 ** 24).sort();
    shops = Array.from(keys, (key) => ((key % 2 ** 24) + 2 ** 24) % 2 ** 24);
  }
}

const copy = (name) => part(name).content.firstElementChild.cloneNode(true);

function line(i) {
  const item = copy("line"), [who, state, phone, far] = item.children, [link, small] = who.children;
  item.dataset.shop = i;
  link.href = data.url(i);
  link.textContent = data.name[i];
  small.textContent = `${data.category(i)}, ${data.town(i)}`;
  const km = counts.far?.[i] ?? Infinity;
  if (km < Infinity) {
    far.textContent = km < 1 ? fill(words.m, { distance: Math.max(10, Math.round(km * 100) * 10) }) : fill(words.km, { distance: tenths.format(km) });
    far.hidden = false;
  }
  detail(item, state, phone, i);
  return item;
}

function detail(item, state, phone, i) {
  const { hours } = data;
  if (!hours) return;
  const table = hours.tables[hours.table[i]];
  if (table) {
    state.dataset.hours = JSON.stringify(table);
    state.dataset.check = hours.checks[hours.check[i]];
  } else {
    state.removeAttribute("data-hours");
    state.textContent = hours.texts[i] ?? "";
    state.hidden = !state.textContent;
  }
  const call = data.phone(i);
  if (call) {
    [phone.textContent, phone.href, phone.hidden] = [call[0], "tel:" + call[1], false];
  }
}

function show() {
  part("results").replaceChildren(...shops.slice(0, asked.shown).map(line));
  part("more").hidden = shops.length <= asked.shown;
  said();
}

// js/hours.js says the state of what stands on the page when the page is looked at again.
const said = () => document.dispatchEvent(new Event("visibilitychange"));

function value(kind, i) {
  const item = copy("value"), [box, name] = item.firstElementChild.children;
  box.value = data.keys[kind][i];
  box.dataset.value = i;
  name.textContent = data.said[kind][i];
  return item;
}

// The values of a kind are made when it is unfolded.
function unfold(filter) {
  const { kind } = filter.dataset, list = filter.querySelector("ul");
  if (!list.children.length) {
    const total = new Uint32Array(data.keys[kind].length);
    if (kind == "commune") data.commune.forEach((c) => { total[c]++; });
    let values = data.keys[kind].map((_, i) => i).filter((i) => kind != "commune" || total[i]);
    if (values.length > MANY) {
      values = values.sort((a, b) => total[b] - total[a]).slice(0, MANY).concat([...chosen[kind]]);
      values = [...new Set(values)].sort((a, b) => a - b);
      const note = document.createElement("p");
      note.textContent = words.listed;
      list.before(note);
    }
    const items = new Map(values.map((i) => [i, value(kind, i)]));
    for (const [i, item] of items) {
      const parent = kind == "category" ? items.get(data.categories[i][3]) : null;
      if (parent && !parent.querySelector("ul")) parent.append(document.createElement("ul"));
      (parent ? parent.lastElementChild : list).append(item);
    }
  }
  recount(filter);
}

function recount(filter) {
  const { kind } = filter.dataset;
  filter.querySelector(".filter__chosen").textContent = chosen[kind].size || "";
  if (!filter.open) return;
  for (const box of filter.querySelectorAll("input")) {
    const i = +box.dataset.value, count = counts[kind][i];
    box.checked = chosen[kind].has(i);
    const small = box.parentElement.lastElementChild, text = kind == "open" && !data.hours && i != 2 ? "" : number(count);
    if (small.textContent != text) small.textContent = text;
    box.closest("li").hidden = !count && text && !box.checked && box != document.activeElement && kind != "open";
  }
}

function button(name, text, act) {
  const item = copy(name), one = item.firstElementChild;
  if (text) one.firstElementChild.textContent = text;
  one.addEventListener("click", act);
  return item;
}

function showActive() {
  const list = part("active"), items = [];
  const leave = (act) => (event) => {
    const place = [...list.querySelectorAll("button")].indexOf(event.currentTarget);
    act();
    // Who removed a filter stands on the next one, or where one asks anew.
    const left = list.querySelectorAll("button");
    (left[Math.min(place, left.length - 1)] ?? part("q")).focus();
  };
  const add = (name, act) => {
    const item = button("chosen", name, leave(act));
    item.firstElementChild.setAttribute("aria-label", fill(words.remove, { name }));
    items.push(item);
  };
  if (asked.q.trim()) add(asked.q.trim(), () => { asked.q = part("q").value = ""; update(true); });
  for (const kind of KINDS) for (const i of chosen[kind]) add(data.said[kind][i], () => { chosen[kind].delete(i); update(true); });
  if (asked.here) add(words.here, () => { asked.here = null; asked.sort = ""; part("near-said").textContent = ""; update(true); });
  if (asked.around) add(fill(words.around, { name: data.communes.find((one) => one[1] == asked.around)[0] }), () => { asked.around = asked.sort = ""; update(true); });
  if (items.length > 1) items.push(button("all", "", leave(clear)));
  list.replaceChildren(...items);
  list.hidden = !items.length;
}

function clear() {
  Object.assign(asked, { q: "", around: "", sort: "", here: null });
  part("q").value = part("near-said").textContent = "";
  for (const kind of KINDS) chosen[kind].clear();
  update(true);
}

function showNothing() {
  const box = part("nothing"), offers = [];
  box.hidden = !!shops.length;
  if (shops.length) return box.replaceChildren();
  const offer = (name, count, act) => {
    const item = button("chosen", "", () => { act(); update(true); part("found").focus(); });
    item.firstElementChild.textContent = `${fill(words.without, { name })}${language == "fr" ? "\u00a0" : ""}: ${number(count)}`;
    offers.push(item);
  };
  const { without } = counts;
  KINDS.forEach((kind, k) => {
    if (chosen[kind].size && without[k]) offer([...chosen[kind]].map((i) => data.said[kind][i]).join(", "), without[k], () => chosen[kind].clear());
  });
  if (asked.q.trim() && without[7]) offer(asked.q.trim(), without[7], () => { asked.q = part("q").value = ""; });
  const say = document.createElement("p"), list = document.createElement("ul");
  say.textContent = offers.length ? `${words.nothing} ${words.loosen}` : counts.asks && !counts.asks.count ? words.nowhere : words.nothing;
  list.className = "active";
  list.append(...offers);
  box.replaceChildren(say, ...offers.length ? [list] : [button("all", "", () => { clear(); part("q").focus(); }).firstElementChild]);
}

function showTitles() {
  const found = data.texted(asked.q).slice(0, 8);
  part("titles").hidden = !found.length;
  part("titles").querySelector("ul").replaceChildren(...found.map(([title, url]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = finder.dataset.page.replace("-/", url);
    link.textContent = title;
    item.append(link);
    return item;
  }));
}

let saying, reading;
function announce(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { part("said").textContent = text; }, 700);
}

// Shows what is asked; `push`: as a new step of the history, false: in place of this one, undefined: it is in the address already.
async function update(push) {
  asked.shown = SOME;
  if (push !== undefined) written(push);
  const needs = [chosen.open.size && !data.hours && data.times(), middle() && !data.lat && data.places()].filter(Boolean);
  if (needs.length) await Promise.all(needs).catch(() => {});
  select();
  const count = counted(words.found, shops.length);
  part("found").textContent = count;
  announce(count);
  show();
  showActive();
  showNothing();
  showTitles();
  finder.querySelectorAll(".filter").forEach(recount);
  const { asks, unknown } = counts;
  part("corrected").hidden = !asks?.meant;
  part("corrected").textContent = asks?.meant ? fill(asks.meant == "≈" ? words.close : words.corrected, { given: asked.q.trim(), meant: asks.meant }) : "";
  part("unknown").hidden = !unknown;
  part("unknown").firstElementChild.textContent = counted(words.unknown, unknown);
  part("around").value = asked.around;
  const from = middle();
  part("sort").querySelector("[value=distance]").disabled = !from;
  part("sort").value = asked.sort || (from ? "distance" : "");
  finder.found = { shops, data };
  finder.dispatchEvent(new CustomEvent("found", { detail: finder.found }));
  later();
}

// What readers may wait for: texts of articles, telephones and states.
function later() {
  clearTimeout(reading);
  reading = setTimeout(async () => {
    const query = asked.q.trim();
    if (finder.dataset.fulltext) {
      if (query.length > 1) (await import(new URL(finder.dataset.fulltext, document.baseURI))).fulltext(query);
      else part("texts").hidden = true;
    }
    if (data.hours) return;
    await data.times().catch(() => {});
    select();
    finder.querySelectorAll(".filter").forEach(recount);
    for (const item of part("results").children) detail(item, item.children[1], item.children[2], +item.dataset.shop);
    said();
  }, 400);
}

function locate() {
  const say = (text) => { part("near-said").textContent = text; };
  say(words.locating);
  const fail = (error) => say(error?.code == 1 || !navigator.geolocation ? words.refused : words.failed);
  if (!navigator.geolocation) return fail();
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    say(words.located);
    Object.assign(asked, { here: [coords.latitude, coords.longitude], around: "", sort: "" });
    update(true);
  }, fail, { maximumAge: 6e4, timeout: 15000 });
}

function towns() {
  const known = data.communes.filter((one) => one.length > 2);
  part("around").append(...known.map(([name, key]) => new Option(name, key)));
  part("around").value = asked.around;
  part("around").parentElement.hidden = !known.length;
}

// The map's script comes when its fold is opened.
function showMap({ currentTarget: fold }) {
  if (!fold.open) return;
  const say = (text) => { part("map-said").textContent = text; };
  import(new URL(fold.dataset.script, document.baseURI)).then(() => say(""), () => say(words.map));
}

function listen() {
  part("map")?.addEventListener("toggle", showMap);
  part("q").addEventListener("input", () => { asked.q = part("q").value; update(false); });
  part("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    update(true);
  });
  finder.addEventListener("change", ({ target }) => {
    const filter = target.closest(".filter");
    if (filter) {
      chosen[filter.dataset.kind][target.checked ? "add" : "delete"](+target.dataset.value);
      update(true);
    } else if (target.id == "around") {
      Object.assign(asked, { around: target.value, here: null, sort: "" });
      update(true);
    } else if (target.id == "sort") {
      asked.sort = target.value;
      update(true);
    }
  });
  finder.querySelectorAll(".filter").forEach((filter) => filter.addEventListener("toggle", () => filter.open && unfold(filter)));
  part("near").addEventListener("click", locate);
  part("unknown").lastElementChild.addEventListener("click", () => { chosen.open.add(3); update(true).then(() => part("found").focus()); });
  part("more").addEventListener("click", () => {
    const before = asked.shown;
    asked.shown += SOME;
    part("results").append(...shops.slice(before, asked.shown).map(line));
    part("more").hidden = shops.length <= asked.shown;
    said();
    part("results").children[before].querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    readAddress();
    part("q").value = asked.q;
    update();
  });
}

async function begin() {
  part("filters").open = matchMedia("(min-width: 60rem)").matches;
  part("q").value = new URLSearchParams(location.search).get("q") ?? "";
  finder.hidden = false;
  data = new Data(await get("data"));
  const typed = part("q").value;
  readAddress();
  // What was typed while the list was loading.
  asked.q = typed;
  for (const filter of finder.querySelectorAll(".filter")) filter.hidden = filter.dataset.kind == "open" ? !timed : !data.keys[filter.dataset.kind].length;
  listen();
  await update();
  if (typed != (new URLSearchParams(location.search).get("q") ?? "")) written(false);
  document.querySelector("#lists").hidden = true;
  finder.dataset.ready = "";
  setTimeout(towns);
}

begin().catch(() => {
  finder.hidden = true;
  const say = document.createElement("p");
  say.textContent = words.offline;
  finder.after(say);
});
