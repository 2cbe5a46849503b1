// <whole-screen>: gives the whole screen to the page, and gives it back. Hidden where the browser has no such thing.
class WholeScreen extends HTMLElement {
  connectedCallback() {
    this.hidden = !document.fullscreenEnabled;
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
    });
    document.addEventListener("fullscreenchange", () => this.button.setAttribute("aria-pressed", Boolean(document.fullscreenElement)));
  }
}
customElements.define("whole-screen", WholeScreen);
