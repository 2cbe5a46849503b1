// <unsaved-words>: around a form whose words are not saved: asks before the page is left with them. They were given back,
// or, with data-typed, somebody may type them yet. The form goes only where there is a server to take them. With data-keeps
// its words are kept half-made when the tab goes out of sight: see <idle-lock>.
const LONGEST_LOOK = 5000;
const LONGEST_ON_ITS_WAY = 15_000;

class UnsavedWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.sends(event));
    addEventListener("leaving-quickly", () => this.areSent());
    addEventListener("closing", () => this.areSent());
    addEventListener("beforeunload", (event) => { if (this.isUnsaved()) event.preventDefault(); });
  }

  areSent() { this.isSent = true; }

  // It may not get away, as when somebody presses Escape.
  goes() {
    this.areSent();
    setTimeout(() => { this.isSent = false; }, LONGEST_ON_ITS_WAY);
  }

  // What is typed from now on is new.
  areKept() { this.isSent = !("typed" in this.dataset); }

  // Sent while the server is out of reach, the page would be gone, and the words with it.
  async sends(event) {
    if (this.isSent || !AbortSignal.timeout) { this.goes(); return; }
    event.preventDefault();
    if (this.isLooking) return;
    const { target: form, submitter } = event;
    if (await this.isReached()) { this.goes(); form.requestSubmit(submitter); return; }
    this.say(submitter?.closest(".row") ?? form.lastElementChild, document.body.dataset.outOfReach);
  }

  async isReached() {
    this.isLooking = true;
    const look = fetch("/healthz/", { cache: "no-store", signal: AbortSignal.timeout(LONGEST_LOOK) });
    const status = await look.then((answer) => answer.status, () => Infinity);
    this.isLooking = false;
    return status < 500;
  }

  say(under, words) {
    this.line ??= Object.assign(document.createElement("p"), { className: "notice", role: "alert" });
    under.after(this.line);
    this.line.textContent = words;
    this.line.scrollIntoView({ block: "nearest" });
  }

  isUnsaved() {
    const fields = [...this.querySelectorAll("textarea, input[type=text]")];
    const isTyped = fields.some((field) => field.value !== field.defaultValue);
    return !this.isSent && (isTyped || !("typed" in this.dataset));
  }
}
customElements.define("unsaved-words", UnsavedWords);
