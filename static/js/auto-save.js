// <auto-save>: keeps what is on the writing page while it is being written, and says only what is true about it.
// One save at a time, always of the newest words. Without scripts the form's own button saves.
const QUIET = 2000;
const AT_LEAST_EVERY = 15000;
const LONGEST_PAUSE = 60000;
const LONGEST_REQUEST = 30000;

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = document.getElementById(this.dataset.status);
    this.saved = this.words();
    this.failures = 0;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => this.stop());
    addEventListener("online", () => this.save());
    for (const end of ["leaving-quickly", "closing"]) addEventListener(end, () => this.stop());
    addEventListener("beforeunload", (event) => { if (this.isUnsaved()) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
    this.clock = setInterval(() => this.sayWhenSaved(), 5000);
  }

  words() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.delete("revision");
    fields.delete("csrfmiddlewaretoken");
    return fields.toString();
  }

  isUnsaved() { return !this.stopped && this.words() !== this.saved; }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.clock);
  }

  changed() {
    if (this.stopped || this.refused) return;
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
    if (this.refused || !this.isUnsaved()) return;
    clearTimeout(this.timer);
    this.since = undefined;
    const words = this.words();
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers: { Accept: "application/json", "X-Background": this.failures ? "1" : "0" }, signal: AbortSignal.timeout(LONGEST_REQUEST) });
      await this.heard(answer, words);
    } catch {
      this.tryAgain();
    }
    if (!this.failures && !this.refused && this.isUnsaved()) this.after(QUIET);
  }

  async heard(answer, words) {
    if (this.stopped) return;
    const reasons = { 423: this.dataset.locked, 403: this.dataset.locked, 401: this.dataset.signedOut, 409: this.dataset.stale, 400: this.dataset.refused };
    if (answer.redirected || reasons[answer.status]) {
      // Trying again by itself would not help: the button does, and asks for what is missing.
      this.kept = undefined;
      this.refused = true;
      this.say(reasons[answer.status] ?? this.dataset.locked);
      if (answer.redirected || answer.status === 423 || answer.status === 401) dispatchEvent(new Event("locked-out"));
      return;
    }
    if (!answer.ok) { this.tryAgain(); return; }
    this.saved = words;
    this.failures = 0;
    if (answer.status === 204) { this.say(""); return; }
    const { revision, url } = await answer.json();
    this.form.elements.revision.value = revision;
    this.form.action = url;
    history.replaceState(null, "", url);
    this.kept = Date.now();
    this.sayWhenSaved();
  }

  tryAgain() {
    this.failures += 1;
    this.kept = undefined;
    this.say(navigator.onLine ? this.dataset.trying : this.dataset.offline);
    const pause = Math.min(LONGEST_PAUSE, QUIET * 2 ** (this.failures - 1));
    this.after(pause * (0.5 + Math.random() / 2));
  }

  sayWhenSaved() {
    if (!this.kept || this.isUnsaved()) return;
    const seconds = Math.round((Date.now() - this.kept) / 1000);
    if (seconds < 5) this.say(this.dataset.savedNow);
    else if (seconds < 60) this.say(this.dataset.savedSeconds.replace("{}", seconds));
    else this.say(this.dataset.savedMinutes.replace("{}", Math.floor(seconds / 60)));
  }

  say(line) { if (this.status.textContent !== line) this.status.textContent = line; }
}
customElements.define("auto-save", AutoSave);
