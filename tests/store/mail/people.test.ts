// Who wrote and who was written to.
import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { folderOfRole, updateFolder } from "../../../src-main/store/mail/folders.ts";
import { insertIdentity } from "../../../src-main/store/mail/identities.ts";
import { addressesNamed, isKnownAddress } from "../../../src-main/store/mail/known-people.ts";
import { knownPerson, ownAddresses, peopleWrittenTo } from "../../../src-main/store/mail/people.ts";
import { suggestPeople } from "../../../src-main/store/people.ts";
import type { IdentityId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, DAY_ONE, mailStore, type Told, take } from "../../support/mail-store.ts";

const alice = { address: "alice@example.test" };
const bob = { address: "Bob@Example.com", name: "Bob Martin" };
const carol = { address: "carol@example.com", name: "Carol Durand" };
const written = (uid: number, ...to: { address: string; name?: string }[]): Told => ({ uid, from: [alice], to });
const heard = (uid: number, from: { address: string; name?: string }): Told => ({ uid, from: [from] });
const suggested = (db: Database, query: string, nowMs = DAY_ONE) =>
  suggestPeople(db, { query, limit: 8 }, nowMs).people.map(({ address }) => address);

describe("people", () => {
  test("are counted by what was written to them and by them, whatever the case of their address", () => {
    const db = mailStore();
    take(db, "Sent", written(1, bob, carol), written(2, { address: "bob@example.com" }));
    take(db, "INBOX", heard(3, carol));
    expect(knownPerson(db, "BOB@example.com")).toMatchObject({ name: "Bob Martin", sent: 2, received: 0 });
    expect(knownPerson(db, "carol@example.com")).toMatchObject({ sent: 1, received: 1, lastMs: DAY_ONE + 3 * 60_000 });
    expect(peopleWrittenTo(db).map(({ address }) => address)).toEqual(["bob@example.com", "carol@example.com"]);
    expect(peopleWrittenTo(db, 1)).toHaveLength(1);
  });

  test("have the name they last had, not one of long ago that came later", () => {
    const db = mailStore();
    take(db, "INBOX", heard(5, { address: "kim@example.com", name: "Kim Now" }));
    take(db, "INBOX", heard(2, { address: "kim@example.com", name: "Kim Then" }));
    expect(knownPerson(db, "kim@example.com")?.name).toBe("Kim Now");
    expect(addressesNamed(db, "kim now")).toEqual(["kim@example.com"]);
    take(db, "INBOX", heard(6, { address: "kim@example.com" }));
    expect(knownPerson(db, "kim@example.com")?.name).toBe("Kim Now");
  });

  test("of junk, and of lists of many, are not remembered", () => {
    const db = mailStore();
    take(db, "Junk", heard(1, carol));
    const crowd = Array.from({ length: 31 }, (_, n) => ({ address: `p${n}@example.com` }));
    take(db, "Sent", written(2, ...crowd), written(3, { address: "undisclosed" }));
    expect([knownPerson(db, "carol@example.com"), peopleWrittenTo(db)]).toEqual([undefined, []]);
  });

  test("are not made known by a message of theirs alone", () => {
    const db = mailStore();
    take(db, "INBOX", heard(1, carol));
    expect(isKnownAddress(db, "carol@example.com")).toBe(false);
    take(db, "INBOX", heard(2, carol));
    expect(isKnownAddress(db, "Carol@example.com")).toBe(true);
    take(db, "Sent", written(3, bob));
    expect(isKnownAddress(db, "bob@example.com")).toBe(true);
  });

  test("are counted once for a message that lies in several folders", () => {
    const db = mailStore();
    take(db, "INBOX", heard(1, carol));
    take(db, "Archive", { ...heard(9, carol), minute: 1, subject: "Subject 1", messageId: "<m1@example.test>" });
    expect(knownPerson(db, "carol@example.com")?.received).toBe(1);
  });
});

test("the user's own addresses are those of the account and of its identities, and what they send is sent", () => {
  const db = mailStore();
  const id = "i" as IdentityId;
  db.write(() => insertIdentity(db, { id, accountId: ALICE, address: "Alice@Work.test", signature: "" }));
  expect(ownAddresses(db, ALICE)).toEqual(new Set(["alice@example.test", "alice@work.test"]));
  const sentHere = { ...written(1, bob), from: [{ address: "ALICE@work.test" }] };
  take(db, "Archive", sentHere);
  expect(knownPerson(db, "bob@example.com")).toMatchObject({ sent: 1, received: 0 });
});

describe("suggestions", () => {
  test("put who was written to before who only wrote", () => {
    const db = mailStore();
    take(db, "INBOX", ...[1, 2, 3, 4, 5].map((uid) => heard(uid, { address: "martin@example.com" })));
    take(db, "Sent", written(6, { address: "marta@example.com" }));
    expect(suggested(db, "mar")).toEqual(["marta@example.com", "martin@example.com"]);
  });

  test("find the beginning of any word of a name, without accents, and of the address", () => {
    const db = mailStore();
    take(db, "Sent", written(1, { address: "x@example.com", name: "Inès Haddad" }));
    expect(["ines", "HAD", "x@ex", "addad"].map((query) => suggested(db, query).length)).toEqual([1, 1, 1, 0]);
  });

  test("join somebody met in events and in mail into one, with the later name", () => {
    const db = mailStore();
    take(
      db,
      "Sent",
      written(1, { address: "eve@example.com", name: "Eve Mail" }),
      written(2, { address: "eva@example.com" }),
    );
    const event = (lastMs: number) =>
      db.write(() =>
        db
          .prepare(`INSERT INTO people (address, name, folded, count, last_ms) VALUES ('eve@example.com', 'Eve Event',
            ' eve event eve example com', 3, @lastMs) ON CONFLICT DO UPDATE SET last_ms = @lastMs`)
          .run({ lastMs }),
      );
    const named = () => suggestPeople(db, { query: "ev", limit: 8 }, DAY_ONE).people;
    event(DAY_ONE - 1);
    expect(named()).toEqual([{ address: "eve@example.com", name: "Eve Mail" }, { address: "eva@example.com" }]);
    event(DAY_ONE + 86_400_000);
    expect(named()[0]).toEqual({ address: "eve@example.com", name: "Eve Event" });
    expect(suggested(db, "event")).toEqual(["eve@example.com"]);
  });

  test("put oneself last", () => {
    const db = mailStore();
    const own = folderOfRole(db, ALICE, "inbox");
    db.write(() => own && updateFolder(db, own.id, { notify: true }));
    take(db, "Sent", ...[1, 2, 3].map((uid) => written(uid, alice)), written(4, { address: "alina@example.com" }));
    expect(suggested(db, "ali")).toEqual(["alina@example.com", "alice@example.test"]);
  });
});
