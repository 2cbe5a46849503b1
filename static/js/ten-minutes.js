// <ten-minutes>: counts down in silence what the server says is left, and then offers the next step. Without scripts the
// page says until when, and what is left each time it is opened.
class TenMinutes extends HTMLElement {
  connectedCallback() {
    this.end = Date.now() + 1000 * this.dataset.left;
    this.shown = this.querySelector("[data-shown]");
    this.link = this.querySelector("[role=status] a");
    this.link.hidden = true;
    this.clock = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() { clearInterval(this.clock); }

  show() {
    const left = Math.max(0, Math.ceil((this.end - Date.now()) / 1000));
    this.shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left) return;
    clearInterval(this.clock);
    this.link.textContent = this.dataset.over;
    this.link.hidden = false;
  }
}
customElements.define("ten-minutes", TenMinutes);
