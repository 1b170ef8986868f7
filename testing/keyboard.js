// What somebody at the keyboard sees of the focus; `keyboard.py` asks.
(() => {
  "use strict";
  let walk = []; // the stops so far: each element, with the mark that it bore while it had the focus
  let walked = []; // the elements of the walk that came to the end of the page
  let ends = 0; // how often it did

  const nameOf = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 160);

  // What lies on top in the middle of the part of its largest box that the window shows; null where that is next to nothing.
  function place(one) {
    const boxes = [...one.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height);
    const box = boxes[0] || one.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < Math.min(box.width, 12) || bottom - top < Math.min(box.height, 12) || box.width < 2) return null;
    return { hit: document.elementFromPoint((left + right) / 2, (top + bottom) / 2) };
  }

  // Its outline and shadow in words; "" where there is nothing to see.
  function markOf(one) {
    const style = getComputedStyle(one);
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset, boxShadow } = style;
    const clear = /^rgba\(.*, 0\)$/.test(outlineColor);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && !clear;
    const outline = outlined ? [outlineStyle, outlineWidth, outlineColor, outlineOffset] : [];
    return [...outline, boxShadow === "none" ? "" : boxShadow].join(" ").trim();
  }

  // A date is a stop for its year, its month, its day and its calendar.
  const stopsWithin = (one) => (["date", "time", "datetime-local"].includes(one.type) ? 6 : 1);

  function* faults(element, before) {
    const shown = place(element);
    if (!shown || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      yield "is not on the screen";
    } else if (!element.contains(shown.hit)) {
      yield `lies under ${shown.hit ? nameOf(shown.hit) : "nothing"}`;
    }
    if (!markOf(element)) yield "does not show that it has the focus";
    if (walk.filter((stop) => stop.element === element).length >= stopsWithin(element)) {
      yield "comes again before the page ends: the focus is in a trap";
    }
    const left = before && before.element !== element && before.element.isConnected;
    if (left && before.mark && markOf(before.element) === before.mark) {
      yield `has the focus, but ${nameOf(before.element)} looks as if it had`;
    }
  }

  // A toolbar, or a set of choices, is one stop.
  function isWithinAnother(one) {
    const bar = one.closest("[role=toolbar]");
    if (bar) return one !== bar.querySelector("button");
    if (one.type !== "radio") return false;
    const set = [...(one.form || document).querySelectorAll(`input[type=radio][name="${CSS.escape(one.name)}"]`)];
    return one !== (set.find((choice) => choice.checked) || set[0]);
  }

  // The controls that the page shows, in the order of its source.
  function shown() {
    const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(controls)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
      .filter((one) => !one.closest("[aria-hidden=true]") && !isWithinAnother(one));
  }

  // From the last control to the first, or the other way: the browser's own controls come between, but not each time.
  function hasTurned(element, back) {
    const before = walk.at(-1)?.element;
    const against = back ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    if (!before || !(before.compareDocumentPosition(element) & against)) return false;
    const all = shown(), edges = [all.at(-1), all[0]];
    const [end, beginning] = back ? edges.reverse() : edges;
    return before === end && element === beginning;
  }

  function comesToTheEnd() {
    if (walk.length) ends += 1;
    [walked, walk] = [walk.map((stop) => stop.element), []];
  }

  window.keyboard = {
    // A walk begins where the focus is.
    start() { [walk, ends] = [walk.slice(-1).filter((stop) => stop.element === document.activeElement), 0]; },

    forget() { walk = []; },

    // What has the focus, what is wrong with that, and how often the page has ended.
    look(back) {
      const element = document.activeElement;
      if (!element || element === document.body || !document.hasFocus()) {
        comesToTheEnd();
        return { name: "the end of the page", faults: [], ends };
      }
      if (hasTurned(element, back)) comesToTheEnd();
      const found = [...faults(element, walk.at(-1))];
      walk.push({ element, mark: markOf(element) });
      return { name: nameOf(element), faults: found, ends };
    },

    // The controls that the walk did not come to.
    missed() { return shown().filter((one) => !walked.includes(one)).map(nameOf); },
  };
})();
