// Says whether a shop is open now, on its own clock. Minutes are that clock's, since 1970.
const DAY = 1440;
const UNKNOWN = { word: "unknown", now: 1, today: 1 };
const { dataset, content } = document.querySelector("meta[name=hours]");
const words = JSON.parse(content);
const formats = {};

const iso = (minute) => new Date(minute * 6e4).toISOString();

const print = (instant, name, language, options) => (formats[name] ??= new Intl.DateTimeFormat(language, options)).format(instant);

// Swedish is like ISO 8601.
const clock = (instant, timeZone) => Date.parse(print(instant, timeZone, "sv", { timeZone, dateStyle: "short", timeStyle: "short" }).replace(" ", "T") + "Z") / 6e4;

// What begins on a day, if told: [from, to, kind: 0 closed, 1 perhaps, 2 open, note].
export function spans([plans, weeks, dates, notes], day, until, check) {
  const date = +iso(day * DAY).replace(/-|T.*/g, "");
  const week = weeks.findLast(([from]) => from <= date);
  if (!week || !(date <= until) || date >= check) return;
  const [note, ...times] = plans[dates.find(([from, to]) => from <= date && date <= to)?.[2] ?? week[1 + (day + 3) % 7]];
  return [0, 0, ...times].flatMap((to, i, all) => i % 2 ? [[day * DAY + all[i - 1], day * DAY + Math.abs(to), to && 1 + (to > 0), notes[note - 1]]] : []);
}

// now, today: a kind; at: when it closes or opens.
export function state(data, instant, zone, until, check) {
  const minute = clock(instant, `${zone}`);
  const day = Math.floor(minute / DAY);
  const told = (day) => spans(data, day, until, check);
  const plan = told(day);
  if (!plan) return UNKNOWN;
  const list = [...told(day - 1) ?? [], ...plan];
  const inside = list.filter(([from, to]) => from <= minute && minute < to);
  const [from, to, now, note] = [plan[0], ...inside].sort((a, b) => a[2] - b[2]).at(-1);
  const say = (word, at, left) => ({ word, at, left, minute, note, now, today: Math.max(now, ...plan.map((span) => span[2])) });

  if (now == 1) return say(to - from < DAY ? "maybe" : "unknown");
  if (!now) {
    let next, d = day;
    for (let list; !next && (list = told(d)); d++) next = list.find(([from, to, kind]) => kind == 2 && from > minute);
    d -= day + 1;
    return next ? say("closed-" + (["today", "tomorrow"][d] ?? (d < 7 ? "weekday" : "date")), next[0]) : say("closed");
  }
  for (let d = day + 1; d < day + 8; d++) list.push(...told(d) ?? [[d * DAY, d * DAY + DAY, 1]]);
  let end = minute;
  for (const [from, to, kind] of list) if (kind == 2 && from <= end && end < to) end = to;
  if (end - minute > DAY) return say(end - minute < 7 * DAY ? "open" : "open-always");
  if (list.some(([from, to, kind]) => kind == 1 && from <= end && end < to)) return say("open-least", end);
  // Real minutes: clocks change.
  for (let left = 1; left <= 30 && end - minute <= 90; left++) if (clock(instant + left * 6e4, zone) >= end) return say("closing", end, left);
  return say("open-until", end);
}

const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

function sentence({ word, at, left, minute, note }) {
  let time, day;
  if (at) {
    const [hh, mm] = iso(at).slice(11).split(":");
    time = fill(words.clock[+!+mm], { h: +hh, hh, mm });
    const style = word == "closed-date" ? "dateStyle" : "weekday";
    day = print(at * 6e4, style, words.language, { timeZone: "UTC", [style]: "long" })
      .replace(/^1 /, words.first).replace(" " + iso(minute).slice(0, 4), "");
  }
  return fill(words[word], { left, time, day }) + (note ? " · " + note : "");
}

function refresh() {
  const lists = new Map();
  for (const list of document.querySelectorAll("[data-only]")) lists.set(list, [0, 0, 0]);
  for (const element of document.querySelectorAll("[data-hours]")) {
    const { hours, zone = dataset.zone, check } = element.dataset;
    let found = UNKNOWN;
    try {
      found = state(JSON.parse(hours), Date.now(), zone, dataset.until, check);
    } catch {}
    element.textContent = sentence(found);
    element.dataset.state = found.word.split("-")[0];
    element.hidden = false;
    const list = element.closest("[data-only]");
    if (list) {
      const kind = found[list.dataset.only];
      lists.get(list)[kind]++;
      element.closest("[data-item]").hidden = !kind;
    }
  }
  for (const [list, [, check, open]] of lists) {
    const form = (word, count) => fill(words[word][Math.min(count, 2)], { count });
    const text = form(list.dataset.only, open) + form("check", check);
    const status = list.querySelector("[data-count]");
    if (status.textContent != text) status.textContent = text;
  }
}

refresh();
setInterval(refresh, 6e4);
document.onvisibilitychange = refresh;
