/** A timestamptz as ISO 8601 text in UTC: drivers differ in what they make of one. */
export function isoTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
