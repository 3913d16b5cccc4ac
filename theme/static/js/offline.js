// Once the page is there, lets the browser keep it for when there is no network: sw.js says how.
addEventListener("load", () => navigator.serviceWorker?.register(new URL("../sw.js", import.meta.url)).catch(() => {}));
