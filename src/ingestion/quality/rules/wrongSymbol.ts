import type { HistoryRule } from '../rule.js';

export const wrongSymbol: HistoryRule = {
  code: 'wrong-symbol',
  severity: 'error',
  catches: 'A history that the provider answered for another symbol; all of it is refused.',
  inspect: (history, { symbol }) =>
    history.symbol === symbol
      ? null
      : `The provider answered for ${history.symbol} when asked for ${symbol}: check how it ` +
        'spells the symbol.',
};
