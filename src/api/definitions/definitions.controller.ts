import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { definitionsQuery, type DefinitionsQuery } from './definitions.query.js';
import { definitionList, definitionRows, definitionTable } from './definitions.response.js';

@ApiTags('metrics')
@Controller('v1/metrics/definitions')
export class DefinitionsController {
  @Get()
  @Answers({
    summary: "Every metric's name, unit, formula, convention and source, and its variants.",
    response: definitionList,
    isTabular: true,
  })
  list(@Query({ schema: definitionsQuery }) { metric }: DefinitionsQuery): Answer {
    const rows = definitionRows(metric);
    return { data: rows, table: definitionTable(rows), next: null };
  }
}
