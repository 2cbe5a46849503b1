// <unsaved-words>: around a form that holds words which could not be saved yet: asks before the page is left with them.
class UnsavedWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", () => { this.isSent = true; });
    addEventListener("leaving-quickly", () => { this.isSent = true; });
    addEventListener("beforeunload", (event) => { if (!this.isSent) event.preventDefault(); });
  }
}
customElements.define("unsaved-words", UnsavedWords);
