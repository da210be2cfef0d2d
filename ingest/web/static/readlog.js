// The key "/" leads to the search box, unless somebody is typing.
// Without this script the box is a form as any other.

const WRITABLE = "input, textarea, select, [contenteditable]:not([contenteditable='false']), .CodeMirror, .cm-editor";

document.addEventListener("keydown", (event) => {
  const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!isPlain || event.defaultPrevented || event.target.closest?.(WRITABLE)) {
    return;
  }
  const box = document.getElementById("readlog-q");
  if (box) {
    event.preventDefault(); // or the box would hold a "/"
    box.focus();
    box.select();
  }
});

// What scrolls sideways is a stop of Tab, so that keys can scroll it; what has room, such as most tables, is none.
// Without this script, all that might scroll are stops.
const scrollers = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute("tabindex");
    }
  }
});
for (const region of document.querySelectorAll("pre[tabindex], .table[tabindex]")) {
  scrollers.observe(region);
}

// A link to a text can be copied instead: [data-copy] is what the button says, [data-copied] what it says then.
// Without this script, or a clipboard, there is the link.
if (navigator.clipboard?.write && window.ClipboardItem) {
  for (const link of document.querySelectorAll("a[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = link.dataset.copy;
    button.addEventListener("click", async () => {
      // The text is still a promise here: Safari allows no waiting between the click and the clipboard.
      const text = fetch(link.href)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
        .then((words) => new Blob([words], { type: "text/plain" }));
      try {
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
        button.textContent = link.dataset.copied;
        button.setAttribute("role", "status");
      } catch {
        location.assign(link.href);
      }
    });
    const item = document.createElement("li");
    item.append(button);
    link.parentElement.before(item);
  }
}

// All titles of an outline can be folded at once: [data-fold] and [data-unfold] are what the button says.
// Without this script each folds by itself.
for (const outline of document.querySelectorAll("[data-fold]")) {
  const titles = [...outline.querySelectorAll("details")];
  const isOpen = () => titles.some((title) => title.open);
  const button = document.createElement("button");
  const name = () => {
    button.textContent = isOpen() ? outline.dataset.fold : outline.dataset.unfold;
  };
  button.type = "button";
  button.className = "fold";
  button.addEventListener("click", () => {
    const open = !isOpen();
    for (const title of titles) {
      title.open = open;
    }
    name();
  });
  outline.addEventListener("toggle", name, true); // it does not bubble
  if (titles.length > 1) {
    name();
    outline.before(button);
  }
}
