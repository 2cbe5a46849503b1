// <look-again>: asks its page every second how far something is, and shows it in place; once that has ended, the page is
// loaded anew. Without scripts the page reloads itself.
class LookAgain extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), 1000);
    for (const end of ["leaving-quickly", "closing"]) addEventListener(end, () => clearInterval(this.timer));
  }
  disconnectedCallback() { clearInterval(this.timer) }
  async look() {
    const answer = await fetch(location.href, { headers: { "X-Background": "1" } }).catch(() => null);
    if (!answer?.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("look-again");
    if (!now) location.reload();
    else if (now.innerHTML !== this.innerHTML) this.replaceChildren(...now.childNodes);
  }
}
customElements.define("look-again", LookAgain);
