// <soft-timer>: after twenty minutes of a sitting it says so in one line, after thirty in another, and then no more.
const MINUTE = 60_000;
const SHOWN = MINUTE;

class SoftTimer extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for);
    field.addEventListener("input", () => this.begin(), { once: true });
  }

  begin() {
    for (const [minutes, line] of [[20, this.dataset.first], [30, this.dataset.second]]) {
      setTimeout(() => { this.textContent = line; }, minutes * MINUTE);
      setTimeout(() => { this.textContent = ""; }, minutes * MINUTE + SHOWN);
    }
  }
}
customElements.define("soft-timer", SoftTimer);
