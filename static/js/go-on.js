// <go-on>: presses the button inside it, so that work done in steps goes on by itself. Without scripts a person does.
class GoOn extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.querySelector("form").requestSubmit(), 400);
    for (const end of ["leaving-quickly", "closing"]) addEventListener(end, () => clearTimeout(this.timer));
  }
}
customElements.define("go-on", GoOn);
