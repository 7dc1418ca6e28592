// Every request a page makes is paused: navigations are announced and can be refused, the app's schemes are answered.
import type { EventEmitter } from "node:events";
import type * as Electron from "electron";
import type { Session } from "./cdp.ts";
import { makeEvent } from "./event.ts";
import { type PausedRequest, protocol } from "./protocol.ts";
import { log } from "./state.ts";
import { inward } from "./urls.ts";

/** The page whose requests they are. */
interface Page extends EventEmitter {
  readonly mainFrame: Electron.WebFrameMain;
  /** Was this navigation the app's own? Asked once. */
  _takeProgrammatic(url: string): boolean;
}

interface Paused {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: PausedRequest & { url: string };
}

/** Starts interception; the page's first document waits for it. */
export async function interceptRequests(cdp: Session, frameId: string, contents: Page): Promise<void> {
  cdp.on("Fetch.requestPaused", (paused) => {
    handle(cdp, frameId, contents, paused).catch((error: unknown) => {
      log("fetch", error);
      cdp.post("Fetch.failRequest", { requestId: paused.requestId, errorReason: "Failed" });
    });
  });
  // Schemes no loader answers (mailto:, tel:) never pause, but Electron still announces them.
  cdp.on("Page.frameRequestedNavigation", (asked) => {
    if (asked.frameId === frameId && !/^(https?|file|about|data|blob|javascript):/i.test(asked.url)) {
      announce(contents, inward(asked.url), true);
    }
  });
  await cdp.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
}

async function handle(cdp: Session, frameId: string, contents: Page, paused: Paused): Promise<void> {
  const { requestId, request } = paused;
  const url = inward(request.url);
  if (paused.resourceType === "Document") {
    const isMain = paused.frameId === frameId;
    const byApp = isMain && contents._takeProgrammatic(request.url);
    if (!byApp && !announce(contents, url, isMain)) {
      await cdp.send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
      return;
    }
  }
  const answer = await protocol._answer(url, request);
  if (answer === undefined) await cdp.send("Fetch.continueRequest", { requestId });
  else if (answer === "failed") await cdp.send("Fetch.failRequest", { requestId, errorReason: "Failed" });
  else {
    const { status, headers, body } = answer;
    const responseHeaders = headers.length > 0 ? headers : [{ name: "content-length", value: String(body.length) }];
    await cdp.send("Fetch.fulfillRequest", {
      requestId,
      responseCode: status,
      responseHeaders,
      body: body.toString("base64"),
    });
  }
}

/** @returns false when a listener refused the navigation */
function announce(contents: Page, url: string, isMainFrame: boolean): boolean {
  const frame = isMainFrame ? contents.mainFrame : null;
  const event = makeEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: contents.mainFrame });
  if (isMainFrame) contents.emit("will-navigate", event, url);
  if (!event.defaultPrevented) contents.emit("will-frame-navigate", event);
  return !event.defaultPrevented;
}
