// News behind the port of feeds: reads a feed at its address, and finds the one that a person means.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Clock, Net } from "../../ports.ts";
import type { FeedAnswer, FeedReader } from "../feed-reader.ts";
import { addressesOf, isPage, namedFeeds } from "./address.ts";
import { readList, writeList } from "./opml.ts";
import { parseDocument } from "./parse.ts";
import { type Clients, type Loaded, load } from "./wire.ts";

/** Feeds of a page that are tried. */
const MAX_NAMED = 3;

type Read = FeedAnswer & { readonly kind: "read" };

/** The reader of feeds over HTTP. */
export function createFeedReader({ net, clock }: { readonly net: Net; readonly clock: Clock }): FeedReader {
  const own = net.http({});
  const open = net.http({ publicOnly: true });
  const clients: Clients = { own, open, nowMs: () => clock.nowMs() };
  return {
    async read(url, known, signal) {
      const loaded = await load(clients, { url, home: url, known }, signal);
      return loaded.text === undefined ? { kind: "same", url: loaded.lastingUrl } : readOf(loaded, loaded.text);
    },
    find: (typed, signal) => find(clients, typed, signal),
    readList,
    writeList,
    close: async () => {
      await Promise.all([own.close(), open.close()]);
    },
  };
}

async function readOf(loaded: Loaded, text: string): Promise<Read> {
  const { url, lastingUrl, validators, contentType } = loaded;
  if (isPage(text, contentType)) throw new Failure("no-feed", { host: new URL(url).hostname });
  return { kind: "read", url: lastingUrl, validators, document: await parseDocument(text, url) };
}

async function find(clients: Clients, typed: string, signal: AbortSignal): Promise<Read> {
  const [first = "", plain] = addressesOf(typed);
  try {
    return await findAt(clients, first, signal);
  } catch (error) {
    if (plain === undefined || !speaksNoTls(error)) throw error;
    return await findAt(clients, plain, signal);
  }
}

async function findAt(clients: Clients, url: string, signal: AbortSignal): Promise<Read> {
  const loaded = await load(clients, { url, home: url, known: {} }, signal);
  const { text = "" } = loaded;
  if (!isPage(text, loaded.contentType)) return readOf(loaded, text);
  let failure = new Failure("no-feed", { host: new URL(loaded.url).hostname });
  for (const named of namedFeeds(text, loaded.url).slice(0, MAX_NAMED)) {
    try {
      const feed = await load(clients, { url: named, home: url, known: {} }, signal);
      return await readOf(feed, feed.text ?? "");
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "cancelled") throw error;
      failure = error;
    }
  }
  throw failure;
}

// Nobody listens where encryption lives, or speaks something else there: a bare host never promised any. A certificate that
// cannot be trusted is another matter.
function speaksNoTls(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { reason, params } = error;
  return reason === "connection-refused" || (reason === "certificate" && params.fault === "no-tls");
}
