// Mail of Microsoft accounts: IMAP and SMTP, opened with a token of the sign-in that the calendars have (XOAUTH2).
import type { Login, MailBehindSignIn, World } from "../provider.ts";
import { configOf, isReal, MAIL_SCOPES } from "./config.ts";
import { tokensFor } from "./tokens.ts";

const NEVER = new AbortController().signal;

/** Undefined before somebody signed in, and where a local service stands in for Microsoft's: that one has no mailboxes. Whether
 *  the person, or their organisation, agreed to mail as well is only known when a token is asked for. */
export function mailOf(login: Login, world: World): MailBehindSignIn | undefined {
  const { username, address } = login;
  const config = configOf(login, world.env);
  if (!username || !isReal(config)) return undefined;
  const tokens = tokensFor(world, config);
  const named = address === undefined ? {} : { username: address };
  return {
    imap: { host: "outlook.office365.com", port: 993, security: "tls", ...named },
    smtp: { host: "smtp.office365.com", port: 587, security: "starttls", ...named },
    accessToken: () => tokens.token(username, { scopes: MAIL_SCOPES }, NEVER),
  };
}
