// The desktop as a browser tab has it: the main window is another tab, the one that opened this or the one that this opened.
import type { Desktop, HostAsk } from "../src-preload/contract/bridge.ts";

/** What two tabs of the same address say to each other. */
type Said = { readonly cadran: "listening" } | { readonly cadran: "ask"; readonly ask: HostAsk };

const isSaid = (data: unknown): data is Said =>
  typeof data === "object" &&
  data !== null &&
  "cadran" in data &&
  (data.cadran === "listening" || (data.cadran === "ask" && "ask" in data && typeof data.ask === "object"));

/** @param page the window of this tab */
export function browserDesktop(page: Window): Desktop {
  const listeners = new Set<(ask: HostAsk) => void>();
  /** Asked before anybody listened, here; or for a main window that is still on its way. */
  let early: HostAsk[] = [];
  const forMain: HostAsk[] = [];
  let opened: Window | null = null;
  const main = () => [opened, page.opener as Window | null].find((one) => one !== null && !one.closed) ?? null;
  const say = (to: Window, said: Said) => to.postMessage(said, page.location.origin);

  page.addEventListener("message", ({ data, source, origin }) => {
    if (origin !== page.location.origin || source === page || !isSaid(data)) return;
    if (data.cadran === "listening") {
      for (const ask of forMain.splice(0)) say(source as Window, { cadran: "ask", ask });
    } else if (listeners.size === 0) early.push(data.ask);
    else for (const tell of listeners) tell(data.ask);
  });

  function openMain(ask: HostAsk | undefined): void {
    const known = main();
    if (known) {
      if (ask) say(known, { cadran: "ask", ask });
      known.focus();
      return;
    }
    if (ask) forMain.push(ask);
    // With its opener, so that it has the session of this tab.
    opened = page.open(page.location.pathname);
  }

  return {
    do(deed, ask) {
      if (deed === "openMain") openMain(ask);
      // Only a popup that a page opened lets itself be closed.
      if (deed === "closeWidget") page.close();
    },
    // The browser decides that, in its own settings.
    links: async () => undefined,
    onAsk(listener) {
      listeners.add(listener);
      for (const ask of early) listener(ask);
      early = [];
      const opener = page.opener as Window | null;
      if (opener && !opener.closed) say(opener, { cadran: "listening" });
      return () => listeners.delete(listener);
    },
  };
}
