// <leave-quickly>: locks the journal, blanks the page and goes somewhere dull, so that Back does not return here.
// Shift three times within five seconds does the same. Without scripts the link inside it simply leaves.
const LONGEST_MOMENT = 1500;

class LeaveQuickly extends HTMLElement {
  connectedCallback() {
    this.presses = [];
    this.addEventListener("click", (event) => { event.preventDefault(); this.leave(); });
    addEventListener("keyup", (event) => this.count(event));
    // A page that comes back out of the browser's memory may be of a journal that is locked by now. It is shown blank.
    addEventListener("pagehide", (event) => { document.documentElement.hidden ||= event.persisted; });
    addEventListener("pageshow", (event) => { if (event.persisted) this.comeBack(); });
  }

  // It is asked for anew. Its form may have been emptied meanwhile, which is nothing to save and nothing to ask about.
  comeBack() {
    dispatchEvent(new Event("closing"));
    location.reload();
  }

  count(event) {
    if (event.key !== "Shift") { this.presses = []; return; }
    this.presses = [...this.presses, event.timeStamp].filter((at) => event.timeStamp - at < 5000);
    if (this.presses.length === 3) this.leave();
  }

  async leave() {
    document.documentElement.hidden = true;
    // Whoever has words to save puts the save in here: it gets a moment, behind the blank page, before the lock.
    const leaving = new CustomEvent("leaving-quickly", { detail: [] });
    dispatchEvent(leaving);
    new BroadcastChannel("journal").postMessage({ kind: "leaving" });
    await Promise.race([Promise.all(leaving.detail), new Promise((done) => setTimeout(done, LONGEST_MOMENT))]);
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) navigator.sendBeacon(this.dataset.lock, new URLSearchParams({ csrfmiddlewaretoken: token.value }));
    location.replace(this.querySelector("a").href);
  }
}
customElements.define("leave-quickly", LeaveQuickly);
