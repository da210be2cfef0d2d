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
