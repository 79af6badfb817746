import type { HistoryRule } from '../rule.js';

export const wrongCurrency: HistoryRule = {
  code: 'wrong-currency',
  severity: 'error',
  catches: 'A history in another currency than the asset is kept in; all of it is refused.',
  inspect: ({ currency }, { symbol, expectedCurrency }) =>
    currency === null || expectedCurrency === null || currency === expectedCurrency
      ? null
      : `${symbol} is kept in ${expectedCurrency}, but the provider sent ${currency}: prices of ` +
        'two currencies are never mixed.',
};
