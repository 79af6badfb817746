const TOLD = ['id', 'name', 'formula', 'latex', 'unit', 'source'] as const;

/** The texts that readers need and a metric's definition leaves blank. */
export function undocumentedMetrics(definitions: readonly object[]): string[] {
  return definitions.flatMap((definition, i) => {
    const texts = new Map<string, unknown>(Object.entries(definition));
    return TOLD.filter((field) => {
      const text = texts.get(field);
      return typeof text !== 'string' || text.trim() === '';
    }).map((field) => `metric ${i} (${String(texts.get('id'))}) has no ${field}`);
  });
}
