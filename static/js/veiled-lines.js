// <veiled-lines>: while the veil is drawn, leaves the line that is being written readable. Without scripts the veil
// covers all of the words.
const LOOKS = ["font", "letterSpacing", "wordSpacing", "lineHeight", "textIndent", "tabSize", "direction"];

class VeiledLines extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.veil = document.getElementById(this.dataset.veil);
    [this.above, this.below, this.mirror] = ["veiled__above", "veiled__below", "veiled__mirror"].map((name) => {
      const part = document.createElement("div");
      part.className = name;
      part.setAttribute("aria-hidden", "true");
      return this.appendChild(part);
    });
    this.toggleAttribute("data-by-line", true);
    for (const sign of ["input", "scroll", "focus", "blur"]) this.field.addEventListener(sign, () => this.draw());
    document.addEventListener("selectionchange", () => this.draw());
    this.veil.addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.field);
    this.draw();
  }

  draw() {
    if (!this.veil.checked) { this.mirror.textContent = ""; return; }
    const whole = this.field.offsetHeight;
    const [top, height] = document.activeElement === this.field ? this.line() : [whole, 0];
    this.above.style.blockSize = `${Math.max(0, top)}px`;
    this.below.style.insetBlockStart = `${top + height}px`;
  }

  // Where the line with the cursor stands: a copy of the words up to it, set alike, is measured.
  line() {
    const look = getComputedStyle(this.field);
    for (const name of LOOKS) this.mirror.style[name] = look[name];
    this.mirror.style.inlineSize = `${this.field.clientWidth}px`;
    this.mirror.style.padding = look.padding;
    const cursor = document.createElement("span");
    cursor.textContent = "\u200b";
    const { value, selectionEnd } = this.field;
    const rest = value.slice(selectionEnd).match(/^\S*/)[0];
    this.mirror.replaceChildren(value.slice(0, selectionEnd), cursor, rest);
    return [cursor.offsetTop - this.field.scrollTop, parseFloat(look.lineHeight)];
  }
}
customElements.define("veiled-lines", VeiledLines);
