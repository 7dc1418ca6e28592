// The words of messages in the two full-text tables. Rows are deleted with their message by a trigger (migration 0004).
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { indexable } from "../../domain/mail/words.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import type { Reading } from "./types.ts";

/** Of a longer text nobody searches the end. */
const MAX_TEXT = 262_144;

interface Entry {
  readonly id: number;
  readonly read: Reading;
  readonly isNew: boolean;
}

const statements = perDatabase((db) => ({
  words: db.prepare(`INSERT INTO message_words (rowid, subject, sender, receivers, copies, files)
    VALUES (@id, @subject, @sender, @receivers, @copies, @files)`),
  forget: db.prepare("DELETE FROM message_words WHERE rowid = @id"),
  body: db.prepare("INSERT INTO body_words (rowid, body) VALUES (@id, @body)"),
  forgetBody: db.prepare("DELETE FROM body_words WHERE rowid = @id"),
  merge: db.prepare("INSERT INTO message_words (message_words, rank) VALUES ('merge', @pages)"),
  mergeBodies: db.prepare("INSERT INTO body_words (body_words, rank) VALUES ('merge', @pages)"),
}));

/** Every transaction leaves a piece of index behind, and pieces want to be merged. Left to itself SQLite does that when there are
 *  many, all at once and for as long as it takes: 300 ms in a large mailbox. Here each transaction pays its share instead
 *  (migration 0004 switches the other off): pages of the index that it may write, somewhat more than what it adds. */
const pagesFor = (messages: number) => 8 + messages;

const people = (list: readonly Mailbox[]) =>
  indexable(list.map(({ name = "", address }) => `${name} ${address}`).join("\n"));

/** Words of the messages of a transaction, written at its end, one after the other: a full-text table flushes what it has gathered
 *  whenever another statement needs a savepoint, which costs more than the words themselves. */
export class Words {
  readonly #heads: Entry[] = [];
  readonly #bodies: Entry[] = [];

  /** Makes a message found by its head. @param isNew it has no words yet */
  head(id: number, read: Reading, isNew: boolean): void {
    this.#heads.push({ id, read, isNew });
  }

  /** Makes a message found by its text. @param isNew its text was not here before */
  body(id: number, read: Reading, isNew: boolean): void {
    this.#bodies.push({ id, read, isNew });
  }

  write(db: Database): void {
    const { words, forget, body, forgetBody, merge, mergeBodies } = statements(db);
    for (const { id, read, isNew } of this.#heads) {
      if (!isNew) forget.run({ id });
      words.run({
        id,
        subject: indexable(read.subject),
        sender: people(read.from),
        receivers: people(read.to),
        copies: people([...read.cc, ...read.bcc]),
        files: indexable(read.parts.map(({ name }) => name).join("\n")),
      });
    }
    for (const { id, read, isNew } of this.#bodies) {
      if (!isNew) forgetBody.run({ id });
      body.run({ id, body: indexable(read.text.slice(0, MAX_TEXT)) });
    }
    if (this.#heads.length > 0) merge.run({ pages: pagesFor(this.#heads.length) });
    if (this.#bodies.length > 0) mergeBodies.run({ pages: pagesFor(this.#bodies.length) });
  }
}
