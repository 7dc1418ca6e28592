// Subjects of answers and forwards: one prefix, whatever languages the conversation went through (RFC 5322 §3.6.5).

// What programs put before a subject, lower case, in the languages of their users. Single letters (Italian R:, I:) could be
// words of the subject itself.
const REPLIES = "re|réf|réf|ref|rép|aw|antw|antwort|sv|vs|rif|odp|ynt|res|atb|bls|回复|回覆|答复|答覆|返信";
const FORWARDS = "fwd?|tr|wg|wtr|doorst|vb|vl|enc|rv|pd|fs|fyi|ilt|i̇lt|转发|轉寄|転送";
// `Re[2]:` and `Re (3) :` count answers; the wide colon is of Chinese and Japanese keyboards.
const PREFIX = new RegExp(`^\\s*(?:${REPLIES}|${FORWARDS})\\s*(?:[[(^]\\s*\\d+\\s*[\\])]?)?\\s*[:：]\\s*`, "iu");
const LIST_TAG = /^\s*\[[^\]\n]{1,40}\]\s*/;

/** The subject without what programs put before it; a mailing list's tag stays. */
export function bareSubject(subject: string): string {
  let rest = subject.replace(/[\s\p{Cc}]+/gu, " ").trim();
  let tag = "";
  // Long runs of prefixes are cut one by one; a message cannot be long enough to make that slow.
  for (let steps = 0; steps < 100; steps++) {
    if (PREFIX.test(rest)) rest = rest.replace(PREFIX, "");
    else if (LIST_TAG.test(rest) && PREFIX.test(rest.replace(LIST_TAG, ""))) {
      tag = rest.match(LIST_TAG)?.[0].trim() ?? "";
      rest = rest.replace(LIST_TAG, "");
    } else break;
  }
  return tag !== "" && !rest.startsWith(tag) ? `${tag} ${rest}`.trim() : rest.trim();
}

/** `Re: …`, in every language: RFC 5322 has no other. */
export function replySubject(subject: string): string {
  return `Re: ${bareSubject(subject)}`.trim();
}

/** `Fwd: …`, in French `Tr: …`. */
export function forwardSubject(subject: string, locale: "fr" | "en"): string {
  return `${locale === "fr" ? "Tr" : "Fwd"}: ${bareSubject(subject)}`.trim();
}
