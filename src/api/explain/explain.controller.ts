import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sampleInputs } from '../../analytics/frames/sampleInputs.js';
import { evaluate, missingFigures } from '../../analytics/metrics/evaluate.js';
import type { Sample } from '../../analytics/metrics/sample.js';
import { CODE_VERSION, DEFINITIONS_VERSION } from '../../analytics/report/versions.js';
import type { Publication } from '../../store/publication.reader.js';
import { definitionId } from '../definitions/definitionId.js';
import type { FigureChoice } from '../figures/choice.js';
import { Figures } from '../figures/figures.js';
import { headOf, metaOfChoice } from '../figures/figures.response.js';
import { intervalChoiceOf } from '../figures/interval.query.js';
import { NO_INTERVAL, intervalsOf } from '../figures/intervals.js';
import { columnsOf, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { explainQuery, type ExplainQuery } from './explain.query.js';
import { definitionOf, explainAnswer } from './explain.response.js';
import { inputRow, inputRows, inputsHash, type InputRow } from './inputRows.js';
import { intermediatesOf } from './intermediates.js';

@ApiTags('metrics')
@Controller('v1/explain')
export class ExplainController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Answers({
    summary:
      'One figure with its definition, every number it was computed from, and the way there.',
    description: 'As CSV the input rows alone.',
    response: explainAnswer,
    isTabular: true,
  })
  async one(
    @Query({ schema: explainQuery }) query: ExplainQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asset, metric: id } = query;
    const choice = await this.figures.choose(asset, query, requireSnapshot(publication));
    const { convention } = choice;
    const { request, benchmark } = await this.figures.historiesOf(choice, [id]);
    const { from, to, sample, inputs } = sampleInputs(request, choice.range);
    const figures =
      sample === null
        ? missingFigures('insufficient-history', [id])
        : evaluate(sample, [id], convention);
    // Before intervals, which ask for more.
    const intermediates = sample === null ? {} : intermediatesOf(sample);
    const scope = { sample, convention, figures: new Map([[id, figures[id]]]) };
    const intervals = await intervalsOf(intervalChoiceOf(query, 'analytic'), scope);
    const rows = inputs === null ? [] : inputRows(inputs);
    const head = headOf(choice, {
      from,
      to,
      observations: sample?.returns.values.length ?? 0,
      benchmark,
    });
    return {
      data: {
        ...head,
        metric: id,
        ...figures[id],
        ...(intervals.byMetric.get(id) ?? NO_INTERVAL),
        interval: intervals.telling,
        published: await this.#published(choice, id),
        definition: definitionOf(id, convention),
        code: { version: CODE_VERSION, definitions: DEFINITIONS_VERSION },
        sample: sample === null ? null : factsOf(sample),
        inputs: inputs === null ? null : inputsOf(rows),
        intermediates,
      },
      table: { name: `${asset}-${id}-inputs`, columns: columnsOf(inputRow), rows },
      meta: metaOfChoice(choice),
    };
  }

  async #published(choice: FigureChoice, id: ExplainQuery['metric']): Promise<object | null> {
    const figure = await this.figures.published(choice, id);
    if (figure === null) return null;
    const { value, n, reason, definitions } = figure;
    return { value, n, reason, definition: definitionId(id, choice.convention, definitions) };
  }
}

function inputsOf(rows: readonly InputRow[]) {
  const { length: count } = rows;
  const isShown = count <= ANSWER_LIMITS.explainedRowsMax;
  return { count, sha256: inputsHash(rows), rows: isShown ? rows : null };
}

function factsOf({ periodsPerYear, elapsedDays, benchmark, riskFree }: Sample) {
  const isPaired = typeof benchmark !== 'string';
  return {
    periodsPerYear,
    elapsedDays,
    benchmarkReason: isPaired ? null : benchmark,
    benchmarkReturns: isPaired ? benchmark.asset.values.length : 0,
    riskFreeReason: typeof riskFree === 'string' ? riskFree : null,
    riskFreeReturn: typeof riskFree === 'number' ? riskFree : null,
  };
}
