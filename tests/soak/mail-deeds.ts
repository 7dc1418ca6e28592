// What Alice does in her mail, and what another client does in her mailbox meanwhile.
import type { AccountId, DraftId, MessageId } from "../../src-preload/contract/shapes.ts";
import type { MailWorld } from "./mail-world.ts";

/** Two to four deeds of Alice, up to two of the other client. */
export async function busyWithMail(world: MailWorld): Promise<void> {
  const { pick, facts } = world;
  for (let n = 2 + pick(3); n > 0; n--) {
    await aliceDoes(world, `t${facts.rounds}-${n}-`);
    facts.edits++;
  }
  for (let n = pick(3); n > 0; n--) {
    await otherDoes(world, `o${facts.rounds}-${n}-`);
    facts.edits++;
  }
}

async function aliceDoes(world: MailWorld, token: string): Promise<void> {
  const { engine, pick, sent, drafts } = world;
  const accountId = world.accountId as AccountId;
  const deed = pick(8);
  if (deed < 3) {
    const to = ["bob@example.test"];
    await engine.call("mail.send", { accountId, to, subject: token, text: `Text of ${token}`, undoSeconds: 0 });
    sent.add(token);
    return;
  }
  if (deed === 3) {
    const [id] = [...drafts.keys()].slice(-1) as DraftId[];
    const known = id !== undefined && pick(3) > 0 ? { id } : {};
    const { draft } = await engine.call("mail.draft", { accountId, ...known, subject: token, text: "Begun" });
    drafts.set(draft.id, token);
    return;
  }
  const role = (["inbox", "inbox", "archive", "trash"] as const)[pick(4)] ?? "inbox";
  const { threads } = await engine.call("mail.list", { role, limit: 100 });
  const ids = threads[pick(threads.length)]?.messageIds.slice(0, 1) ?? [];
  if (ids.length === 0) return;
  await change(world, ids, deed);
}

async function change({ engine, pick }: MailWorld, ids: MessageId[], deed: number): Promise<void> {
  const name = (["\\Seen", "\\Flagged"] as const)[pick(2)] ?? "\\Seen";
  if (deed === 4) await engine.call("mail.flag", { ids, add: [name] });
  else if (deed === 5) await engine.call("mail.flag", { ids, remove: [name] });
  else await engine.call("mail.move", { ids, role: (["archive", "inbox", "trash"] as const)[pick(3)] ?? "archive" });
}

async function otherDoes({ other, pick, kept }: MailWorld, token: string): Promise<void> {
  const uids = [...(await other.list("INBOX")).keys()];
  const uid = uids[pick(uids.length)];
  const deed = pick(6);
  if (uid === undefined || deed < 3) {
    const source = `From: carol@example.com\r\nTo: alice@example.test\r\nSubject: ${token}\r\nMessage-ID: <${token}@example.com>\r\n`;
    const date = "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n";
    await other.deliver("INBOX", [{ source: `${source}${date}\r\nText of ${token}\r\n` }]);
    kept.add(token);
    return;
  }
  if (deed === 3) return other.flag("INBOX", uid, { add: ["\\Answered"] });
  await other.flow.mailboxOpen("INBOX");
  if (deed === 4) {
    await other.flow.messageMove(`${uid}`, "Archive", { uid: true });
    return;
  }
  const found = await other.flow.fetchOne(`${uid}`, { envelope: true }, { uid: true });
  await other.expunge("INBOX", [uid]);
  const { subject } = found ? (found.envelope ?? {}) : {};
  if (subject !== undefined) kept.delete(subject);
}
