import { expect, test } from "vitest";
import {
  ancestorsOf,
  baseSubject,
  chooseThread,
  meetBySubject,
  subjectToThreadBy,
} from "../../../src-main/domain/mail/thread.ts";

test.each([
  ["Re: Lunch on Friday", "lunch on friday"],
  ["RE : Re[2]: Fwd: Lunch on Friday", "lunch on friday"],
  ["Réf : Déjeuner vendredi", "dejeuner vendredi"],
  ["AW: WG: Mittagessen", "mittagessen"],
  ["回复：午餐", "午 餐"],
  ["[EXTERNAL] Re: Lunch", "lunch"],
  ["Lunch (fwd)", "lunch"],
])("%s answers or forwards, and is about %s", (subject, base) => {
  expect(baseSubject(subject)).toEqual({ base, answers: true });
});

test("a subject that only begins like an answer is its own", () => {
  expect(baseSubject("Reference: 12")).toEqual({ base: "reference 12", answers: false });
  expect(baseSubject("Re-entry permit")).toEqual({ base: "re entry permit", answers: false });
});

test("ancestors are those of References and In-Reply-To, each once, and not the message itself (mail rule 49)", () => {
  const message = {
    messageId: "<me@x>",
    inReplyTo: 'Your message of "today" <b@x>',
    references: ["<a@x>", "<b@x>", "<me@x>"],
  };
  expect(ancestorsOf(message)).toEqual(["a@x", "b@x"]);
  expect(ancestorsOf({ references: Array.from({ length: 500 }, (_, n) => `<${n}@x>`) })).toHaveLength(100);
});

test("only messages without ancestors, lists and machines aside, and with enough of a subject meet by it", () => {
  const plain = { subject: "Re: Lunch", autoSubmitted: false, hasAncestors: false };
  expect(subjectToThreadBy(plain)).toEqual({ base: "lunch", answers: true });
  expect(subjectToThreadBy({ ...plain, hasAncestors: true })).toBeUndefined();
  expect(subjectToThreadBy({ ...plain, listId: "all.example.test" })).toBeUndefined();
  expect(subjectToThreadBy({ ...plain, autoSubmitted: true })).toBeUndefined();
  expect(subjectToThreadBy({ ...plain, subject: "Re: Hey" })).toBeUndefined();
});

test("messages of one subject meet when one answers, somebody is in both, and within 90 days", () => {
  const day = 86_400_000;
  const bob = new Set(["bob@example.test"]);
  const first = { dateMs: 0, answers: false, people: bob };
  const answer = { dateMs: 10 * day, answers: true, people: bob };
  expect(meetBySubject(first, answer)).toBe(true);
  expect(meetBySubject(first, { ...answer, answers: false })).toBe(false);
  expect(meetBySubject(first, { ...answer, dateMs: 91 * day })).toBe(false);
  expect(meetBySubject(first, { ...answer, people: new Set(["carol@example.test"]) })).toBe(false);
});

test("a message ties threads of ours together, and never those of the server", () => {
  const ours = { id: 1, remoteId: null, size: 3 };
  const alsoOurs = { id: 2, remoteId: null, size: 5 };
  const theirs = { id: 3, remoteId: "t", size: 1 };
  const alsoTheirs = { id: 4, remoteId: "u", size: 1 };
  expect(chooseThread(undefined, undefined, [ours, alsoOurs], [])).toEqual({ join: 2, merge: [1] });
  expect(chooseThread("t", theirs, [ours, alsoTheirs], [])).toEqual({ join: 3, merge: [1] });
  expect(chooseThread(undefined, undefined, [theirs, alsoTheirs], [])).toEqual({ join: 3, merge: [] });
  expect(chooseThread("new", undefined, [theirs], [])).toEqual({ join: undefined, merge: [] });
});
