import { expect, test } from "vitest";
import {
  deleteIdentity,
  getIdentity,
  insertIdentity,
  listIdentities,
  updateIdentity,
} from "../../../src-main/store/mail/identities.ts";
import {
  isBlocked,
  isRemoteAllowed,
  listBlocked,
  listRemoteAllowed,
  listRules,
  saveRules,
  setBlocked,
  setRemoteAllowedMessage,
  setRemoteAllowedSender,
} from "../../../src-main/store/mail/rules.ts";
import { deleteTemplate, listTemplates, saveTemplate } from "../../../src-main/store/mail/templates.ts";
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import type { AccountId, IdentityId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, addMailAccount, mailStore, take } from "../../support/mail-store.ts";

const BOB = "bob-account" as AccountId;
const none = "0" as MessageId;
const rule = (id: string, more: Partial<MailRule> = {}): MailRule => ({
  id,
  name: id,
  enabled: true,
  match: "all",
  tests: [{ field: "from", how: "ends-with", value: "@example.com", not: true }],
  actions: [{ kind: "flag", flag: "\\Seen" }, { kind: "silent" }],
  stop: false,
  ...more,
});

test("rules are kept in their order, with all that they say; those of another account are not for this one", () => {
  const db = mailStore();
  db.write(() => addMailAccount(db, BOB, "bob@example.test"));
  const rules = [rule("z"), rule("a", { accountId: BOB }), rule("m", { accountId: ALICE, match: "any", stop: true })];
  db.write(() => saveRules(db, rules));
  expect(listRules(db)).toEqual(rules);
  expect(listRules(db, ALICE).map(({ id }) => id)).toEqual(["z", "m"]);
  db.write(() => saveRules(db, [rule("m")]));
  expect(listRules(db)).toEqual([rule("m")]);
  db.write(() => saveRules(db, rules));
  db.write(() => db.prepare("DELETE FROM accounts WHERE id = @id").run({ id: BOB }));
  expect(listRules(db).map(({ id }) => id)).toEqual(["z", "m"]);
});

test("a sender is blocked whatever the case of the address, once", () => {
  const db = mailStore();
  db.write(() => setBlocked(db, "Spam@Example.com", true, 1));
  db.write(() => setBlocked(db, "spam@example.com", true, 2));
  expect(listBlocked(db)).toEqual(["spam@example.com"]);
  expect([isBlocked(db, "SPAM@example.com"), isBlocked(db, "ham@example.com")]).toEqual([true, false]);
  db.write(() => setBlocked(db, "SPAM@EXAMPLE.COM", false, 3));
  expect(listBlocked(db)).toEqual([]);
});

test("pictures are fetched for a message or for a sender, and for nobody else", () => {
  const db = mailStore();
  const from = (address: string) => ({ from: [{ address }] });
  const [a = none, b = none, c = none] = take(
    db,
    "INBOX",
    { uid: 1, ...from("News@Example.com") },
    { uid: 2, ...from("news@example.com") },
    { uid: 3, ...from("other@example.com") },
  ).created;
  const allowed = () => [a, b, c].map((id) => isRemoteAllowed(db, id));
  expect(allowed()).toEqual([false, false, false]);
  db.write(() => setRemoteAllowedMessage(db, a, true));
  expect(allowed()).toEqual([true, false, false]);
  db.write(() => setRemoteAllowedSender(db, "NEWS@example.com", true, 1));
  expect(allowed()).toEqual([true, true, false]);
  expect(listRemoteAllowed(db)).toEqual(["news@example.com"]);
  db.write(() => setRemoteAllowedSender(db, "news@example.com", false, 2));
  expect(allowed()).toEqual([true, false, false]);
  expect(isRemoteAllowed(db, none)).toBe(false);
});

test("an account has one default identity, and keeps one when that goes", () => {
  const db = mailStore();
  const add = (id: string) =>
    db.write(() =>
      insertIdentity(db, { id: id as IdentityId, accountId: ALICE, address: `${id}@example.test`, signature: "" }),
    );
  for (const id of ["one", "two", "three"]) add(id);
  const order = () => listIdentities(db, ALICE).map(({ id, isDefault }) => (isDefault ? `${id}!` : id));
  expect(order()).toEqual(["one!", "two", "three"]);
  db.write(() => updateIdentity(db, "three" as IdentityId, { isDefault: true, signature: "<p>A.</p>" }));
  expect(order()).toEqual(["three!", "one", "two"]);
  expect(getIdentity(db, "three" as IdentityId).signature).toBe("<p>A.</p>");
  db.write(() => deleteIdentity(db, "three" as IdentityId));
  expect(order().filter((id) => id.endsWith("!"))).toHaveLength(1);
  expect(() => getIdentity(db, "three" as IdentityId)).toThrow(expect.objectContaining({ reason: "missing" }));
});

test("templates stay in the order they were made in, whatever is changed in them", () => {
  const db = mailStore();
  const save = (id: string, name: string) => db.write(() => saveTemplate(db, { id, name, subject: "", html: "" }));
  save("b", "Thanks");
  save("a", "Regrets");
  save("b", "Many thanks");
  expect(listTemplates(db).map(({ name }) => name)).toEqual(["Many thanks", "Regrets"]);
  db.write(() => deleteTemplate(db, "b"));
  expect(listTemplates(db)).toHaveLength(1);
  expect(() => db.write(() => deleteTemplate(db, "b"))).toThrow(expect.objectContaining({ reason: "missing" }));
});
