import cron, { type Logger, type ScheduledTask } from 'node-cron';
import { describeBacktests } from '../analytics/recompute/backtests/night.js';
import { messageOf } from '../domain/errors.js';
import type { RunTrigger } from '../store/runs.store.js';
import type { Refresh, RefreshResult } from './refresh.js';

/** A start that is late by more than this, as after a suspended machine, is caught up instead. */
const LATE_START_TOLERANCE_MS = 60_000;

export interface ScheduleOptions {
  /** Five or six cron fields, in `timeZone`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly logger: ScheduleLogger;
}

export interface ScheduleLogger {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Runs the refresh every night, one at a time. What was missed while the service was down is seen
 * from the database at the start and caught up: cron itself forgets missed slots.
 */
export class RefreshSchedule {
  private readonly task: ScheduledTask;
  private readonly stopping = new AbortController();
  private current: Promise<void> | null = null;
  private firstCatchUp: Promise<void> = Promise.resolve();

  constructor(
    private readonly refresh: Refresh,
    private readonly options: ScheduleOptions,
  ) {
    this.task = cron.createTask(options.expression, () => this.runOnce('schedule'), {
      name: 'nightly refresh',
      timezone: options.timeZone,
      noOverlap: true,
      missedExecutionTolerance: LATE_START_TOLERANCE_MS,
      suppressMissedWarning: true,
      logger: cronLogger(options.logger),
    });
    this.task.on('execution:missed', () => this.catchUp());
  }

  /** Begins to follow the schedule, and catches a missed night up in the background. */
  async start(): Promise<void> {
    await this.task.start();
    this.firstCatchUp = this.catchUp();
  }

  /** Refreshes now if the newest final session has not been refreshed yet. */
  async catchUp(): Promise<void> {
    try {
      const isBehind = await this.refresh.isBehind();
      if (isBehind && !this.stopping.signal.aborted) await this.runOnce('catch-up');
    } catch (error) {
      this.options.logger.error(`The catch-up could not begin: ${messageOf(error)}`);
    }
  }

  /** When the next refresh is due, or null when the schedule is stopped. */
  get nextRunAt(): Date | null {
    return this.stopping.signal.aborted ? null : this.task.getNextRun();
  }

  /** Ends the schedule; a refresh under way stops after the assets in hand and resumes later. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.task.destroy();
    await this.firstCatchUp;
    await this.current;
  }

  private runOnce(trigger: RunTrigger): Promise<void> {
    this.current ??= this.runLogged(trigger).finally(() => {
      this.current = null;
    });
    return this.current;
  }

  private async runLogged(trigger: RunTrigger): Promise<void> {
    const { logger } = this.options;
    try {
      const result = await this.refresh.run(trigger, undefined, this.stopping.signal);
      for (const { symbol, code, message } of result.failures) {
        logger.warn(`${symbol}: ${message} (${code})`);
      }
      for (const line of describeIndexProblems(result)) logger.warn(line);
      logger.log(describeRun(result));
      for (const line of describeBacktests(result.backtests)) logger.log(line);
    } catch (error) {
      if (this.stopping.signal.aborted) logger.log('The refresh was stopped; the next resumes it.');
      else logger.error(`The refresh failed: ${messageOf(error)}`);
    }
  }
}

/** What cron itself has to say goes where everything goes. */
function cronLogger(logger: ScheduleLogger): Logger {
  return {
    info: (message) => logger.log(message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(messageOf(message)),
    debug: () => undefined,
  };
}

/** One line for each index that could not be computed; its older values stay. */
export function describeIndexProblems({ indices }: Pick<RefreshResult, 'indices'>): string[] {
  return indices.problems.map(({ index, code, message }) => `index ${index}: ${message} (${code})`);
}

/** One line on how a refresh ended. */
export function describeRun({
  session,
  totals,
  snapshot,
  isPublished,
  indices,
}: RefreshResult): string {
  const { assets, stored, unchanged, failed, rowsWritten, findings } = totals;
  const outcome = isPublished
    ? `published the snapshot as of ${snapshot?.asOf ?? session}`
    : snapshot === null
      ? 'published nothing'
      : `nothing new, the snapshot as of ${snapshot.asOf} stays`;
  const ofIndices =
    indices.indices === 0
      ? ''
      : `; ${indices.computed} of ${indices.indices} indices computed` +
        (indices.problems.length === 0 ? '' : `, ${indices.problems.length} could not be`);
  return (
    `Refreshed ${assets} assets to ${session}: ${stored} stored, ${unchanged} unchanged, ` +
    `${failed} failed; ${rowsWritten} rows written, ${findings} new findings${ofIndices}; ${outcome}.`
  );
}
