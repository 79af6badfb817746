import { BACKTEST_ATTEMPTS_MAX } from '../../domain/backtest.js';

/** Why a backtest that is left after its last attempt has failed; an SQL expression of text. */
const LEFT = `'Attempt ' || b.attempts || ' of ${BACKTEST_ATTEMPTS_MAX} was not finished: its worker ended or lost touch.'`;

/**
 * Takes one pending backtest, the oldest, or that of the id $2, for $1 milliseconds. The subquery
 * is its own step, so that it runs once and skips what others have locked.
 */
export const CLAIM = `
with next as materialized (
  select id from backtests where status = 'pending' and ($2::uuid is null or id = $2)
  order by created_at, id limit 1
  for update skip locked
), claimed as (
  update backtests b set status = 'running', attempts = b.attempts + 1, started_at = now(),
    lease_until = now() + $1 * interval '1 millisecond'
  from next where b.id = next.id
  returning b.*
)
select b.id, b.attempts, b.portfolio_id as "portfolioId", b.strategy_id as "strategyId",
  s.slug as strategy, s.kind, c.version as "strategyVersion",
  c.parameters as "strategyParameters", b.parameters, b.from_date as "fromDate",
  b.to_date as "toDate", b.initial_capital::text as "initialCapital"
from claimed b join strategies s on s.id = b.strategy_id
join strategy_configs c on c.strategy_id = s.id and c.version = b.strategy_version`;

export const MAKE_PENDING = `
update backtests set status = 'pending', error = null, started_at = null, finished_at = null,
  lease_until = null`;

/** What fails for good forgets its inputs, so that the night asks for its own again. */
export const FAIL_LEFT = `
with expired as materialized (
  select id from backtests where status = 'running' and lease_until < now()
  for update skip locked
)
update backtests b set status = 'failed', finished_at = now(), lease_until = null, error = ${LEFT},
  inputs = case when b.attempts < ${BACKTEST_ATTEMPTS_MAX} then b.inputs end
from expired where b.id = expired.id
returning b.id, b.attempts`;

/** The claim of $1 and $2; nothing where it is over. */
const OF_CLAIM = `where id = $1 and attempts = $2 and status = 'running'`;

export const HEARTBEAT = `
update backtests set lease_until = now() + $3 * interval '1 millisecond' ${OF_CLAIM}`;

export const COMPLETE = `
update backtests set status = 'completed', results = $3, engine_version = $4, snapshot_id = $5,
  inputs = coalesce($6, inputs), finished_at = now(), lease_until = null ${OF_CLAIM}`;

export const FAIL = `
update backtests set status = 'failed', error = $3, finished_at = now(), lease_until = null
${OF_CLAIM}`;

/**
 * Of the nights' backtests of one portfolio and strategy one that has come to its end is kept, and
 * beside it a later failure. $1 has just ended.
 */
export const REPLACE_COMPLETED = `
delete from backtests b using backtests it
where it.id = $1 and it.is_nightly and b.is_nightly and b.portfolio_id = it.portfolio_id
  and b.strategy_id = it.strategy_id and (b.created_at, b.id) < (it.created_at, it.id)
  and b.status in ('completed', 'failed')`;
export const REPLACE_FAILED = `
delete from backtests b using backtests it
where it.id = $1 and it.is_nightly and b.is_nightly and b.portfolio_id = it.portfolio_id
  and b.strategy_id = it.strategy_id and (b.created_at, b.id) < (it.created_at, it.id)
  and b.status = 'failed'`;
