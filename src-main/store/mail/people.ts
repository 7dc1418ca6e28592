// Who wrote and who was written to: whom to suggest, and who is known.
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import { fold } from "../../domain/fold.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import type { Reading } from "./types.ts";

/** Lists of recipients longer than this are announcements. */
const MAX_RECIPIENTS = 30;

interface KnownPerson {
  /** Lower case. */
  readonly address: string;
  readonly name?: string;
  /** Messages to them, and from them. */
  readonly sent: number;
  readonly received: number;
  readonly lastMs: number;
}

type Row = Omit<KnownPerson, "name"> & { readonly name: string | null };

const SUMS = `SELECT address, max(name) AS name, sum(sent) AS sent, sum(received) AS received, max(last_ms) AS lastMs
  FROM mail_people`;

const statements = perDatabase((db) => ({
  meet: db.prepare(`INSERT INTO mail_people (account_id, address, name, folded, sent, received, last_ms)
    VALUES (@accountId, @address, @name, @folded, @sent, @received, @lastMs)
    ON CONFLICT DO UPDATE SET sent = sent + excluded.sent, received = received + excluded.received,
      name = CASE WHEN excluded.name IS NOT NULL AND excluded.last_ms >= last_ms THEN excluded.name ELSE coalesce(name, excluded.name) END,
      folded = CASE WHEN excluded.name IS NOT NULL AND (name IS NULL OR excluded.last_ms >= last_ms) THEN excluded.folded ELSE folded END,
      last_ms = max(last_ms, excluded.last_ms)`),
  one: db.prepare<Row>(`${SUMS} WHERE address = @address GROUP BY address`),
  written: db.prepare<Row>(
    `${SUMS} INDEXED BY mail_people_sent WHERE sent > 0 GROUP BY address ORDER BY sum(sent) DESC, max(last_ms) DESC LIMIT @limit`,
  ),
  own: db.prepare<{ readonly address: string }>(`SELECT value AS address FROM accounts, json_each(accounts.addresses)
      WHERE @accountId IS NULL OR accounts.id = @accountId
    UNION SELECT address FROM accounts WHERE address IS NOT NULL AND (@accountId IS NULL OR id = @accountId)
    UNION SELECT address FROM identities WHERE @accountId IS NULL OR account_id = @accountId`),
}));

/** Over all accounts. */
export function knownPerson(db: Database, address: string): KnownPerson | undefined {
  const row = statements(db).one.get({ address: address.toLowerCase() });
  return row && toPerson(row);
}

/** Those the user writes to, the most written to first: what look-alikes are compared with. */
export function peopleWrittenTo(db: Database, limit = 2000): KnownPerson[] {
  return statements(db).written.all({ limit }).map(toPerson);
}

/** Addresses that are the user's own: those an account is known by, and identities; lower case. */
export function ownAddresses(db: Database, accountId?: AccountId): ReadonlySet<string> {
  const rows = statements(db).own.all({ accountId: accountId ?? null });
  return new Set(rows.map(({ address }) => address.toLowerCase()));
}

function toPerson({ name, ...row }: Row): KnownPerson {
  return { ...row, ...(name !== null && { name }) };
}

interface Met {
  readonly name: string | undefined;
  readonly sent: number;
  readonly received: number;
  readonly lastMs: number;
}

/** People met in one intake, written once each at its end. */
export class PeopleMet {
  readonly #accountId: AccountId;
  readonly #isJunk: boolean;
  readonly #met = new Map<string, Met>();

  /** @param isJunk whoever wrote it is not to be suggested */
  constructor(accountId: AccountId, isJunk: boolean) {
    this.#accountId = accountId;
    this.#isJunk = isJunk;
  }

  /** @param isSent the user wrote it */
  meet(read: Pick<Reading, "from" | "to" | "cc" | "bcc" | "autoSubmitted">, dateMs: number, isSent: boolean): void {
    if (this.#isJunk) return;
    const everybody = isSent ? [...read.to, ...read.cc, ...read.bcc] : read.from.slice(0, 1);
    const by = isSent ? { sent: 1, received: 0 } : { sent: 0, received: 1 };
    if (everybody.length <= MAX_RECIPIENTS) this.#add(everybody, dateMs, by);
  }

  #add(people: readonly Mailbox[], dateMs: number, by: { readonly sent: number; readonly received: number }): void {
    for (const { address, name } of people) {
      const plain = address.toLowerCase();
      if (!plain.includes("@") || plain.length > 320) continue;
      const old = this.#met.get(plain);
      const isLater = old === undefined || dateMs >= old.lastMs;
      this.#met.set(plain, {
        name: isLater ? name?.trim() || old?.name : old.name,
        sent: (old?.sent ?? 0) + by.sent,
        received: (old?.received ?? 0) + by.received,
        lastMs: Math.max(old?.lastMs ?? 0, dateMs),
      });
    }
  }

  write(db: Database): void {
    const { meet } = statements(db);
    for (const [address, { name, sent, received, lastMs }] of this.#met) {
      const folded = ` ${fold(name ?? "")} ${fold(address)}`;
      meet.run({ accountId: this.#accountId, address, name: name ?? null, folded, sent, received, lastMs });
    }
  }
}
