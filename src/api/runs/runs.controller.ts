import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RunReader } from '../../store/runs.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesFormat } from '../http/knownParameters.js';
import { ANSWER_LIMITS } from '../http/limits.js';

import { runNotFound, runPath, runsQuery, type RunPath, type RunsQuery } from './runs.query.js';
import { runAnswer, runList, runRow, taskRow } from './runs.response.js';

const SCOPE = 'runs';

@ApiTags('operation')
@Controller('v1/runs')
export class RunsController {
  constructor(private readonly runs: RunReader) {}

  @Get()
  @Answers({
    summary: 'The nights, newest first.',
    response: runList,
    isTabular: true,
    caching: 'none',
  })
  async list(@Query({ schema: runsQuery }) query: RunsQuery): Promise<Answer> {
    const page = await this.runs.list({
      status: query.status ?? null,
      limit: query.limit,
      after: decodeCursor(SCOPE, query.cursor),
    });
    return listAnswer('runs', columnsOf(runRow), pageOf(SCOPE, page));
  }

  @Get(':id')
  @TakesFormat()
  @Answers({
    summary: 'One night with how each asset went; as CSV its tasks.',
    response: runAnswer,
    isTabular: true,
    caching: 'none',
  })
  async one(@Param({ schema: runPath }) { id }: RunPath): Promise<Answer> {
    const run = await this.runs.find(id);
    if (run === null) throw runNotFound();
    const tasks = await this.runs.tasks(id, ANSWER_LIMITS.tasksMax);
    return {
      data: { ...run, tasks },
      table: { name: `run-${id}`, columns: columnsOf(taskRow), rows: tasks },
    };
  }
}
