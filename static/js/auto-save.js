// <auto-save>: keeps what is on the writing page while it is being written, and says only what is true about it.
// One save at a time, always of the newest words. Each names its sitting and its number in it, so the server knows a
// late one, and a save whose answer was lost stands in nobody's way. Without scripts the form's own button saves.
const QUIET = 2000;
const AT_LEAST_EVERY = 15_000;
const LONGEST_PAUSE = 60_000;
const LONGEST_REQUEST = 30_000;
const SLOWEST_PER_SECOND = 5_000;
const LONGEST_GOING = 15_000;
// Browsers carry no more than 64 kB out of a page that is being left.
const CARRIED = 60_000;
const FORM = "application/x-www-form-urlencoded;charset=UTF-8";
const OURS = new Set(["csrfmiddlewaretoken", "entry_id", "revision", "sitting", "sequence"]);

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.body;
    this.status = document.getElementById(this.dataset.status);
    this.saved = "notKept" in this.dataset ? undefined : this.words(this.asServed());
    this.failures = 0;
    this.first = [this.status.textContent, "saved" in this.status.parentElement.dataset];
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.done(event));
    for (const line of [this.form.elements.title, this.form.elements.tags]) line.addEventListener("keydown", (event) => this.leaveLine(event));
    document.addEventListener("click", (event) => this.follow(event));
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => { this.isLeft = true; this.lastWords(); });
    addEventListener("leaving-quickly", (event) => this.leave(event));
    addEventListener("closing", () => this.stop());
    addEventListener("beforeunload", (event) => { if (this.isUnsaved()) { event.preventDefault(); this.save(); } });
    this.clock = setInterval(() => this.sayWhenSaved(), 5000);
    if (this.isUnsaved()) this.changed();
  }

  words(form = this.form) { return JSON.stringify([...new FormData(form)].filter(([name]) => !OURS.has(name))); }

  // The form without what was typed into it before this script was there.
  asServed() {
    const served = this.form.cloneNode(true);
    served.reset();
    return served;
  }

  isUnsaved() { return !this.stopped && ![this.saved, this.gone].includes(this.words()); }

  // How many characters more than a page can hold.
  over() {
    const longest = Number(this.dataset.longest);
    return this.text.value.length <= longest ? 0 : Math.max(0, [...this.text.value].length - longest);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.clock);
  }

  changed() {
    this.typed = true;
    if (this.stopped || this.refused === "for good") return;
    this.refused = undefined;
    const over = this.over();
    if (over) { clearTimeout(this.timer); this.say(this.dataset.tooLong.replace("{}", over)); return; }
    this.since ??= Date.now();
    if (!this.failures) this.say(this.dataset.unsaved);
    this.after(Math.min(QUIET, Math.max(0, this.since + AT_LEAST_EVERY - Date.now())));
  }

  after(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // Resolves when everything written so far is saved, or could not be.
  save() {
    this.queue = (this.queue ?? Promise.resolve()).then(() => this.saveNow());
    return this.queue;
  }

  async saveNow() {
    if (this.refused || this.stopped || this.over()) return;
    clearTimeout(this.timer);
    this.since = undefined;
    if (!this.isUnsaved()) { this.settle(); return; }
    const words = this.words();
    try {
      await this.heard(await this.send(), words);
    } catch {
      this.tryAgain();
    }
    if (!this.failures && !this.refused && this.isUnsaved()) this.changed();
  }

  send(more = {}) {
    this.form.elements.sequence.value = Number(this.form.elements.sequence.value) + 1;
    const body = new URLSearchParams([...new FormData(this.form), ...Object.entries(more)]).toString();
    const headers = { Accept: "application/json", "Content-Type": FORM, "X-Background": this.typed ? "0" : "1" };
    this.typed = false;
    // Only the last words are carried out of the page; an earlier save of the same words would take up their room.
    this.underWay?.abort();
    const underWay = this.underWay = new AbortController();
    setTimeout(() => underWay.abort(), LONGEST_REQUEST + body.length / SLOWEST_PER_SECOND * 1000);
    return fetch(this.dataset.url, { method: "POST", body, headers, signal: underWay.signal, keepalive: ("last" in more || document.hidden) && body.length < CARRIED });
  }

  async heard(answer, words) {
    if (this.stopped) return;
    const reasons = { 423: this.dataset.locked, 403: this.dataset.expired, 401: this.dataset.signedOut, 409: this.dataset.stale, 400: this.dataset.refused };
    if (answer.redirected || reasons[answer.status]) {
      // Trying again by itself would not help: the button does, and asks for what is missing.
      this.kept = undefined;
      this.failures = 0;
      this.refused = answer.status === 400 ? "until changed" : "for good";
      this.say(reasons[answer.status] ?? this.dataset.locked);
      if (answer.redirected || answer.status === 423 || answer.status === 401) dispatchEvent(new Event("locked-out"));
      return;
    }
    if (!answer.ok) { this.tryAgain(); return; }
    const said = answer.status === 204 ? {} : await answer.json();
    this.saved = words;
    this.failures = 0;
    if (said.url) this.isKept(said);
    else this.say("");
  }

  isKept({ revision, url, day_waits: dayWaits }) {
    this.form.elements.revision.value = revision;
    this.form.action = url;
    history.replaceState(null, "", url);
    this.kept = dayWaits ? undefined : Date.now();
    this.first = ["", false];
    if (dayWaits) this.say(this.dataset.dayWaits); else this.sayWhenSaved();
  }

  // What was changed was changed back: it is as true as before that all is saved.
  settle() {
    this.failures = 0;
    if (this.kept) this.sayWhenSaved(); else this.say(...this.first);
  }

  // Return in the title goes on to the page, where elsewhere it would press the button.
  leaveLine(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.text.focus();
  }

  tryAgain() {
    this.failures += 1;
    this.kept = undefined;
    this.say(navigator.onLine ? this.dataset.trying : this.dataset.offline);
    const pause = Math.min(LONGEST_PAUSE, QUIET * 2 ** (this.failures - 1));
    this.after(pause * (0.5 + Math.random() / 2));
  }

  // Saves all there is; tells whether the page may be left. Where it may not, the status says why.
  async isSafe() {
    do { await this.save(); } while (this.isUnsaved() && !this.failures && !this.refused && !this.over());
    return !this.isUnsaved();
  }

  // The form itself goes only once its words are safe, or once it takes the server's page to say what is missing.
  async done(event) {
    if (!this.refused) event.preventDefault();
    if (!this.refused && !await this.isSafe() && !this.refused) return;
    this.goes();
    if (event.defaultPrevented) this.form.submit();
  }

  // What the form takes along needs no asking when the page is left; but it may not get away, and what is typed meanwhile is new.
  goes() {
    this.gone = this.words();
    setTimeout(() => { this.gone = undefined; }, LONGEST_GOING);
  }

  async follow(event) {
    const link = event.target.closest?.("a[href]");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link?.target;
    if (!link || elsewhere || event.defaultPrevented || link.getAttribute("href").startsWith("#") || this.refused || !this.isUnsaved()) return;
    event.preventDefault();
    if (await this.isSafe()) location.assign(link.href);
  }

  // What is left is out of sight only after that: Firefox lets go of words that were sent before.
  seen() {
    if (!document.hidden) return;
    if (this.isLeft) this.lastWords(); else this.save();
  }

  // Nobody will see the answer, so a conflict is not to be shown: both texts are kept.
  async lastWords() {
    if (this.isUnsaved()) await this.send({ last: "1" }).catch(() => {});
  }

  leave(event) {
    event.detail.push(this.lastWords());
    this.stop();
  }

  sayWhenSaved() {
    if (!this.kept || this.isUnsaved()) return;
    const seconds = Math.round((Date.now() - this.kept) / 1000);
    if (seconds < 5) this.say(this.dataset.savedNow, true);
    else if (seconds < 60) this.say(this.dataset.savedSeconds.replace("{}", seconds), true);
    else this.say(this.dataset.savedMinutes.replace("{}", Math.floor(seconds / 60)), true);
  }

  say(line, isSaved = false) {
    if (this.status.textContent !== line) this.status.textContent = line;
    this.status.parentElement.toggleAttribute("data-saved", isSaved);
  }
}
customElements.define("auto-save", AutoSave);
