// Runs in the page before its own scripts (ui-page.ts). `bench.paintedWith(word)` answers when the frame that shows an event
// with that word in its name has been painted, in ms since the navigation.
const longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: "longtask", buffered: true });

let keyAt = 0;
const noteKey = ({ timeStamp }) => {
  keyAt = timeStamp;
};
window.addEventListener("keydown", noteKey, { capture: true });

// The month names its events by a label, the week by a hidden sentence.
const nameOf = (block) => block.getAttribute("aria-label") ?? block.textContent;

function shows(word) {
  return [...document.querySelectorAll(".cal .cx-ev")].some((block) => nameOf(block).includes(word));
}

function paintedWith(word) {
  return new Promise((resolve) => {
    const look = () => {
      if (!shows(word)) return;
      observer.disconnect();
      // A task after the next frame runs once that frame is on its way to the screen.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(undefined);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** The gaps between frames. `step`: done in each. */
function frames(ms, step = () => {}) {
  return new Promise((resolve) => {
    const gaps = [];
    let last = performance.now();
    const until = last + ms;
    const tick = (now) => {
      gaps.push(now - last);
      last = now;
      step();
      if (now < until) requestAnimationFrame(tick);
      else resolve(gaps.slice(2));
    };
    requestAnimationFrame(tick);
  });
}

/** The gaps between frames while something is scrolled, so many px in each. */
function scrolling(selector, px, ms) {
  const scroller = document.querySelector(selector);
  return frames(ms, () => {
    scroller.scrollTop += px;
  });
}

globalThis.bench = { longTasks, keyAt: () => keyAt, paintedWith, frames, scrolling };
