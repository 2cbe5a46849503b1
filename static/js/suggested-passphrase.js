// <suggested-passphrase>: puts the suggestion into the field it is for, and lets it be read there.
class SuggestedPassphrase extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(this.dataset.for);
      field.type = "text";
      field.value = this.querySelector("p").textContent.trim();
      field.focus();
    });
  }
}
customElements.define("suggested-passphrase", SuggestedPassphrase);
