// A whole engine in the test's own process: real store, real commands, real sync; the world comes from the test.
import { join } from "node:path";
import { createEngine, type Engine } from "../../src-main/engine/engine.ts";
import { createReader } from "../../src-main/engine/mail-reader.ts";
import { createDispatch } from "../../src-main/engine/rpc.ts";
import { createNet } from "../../src-main/host/net.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { Clock, Net, OpenPage, Vault } from "../../src-main/ports.ts";
import { createServerFinder } from "../../src-main/providers/autoconfig/index.ts";
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import { graphProvider } from "../../src-main/providers/graph/index.ts";
import type { MailProvider } from "../../src-main/providers/mail-provider.ts";
import { memoryProvider } from "../../src-main/providers/memory/index.ts";
import { memoryMailProvider } from "../../src-main/providers/memory/mailbox.ts";
import { memorySubmission } from "../../src-main/providers/memory/submission.ts";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { webcalProvider } from "../../src-main/providers/webcal/index.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import { fakeClock } from "./fake-clock.ts";
import { MIGRATIONS } from "./migrations.ts";

export interface TestEngine {
  readonly engine: Engine;
  /** Calls through the engine's door, answers validated too. @throws Failure as the engine answered it */
  call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>>;
  /** Resolves with the next feed message that names the topic. */
  nextFeed(topic: Topic): Promise<void>;
  close(): Promise<void>;
}

export interface TestWorld {
  readonly folder: string;
  readonly clock?: Clock;
  readonly vault?: Vault;
  readonly caldav?: CalendarProvider;
  readonly demo?: CalendarProvider;
  readonly microsoft?: CalendarProvider;
  /** Stands behind the mail of every account but the demo's; absent: there is no way to any mail server. */
  readonly mailbox?: MailProvider;
  readonly submission?: Submission;
  readonly net?: Net;
  readonly openPage?: OpenPage;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onEnd?: (why: "damaged" | "restore") => void;
}

const NO_MAILBOX: MailProvider = {
  connect: async () => {
    throw new Failure("offline");
  },
};

export function testEngine({
  folder,
  clock = fakeClock(),
  vault = memoryVault(),
  caldav,
  demo,
  microsoft = graphProvider,
  mailbox = NO_MAILBOX,
  submission = memorySubmission,
  net = createNet(),
  openPage = async () => {},
  env = {},
  onEnd = () => {},
}: TestWorld): TestEngine {
  const provider = caldav ?? caldavProvider;
  const engine = createEngine({
    facts: { host: "test", version: "0.0.0", capabilities: [], downloads: join(folder, "downloads") },
    vault,
    clock,
    net,
    mailboxOf: ({ kind, locale = "en" }) =>
      kind === "demo" ? { mailbox: memoryMailProvider(locale), submission: memorySubmission } : { mailbox, submission },
    finder: createServerFinder(async () => false),
    reader: createReader({ workers: 1 }),
    openPage,
    env,
    providers: {
      caldav: provider,
      infomaniak: { ...provider, firstWindow: { monthsBack: 1, monthsAhead: 3 } },
      microsoft,
      webcal: webcalProvider,
      mail: provider,
      demo: demo ?? memoryProvider,
    },
    random: () => 0.5,
    onEnd,
    folder,
    migrations: MIGRATIONS,
  });
  const dispatch = createDispatch(engine.handlers, true);
  return {
    engine,
    async call(name, input) {
      const reply = await dispatch(name, input, new AbortController().signal);
      if ("failure" in reply) throw new Failure(reply.failure.reason, reply.failure.params);
      return reply.ok as Output<typeof name>;
    },
    nextFeed: (topic) =>
      new Promise((done) => {
        const undo = engine.onChange((changed) => {
          if (!changed.includes(topic)) return;
          undo();
          done();
        });
      }),
    close: () => engine.close(),
  };
}
