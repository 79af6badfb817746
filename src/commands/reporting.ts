import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { grantReporting, reportingAccess, type ReportingAccess } from '../store/reporting/role.js';
import { EXIT_CODES, print, printJson } from './terminal.js';

/**
 * `highwater db reporting`: grants the read-only role of the reporting views, or says what an
 * administrator has to run. @returns the exit code, 4 when the role is not granted
 */
export function dbReporting(options: { readonly json?: boolean }): Promise<number> {
  return withDatabase(processSettings(), async ({ session }) => {
    await grantReporting(session);
    const access = await reportingAccess(session);
    if (options.json === true) printJson(access);
    else if (access !== null) for (const line of describeAccess(access)) print(line);
    return access?.isGranted === true ? 0 : EXIT_CODES.conflict;
  });
}

/** What the operator is told of the reporting role. */
export function describeAccess({ role, isGranted, remedy }: ReportingAccess): string[] {
  if (isGranted) {
    return [
      `The role ${role} reads the views of the schema "reporting" and nothing else.`,
      `For a login of a BI tool: create role NAME login password '...' in role ${role};`,
    ];
  }
  return [
    `The role ${role} may not read the reporting views yet. An administrator of the server can run:`,
    ...remedy.map((statement) => `  ${statement};`),
  ];
}
