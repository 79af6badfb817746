import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindingReader } from '../../store/findings.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { findingsQuery, type FindingsQuery } from './findings.query.js';
import { findingList, findingRow } from './findings.response.js';

const SCOPE = 'findings';

@ApiTags('operation')
@Controller('v1/findings')
export class FindingsController {
  constructor(private readonly findings: FindingReader) {}

  @Get()
  @Answers({
    summary: 'What was refused or looked wrong, and why; newest first.',
    response: findingList,
    isTabular: true,
    caching: 'none',
  })
  async list(@Query({ schema: findingsQuery }) query: FindingsQuery): Promise<Answer> {
    const page = await this.findings.list({
      symbol: query.symbol ?? null,
      code: query.code ?? null,
      severity: query.severity ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      limit: query.limit,
      after: decodeCursor(SCOPE, query.cursor),
    });
    return listAnswer('findings', columnsOf(findingRow), pageOf(SCOPE, page));
  }
}
