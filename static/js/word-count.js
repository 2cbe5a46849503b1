// <word-count>: how many words the field has that it is for.
class WordCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for), forms = JSON.parse(this.dataset.forms);
    const { lang } = document.documentElement, plurals = new Intl.PluralRules(lang), numbers = new Intl.NumberFormat(`${lang}-u-nu-latn`);
    const count = () => {
      const words = (field.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length;
      this.textContent = forms[plurals.select(words)].replace("{}", numbers.format(words));
    };
    field.addEventListener("input", count);
    count();
  }
}
customElements.define("word-count", WordCount);
