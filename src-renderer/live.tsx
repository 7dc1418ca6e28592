// Server state of the view: ask once, ask again whenever the feed says so. Nothing else caches.
import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Bridge } from "../src-preload/contract/bridge.ts";
import type { Input, Output } from "../src-preload/contract/contract.ts";
import type { Failure } from "../src-preload/contract/failure.ts";
import { type CommandName, QUERIES, type QueryName, type Topic } from "../src-preload/contract/names.ts";
import { type Call, createCall } from "./client.ts";

/** A sync can publish a hundred pages a second; asking again for each would never let an answer through. */
const BATCH_MS = 80;

interface Engine {
  readonly call: Call;
  readonly connected: boolean;
}
const EngineContext = createContext<Engine | undefined>(undefined);

function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error("outside LiveProvider");
  return engine;
}

/** Makes queries that watch one of the topics ask again: the first message at once, a burst in batches. */
function watchFeed(bridge: Bridge, client: QueryClient): () => void {
  const stale = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (stale.size === 0) return;
    const topics = new Set(stale);
    stale.clear();
    void client.invalidateQueries({
      predicate: ({ queryKey }) => (QUERIES[queryKey[0] as QueryName] as readonly Topic[]).some((t) => topics.has(t)),
    });
    timer = setTimeout(flush, BATCH_MS);
  };
  const stop = bridge.onFeed(({ changed }) => {
    for (const topic of changed) stale.add(topic);
    if (timer === undefined) flush();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Gives the view its engine. */
export function LiveProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  const [{ client, call }] = useState(() => ({
    client: new QueryClient({
      defaultOptions: {
        queries: {
          networkMode: "always",
          retry: false,
          staleTime: Number.POSITIVE_INFINITY,
          refetchOnWindowFocus: false,
          refetchOnReconnect: false,
        },
      },
    }),
    call: createCall(bridge),
  }));
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
      <EngineContext value={{ call, connected }}>{children}</EngineContext>
    </QueryClientProvider>
  );
}

/** What a live query knows now. `data` stays while it is asked again. */
export interface Live<Q extends QueryName> {
  readonly data: Output<Q> | undefined;
  readonly failure: Failure | undefined;
}

/** Watches a query.
 *  @param options `keep`: show the answer to the previous input until the new one is there; `enabled`: ask at all */
export function useLive<Q extends QueryName>(
  name: Q,
  input: Input<Q>,
  options: { readonly keep?: boolean; readonly enabled?: boolean } = {},
): Live<Q> {
  const { call } = useEngine();
  const { data, error } = useQuery<Output<Q>, Failure>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: keepPreviousData as never }),
  });
  return { data, failure: error ?? undefined };
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

/** Is the engine there? */
export function useConnected(): boolean {
  return useEngine().connected;
}
