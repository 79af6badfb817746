/** A variable with one of these beginnings is meant for this service. */
const OWN_PREFIXES = ['HIGHWATER_', 'REFRESH_', 'MARKET_DATA_', 'DATABASE_'];

/** Read by the tests and the tools in bin, never by the service. */
const OF_THE_TOOLS = /^HIGHWATER_(TEST_\w+|LIMITS)$/;

/** What Kubernetes sets for every service of a namespace, one called `highwater` among them. */
const OF_THE_CLUSTER = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$/;
const ADDRESS_OF_THE_CLUSTER = /^(tcp|udp|sctp):\/\//;

function isMeantForUs(name: string, value: string): boolean {
  if (!OWN_PREFIXES.some((prefix) => name.startsWith(prefix))) return false;
  if (OF_THE_TOOLS.test(name) || OF_THE_CLUSTER.test(name)) return false;
  return !(name.endsWith('_PORT') && ADDRESS_OF_THE_CLUSTER.test(value));
}

/** Insertions, deletions and replacements that turn `a` into `b` (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The one of `known` that takes the fewest edits to reach from `name`. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distance = (candidate: string): number => editDistance(name, candidate);
  return known.toSorted((a, b) => distance(a) - distance(b))[0];
}

/**
 * One sentence for each variable that begins like ours and is none of ours: a misspelt setting
 * would otherwise be ignored in silence. Values are never shown.
 *
 * @param known the names of all settings
 */
export function unknownNames(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  return Object.entries(env)
    .filter(([name, value]) => !known.includes(name) && isMeantForUs(name, value ?? ''))
    .map(([name]) => {
      const nearest = nearestName(name, known);
      return `${name} is not a setting${nearest === undefined ? '.' : `: did you mean ${nearest}?`}`;
    });
}
