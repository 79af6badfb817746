/**
 * How Yahoo spells a symbol: a share class is set off by a dash there, BRK.B is BRK-B. Other
 * suffixes name an exchange (`.L`, `.DE`) and stay.
 */
export function yahooTicker(symbol: string): string {
  return symbol.replace(/^([A-Z]{1,5})\.([A-C])$/, '$1-$2');
}
