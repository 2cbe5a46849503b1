// <format-bar>: makes the chosen words bold or italic, or their lines a list or a quotation, and back again. Typing goes
// through the browser's own editing, so that undo takes it back. Hidden without scripts.
const AROUND = { bold: "**", italic: "*" };
const BEFORE_LINES = { list: "- ", quote: "> " };
// Digits by the place of their key, since with Shift every keyboard writes something else there.
const KEYS = { b: "bold", i: "italic", Digit8: "list", Digit9: "quote" };

class FormatBar extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.field = document.getElementById(this.dataset.for);
    for (const button of this.querySelectorAll("button")) {
      // The field keeps the focus, and with it the selection and a phone's keyboard.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.apply(button.dataset.do));
    }
    this.field.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    const format = KEYS[event.code] ?? KEYS[event.key.toLowerCase()];
    const withShift = format in BEFORE_LINES;
    if (!format || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey !== withShift) return;
    event.preventDefault();
    this.apply(format);
  }

  apply(format) {
    this.field.focus();
    if (format in AROUND) this.wrap(AROUND[format]); else this.prefix(BEFORE_LINES[format]);
  }

  wrap(mark) {
    const { value, selectionStart: start, selectionEnd: end } = this.field;
    const size = mark.length;
    const isOutside = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark && !this.isDoubled(mark, start, end);
    if (isOutside) {
      this.replace(start - size, end + size, value.slice(start, end));
      this.field.setSelectionRange(start - size, end - size);
      return;
    }
    const words = value.slice(start, end);
    // White space inside the marks would make them plain text.
    const [, before, inside, after] = words.match(/^(\s*)([^]*?)(\s*)$/);
    this.replace(start, end, before + mark + inside + mark + after);
    const from = start + before.length + size;
    this.field.setSelectionRange(from, from + inside.length);
  }

  // A single star beside another one belongs to bold.
  isDoubled(mark, start, end) {
    const { value } = this.field;
    const before = value.slice(0, start).match(/\**$/)[0].length;
    const after = value.slice(end).match(/^\**/)[0].length;
    return mark === AROUND.italic && Math.min(before, after) === AROUND.bold.length;
  }

  prefix(mark) {
    const { value, selectionStart, selectionEnd } = this.field;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const stop = value.indexOf("\n", Math.max(selectionStart, selectionEnd - 1));
    const end = stop < 0 ? value.length : stop;
    const lines = value.slice(start, end).split("\n");
    const isOn = lines.every((line) => line.startsWith(mark) || !line);
    const isEmpty = lines.every((line) => !line);
    const changed = lines.map((line) => isOn && !isEmpty ? line.slice(mark.length) : line || isEmpty ? mark + line : line);
    const text = changed.join("\n");
    this.replace(start, end, text);
    if (selectionStart === selectionEnd) this.field.setSelectionRange(start + text.length, start + text.length);
    else this.field.setSelectionRange(start, start + text.length);
  }

  replace(start, end, text) {
    this.field.setSelectionRange(start, end);
    // It is the one way to edit a field that its undo knows of.
    if (text) document.execCommand("insertText", false, text); else document.execCommand("delete");
  }
}
customElements.define("format-bar", FormatBar);
