// Accounts: who the user is at a provider. Secrets go in, never come out.
import { z } from "zod";
import { AccountId, CalendarId, Color } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** How an account is reached. `infomaniak`: CalDAV whose server is known. `mail`: IMAP and SMTP, calendars where there are
 *  some. */
export const AccountKind = z.enum(["caldav", "infomaniak", "microsoft", "webcal", "mail", "demo"]);
export type AccountKind = z.output<typeof AccountKind>;

/** TLS from the first byte (RFC 8314), or STARTTLS demanded before anything else. `none` only where the person insisted. */
const MailSecurity = z.enum(["tls", "starttls", "none"]);

/** A mail server: where, and how the connection is protected. */
export const MailEndpoint = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  security: MailSecurity,
  /** Where it differs from the account's. */
  username: z.string().min(1).max(320).optional(),
});
export type MailEndpoint = z.output<typeof MailEndpoint>;

/** The mail side of an account. */
const AccountMail = z.object({
  imap: MailEndpoint,
  smtp: MailEndpoint,
  /** `sign-in`: paused until there is a password again. */
  state: z.enum(["ready", "sign-in"]),
  failure: FailureShape.optional(),
  /** Bytes used and allowed (RFC 9208). */
  quota: z.object({ used: z.number(), limit: z.number() }).optional(),
});

/** Someone at one provider, with calendars, mail or both. No password or token is part of it. */
export const Account = z.object({
  id: AccountId,
  kind: AccountKind,
  label: z.string(),
  address: z.string().optional(),
  /** Every mail address the server knows the user by, without `mailto:` (calendar-user-address-set, RFC 6638 §2.4.1). */
  addresses: z.array(z.string()),
  username: z.string().optional(),
  /** Where discovery starts, as given or found. */
  url: z.string().optional(),
  color: Color,
  /** `sign-in`: the account is kept and its sync paused until `accounts.update {id, password}` or `accounts.signIn {id}`. */
  state: z.enum(["ready", "sign-in"]),
  failure: FailureShape.optional(),
  /** Present where the account has mail. */
  mail: AccountMail.optional(),
});
export type Account = z.output<typeof Account>;

/** `browser`: the provider's page in the system's browser. `code`: a code typed on any device (RFC 8628). */
export const SignInWay = z.enum(["browser", "code"]);
export type SignInWay = z.output<typeof SignInWay>;

/** A sign-in under way: what the person has to do now. */
export const SignIn = z.object({
  /** Present when a known account signs in again. */
  accountId: AccountId.optional(),
  way: SignInWay,
  /** The page to open; for `browser` it was opened already and may be opened again. */
  url: z.string().optional(),
  /** What to type there, for `code`. */
  code: z.string().optional(),
  expiresAtMs: z.number().int().optional(),
});
export type SignIn = z.output<typeof SignIn>;

const password = z.string().min(1).max(1024);
const caFile = z.string().min(1).max(4096).optional();

/** What `accounts.add` and `accounts.discover` take, by kind. `caFile` is a PEM file of a private authority to trust. */
export const NewAccount = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("caldav"),
      url: z.string().min(1).max(2048).optional(),
      address: z.string().min(1).max(320).optional(),
      username: z.string().min(1).max(320),
      password,
      label: z.string().min(1).max(120).optional(),
      caFile,
    })
    .refine((a) => a.url !== undefined || a.address !== undefined, "an address or a URL is needed"),
  z.object({
    kind: z.literal("infomaniak"),
    address: z.string().min(1).max(320),
    username: z.string().min(1).max(320),
    password,
    url: z.string().min(1).max(2048).optional(),
    label: z.string().min(1).max(120).optional(),
    caFile,
  }),
  /** Answers once the person has signed in; `accounts.signInState` says what they have to do. */
  z.object({
    kind: z.literal("microsoft"),
    /** Offered on the sign-in page; another one may be chosen there. */
    address: z.string().min(1).max(320).optional(),
    label: z.string().min(1).max(120).optional(),
    way: SignInWay.optional(),
    /** An organisation's own registration of the app, and its directory. */
    clientId: z.string().min(1).max(120).optional(),
    tenant: z
      .string()
      .regex(/^[\w.-]{1,120}$/)
      .optional(),
  }),
  /** A calendar published at an address (`https:` or `webcal:`): read-only, nothing is ever sent there but a password. */
  z.object({
    kind: z.literal("webcal"),
    url: z.string().min(1).max(2048),
    username: z.string().min(1).max(320).optional(),
    password: password.optional(),
    label: z.string().min(1).max(120).optional(),
    caFile,
  }),
  /** Mail alone, or with the calendars that the provider turns out to have. What is absent is found by the address
   *  (RFC 6186, autoconfig). */
  z.object({
    kind: z.literal("mail"),
    address: z.string().min(3).max(320),
    /** The person's name, as recipients see it. */
    name: z.string().max(200).optional(),
    /** As the servers want it; absent: the address. */
    username: z.string().min(1).max(320).optional(),
    password,
    imap: MailEndpoint.optional(),
    smtp: MailEndpoint.optional(),
    label: z.string().min(1).max(120).optional(),
    caFile,
    /** False: no calendars, even where there are some. */
    calendars: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("demo"),
    label: z.string().min(1).max(120).optional(),
    locale: z.enum(["fr", "en"]).optional(),
  }),
]);
export type NewAccount = z.output<typeof NewAccount>;

/** Signs a known account in again; the answer comes when that is done. */
export const SignInAgain = z.object({ id: AccountId, way: SignInWay.optional() });

/** A calendar as discovery shows it. */
export const FoundCalendar = z.object({ name: z.string(), color: Color, readOnly: z.boolean() });

/** Mail servers as discovery finds them, before any password goes there. */
export const FoundMailServers = z.object({
  imap: MailEndpoint,
  smtp: MailEndpoint,
  /** Who said so. */
  source: z.enum(["given", "preset", "autoconfig", "srv", "guess"]),
});
export type FoundMailServers = z.output<typeof FoundMailServers>;

/** Answer of `accounts.add`: what is stored now. */
export const AddedAccount = z.object({
  account: Account,
  calendars: z.array(FoundCalendar.extend({ id: CalendarId })),
  /** Present when no keychain could take the password: it lives until Cadran quits. */
  warning: z.enum(["password-kept-in-memory"]).optional(),
  /** One side works and was added; the other does not, and why. It is tried again by `accounts.update` with a password and by
   *  `accounts.signIn`. */
  failed: z.object({ side: z.enum(["calendars", "mail"]), failure: FailureShape }).optional(),
});

/** What is absent stays as it is. New mail servers are tried before they replace the old ones. */
export const UpdateAccount = z.object({
  id: AccountId,
  label: z.string().min(1).max(120).optional(),
  color: Color.optional(),
  /** Checked against the server before it replaces the stored one. */
  password: password.optional(),
  imap: MailEndpoint.optional(),
  smtp: MailEndpoint.optional(),
});

/** Forgets an account on this device, with its calendars, mail and secrets. */
export const RemoveAccount = z.object({
  id: AccountId,
  /** Without it, an account with edits that its server does not have yet, or mail not yet sent, is kept: failure
   *  `unsynced-edits`. */
  discardUnsynced: z.boolean().optional(),
});
