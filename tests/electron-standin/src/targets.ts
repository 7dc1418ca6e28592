// Chromium's page targets: each starts paused; ours are handed to their webContents, the others are popups.
import type * as Electron from "electron";
import type { Session } from "./cdp.ts";
import { chromium } from "./chromium.ts";
import { contentsByTarget, type WebContents } from "./web-contents.ts";

const attached = new Map<string, Session>();
const expected = new Map<string, (session: Session) => void>();
/** window.open calls whose target has not shown up yet, oldest first. */
const opening: { opener: WebContents; url: string }[] = [];
/** Targets that came while one of ours had no id yet: a popup or ours, nobody knows. */
const undecided: (() => void)[] = [];
let creating = 0;

/** Must run before the first window: the browser pauses every target from then on. */
export async function followTargets(): Promise<void> {
  chromium.root.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    const session = chromium.session(sessionId);
    if (targetInfo.type !== "page") session.post("Runtime.runIfWaitingForDebugger");
    else greet(session, targetInfo.targetId);
  });
  chromium.root.on("Target.targetInfoChanged", ({ targetInfo }) => {
    contentsByTarget.get(targetInfo.targetId)?._retitled(targetInfo.title);
  });
  chromium.root.on("Target.targetDestroyed", ({ targetId }) => contentsByTarget.get(targetId)?._destroyed());
  await chromium.root.send("Target.setDiscoverTargets", { discover: true });
  await chromium.root.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

/** Makes the page of one window. */
export async function openTarget(contents: WebContents, bounds: Electron.Rectangle): Promise<void> {
  const { x: left, y: top, width, height } = bounds;
  creating++;
  let targetId: string;
  try {
    const place = { left, top, width, height };
    ({ targetId } = await chromium.root.send("Target.createTarget", { url: "about:blank", newWindow: true, ...place }));
    contentsByTarget.set(targetId, contents);
  } finally {
    creating--;
  }
  const session = attached.get(targetId) ?? (await new Promise<Session>((resolve) => expected.set(targetId, resolve)));
  if (creating === 0) for (const decide of undecided.splice(0)) decide();
  if (contents.isDestroyed()) {
    chromium.root.post("Target.closeTarget", { targetId });
    return;
  }
  session.on("Page.windowOpen", ({ url }) => opening.push({ opener: contents, url }));
  await contents._attach(session, targetId);
}

function greet(session: Session, targetId: string): void {
  attached.set(targetId, session);
  const waiting = expected.get(targetId);
  if (waiting) {
    waiting(session);
    return;
  }
  const decide = () => {
    if (expected.has(targetId) || contentsByTarget.has(targetId)) return;
    // rel=noopener hides the opener: the oldest window.open is the one.
    const call = opening.shift();
    if (call) call.opener._popup(session, targetId, call.url);
    else session.post("Runtime.runIfWaitingForDebugger");
  };
  if (creating > 0) undecided.push(decide);
  else decide();
}
