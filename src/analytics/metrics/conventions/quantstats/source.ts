/** Where a formula of quantstats stands. */
export const quantstatsSource = (place: string): string => `quantstats 0.0.81 (fbd10da), ${place}`;
