// The steps of adding an account, as far as they have come. Pure.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Failure, FailureReason } from "../../src-preload/contract/failure.ts";

/** How a step stands. */
export type StepState = "done" | "running" | "failed" | "todo";

/** What is known of an account being added. */
export interface Progress {
  readonly busy: boolean;
  /** The person signs in on the provider's page. */
  readonly onPage: boolean;
  readonly isAdded: boolean;
  readonly failure: Pick<Failure, "code" | "reason"> | undefined;
}

const SERVER_WORDS = {
  done: "add.stepServer",
  running: "add.stepServerRun",
  failed: "add.stepServerFailed",
  todo: "add.stepServerTodo",
} as const;
const LOGIN_WORDS = {
  done: "add.stepLogin",
  running: "add.stepLoginTodo",
  failed: "add.stepLoginFailed",
  todo: "add.stepLoginTodo",
} as const;
const PAGE_WORDS = {
  done: "add.stepPage",
  running: "add.stepPageRun",
  failed: "add.stepPageFailed",
  todo: "add.stepPageTodo",
} as const;
const PERSON_WORDS = {
  done: "add.stepPerson",
  running: "add.stepPersonRun",
  failed: "add.stepPersonFailed",
  todo: "add.stepPersonTodo",
} as const;

type Words = typeof SERVER_WORDS | typeof LOGIN_WORDS | typeof PAGE_WORDS | typeof PERSON_WORDS;

interface Step {
  readonly state: StepState;
  readonly words: Words[StepState] | "add.stepServerAway" | "add.stepServerUntrusted" | "add.stepCalendars";
}

/** A server that is there, and gets no password. */
const UNTRUSTED: ReadonlySet<FailureReason | undefined> = new Set<FailureReason>([
  "certificate",
  "insecure-server",
  "insecure-redirect",
  "untrusted-redirect",
]);

/** A server that failed was not there, was not reached, or was not trusted. */
function serverWords(place: StepState, failure: Progress["failure"]): Step["words"] {
  if (place !== "failed") return SERVER_WORDS[place];
  if (UNTRUSTED.has(failure?.reason)) return "add.stepServerUntrusted";
  const isAway = failure?.reason !== "host-unknown" && ["offline", "timeout"].includes(failure?.code ?? "");
  return isAway ? "add.stepServerAway" : SERVER_WORDS.failed;
}

const NOTHING_THERE: ReadonlySet<string> = new Set(["no-calendars", "no-mailbox"]);

/** Where the account is: a server that is looked for, or a page that is opened. */
function placeOf({ busy, onPage, isAdded, failure }: Progress, refused: boolean): StepState {
  if (isAdded || refused) return "done";
  if (failure) return "failed";
  if (!busy) return "todo";
  return onPage ? "done" : "running";
}

function loginOf({ busy, onPage, isAdded, failure }: Progress, refused: boolean): StepState {
  if (isAdded || NOTHING_THERE.has(failure?.reason ?? "") || failure?.reason === "account-exists") return "done";
  if (refused) return "failed";
  return busy && onPage ? "running" : "todo";
}

const NOT_BEGUN: ReadonlySet<string> = new Set(["invalid-input", "no-app-id"]);

/** Three steps: the place, the person, the calendars. */
export function stepsOf(asked: Progress): readonly [Step, Step, Step] {
  // What was refused before anything began is about none of the steps; who is here already is known first where no page is opened.
  const { reason = "" } = asked.failure ?? {};
  const isEarly = NOT_BEGUN.has(reason) || (reason === "account-exists" && !asked.onPage);
  const progress = isEarly ? { ...asked, failure: undefined } : asked;
  const { onPage, isAdded, failure } = progress;
  const isEmpty = NOTHING_THERE.has(failure?.reason ?? "");
  const isAway = failure?.code === "offline" || failure?.code === "timeout" || failure?.code === "rate-limited";
  // The page was there, whatever it answered; a server that refuses the person was found.
  const isRefused = onPage
    ? failure !== undefined && !isAway
    : failure?.code === "auth" || failure?.reason === "forbidden";
  const place = placeOf(progress, isRefused || isEmpty);
  const login = loginOf(progress, isRefused);
  let calendars: StepState = isAdded ? "done" : "todo";
  if (isEmpty) calendars = "failed";
  return [
    { state: place, words: onPage ? PAGE_WORDS[place] : serverWords(place, failure) },
    { state: login, words: (onPage ? PERSON_WORDS : LOGIN_WORDS)[login] },
    { state: calendars, words: "add.stepCalendars" },
  ];
}

/** The folders of mail, where an account has some. @param added once it is added */
export function mailStepOf(
  added: (Pick<Output<"accounts.add">, "failed"> & { readonly account: Pick<Account, "mail"> }) | undefined,
): StepState {
  if (added?.failed?.side === "mail" || added?.account.mail?.failure) return "failed";
  return added?.account.mail ? "done" : "todo";
}
