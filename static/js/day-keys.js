// <day-keys>: the arrow keys go from day to day among the days of a calendar that have pages: along a week, and up and
// down to the nearest one of the weeks around it. Without scripts every one of them is a link to be tabbed to.
class DayKeys extends HTMLElement {
  connectedCallback() {
    // The latest month stands first.
    this.days = [...this.querySelectorAll("table")].reverse().flatMap((month) => [...month.querySelectorAll("td a")]);
    this.addEventListener("keydown", (event) => this.go(event));
  }

  go(event) {
    const at = this.days.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const forward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const steps = { [forward]: 1, [forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: -1 };
    const next = event.key in steps ? this.days[at + steps[event.key]] : this.across(at, { ArrowDown: 1, ArrowUp: -1 }[event.key]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  // The nearest day of the same column, in the next row that has any day with pages; undefined for another key.
  across(at, step) {
    if (!step) return undefined;
    const place = (day) => day.getBoundingClientRect();
    const here = place(this.days[at]);
    const rows = this.days.filter((day) => (place(day).y - here.y) * step > 1);
    const nearest = Math.min(...rows.map((day) => Math.abs(place(day).y - here.y)));
    const row = rows.filter((day) => Math.abs(place(day).y - here.y) <= nearest + 1);
    return row.sort((one, other) => Math.abs(place(one).x - here.x) - Math.abs(place(other).x - here.x))[0];
  }
}

customElements.define("day-keys", DayKeys);
