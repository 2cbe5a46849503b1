// <idle-lock>: locks the journal when nothing happens for a while, in all tabs: warns, saves, then leaves the page.
// The server locks by its own clock as well; this takes what is readable off the screen. Words that cannot be saved
// stay in the tab, covered. The Lock and Sign out buttons go the same way.
const WARNING = 30_000;
// The server notes a sign of life once a minute at the most; told less often than that, it notes every one.
const TELL_EVERY = 70_000;
const TRY_AGAIN = 5_000;
const LISTEN = 150;
const LONGEST_SAVE = 5_000;
const LONGEST_SENDING = 15_000;
// Browsers carry no more than 64 kB out of a page that is being left.
const MOST_CARRIED = 60_000;
const wait = (pause) => new Promise((done) => setTimeout(done, pause));

class IdleLock extends HTMLElement {
  connectedCallback() {
    [this.warning, this.cover] = [this.querySelector("[role=alert]"), this.querySelector("dialog")];
    this.told = Date.now();
    this.shuts = this.told + 1000 * this.dataset.unattended;
    this.end = this.told + 1000 * this.dataset.most;
    this.name = Math.random();
    this.channel = new BroadcastChannel("journal");
    this.channel.addEventListener("message", ({ data }) => this.hear(data));
    for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, () => this.notice(), { passive: true });
    document.addEventListener("submit", (event) => this.intercept(event));
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("locked-out", () => this.close(this.unlock()));
    addEventListener("leaving-quickly", (event) => this.leave(event));
    this.querySelector("[data-do=stay]").addEventListener("click", () => this.tell());
    this.querySelector("[data-do=send]").addEventListener("click", () => this.send());
    this.cover.addEventListener("cancel", (event) => event.preventDefault());
    // Pressed again and again, Escape closes it all the same, but for browsers that know this.
    this.cover.closedBy = "none";
    this.cover.addEventListener("close", () => this.cover.showModal());
    this.clock = setInterval(() => this.look(), 1000);
  }

  notice() {
    if (!this.isShut && !this.telling && Date.now() - this.told >= TELL_EVERY) this.tell();
  }

  async tell() {
    this.telling = true;
    try {
      const answer = await this.post(this.dataset.stay);
      if (answer.status === 204) { this.say("active"); this.isActive(); } else this.close(this.unlock());
    } catch {
      // Out of reach: nothing changes, and the next sign of life tries again.
      await wait(TRY_AGAIN);
    }
    this.telling = false;
  }

  isActive() {
    this.told = Date.now();
    this.shuts = this.told + 1000 * this.dataset.idle;
    this.warning.hidden = true;
  }

  look() {
    const left = Math.min(this.shuts, this.end) - Date.now();
    this.warning.hidden = left > WARNING;
    // A tab out of sight has its clock slowed down to once a minute, so it does not wait for the last one.
    if (left <= (document.hidden ? TELL_EVERY : 0)) this.lock(this.dataset.lock, "why=idle&");
  }

  // A tab out of sight may be ended, as phones do: words that may be kept half-made are.
  seen() {
    this.look();
    if (!document.hidden) return;
    const kept = this.unsaved().filter((form) => form.closest("unsaved-words[data-keeps]"));
    Promise.allSettled(kept.map((form) => this.saveForm(form)));
  }

  unlock(why = "") { return `${this.dataset.unlock}?${why}next=${encodeURIComponent(location.pathname)}`; }

  intercept(event) {
    const path = new URL(event.target.action).pathname;
    if (path !== this.dataset.lock && path !== this.dataset.signOut) { this.goes(event); return; }
    event.preventDefault();
    this.lock(path, "", event.target);
  }

  // What is held back, to see whether there is a server, is not on its way yet.
  goes(event) {
    if (!event.defaultPrevented || !event.target.closest("unsaved-words")) this.sentAt = Date.now();
  }

  async lock(url, why, form) {
    if (this.locking) return;
    this.locking = true;
    clearInterval(this.clock);
    await this.saveEverywhere();
    const answer = await this.post(url, form && new FormData(form)).catch(() => null);
    const isShut = answer !== null && (answer.ok || answer.status === 401);
    // A button that did not work must say so: the browser does. By itself the server locks in any case.
    if (!isShut && form) { this.locking = false; form.submit(); return; }
    this.say("locked");
    const pressed = url === this.dataset.lock ? this.dataset.unlock : this.dataset.signIn;
    // Where to come back to is asked only now, since saving may have given a new page its address.
    this.close(form ? pressed : this.unlock(why));
  }

  async saveEverywhere() {
    this.saving = new Set();
    this.say("locking");
    await this.save();
    await wait(LISTEN);
    for (const until = Date.now() + LONGEST_SAVE; this.saving.size && Date.now() < until;) await wait(50);
  }

  say(kind, to) { this.channel.postMessage({ kind, to, from: this.name }); }

  async hear({ kind, to, from }) {
    if (this.isLeaving) return;
    if (kind === "active") this.isActive();
    if (kind === "saving" && to === this.name) this.saving.add(from);
    if (kind === "saved" && to === this.name) this.saving.delete(from);
    if (kind === "locking") { this.say("saving", from); await this.save(); this.say("saved", from); }
    if (kind === "leaving") { document.documentElement.hidden = true; await Promise.all([this.save(), wait(2000)]); }
    if (kind === "locked" || kind === "leaving") this.close(this.unlock());
  }

  // Once, whoever says so first: what comes later must not carry the page away from words that are being sent.
  close(next) {
    if (this.isShut || this.isLeaving) return;
    if (Date.now() - this.sentAt < LONGEST_SENDING) { setTimeout(() => this.close(next), LONGEST_SENDING); return; }
    this.isShut = true;
    clearInterval(this.clock);
    if (this.unsaved().length) {
      document.documentElement.hidden = false;
      this.cover.showModal();
      return;
    }
    dispatchEvent(new Event("closing"));
    location.replace(next);
  }

  // While the server is out of reach the words stay where they are, and the cover says so.
  async send() {
    if (Date.now() - this.sentAt < LONGEST_SENDING) return;
    const [form] = this.unsaved();
    if (!form) { location.replace(this.unlock()); return; }
    const [page, words, status] = [form.closest("auto-save"), form.closest("unsaved-words"), this.cover.querySelector("[role=status]")];
    if (page && !await page.isSafe() && !page.refused) status.textContent = page.status.textContent;
    else if (words && !await words.isReached()) status.textContent = document.body.dataset.outOfReach;
    else { words?.goes(); this.sendAsItIs(form); }
  }

  // Behind the cover a browser can ask for nothing that is missing; the server does.
  sendAsItIs(form) {
    form.noValidate = true;
    form.requestSubmit();
  }

  unsaved() {
    const changed = (field) => field.matches("textarea") && field.value !== field.defaultValue;
    return [...document.forms].filter((form) => form.closest("auto-save, unsaved-words")?.isUnsaved() ?? [...form.elements].some(changed));
  }

  async save() {
    await Promise.race([wait(LONGEST_SAVE), Promise.allSettled(this.unsaved().map((form) => this.saveForm(form)))]);
  }

  // What does not save itself is sent as its button would send it, and goes on by itself once the page is gone.
  leave(event) {
    this.isLeaving = true;
    clearInterval(this.clock);
    const others = this.unsaved().filter((form) => !form.closest("auto-save"));
    event.detail.push(Promise.allSettled(others.map((form) => this.saveForm(form))));
  }

  async saveForm(form) {
    const page = form.closest("auto-save");
    if (page) { await page.save(); return; }
    const sent = [...form.elements].filter((field) => field.type !== "hidden").map((field) => [field, field.value]);
    const body = new URLSearchParams(new FormData(form)).toString();
    // The next save of these words is a later one, whether or not this one is heard of.
    if (form.elements.sequence) form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
    const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
    const isLast = this.isLeaving || document.hidden;
    const answer = await fetch(form.action, { method: "POST", body, headers, keepalive: isLast && body.length < MOST_CARRIED });
    if (!answer.redirected) return;
    for (const [field, words] of sent) field.defaultValue = words;
    form.closest("unsaved-words")?.areKept();
  }

  post(url, fields = new FormData()) {
    fields.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    const body = new URLSearchParams(fields);
    return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LONGEST_SAVE) });
  }
}
customElements.define("idle-lock", IdleLock);
