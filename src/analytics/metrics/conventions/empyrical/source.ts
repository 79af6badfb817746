/** Where a formula of empyrical stands; the last release of quantopian's has the same. */
export const empyricalSource = (place: string): string =>
  `empyrical-reloaded 0.5.10+9 (efe6066), stats.py ${place}`;
