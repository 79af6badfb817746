import type { SettingDocumentation } from '../../src/settings.js';

/** The first cell of every table row, unquoted, with the whole row. */
function rowsOf(markdown: string): Map<string, string> {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    rows.map((row) => [(row.split('|')[1] ?? '').replaceAll('`', '').trim(), row] as const),
  );
}

/** The settings that a README's table leaves out, or tells another default of. */
export function undocumentedSettings(
  markdown: string,
  settings: readonly SettingDocumentation[],
): string[] {
  const rows = rowsOf(markdown);
  return settings.flatMap(({ name, default: text }) => {
    const row = rows.get(name);
    if (row === undefined) return [`${name} has no row`];
    return text === null || row.includes(`\`${text}\``) ? [] : [`${name} defaults to \`${text}\``];
  });
}
