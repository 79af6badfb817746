import type { ActionRule, BarRule, CapRule, HistoryRule, SeriesRule } from './rule.js';
import { actionExceedsPrice } from './rules/actionExceedsPrice.js';
import { capitalisationJump } from './rules/capitalisationJump.js';
import { capitalisationOutsidePrices } from './rules/capitalisationOutsidePrices.js';
import { capitalisationSpike } from './rules/capitalisationSpike.js';
import { duplicateAction } from './rules/duplicateAction.js';
import { duplicateDate } from './rules/duplicateDate.js';
import { doubtfulShareCounts } from './rules/doubtfulShareCounts.js';
import { endsEarly } from './rules/endsEarly.js';
import { extremeMove } from './rules/extremeMove.js';
import { holidayBar } from './rules/holidayBar.js';
import { missingCell } from './rules/missingCell.js';
import { missingSessions } from './rules/missingSessions.js';
import { notFinal } from './rules/notFinal.js';
import { offSessionAction } from './rules/offSessionAction.js';
import { paymentWithoutDrop } from './rules/paymentWithoutDrop.js';
import { priceOrder } from './rules/priceOrder.js';
import { priceSpike } from './rules/priceSpike.js';
import { repeatedPayment } from './rules/repeatedPayment.js';
import { stalePrices } from './rules/stalePrices.js';
import { unusableAction } from './rules/unusableAction.js';
import { unusableCapitalisation } from './rules/unusableCapitalisation.js';
import { unusablePrice } from './rules/unusablePrice.js';
import { unusableVolume } from './rules/unusableVolume.js';
import { weekend } from './rules/weekend.js';
import { wideRange } from './rules/wideRange.js';
import { wrongCurrency } from './rules/wrongCurrency.js';
import { wrongSymbol } from './rules/wrongSymbol.js';

/** Each list in the order in which its rules are asked; a later rule sees what earlier ones left. */
export const HISTORY_RULES: readonly HistoryRule[] = [wrongSymbol, wrongCurrency];

export const BAR_RULES: readonly BarRule[] = [
  notFinal,
  missingCell,
  unusablePrice,
  unusableVolume,
  weekend,
  priceOrder,
];

/** Asked of the provider's actions, before anything is un-adjusted by them. */
export const RAW_ACTION_RULES: readonly ActionRule[] = [unusableAction, duplicateAction];

export const SERIES_RULES: readonly SeriesRule[] = [
  duplicateDate,
  priceSpike,
  extremeMove,
  wideRange,
  stalePrices,
  holidayBar,
  missingSessions,
  endsEarly,
];

/** Asked of the actions as traded, among the bars that are left. */
export const ACTION_RULES: readonly ActionRule[] = [
  actionExceedsPrice,
  paymentWithoutDrop,
  repeatedPayment,
  offSessionAction,
];

/** Asked of capitalisations, beside the bars as they are stored. */
export const CAP_RULES: readonly CapRule[] = [
  unusableCapitalisation,
  capitalisationOutsidePrices,
  capitalisationSpike,
  capitalisationJump,
  doubtfulShareCounts,
];

/** Every rule, for the documentation of findings. */
export const QUALITY_RULES = [
  ...HISTORY_RULES,
  ...BAR_RULES,
  ...RAW_ACTION_RULES,
  ...SERIES_RULES,
  ...ACTION_RULES,
  ...CAP_RULES,
] as const;
