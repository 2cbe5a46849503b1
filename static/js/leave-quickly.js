// <leave-quickly>: locks the journal, blanks the page and goes somewhere dull, so that Back does not return here.
// Shift three times within five seconds does the same. Without scripts the link inside it simply leaves.
class LeaveQuickly extends HTMLElement {
  connectedCallback() {
    this.presses = [];
    this.addEventListener("click", (event) => { event.preventDefault(); this.leave(); });
    addEventListener("keyup", (event) => this.count(event));
    // A page that comes back out of the browser's memory may be of a journal that is locked by now.
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  count(event) {
    if (event.key !== "Shift") { this.presses = []; return; }
    this.presses = [...this.presses, event.timeStamp].filter((at) => event.timeStamp - at < 5000);
    if (this.presses.length === 3) this.leave();
  }

  leave() {
    document.documentElement.hidden = true;
    // Whoever has words to save prevents this, and locks the journal with them.
    const isFree = dispatchEvent(new Event("leaving-quickly", { cancelable: true }));
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    new BroadcastChannel("journal").postMessage({ kind: "leaving" });
    if (token && isFree) navigator.sendBeacon(this.dataset.lock, new URLSearchParams({ csrfmiddlewaretoken: token.value }));
    location.replace(this.querySelector("a").href);
  }
}
customElements.define("leave-quickly", LeaveQuickly);
