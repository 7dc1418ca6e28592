// What people asked to be looked at, until it was: several at once are one look.
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import type { FolderResult } from "../../../src-preload/contract/sync.ts";

/** One asked-for look. */
export interface LookRequest {
  /** This folder alone; absent: all. */
  readonly folderId?: FolderId;
  /** Compare everything. */
  readonly full: boolean;
}

/** What is answered is taken off; what comes during a look waits for the next. */
export class Requests {
  #waiting: { readonly request: LookRequest; readonly answer: (results: FolderResult[]) => void }[] = [];

  isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Resolves with the results of the look that answers it. */
  add(request: LookRequest): Promise<FolderResult[]> {
    return new Promise((answer) => this.#waiting.push({ request, answer }));
  }

  /** All of them, as one. */
  peek(): {
    readonly folderIds: ReadonlySet<FolderId>;
    readonly all: boolean;
    readonly full: boolean;
    readonly count: number;
  } {
    const requests = this.#waiting.map(({ request }) => request);
    return {
      folderIds: new Set(requests.flatMap(({ folderId }) => folderId ?? [])),
      all: requests.some(({ folderId }) => folderId === undefined),
      full: requests.some(({ full }) => full),
      count: requests.length,
    };
  }

  /** Answers the first `count`, each with what it asked for. */
  answer(results: readonly FolderResult[], count = this.#waiting.length): void {
    for (const { request, answer } of this.#waiting.splice(0, count)) {
      const { folderId } = request;
      answer(results.filter((one) => folderId === undefined || one.folderId === folderId));
    }
  }
}
