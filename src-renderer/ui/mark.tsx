// The mark: a sundial seen from above (look.md §10).

/** The mark in colour. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M14.3 4.03A8.3 8.3 0 1 0 19.97 9.7" stroke="var(--brand-ink)" strokeWidth="2" strokeLinecap="round" />
      <path d="M7.2 16.8 10.5 10.5a2.1 2.1 0 1 1 3 3Z" fill="var(--brand-ink)" />
      <circle cx="18.6" cy="5.4" r="2.5" fill="var(--now)" />
    </svg>
  );
}
