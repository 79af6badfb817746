import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { metricDescriptions } from '../../analytics/metrics/registry.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { TakesFormat } from '../http/knownParameters.js';
import { definitionList, definitionRow } from './definitions.response.js';

@ApiTags('metrics')
@Controller('v1/metrics/definitions')
export class DefinitionsController {
  @Get()
  @TakesFormat()
  @Answers({
    summary: "Every metric's name, unit, formula, convention and source.",
    response: definitionList,
    isTabular: true,
  })
  list(): Answer {
    return listAnswer('metric-definitions', columnsOf(definitionRow), {
      rows: metricDescriptions(),
      next: null,
    });
  }
}
