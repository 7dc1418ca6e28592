// A world in which every server answers what an input says, at once.
import { tmpdir } from "node:os";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { Clock, HttpRequest, HttpResponse } from "../../src-main/ports.ts";
import type { World } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

/** A clock whose sleepers wake at once, later. */
function hastyClock(): Clock {
  let nowMs = Date.UTC(2026, 10, 23, 9);
  return {
    nowMs: () => nowMs,
    zone: () => "Europe/Zurich",
    sleep: async (ms, signal) => {
      if (signal.aborted) throw new Failure("cancelled");
      nowMs += ms;
    },
  };
}

/** A world whose network is this function. */
export function answering(answer: (request: HttpRequest) => HttpResponse): World {
  const http = () => ({ request: async (request: HttpRequest) => answer(request), close: async () => {} });
  return {
    net: { http, srv: async () => [], txt: async () => [], mx: async () => [] },
    clock: hastyClock(),
    folder: tmpdir(),
    vault: memoryVault(),
    openPage: async () => {},
    env: {},
  };
}
