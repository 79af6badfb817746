/** Where a formula of ffn stands. */
export const ffnSource = (place: string): string => `ffn 1.2.0 (ed266d2), core.py ${place}`;
