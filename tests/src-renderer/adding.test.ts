import { describe, expect, test } from "vitest";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { type AccountForm, emptyForm, fieldOf, isOwnHostAway } from "../../src-renderer/accounts/account-form.ts";
import { mailStepOf, stepsOf } from "../../src-renderer/accounts/discovery-steps.ts";
import { sayAdding, sayMissing } from "../../src-renderer/accounts/say-adding.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { en } from "../../src-renderer/i18n/words.ts";

globalThis.document ??= { documentElement: {} } as Document;

const form = (typed: Partial<AccountForm>): AccountForm => ({ ...emptyForm, ...typed });
const unknown = (host: string) => new Failure("host-unknown", { host });
const CLOUD = form({ address: "camille@ik.me" });

describe("a name that is not found", () => {
  test.each([
    [form({ address: "camille@ik.me" }), "mail.infomaniak.com"],
    [form({ address: "alice@hoster.example", url: "https://cloud.example" }), "imap.elsewhere.example"],
  ])("and that nobody typed is the network's fault, not a field's", (typed, host) => {
    expect(isOwnHostAway(unknown(host), typed)).toBe(true);
    expect(fieldOf(unknown(host), typed)).toBe("form");
  });

  test.each([
    [form({ address: "alice@nowhere.example" }), "nowhere.example"],
    [form({ address: "alice@nowhere.example" }), "imap.nowhere.example"],
    [form({ address: "Cloud.Example/dav" }), "cloud.example"],
    [form({ url: "https://cloud.example:8443/dav" }), "cloud.example"],
  ])("and that was typed is the address's", (typed, host) => {
    expect(isOwnHostAway(unknown(host), typed)).toBe(false);
    expect(fieldOf(unknown(host), typed)).toBe("address");
  });

  test("and that was typed as a server is the server's", () => {
    const server = (host: string) => ({ host, port: "993", security: "tls" }) as const;
    const typed = form({
      provider: "mail",
      address: "alice@example.com",
      servers: { imap: server("imap.nowhere.example"), smtp: server("smtp.nowhere.example") },
    });
    expect(fieldOf(unknown("imap.nowhere.example"), typed)).toBe("servers");
  });
});

describe.each(["fr", "en"] as const)("what went wrong, in %s", (language) => {
  const { t } = startI18n(language);

  test("never says that Cadran tries again, or that changes wait: there is no account yet", () => {
    const away = ["offline", "timeout", "connection-lost", "server-error", "bad-answer", "rate-limited"] as const;
    for (const reason of away) {
      const said = sayAdding(t, new Failure(reason, { host: "cloud.example" }), CLOUD);
      expect(said, reason).not.toMatch(/Cadran|changements|changes|\{\{|[Ll]e serveur|[Tt]he server\b/);
      expect(said, reason).toContain(t("adding.kept").split(/[,.]/)[0]);
    }
  });

  test("has no other promise left in any sentence that is said of a new account", () => {
    const reasons = Object.keys(en.failure).filter((key) => !key.endsWith("_one")) as FailureReason[];
    const promised = [
      "host-unknown",
      "timeout",
      "offline",
      "server-error",
      "connection-refused",
      "certificate",
    ] as const;
    expect(reasons).toEqual(expect.arrayContaining([...promised]));
    for (const reason of promised) {
      expect(sayAdding(t, new Failure(reason), CLOUD), reason).not.toMatch(/Cadran (will|réessa)/);
    }
  });

  test("names the side that is missing, why, and where it is tried again", () => {
    const said = sayMissing(t, "mail", unknown("mail.infomaniak.com"), CLOUD);
    expect(said).toContain(t("addMail.noMail"));
    expect(said).toContain("mail.infomaniak.com");
    expect(said).toContain(t("accounts.signIn").replace("…", ""));
  });
});

describe("the steps beside a server's form", () => {
  const words = (failure: Failure | undefined) =>
    stepsOf({ busy: false, onPage: false, isAdded: false, failure }).map((step) => `${step.state} ${step.words}`)[0];

  test.each([
    ["host-unknown", "failed add.stepServerFailed"],
    ["offline", "failed add.stepServerAway"],
    ["connection-refused", "failed add.stepServerAway"],
    ["timeout", "failed add.stepServerAway"],
    ["certificate", "failed add.stepServerUntrusted"],
    ["insecure-server", "failed add.stepServerUntrusted"],
    ["account-exists", "todo add.stepServerTodo"],
  ] as const)("%s: %s", (reason, expected) => expect(words(new Failure(reason))).toBe(expected));

  test("mail that was not set up failed; it is not still to come", () => {
    const failed = { side: "mail", failure: { code: "auth", reason: "app-password", message: "" } } as const;
    expect(mailStepOf({ account: {}, failed })).toBe("failed");
    expect(mailStepOf(undefined)).toBe("todo");
  });
});
