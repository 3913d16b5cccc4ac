// Shows the detailed map when the reader asks for it: nothing is fetched before. Where a list of shops stands beside it
// (`#finder`), the map shows what the list does: its event `found` names shops by their number in the guide, as map.json does.
const root = document.querySelector("[data-map]");
const { file, shop, tiles, zoom, style, library, groups } = root.dataset;
const words = JSON.parse(root.dataset.words);
const find = (name) => root.querySelector(".detail__" + name);
const [button, status, frame, count] = ["button", "status", "frame", "count"].map(find);
const balloon = root.querySelector("template").content.firstElementChild;
const SVG = "http://www.w3.org/2000/svg";
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const fill = (text, number) => text.replace("{count}", number.toLocaleString(document.documentElement.lang));
let data, map, cluster, markers, chosen, pending, busy;

const fetched = (tag, values) => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement(tag), { onload: resolve, onerror: reject }, values));
});

// All that people wrote is put in as text.
function content(i) {
  const node = balloon.cloneNode(true);
  const [name, what, state] = node.children;
  const [hours, check, text] = data.marks[data.mark[i]];
  name.firstChild.textContent = data.name[i];
  name.firstChild.href = shop.replace("/-/", () => `/${data.slug[i]}/`);
  what.textContent = `${data.trades[data.trade[i]]} · ${data.communes[data.commune[i]]}`;
  if (hours) Object.assign(state.dataset, { hours, check });
  else {
    state.removeAttribute("data-hours");
    state.dataset.state = text ? "closed" : "unknown";
  }
  state.textContent = text;
  state.hidden = !hours && !text;
  return node;
}

// The sign of a trade: its icon, or else its initial.
function pin([colour, shapes], trade) {
  const node = document.createElement("span");
  node.className = `pin colour-${colour}`;
  node.setAttribute("aria-hidden", true);
  if (!shapes.length) {
    node.textContent = [...data.trades[trade]][0].toUpperCase();
    return node;
  }
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("viewBox", "0 0 15 15");
  for (const shape of shapes) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    drawing.append(path);
  }
  node.append(drawing);
  return node;
}

function make() {
  const sign = (node, iconSize, popupAnchor) => {
    const icon = L.divIcon({ className: "", html: false, iconSize, iconAnchor: popupAnchor && [iconSize[0] / 2, iconSize[1]], popupAnchor });
    icon.createIcon = (old) => {
      const div = L.DivIcon.prototype.createIcon.call(icon, old);
      div.append(node.cloneNode(true));
      return div;
    };
    return icon;
  };
  const icons = data.pins.map((one, trade) => sign(pin(one, trade), [34, 42], [0, -38]));
  map = L.map(find("frame"), {
    attributionControl: false, zoomControl: false, maxZoom: +zoom,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  L.tileLayer(tiles, { maxZoom: +zoom }).on("tileerror", () => say(words.missing)).addTo(map);
  cluster = L.markerClusterGroup({
    animate: !still, chunkedLoading: true, showCoverageOnHover: false, maxClusterRadius: 48,
    iconCreateFunction(group) {
      const node = document.createElement("span");
      node.className = "cluster";
      node.textContent = group.getChildCount();
      const icon = sign(node, [44, 44]);
      const plain = icon.createIcon;
      icon.createIcon = (old) => {
        const div = plain(old);
        div.setAttribute("aria-label", fill(words.group, group.getChildCount()));
        return div;
      };
      return icon;
    },
  }).addTo(map);
  markers = data.name.map((title, i) => data.lat[i] === null ? null
    : L.marker([data.lat[i], data.lon[i]], { title, icon: icons[data.trade[i]] }).bindPopup(() => content(i), { minWidth: 180, maxWidth: 220, autoPanPadding: [12, 12] }));
  map.on("popupopen", ({ popup }) => {
    const element = popup.getElement();
    element.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    // js/hours.js says whether the shop is open, as it does when a page is seen again.
    document.dispatchEvent(new Event("visibilitychange"));
    element.querySelector("a").focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup }) => {
    const { activeElement } = document;
    if (activeElement == document.body || popup.getElement()?.contains(activeElement)) popup._source?.getElement()?.focus({ preventScroll: true });
  });
  frame.addEventListener("keydown", ({ key }) => key == "Escape" && map.closePopup());
}

function say(text) {
  status.textContent = text;
}

function draw() {
  const shown = (chosen ?? data.name.map((_, i) => i)).filter((i) => markers[i]);
  const missing = (chosen ?? data.name).length - shown.length;
  cluster.clearLayers();
  cluster.addLayers(shown.map((i) => markers[i]));
  count.textContent = fill(words.shown[Math.min(shown.length, 2)], shown.length) + (missing ? fill(words.unplaced[+(missing > 1)], missing) : "");
  if (shown.length) map.fitBounds(shown.map((i) => [data.lat[i], data.lon[i]]), { padding: [30, 45], maxZoom: Math.min(16, +zoom), animate: false });
  else if (!map._loaded) map.fitWorld();
}

async function open() {
  say(words.loading);
  try {
    await Promise.all([fetched("link", { rel: "stylesheet", href: style }), self.L ?? fetched("script", { src: library })]);
    await (L.MarkerClusterGroup ?? fetched("script", { src: groups }));
    data = await (await fetch(file)).json();
    find("map").hidden = false;
    make();
    draw();
    say("");
  } catch {
    say(words.failed);
    find("map").hidden = true;
    map?.remove();
    map = undefined;
  }
}

// Follows the list of an element that tells what it shows, and keeps it as `found`.
export function attach(list) {
  if (list.found) chosen = [...list.found.shops];
  list.addEventListener("found", ({ detail }) => {
    chosen = [...detail.shops];
    clearTimeout(pending);
    pending = setTimeout(() => map && !find("map").hidden && draw(), 250);
  });
}

button.onclick = async () => {
  // A button that is disabled loses the focus.
  if (busy) return;
  busy = true;
  const shows = find("map").hidden;
  if (!shows) find("map").hidden = true;
  else if (map) {
    find("map").hidden = false;
    map.invalidateSize();
    draw();
  } else await open();
  const shown = !find("map").hidden;
  button.textContent = shown ? words.hide : words.show;
  button.setAttribute("aria-expanded", shown);
  busy = false;
};

const finder = document.querySelector("#finder");
if (finder) attach(finder);
root.hidden = false;
