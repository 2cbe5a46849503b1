// <idle-lock>: locks the journal when nothing happens for a while, in all tabs: warns, saves, then leaves the page.
// The server locks by its own clock as well; this takes what is readable off the screen. Words that cannot be saved
// stay in the tab, covered. The Lock and Sign out buttons go the same way.
const WARNING = 30_000;
// The server notes a sign of life once a minute at the most; told less often than that, it notes every one.
const TELL_EVERY = 70_000;
const LISTEN = 150;
const LONGEST_SAVE = 5_000;
const wait = (pause) => new Promise((done) => setTimeout(done, pause));

class IdleLock extends HTMLElement {
  connectedCallback() {
    [this.warning, this.cover] = [this.querySelector("[role=alert]"), this.querySelector("dialog")];
    this.told = Date.now();
    this.shuts = this.told + 1000 * this.dataset.unattended;
    this.end = this.told + 1000 * this.dataset.most;
    this.channel = new BroadcastChannel("journal");
    this.channel.addEventListener("message", ({ data }) => this.hear(data));
    for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, () => this.stay(), { passive: true });
    document.addEventListener("submit", (event) => this.intercept(event));
    document.addEventListener("visibilitychange", () => this.look());
    this.querySelector("[data-do=stay]").addEventListener("click", () => this.stay(true));
    this.querySelector("[data-do=send]").addEventListener("click", () => this.unsaved()[0].submit());
    this.cover.addEventListener("cancel", (event) => event.preventDefault());
    this.clock = setInterval(() => this.look(), 1000);
  }

  stay(tellNow = false) {
    if (!tellNow && Date.now() - this.told < TELL_EVERY) return;
    this.told = Date.now();
    // Without an answer nothing changes: the server may lock, and so does this.
    this.post(this.dataset.stay).then((answer) => {
      if (answer.status !== 204) return;
      this.channel.postMessage({ kind: "active" });
      this.isActive();
    }, () => {});
  }

  isActive() {
    this.told = Date.now();
    this.shuts = this.told + 1000 * this.dataset.idle;
    this.warning.hidden = true;
  }

  look() {
    const left = Math.min(this.shuts, this.end) - Date.now();
    this.warning.hidden = left > WARNING;
    if (left <= 0) this.lock(this.dataset.lock, `${this.dataset.unlock}?why=idle&next=${encodeURIComponent(location.pathname)}`);
  }

  intercept(event) {
    const path = new URL(event.target.action).pathname;
    const next = { [this.dataset.lock]: this.dataset.unlock, [this.dataset.signOut]: "/" }[path];
    if (!next) return;
    event.preventDefault();
    this.lock(path, next, new FormData(event.target));
  }

  async lock(url, next, fields = new FormData()) {
    if (this.locking) return;
    this.locking = true;
    clearInterval(this.clock);
    await this.saveEverywhere();
    // A server that is out of reach locks by its own clock; leaving the page is what matters here.
    await this.post(url, fields).catch(() => {});
    this.channel.postMessage({ kind: "locked" });
    this.close(next);
  }

  async saveEverywhere() {
    this.saving = 0;
    this.channel.postMessage({ kind: "locking" });
    await this.save();
    await wait(LISTEN);
    for (const until = Date.now() + LONGEST_SAVE; this.saving > 0 && Date.now() < until;) await wait(50);
  }

  async hear({ kind }) {
    if (kind === "active") this.isActive();
    if (kind === "saving") this.saving += 1;
    if (kind === "saved") this.saving -= 1;
    if (kind === "locking") {
      this.channel.postMessage({ kind: "saving" });
      await this.save();
      this.channel.postMessage({ kind: "saved" });
    }
    if (kind === "leaving") { document.documentElement.hidden = true; await wait(2000); }
    if (kind === "locked" || kind === "leaving") { clearInterval(this.clock); this.close(this.dataset.unlock); }
  }

  close(next) {
    if (this.unsaved().length && !document.documentElement.hidden) { this.cover.showModal(); return; }
    dispatchEvent(new Event("closing"));
    location.replace(next);
  }

  unsaved() {
    const changed = (field) => field.matches("textarea") && field.value !== field.defaultValue;
    return [...document.forms].filter((form) => form.closest("auto-save")?.isUnsaved() ?? [...form.elements].some(changed));
  }

  async save() {
    await Promise.race([wait(LONGEST_SAVE), Promise.allSettled(this.unsaved().map((form) => this.saveForm(form)))]);
  }

  async saveForm(form) {
    const page = form.closest("auto-save");
    if (page) { await page.save(); return; }
    const answer = await this.post(form.action, new FormData(form));
    if (answer.redirected) for (const field of form.elements) field.defaultValue = field.value;
  }

  post(url, fields = new FormData()) {
    fields.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    return fetch(url, { method: "POST", body: new URLSearchParams(fields), signal: AbortSignal.timeout(LONGEST_SAVE) });
  }
}
customElements.define("idle-lock", IdleLock);
