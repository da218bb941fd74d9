/** Latchkey's mark. */
export function KeyMark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#23345f" />
      <circle cx="12" cy="16" r="5" fill="none" stroke="#f3c567" strokeWidth="2.6" />
      <path
        d="M17 16h9m-3 0v4m-3.5-4v3"
        fill="none"
        stroke="#f3c567"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
