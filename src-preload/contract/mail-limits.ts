/** What most servers take of a message, encoded, where one does not say. */
export const USUAL_LIMIT_BYTES = 25_000_000;
