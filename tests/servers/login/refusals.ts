// What the sign-in service refuses with (learn.microsoft.com/entra/identity-platform/reference-error-codes).

/** An order for the next answer of the service. */
export interface Refusal {
  /** OAuth error; absent for a plain HTTP fault. */
  readonly error?: string;
  /** AADSTS number. */
  readonly number?: number;
  readonly suberror?: string;
  readonly text?: string;
  /** JSON of a claims challenge. */
  readonly claims?: string;
  /** Of the token endpoint; default 400. */
  readonly status?: number;
  /** Retry-After as sent. */
  readonly retryAfter?: string;
  /** Sent instead of the JSON. */
  readonly html?: string;
}

const MFA_CLAIMS = JSON.stringify({ access_token: { capolids: { essential: true, values: ["local-policy"] } } });

/** By what happened. */
export const REFUSALS = {
  mfaNeeded: {
    error: "invalid_grant",
    number: 50076,
    suberror: "basic_action",
    claims: MFA_CLAIMS,
    text: "Due to a configuration change made by your administrator, you must use multi-factor authentication.",
  },
  mfaEnrolment: {
    error: "interaction_required",
    number: 50079,
    suberror: "basic_action",
    text: "You must enroll in multi-factor authentication.",
  },
  consentNeeded: {
    error: "invalid_grant",
    number: 65001,
    suberror: "consent_required",
    text: "The user or administrator has not consented to use the application.",
  },
  expiredRefreshToken: {
    error: "invalid_grant",
    number: 700082,
    suberror: "bad_token",
    text: "The refresh token has expired due to inactivity.",
  },
  passwordChanged: {
    error: "invalid_grant",
    number: 50173,
    text: "The provided grant has expired due to it being revoked.",
  },
  declined: { error: "access_denied", number: 65004, text: "User declined to consent to access the app." },
  adminConsent: { error: "consent_required", number: 90094, text: "The grant requires admin permission." },
  wrongTenant: {
    error: "invalid_request",
    number: 50020,
    text: "User account from identity provider does not exist in tenant.",
  },
  noSuchUser: { error: "invalid_grant", number: 50034, text: "The user account does not exist in the directory." },
  unknownApp: { error: "unauthorized_client", number: 700016, text: "Application was not found in the directory." },
  throttled: {
    error: "temporarily_unavailable",
    number: 90055,
    status: 429,
    retryAfter: "7",
    text: "Too many requests.",
  },
  down: { status: 503, html: "<html><body>Service unavailable</body></html>" },
} as const satisfies Readonly<Record<string, Refusal>>;

/** The fields of an error as both endpoints name them (RFC 6749 §5.2, with Microsoft's additions). */
export function errorFields(refusal: Refusal, nowMs: number): Readonly<Record<string, unknown>> {
  const { error = "server_error", number, suberror, text = "Refused.", claims } = refusal;
  const stamp = new Date(nowMs).toISOString().replace("T", " ").slice(0, 19);
  const trace = "00000000-0000-4000-8000-000000000000";
  const prefix = number === undefined ? "" : `AADSTS${number}: `;
  return {
    error,
    error_description: `${prefix}${text} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: ${stamp}Z`,
    ...(number !== undefined && {
      error_codes: [number],
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    }),
    timestamp: `${stamp}Z`,
    trace_id: trace,
    correlation_id: trace,
    ...(suberror !== undefined && { suberror }),
    ...(claims !== undefined && { claims }),
  };
}
