import { describe, expect, test } from "vitest";
import type { HostAsk } from "../../src-preload/contract/bridge.ts";
import { browserDesktop } from "../../src-renderer/browser-desktop.ts";

const ORIGIN = "http://127.0.0.1:4000";
const MAIL: HostAsk = { ask: "page", page: "mail" };
const EVENT: HostAsk = { ask: "openEvent", eventId: "e1" as never };

interface FakeMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly origin: string;
}

/** A browser tab, as far as a tab may know another. */
class FakeTab {
  readonly location = { origin: ORIGIN, pathname: "/" };
  opener: FakeTab | null = null;
  closed = false;
  focused = 0;
  readonly opened: FakeTab[] = [];
  readonly #listeners: ((message: FakeMessage) => void)[] = [];

  addEventListener(_: string, listener: (message: FakeMessage) => void): void {
    this.#listeners.push(listener);
  }
  /** What another tab posts: it is told who did. */
  receive(message: FakeMessage): void {
    for (const tell of this.#listeners) tell(message);
  }
  /** This tab as `from` sees it. */
  seenBy(from: FakeTab): Window {
    const seen = {
      focus: () => this.focused++,
      postMessage: (data: unknown, origin: string) =>
        origin === ORIGIN && this.receive({ data: structuredClone(data), source: from.asWindow(), origin: ORIGIN }),
      tab: this,
    };
    return Object.defineProperty(seen, "closed", { get: () => this.closed }) as unknown as Window;
  }
  /** This tab as it sees itself. */
  asWindow(): Window {
    const self = this;
    return {
      location: self.location,
      addEventListener: self.addEventListener.bind(self),
      get opener() {
        return self.opener?.seenBy(self) ?? null;
      },
      open: () => {
        const tab = new FakeTab();
        tab.opener = self;
        self.opened.push(tab);
        return tab.seenBy(self);
      },
      close: () => {
        self.closed = true;
      },
      // As the source of a message: it can be answered.
      postMessage: (data: unknown) =>
        self.receive({ data: structuredClone(data), source: self.opened[0]?.asWindow(), origin: ORIGIN }),
    } as unknown as Window;
  }
}

const listen = (tab: FakeTab) => {
  const heard: HostAsk[] = [];
  const stop = browserDesktop(tab.asWindow()).onAsk((ask) => heard.push(ask));
  return { heard, stop };
};

describe("the desktop of a browser tab", () => {
  test("asks the tab that opened it, and brings it to the front", () => {
    const app = new FakeTab();
    const { heard } = listen(app);
    const popover = new FakeTab();
    popover.opener = app;
    const desktop = browserDesktop(popover.asWindow());
    desktop.do("openMain", MAIL);
    desktop.do("openMain");
    expect(heard).toEqual([MAIL]);
    expect(app.focused).toBe(2);
    expect(popover.opened).toEqual([]);
  });

  test("by itself opens the app once, which hears what was asked when it listens, and what is asked later", () => {
    const popover = new FakeTab();
    const desktop = browserDesktop(popover.asWindow());
    desktop.do("openMain", EVENT);
    const [app] = popover.opened;
    if (!app) throw new Error("nothing was opened");
    const { heard } = listen(app);
    expect(heard).toEqual([EVENT]);
    desktop.do("openMain", MAIL);
    expect(heard).toEqual([EVENT, MAIL]);
    expect(popover.opened.length).toBe(1);
  });

  test("opens another app when the first was closed", () => {
    const popover = new FakeTab();
    const desktop = browserDesktop(popover.asWindow());
    desktop.do("openMain");
    const [first] = popover.opened;
    if (first) first.closed = true;
    desktop.do("openMain", MAIL);
    expect(popover.opened.length).toBe(2);
  });

  test("hears nothing from a page of another origin, and nothing that is no ask", () => {
    const app = new FakeTab();
    const { heard, stop } = listen(app);
    const ask = { cadran: "ask", ask: MAIL };
    app.receive({ data: ask, source: undefined, origin: "https://elsewhere.example" });
    for (const data of [null, "ask", 3, {}, { cadran: 1 }, { cadran: "ask" }])
      app.receive({ data, source: undefined, origin: ORIGIN });
    expect(heard).toEqual([]);
    stop();
    app.receive({ data: ask, source: undefined, origin: ORIGIN });
    expect(heard).toEqual([]);
  });

  test("closes itself on Esc in the popover", () => {
    const popover = new FakeTab();
    browserDesktop(popover.asWindow()).do("closeWidget");
    expect(popover.closed).toBe(true);
  });
});
