import type { Finding } from '../../domain/finding.js';
import { toBarColumns } from '../../domain/barColumns.js';
import type { ActionDiff, BarDiff } from './historyDiff.js';

/** What changed under our feet: restated and vanished bars and actions, with the values before. */
export function changeFindings(symbol: string, bars: BarDiff, actions: ActionDiff): Finding[] {
  return [
    ...bars.replaced.map(({ bar, before }): Finding => {
      const { close } = toBarColumns([bar]);
      return {
        symbol,
        code: 'bar-restated',
        severity: 'info',
        tradeDate: bar.date,
        message: `The source restated the bar: close ${before.close} became ${close[0] as number}.`,
        detail: {
          before,
          after: {
            open: bar.open.toFixed(),
            high: bar.high.toFixed(),
            low: bar.low.toFixed(),
            close: bar.close.toFixed(),
            volume: bar.volume.toString(),
          },
        },
      };
    }),
    ...bars.vanished.map((date): Finding => ({
      symbol,
      code: 'bar-vanished',
      severity: 'warning',
      tradeDate: date,
      message: 'The source no longer delivers this stored bar: it was kept.',
      detail: {},
    })),
    ...actions.replaced.map(({ action, before }): Finding => ({
      symbol,
      code: 'action-restated',
      severity: 'info',
      tradeDate: action.exDate,
      message: `The source restated the ${action.kind}: ${before.value.toFixed()} became ${action.value.toFixed()}.`,
      detail: { kind: action.kind, before: before.value.toFixed(), after: action.value.toFixed() },
    })),
    ...actions.vanished.map((action): Finding => ({
      symbol,
      code: 'action-vanished',
      severity: 'warning',
      tradeDate: action.exDate,
      message: `The source no longer delivers this stored ${action.kind}: it was kept.`,
      detail: { kind: action.kind, value: action.value.toFixed() },
    })),
  ];
}
