// The front of an account's work: the user's deeds, then news of its folders, then what is to be filed; again while there is more.
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import { nextDeedMs } from "../../store/mail/ops.ts";
import { fileAppends } from "./appends.ts";
import type { AccountRun, Arrival } from "./deps.ts";
import { takeDraftNews } from "./draft-news.ts";
import { syncDrafts } from "./drafts.ts";
import { dueFolders, type LookAround, lookAround, nextListMs } from "./looks.ts";
import { pushDeeds } from "./push.ts";
import type { Requests } from "./requests.ts";

/** What has been noticed and not been worked on; kept from round to round. */
export interface FrontState {
  /** Folders that something happened in. */
  readonly dirty: Set<FolderId>;
  readonly requests: Requests;
  /** What came into the folder of drafts. */
  readonly draftNews: Arrival[];
  readonly around: LookAround;
}

/** How often more to do is found before others get their turn. */
const MOST_ROUNDS = 20;

/** @throws Failure when the way to the server is at fault; what was done stays */
export async function workFront(run: AccountRun, state: FrontState): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && !run.signal.aborted; round++) {
    const pushed = new Map<FolderId, number>();
    await pushCounted(run, pushed);
    await lookRound(run, state, pushed);
    await takeDraftNews(run, state.draftNews.splice(0));
    await fileAppends(run);
    await syncDrafts(run);
    if (state.dirty.size === 0 && state.requests.isEmpty()) return;
  }
}

/** Deeds that have become due meanwhile: called between any two batches. */
export async function pushBetween(run: AccountRun): Promise<void> {
  const { db, clock } = run.deps;
  const dueMs = nextDeedMs(db, run.accountId);
  if (dueMs !== undefined && dueMs <= clock.nowMs()) await pushCounted(run, new Map());
}

const pushCounted = (run: AccountRun, pushed: Map<FolderId, number>) =>
  pushDeeds(run, (id, count) => pushed.set(id, (pushed.get(id) ?? 0) + count));

async function lookRound(run: AccountRun, state: FrontState, pushed: ReadonlyMap<FolderId, number>): Promise<void> {
  const { deps, accountId } = run;
  const wanted = state.requests.peek();
  const dirty = [...state.dirty];
  state.dirty.clear();
  const isKnown = nextListMs(deps, accountId) > deps.clock.nowMs();
  const only = isKnown && !wanted.all && dueFolders(deps, accountId).length === 0;
  const certain = new Set([...dirty, ...wanted.folderIds]);
  if (only && certain.size === 0) return;
  try {
    const wish = { certain, all: wanted.all, full: wanted.full, only };
    const results = await lookAround(run, wish, state.around);
    const counted = results.map((one) => ({ ...one, pushed: pushed.get(one.folderId) ?? 0 }));
    state.requests.answer(counted, wanted.count);
  } catch (error) {
    for (const id of dirty) state.dirty.add(id);
    throw error;
  }
}
