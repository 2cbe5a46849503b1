// <copy-key>: prints the page, or copies the key on it. Hidden without scripts.
class CopyKey extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("[data-do=print]").addEventListener("click", () => print());
    this.querySelector("[data-do=copy]").addEventListener("click", (event) => this.copy(event.currentTarget));
  }

  async copy(button) {
    const key = document.getElementById(this.dataset.key).textContent.trim().split(/\s+/).join("-");
    await navigator.clipboard.writeText(key);
    button.querySelector("span").textContent = this.dataset.copied;
  }
}
customElements.define("copy-key", CopyKey);
