import { createHash } from 'node:crypto';
import type { Finding } from '../domain/finding.js';
import { newId } from './entities/columns.js';
import type { SqlSession } from './session.js';

/** What makes two findings the same one: code, date and sentence. */
export function findingFingerprint(finding: Finding): string {
  const identity = [finding.code, finding.tradeDate, finding.message];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

/** Records what is not known yet. @returns how many findings were new */
export async function recordFindings(
  session: SqlSession,
  assetId: string,
  runId: string,
  findings: readonly Finding[],
  foundAt: Date,
): Promise<number> {
  if (findings.length === 0) return 0;
  return session.execute(
    `insert into quality_findings
       (id, asset_id, run_id, code, severity, trade_date, message, detail, fingerprint, found_at)
     select id, $1, $2, code, severity, trade_date, message, detail::jsonb, fingerprint, $3
     from unnest($4::uuid[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[], $10::text[])
       as found (id, code, severity, trade_date, message, detail, fingerprint)
     on conflict (asset_id, fingerprint) do nothing`,
    [
      assetId,
      runId,
      foundAt,
      findings.map(() => newId()),
      findings.map(({ code }) => code),
      findings.map(({ severity }) => severity),
      findings.map(({ tradeDate }) => tradeDate),
      findings.map(({ message }) => message),
      findings.map(({ detail }) => JSON.stringify(detail)),
      findings.map(findingFingerprint),
    ],
  );
}
