// <copy-words>: copies the words of a page, as they were typed. Hidden without scripts.
class CopyWords extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    const button = this.querySelector("button");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(this.dataset.words).content.textContent);
      button.querySelector("span").textContent = this.querySelector("[role=status]").textContent = this.dataset.copied;
    });
  }
}
customElements.define("copy-words", CopyWords);
