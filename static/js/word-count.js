// <word-count>: how many words the field has that it is for.
class WordCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for);
    const count = () => {
      const words = (field.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length;
      this.textContent = `${words} ${words === 1 ? this.dataset.one : this.dataset.many}`;
    };
    field.addEventListener("input", count);
    count();
  }
}
customElements.define("word-count", WordCount);
