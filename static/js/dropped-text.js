// <dropped-text>: puts a text file that is dropped into the field where the cursor is. Word processors' text comes plain
// by itself, since the field holds nothing else.
const TEXT_FILE = /\.(txt|text|md|markdown)$/i;

class DroppedText extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.for);
    addEventListener("dragover", (event) => { if (this.hasFile(event)) event.preventDefault(); });
    addEventListener("drop", (event) => { if (this.hasFile(event)) this.take(event); });
  }

  hasFile(event) { return event.dataTransfer?.types.includes("Files"); }

  async take(event) {
    // Without this the browser would leave the page and show the file.
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    const says = (line) => { this.textContent = line; };
    if (!file || !TEXT_FILE.test(file.name)) { says(this.dataset.wrong); return; }
    const text = this.decode(await file.arrayBuffer());
    if (text === undefined || text.length + this.field.value.length > this.dataset.longest) { says(this.dataset.tooLong); return; }
    says("");
    this.field.focus();
    this.field.selectionStart = this.field.selectionEnd;
    document.execCommand("insertText", false, text.replace(/\r\n?/g, "\n"));
  }

  // Editors on Windows write UTF-16 with a mark at the front, or the letters of a code page.
  decode(bytes) {
    if (bytes.byteLength > 4 * this.dataset.longest) return undefined;
    const [first, second] = new Uint8Array(bytes.slice(0, 2));
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }
}
customElements.define("dropped-text", DroppedText);
