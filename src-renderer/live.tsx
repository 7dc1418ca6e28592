// Server state of the view: ask once, ask again whenever the feed says so. Nothing else caches.
import { keepPreviousData, QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { Bridge, Desktop } from "../src-preload/contract/bridge.ts";
import type { Input, Output } from "../src-preload/contract/contract.ts";
import type { Failure } from "../src-preload/contract/failure.ts";
import { type CommandName, QUERIES, type QueryName, type Topic } from "../src-preload/contract/names.ts";
import { type Call, createCall } from "./client.ts";

/** A sync can publish a hundred pages a second; asking again for each would never let an answer through. */
const BATCH_MS = 80;
/** While a sync runs, the view spends no more than a quarter of its time on showing it: the rest is the person's. */
const REST = 3;
/** What nothing can be shown without: asked at once, before anything is drawn that would ask for it. */
const FIRST = ["settings.get", "app.info", "accounts.list", "calendars.list"] as const;

interface Engine {
  readonly call: Call;
  readonly connected: boolean;
  readonly bridge: Bridge;
}
const EngineContext = createContext<Engine | undefined>(undefined);

function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error("outside LiveProvider");
  return engine;
}

/** Makes queries that watch one of the topics ask again: the first message at once, a burst in batches, the further apart the
 *  longer it takes to show them. */
function watchFeed(bridge: Bridge, client: QueryClient): () => void {
  const stale = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isOver = false;
  const flush = async () => {
    timer = undefined;
    if (stale.size === 0) return;
    const topics = new Set(stale);
    stale.clear();
    isAsking = true;
    const askedMs = performance.now();
    await client.invalidateQueries({
      predicate: ({ queryKey }) => (QUERIES[queryKey[0] as QueryName] as readonly Topic[]).some((t) => topics.has(t)),
    });
    isAsking = false;
    if (!isOver) timer = setTimeout(flush, Math.max(BATCH_MS, REST * (performance.now() - askedMs)));
  };
  const stop = bridge.onFeed(({ changed }) => {
    for (const topic of changed) stale.add(topic);
    if (timer === undefined && !isAsking) void flush();
  });
  return () => {
    isOver = true;
    stop();
    clearTimeout(timer);
  };
}

/** A cache that only the feed makes stale, with the first questions on their way. */
function begin(bridge: Bridge): { client: QueryClient; call: Call } {
  const call = createCall(bridge);
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
  for (const name of FIRST) void client.prefetchQuery({ queryKey: [name, {}], queryFn: () => call(name, {}) });
  return { client, call };
}

/** Gives the view its engine. */
export function LiveProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  const [{ client, call }] = useState(() => begin(bridge));
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let wasLost = false;
    const stopFeed = watchFeed(bridge, client);
    const stopConnection = bridge.onConnection((now) => {
      setConnected(now);
      // Feed messages of the gap are gone: everything live is asked again.
      if (now && wasLost) void client.invalidateQueries();
      wasLost = !now;
    });
    return () => {
      stopFeed();
      stopConnection();
    };
  }, [bridge, client]);
  return (
    <QueryClientProvider client={client}>
      <EngineContext value={{ call, connected, bridge }}>{children}</EngineContext>
    </QueryClientProvider>
  );
}

/** What a live query knows now. `data` stays while it is asked again. */
export interface Live<Q extends QueryName> {
  readonly data: Output<Q> | undefined;
  readonly failure: Failure | undefined;
  /** Asks anew though nothing was published: time itself made the answer stale. */
  readonly again: () => unknown;
}

/** Watches a query.
 *  @param options `keep`: show the answer to the previous input until the new one is there; `enabled`: ask at all */
export function useLive<Q extends QueryName>(
  name: Q,
  input: Input<Q>,
  options: { readonly keep?: boolean; readonly enabled?: boolean } = {},
): Live<Q> {
  const { call } = useEngine();
  const { data, error, refetch } = useQuery<Output<Q>, Failure>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: keepPreviousData as never }),
  });
  return { data, failure: error ?? undefined, again: refetch };
}

/** Asks ahead of time what is likely to be wanted next: a page that is turned then has its answer. */
export function usePrefetch(): <Q extends QueryName>(name: Q, input: Input<Q>) => void {
  const { call } = useEngine();
  const client = useQueryClient();
  return (name, input) => void client.prefetchQuery({ queryKey: [name, input], queryFn: () => call(name, input) });
}

/** A command as a function; it throws Failure. */
export function useCommand<C extends CommandName>(name: C): (input: Input<C>) => Promise<Output<C>> {
  const { call } = useEngine();
  return (input) => call(name, input);
}

/** Any call, for a handler that asks and commands in one go. */
export function useCall(): Call {
  return useEngine().call;
}

/** Where the page runs. */
export function useHost(): Bridge["host"] {
  return useEngine().bridge.host;
}

/** The desktop around the page. */
export function useDesktop(): Desktop {
  return useEngine().bridge.desktop;
}

/** Hears every message about a topic, also where it changes no answer. */
export function useTopic(topic: Topic, tell: () => void): void {
  const { bridge } = useEngine();
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => bridge.onFeed(({ changed }) => changed.includes(topic) && latest.current()), [bridge, topic]);
}

/** Is the engine there? */
export function useConnected(): boolean {
  return useEngine().connected;
}
