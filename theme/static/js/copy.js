// Beside each feed, a button that copies its address. Without this script, or without a clipboard, there is none.
const status = document.querySelector(".copied");
const { copy, done } = status.dataset;

function addButton(feed) {
  const link = feed.querySelector("a[type]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy ticket";
  button.textContent = copy;
  const name = document.createElement("span");
  name.className = "unseen";
  name.textContent = ` (${feed.firstElementChild.textContent})`;
  button.append(name);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      status.textContent = `${done} – ${link.href}`;
      button.firstChild.data = done;
      setTimeout(() => { button.firstChild.data = copy; }, 4000);
    } catch {
      status.textContent = link.href;
    }
  });
  feed.append(button);
}

function addButtons(part) {
  part.querySelectorAll(".feed:not(:has(.copy))").forEach(addButton);
}

if (navigator.clipboard) {
  // A folded group may hold thousands of feeds: it gets its buttons when it is unfolded.
  document.querySelectorAll(".feed:not(details *)").forEach(addButton);
  document.querySelectorAll("details").forEach((group) => group.addEventListener("toggle", () => addButtons(group)));
}
