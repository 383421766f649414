/** The two screens that every morning's work is done on. */
export const SIZES = [
  { size: 'desk', viewport: { width: 1366, height: 768 } },
  { size: 'phone', viewport: { width: 360, height: 780 } },
] as const;
