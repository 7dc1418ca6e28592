// Writing mail in the fake engine: drafts, the outbox, senders, templates, rules. It keeps the contract, not the rules of sending.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MailRule } from "../../src-preload/contract/mail-rules.ts";
import type {
  ComposeWarning,
  Draft,
  FollowUp,
  Identity,
  Outgoing,
  Template,
} from "../../src-preload/contract/mail-send.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { AccountId, DraftId, IdentityId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS } from "./fake-data.ts";

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };
type Written = Parameters<Handlers<AbortSignal>["mail.draft"]>[0];

function identitySeed(): Identity[] {
  const one = (id: string, accountId: string, address: string, signature: string, more: Partial<Identity> = {}) => ({
    ...{ id: id as IdentityId, accountId: accountId as AccountId, address, signature, isDefault: false },
    name: "Camille Roussel",
    ...more,
  });
  return [
    one("i1", "a1", "camille@atelier-meridien.ch", "<p>Camille Roussel<br>Atelier Méridien</p>", {
      isDefault: true,
      replySignature: "<p>Camille</p>",
    }),
    one("i2", "a3", "camille@roussel.example.com", "<p>Camille</p>"),
  ];
}

const QUOTED =
  '<p>Le mercredi 18 novembre 2026 à 09:12, Nora Keller &lt;nora@exemple.ch&gt; a écrit :</p><blockquote type="cite"><p>Bonjour Camille,</p><p>Voici les chiffres.</p><img src="https://pixel.example.com/p.gif"></blockquote>';

/** The state; a test may set all of it. */
export class FakeCompose {
  identities: Identity[] = identitySeed();
  templates: Template[] = [
    { id: "t1", name: "Merci", subject: "Merci", html: "<p>Bonjour {{prénom}},</p><p>Merci pour {{sujet}}.</p>" },
  ];
  drafts: Draft[] = [];
  outgoing: Outgoing[] = [];
  /** What is thrown away, for as long as it can be brought back. */
  discarded: Draft[] = [];
  /** What the engine would ask about before any draft is sent. */
  warnings: ComposeWarning[] = [];
  followUps: FollowUp[] = [];
  rules: MailRule[] = [];
  blocked: string[] = ["spam@example.com"];
  remoteAllowed: string[] = ["lettre@exemple.ch"];
  /** Found for any address; undefined: nothing is. */
  servers: { imap: string; smtp: string } | undefined = { imap: "imap.exemple.ch", smtp: "smtp.exemple.ch" };
  undoSeconds = 10;
  readonly #files = new Map<string, string>();
  readonly #publish: (...changed: Topic[]) => void;
  #next = 1;

  constructor(publish: (...changed: Topic[]) => void) {
    this.#publish = publish;
  }

  /** A message in the outbox. */
  put(more: Partial<Outgoing> & Pick<Outgoing, "id" | "state">): void {
    const base = { accountId: "a1" as AccountId, messageId: `<${more.id}@example.com>`, rejected: [] };
    const to = [{ address: "nora@exemple.ch", name: "Nora Keller" }];
    this.outgoing = [...this.outgoing, { ...base, subject: "Chiffres", to, queuedMs: NOW_MS - 60_000, ...more }];
    this.#publish("mail");
  }

