// Lists the pages that this device keeps (see sw.js), and which one was asked for in vain.
const root = new URL("..", import.meta.url).href;
const main = document.getElementById("kept");
const list = main.querySelector("ul");
const here = location.href.replace(/[?#].*/, "");
const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

// Without the site's name, which ends nearly all titles.
const site = ` – ${document.querySelector(".header__name").textContent}`;
const titled = (html) => new DOMParser().parseFromString(html.slice(0, html.indexOf("</title>") + 8), "text/html").title.replace(site, "");

function when(response) {
  const time = document.createElement("small");
  time.textContent = day.format(new Date(response.headers.get("X-Kept")));
  return time;
}

async function show() {
  const lines = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(`enseigne ${root} `)) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const response = await cache.match(url);
      if (!response?.headers.get("Content-Type")?.startsWith("text/html")) continue;
      if (url == here) {
        document.querySelector("[data-copy]").append(" ", when(response));
        document.querySelector("[data-copy]").hidden = false;
        continue;
      }
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = url;
      link.textContent = titled(await response.text()) || url;
      line.append(link, " ", when(response));
      lines.push(line);
    }
  }
  // The last one first.
  list.replaceChildren(...lines.reverse());
  main.hidden = !lines.length;
}

function ask() {
  const wanted = location.hash.slice(1);
  const url = new URL(wanted, root);
  const notice = document.querySelector("[data-wanted]");
  // A name of a part of this page is no address.
  notice.hidden = !wanted || !url.href.startsWith(root) || Boolean(document.getElementById(wanted));
  if (!notice.hidden) notice.querySelector("a").href = url.href;
}

addEventListener("hashchange", ask);
ask();
if (window.caches) await show().catch(() => {});
