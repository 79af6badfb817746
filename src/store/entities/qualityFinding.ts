import { defineEntity, p } from '@mikro-orm/core';
import { SEVERITIES } from '../../domain/finding.js';
import { Asset } from './asset.js';
import { id, oneOf, timestamp } from './columns.js';

const QualityFindingSchema = defineEntity({
  name: 'QualityFinding',
  tableName: 'quality_findings',
  properties: {
    id: id(),
    asset: () => p.manyToOne(Asset).deleteRule('cascade').updateRule('no action'),
    runId: p.uuid(),
    code: p.string().length(60),
    severity: p.string().length(8).$type<(typeof SEVERITIES)[number]>(),
    tradeDate: p.date().nullable(),
    message: p.text(),
    detail: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    fingerprint: p.string().length(64).comment('SHA-256 of code, date and message: told once'),
    foundAt: timestamp(),
  },
  checks: [{ name: 'quality_findings_severity_known', expression: oneOf('severity', SEVERITIES) }],
  uniques: [{ name: 'quality_findings_unique', properties: ['asset', 'fingerprint'] }],
  indexes: [
    { name: 'quality_findings_found_index', properties: ['foundAt', 'id'] },
    { name: 'quality_findings_code_index', properties: ['code'] },
  ],
});

/** Something that was refused or looks wrong, and why. */
export class QualityFinding extends QualityFindingSchema.class {}
QualityFindingSchema.setClass(QualityFinding);
