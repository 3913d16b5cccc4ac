// Beside each feed, a button that copies its address. Without this script, or without a clipboard, there is none.
const { content } = document.getElementById("copy");
const status = document.querySelector(".copied");

function addButton(feed) {
  const link = feed.querySelector("a[type]");
  const button = content.firstElementChild.cloneNode(true);
  const words = button.textContent;
  const name = document.createElement("span");
  name.className = "unseen";
  name.textContent = ` (${feed.firstElementChild.textContent})`;
  button.append(name);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      status.textContent = `${button.dataset.done} – ${link.href}`;
      button.firstChild.data = button.dataset.done;
      setTimeout(() => { button.firstChild.data = words; }, 4000);
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