  #find(id: DraftId): Draft {
    const draft = this.drafts.find((one) => one.id === id);
    if (!draft) throw new Failure("missing", { what: "draft" });
    return draft;
  }

  #save(input: Written): Draft {
    const { id = `d${this.#next++}` as DraftId, addAttachments = [], keepAttachments, ...rest } = input;
    const known = this.drafts.find((one) => one.id === id);
    const people = (list: Written["to"] = []) => list.map((one) => (typeof one === "string" ? { address: one } : one));
    const kept = known?.attachments.filter((one) => keepAttachments?.includes(one.id) ?? true) ?? [];
    const added = addAttachments.map(({ base64, ...one }) => {
      const file = `f${this.#next++}`;
      this.#files.set(file, base64);
      return { ...one, id: file, size: Math.floor((base64.length * 3) / 4) };
    });
    const draft: Draft = {
      ...{ ...rest, id, savedMs: Date.now(), synced: false, attachments: [...kept, ...added] },
      ...{ to: people(rest.to), cc: people(rest.cc), bcc: people(rest.bcc) },
    };
    this.drafts = [...this.drafts.filter((one) => one.id !== id), draft];
    this.#publish("mail");
    return draft;
  }

  #leave(id: string): Outgoing {
    const message = this.outgoing.find((one) => one.id === id);
    if (!message) throw new Failure("missing", { what: "item" });
    this.outgoing = this.outgoing.filter((one) => one !== message);
    this.#publish("mail");
    return message;
  }

  /** Whose pictures are shown. */
  allowRemote(address: string, allow: boolean): void {
    const left = this.remoteAllowed.filter((one) => one !== address);
    this.remoteAllowed = allow ? [...left, address].toSorted() : left;
    this.#publish("settings");
  }

  #forgotten: FollowUp | undefined;
  #sent = new Map<string, Draft>();

  #back(id: string): Draft {
    const message = this.#leave(id);
    const draft = this.#sent.get(id);
    if (draft) {
      this.drafts = [...this.drafts, draft];
      return draft;
    }
    const { accountId, to, subject } = message;
    return this.#save({ accountId, to, subject, html: "<p>Gardé</p>" });
  }

  readonly handlers: Some = {
    "accounts.discoverMail": () => {
      if (!this.servers) return { servers: [] };
      const { imap, smtp } = this.servers;
      const at = (host: string, port: number) => ({ host, port, security: "tls" as const });
      return { servers: [{ imap: at(imap, 993), smtp: at(smtp, 465), source: "autoconfig" as const }] };
    },
    "mail.identities": () => ({ identities: this.identities }),
    "mail.addIdentity": (input) => {
      const identity = { signature: "", ...input, id: `i${10 + this.#next++}` as IdentityId, isDefault: false };
      this.identities = [...this.identities, identity];
      this.#publish("accounts");
      return { identity };
    },
    "mail.changeIdentity": ({ id, ...change }) => {
      this.identities = this.identities.map((one) => (one.id === id ? { ...one, ...change } : one));
      this.#publish("accounts");
      return { identity: this.identities.find((one) => one.id === id) as Identity };
    },
    "mail.removeIdentity": ({ id }) => {
      this.identities = this.identities.filter((one) => one.id !== id);
      this.#publish("accounts");
      return {};
    },
    "mail.templates": () => ({ templates: this.templates }),
    "mail.saveTemplate": ({ id = `t${10 + this.#next++}`, ...rest }) => {
      const template = { ...rest, id };
      this.templates = [...this.templates.filter((one) => one.id !== id), template];
      this.#publish("settings");
      return { template };
    },
    "mail.removeTemplate": ({ id }) => {
      this.templates = this.templates.filter((one) => one.id !== id);
      this.#publish("settings");
      return {};
    },
    "mail.rules": () => ({ rules: this.rules, blocked: this.blocked, remoteAllowed: this.remoteAllowed }),
    "mail.saveRules": ({ rules }) => {
      this.rules = rules;
      this.#publish("settings");
      return {};
    },
    "mail.block": ({ address, blocked }) => {
      this.blocked = [...this.blocked.filter((one) => one !== address), ...(blocked ? [address] : [])];
      this.#publish("settings");
      return {};
    },
    "mail.drafts": () => ({ drafts: this.drafts }),
    "mail.getDraft": ({ id }) => ({ draft: this.#find(id) }),
    "mail.draftAttachment": ({ draftId, id }) => {
      const file = this.#find(draftId).attachments.find((one) => one.id === id);
      const base64 = this.#files.get(id);
      if (!file || base64 === undefined) throw new Failure("missing", { what: "item" });
      return { name: file.name, mediaType: file.mediaType, base64 };
    },
    "mail.draft": (input) => ({ draft: this.#save(input) }),
    "mail.check": ({ draftId }) => {
      this.#find(draftId);
      return { warnings: this.warnings };
    },
    "mail.fillTemplate": ({ id, to }) => {
      const found = this.templates.find((one) => one.id === id);
      if (!found) throw new Failure("missing", { what: "template" });
      const name = to[0]?.name?.split(" ")[0];
      const html = name ? found.html.replaceAll("{{prénom}}", name) : found.html;
      return { ...found, html, missing: [...html.matchAll(/\{\{(.*?)\}\}/g)].map(([, place = ""]) => place) };
    },
    "mail.followUps": () => ({ followUps: this.followUps }),
    "mail.remind": ({ accountId, messageId, remindAtMs }) => {
      const isIt = (one: FollowUp) => one.accountId === accountId && one.messageId === messageId;
      const known = this.followUps.find(isIt) ?? this.#forgotten;
      this.#forgotten = known;
      const left = this.followUps.filter((one) => !isIt(one));
      this.followUps = known && remindAtMs !== null ? [...left, { ...known, remindAtMs }] : left;
      this.#publish("mail");
      return {};
    },
    "mail.restoreDraft": ({ id }) => {
      const draft = this.discarded.find((one) => one.id === id);
      if (!draft) throw new Failure("missing", { what: "draft" });
      this.drafts = [...this.drafts, draft];
      this.#publish("mail");
      return { draft };
    },
    "mail.discardDraft": ({ id, undoable }) => {
      if (undoable) this.discarded = [...this.discarded, this.#find(id)];
      this.drafts = this.drafts.filter((one) => one.id !== id);
      this.#publish("mail");
      return {};
    },
    "mail.begin": ({ kind, messageId }) => {
      const isAnswer = kind === "reply" || kind === "reply-all";
      const nora = { address: "nora@exemple.ch", name: "Nora Keller" };
      const draft = this.#save({
        ...{ accountId: "a1" as AccountId, identityId: "i1" as IdentityId, to: isAnswer ? [nora] : [] },
        subject: isAnswer ? "Re: Chiffres" : "TR : Chiffres",
        ...(isAnswer ? { inReplyTo: messageId } : { forwardOf: messageId }),
        ...(kind === "reply-all" && { cc: [{ address: "karim@exemple.ch", name: "Karim Benali" }] }),
        html: `<p></p><div data-signature=""><p>Camille</p></div>${QUOTED}`,
      });
      return { draft };
    },
    "mail.send": ({ draftId, sendAtMs, accountId, subject }) => {
      const id = `s${this.#next++}`;
      const draft = draftId && this.#find(draftId);
      if (draft) this.#sent.set(id, draft);
      this.drafts = this.drafts.filter((one) => one.id !== draftId);
      const state = sendAtMs ? ("scheduled" as const) : ("held" as const);
      const dueMs = sendAtMs ?? Date.now() + this.undoSeconds * 1000;
      this.put({ id, state, accountId, subject, dueMs, to: draft?.to ?? [] });
      return { id, messageId: `<${id}@example.com>`, state, dueMs };
    },
    "mail.outbox": () => ({ outgoing: this.outgoing }),
    "mail.unsend": ({ id }) => ({ draft: this.#back(id) }),
    "mail.sendNow": ({ id }) => {
      this.#leave(id);
      return {};
    },
    "mail.resolveSend": ({ id, choice }) => {
      if (choice === "edit") return { draft: this.#back(id) };
      this.#leave(id);
      return {};
    },
  };
}
