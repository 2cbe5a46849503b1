// <unsaved-words>: around a form whose words are not saved: asks before the page is left with them. They were given back,
// or, with data-typed, somebody may type them yet.
class UnsavedWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", () => this.areSent());
    addEventListener("leaving-quickly", () => this.areSent());
    addEventListener("beforeunload", (event) => { if (this.isUnsaved()) event.preventDefault(); });
  }

  areSent() { this.isSent = true; }

  isUnsaved() {
    const fields = [...this.querySelectorAll("textarea, input[type=text]")];
    const isTyped = fields.some((field) => field.value !== field.defaultValue);
    return !this.isSent && (isTyped || !("typed" in this.dataset));
  }
}
customElements.define("unsaved-words", UnsavedWords);
