// Makes the ids that rows carry: random, so that two devices or two runs never meet.
import { randomBytes, randomUUID } from "node:crypto";

/** 96 random bits as 16 URL-safe characters, branded by the caller. */
export function newId<Id extends string>(): Id {
  return randomBytes(12).toString("base64url") as Id;
}

/** A fresh iCalendar UID (RFC 7986 §5.3 asks for a UUID). */
export function newUid(): string {
  return randomUUID();
}
