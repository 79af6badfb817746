/** The release that the definitions here are read from; golden.json is computed with it. */
export const RELEASE = 'PerformanceAnalytics 2.1.0 (braverock/PerformanceAnalytics c079aea1)';

/**
 * Where a definition stands.
 *
 * @param rFunction the function as it is called
 * @param file its file in the folder R of the package
 */
export function sourceOf(rFunction: string, file: string): string {
  return `${RELEASE}, ${rFunction}, R/${file}`;
}
