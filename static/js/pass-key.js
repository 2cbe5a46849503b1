// <pass-key>: has the browser make or show a passkey, and sends the form around it with the answer.
// Hidden without scripts: the page says so, and a code works too.
const NUMBERED = /^[\d.]+$|^\[/;

class PassKey extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.form = this.closest("form");
    this.querySelector("button").addEventListener("click", () => this.ask());
    // Enter in a field means the button: without an answer there is nothing to send.
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.ask(); });
  }

  async ask() {
    if (this.busy) return;
    const making = this.dataset.do === "create";
    const parse = making ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
    // Browsers bind a passkey to a name, and outside of HTTPS and localhost they have none to offer.
    if (NUMBERED.test(location.hostname)) { this.say(this.dataset.noName); return; }
    if (!window.PublicKeyCredential?.[parse]) { this.say(this.dataset.missing); return; }
    this.busy = true;
    try {
      const publicKey = PublicKeyCredential[parse](JSON.parse(this.dataset.options).publicKey);
      const credential = (await navigator.credentials[this.dataset.do]({ publicKey })).toJSON();
      // What a passkey derives is a key of hers, and never leaves the browser.
      delete credential.clientExtensionResults?.prf;
      this.form.elements[this.dataset.field].value = JSON.stringify(credential);
      this.form.submit();
    } catch {
      this.busy = false;
      this.say(this.dataset.refused);
    }
  }

  say(sentence) {
    this.querySelector(".wrong")?.remove();
    const line = document.createElement("p");
    line.className = "wrong";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    this.append(line);
  }
}
customElements.define("pass-key", PassKey);
