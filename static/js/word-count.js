// <word-count>: how many words the field has that it is for.
class WordCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for);
    const count = () => { this.textContent = `${(field.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length} ${this.dataset.label}`; };
    field.addEventListener("input", count);
    count();
  }
}
customElements.define("word-count", WordCount);
