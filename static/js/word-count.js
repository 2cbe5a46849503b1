// <word-count>: how many words the field has that it is for.
class WordCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for), forms = JSON.parse(this.dataset.forms);
    const plurals = new Intl.PluralRules(document.documentElement.lang);
    const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, forms.thousands);
    const count = () => {
      const words = (field.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length;
      this.textContent = forms[plurals.select(words)].replace("{}", grouped(words));
    };
    field.addEventListener("input", count);
    count();
  }
}
customElements.define("word-count", WordCount);
