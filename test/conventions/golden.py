"""Golden values of quantstats, empyrical and ffn, computed by the libraries themselves.

    python3 golden.py LIBRARIES PRICES OUT

LIBRARIES holds the checkouts quantstats, empyrical-reloaded and ffn; PRICES holds SYMBOL.csv with
the columns date and adj_close. Writes OUT/<library>/golden.json. Modules that the libraries import
for plots, tables, downloads and clustering stand empty: the figures are the libraries' own code.
"""
import importlib.machinery
import json
import math
import platform
import re
import subprocess
import sys
import types
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy

warnings.filterwarnings('ignore')
LIBRARIES, PRICES, OUT = (Path(argument) for argument in sys.argv[1:4])
PERIODS = {'daily': 252, 'monthly': 12}
RATES_SYNTHETIC, RATES_ETF = (0.0, 0.02, -0.005), (0.0, 0.02)
ETFS, FROM, TO = ('SPY', 'AGG', 'GLD', 'VNQ', 'EFA'), '2010-12-31', '2023-12-29'


class Nothing(types.ModuleType):
    """A module that has every name and does nothing."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return type(name, (), {})


def leave_out(*names):
    for name in names:
        module = Nothing(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        module.__path__ = []
        sys.modules[name] = module


leave_out('yfinance', 'tabulate', 'seaborn', 'pandas_datareader', 'peewee', 'decorator')
leave_out('matplotlib', 'matplotlib.pyplot', 'matplotlib.dates', 'matplotlib.ticker')
leave_out('sklearn', 'sklearn.cluster', 'sklearn.covariance', 'sklearn.manifold', 'sklearn.utils')
leave_out('quantstats._plotting', 'quantstats.plots', 'quantstats._plotting.wrappers')
leave_out('quantstats.reports', 'empyrical.perf_attrib', 'ffn.data', 'IPython', 'IPython.display')
for folder in ('quantstats', 'empyrical-reloaded/src', 'ffn'):
    sys.path.insert(0, str(LIBRARIES / folder))

import empyrical.stats as emp  # noqa: E402
import ffn.core as ffn  # noqa: E402
import quantstats.stats as qs  # noqa: E402
import quantstats.utils as qs_utils  # noqa: E402

ffn.extend_pandas()


def uniforms(seed):
    """A linear congruential generator modulo 2^32, as fractions: exact in doubles."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 4294967296
        yield state / 4294967296


def synthetic(basis, seed, count, first, edge=lambda usual, i: usual):
    """As test/conventions/syntheticSeries.ts has it: the same operations in the same order."""
    chance = uniforms(seed)
    returns, benchmark = [], []
    for i in range(count):
        market = (next(chance) + next(chance) + next(chance) - 1.5) * 0.018 + 0.0004
        own = (next(chance) + next(chance) - 1) * 0.012
        benchmark.append(market)
        usual = 0.0 if i % 17 == 5 else -0.03 if i == 0 else 0.7 * market + own
        returns.append(edge(usual, i))
    day = pd.Timestamp(first)
    dates = []
    while len(dates) <= count:
        if basis == 'monthly':
            dates.append(day)
            day = day + pd.offsets.MonthEnd(1)
            continue
        if day.weekday() < 5 and (day - pd.Timestamp(0)).days % 29 != 0:
            dates.append(day)
        day += pd.Timedelta(days=1)
    prices = [1.0]
    for r in returns:
        prices.append(prices[-1] * (1 + r))
    index = pd.DatetimeIndex(dates)
    return basis, pd.Series(prices, index), pd.Series(returns, index[1:]), pd.Series(benchmark, index[1:])


def of_etf(symbol):
    def prices_of(name):
        frame = pd.read_csv(PRICES / f'{name}.csv', index_col='date', parse_dates=True)
        return frame['adj_close'][FROM:TO].astype(float)

    def returns_of(prices):
        before = prices.values[:-1]
        return pd.Series((prices.values[1:] - before) / before, prices.index[1:])

    prices, market = prices_of(symbol), prices_of('SPY')
    assert prices.index.equals(market.index)
    prices.name = symbol
    return 'daily', prices, returns_of(prices), returns_of(market)


def of_quantstats(basis, prices, r, b, rate):
    periods = PERIODS[basis]
    last = r.index[-1]
    since = lambda **offset: r[r.index >= last - pd.DateOffset(**offset)]  # noqa: E731
    details = qs.drawdown_details(qs.to_drawdown_series(r))
    greeks = lambda: qs.greeks(r, b, periods)  # noqa: E731
    month, quarter, year = 'ME', 'QE', 'YE'
    return {
        'totalReturn': lambda: qs.comp(r),
        'cagr': lambda: qs.cagr(r, rate, periods=periods),
        'meanReturn': lambda: qs.avg_return(r),
        'geometricMeanReturn': lambda: qs.geometric_mean(r),
        'expectedReturnDaily': lambda: qs.expected_return(r),
        'expectedReturnMonthly': lambda: qs.expected_return(r, month),
        'expectedReturnYearly': lambda: qs.expected_return(r, year),
        'returnMtd': lambda: qs.comp(r[r.index >= last.replace(day=1)]),
        'return3m': lambda: qs.comp(since(months=3)),
        'return6m': lambda: qs.comp(since(months=6)),
        'returnYtd': lambda: qs.comp(r[r.index >= last.replace(month=1, day=1)]),
        'return1y': lambda: qs.comp(since(years=1)),
        'return3yAnnual': lambda: qs.cagr(since(months=35), 0.0, True, periods),
        'return5yAnnual': lambda: qs.cagr(since(months=59), 0.0, True, periods),
        'return10yAnnual': lambda: qs.cagr(since(years=10), 0.0, True, periods),
        'bestDay': lambda: qs.best(r),
        'worstDay': lambda: qs.worst(r),
        'bestMonth': lambda: qs.best(r, month),
        'worstMonth': lambda: qs.worst(r, month),
        'bestYear': lambda: qs.best(r, year),
        'worstYear': lambda: qs.worst(r, year),
        'averageGain': lambda: qs.avg_win(r),
        'averageLoss': lambda: qs.avg_loss(r),
        'winRate': lambda: qs.win_rate(r),
        'winRateMonthly': lambda: qs.win_rate(r, month),
        'winRateQuarterly': lambda: qs.win_rate(r, quarter),
        'winRateYearly': lambda: qs.win_rate(r, year),
        'longestWinStreak': lambda: qs.consecutive_wins(r),
        'longestLossStreak': lambda: qs.consecutive_losses(r),
        'exposure': lambda: qs.exposure(r),
        'volatility': lambda: qs.volatility(r, periods),
        'skewness': lambda: qs.skew(r),
        'excessKurtosis': lambda: qs.kurtosis(r),
        'sharpe': lambda: qs.sharpe(r, rate, periods),
        'smartSharpe': lambda: qs.smart_sharpe(r, rate, periods),
        'smartSortino': lambda: qs.smart_sortino(r, rate, periods),
        'probabilisticSharpe': lambda: qs.probabilistic_sharpe_ratio(r, rate, periods=periods),
        'sortino': lambda: qs.sortino(r, rate, periods),
        'calmar': lambda: qs.calmar(r, periods=periods),
        'omega': lambda: qs.omega(r, rate, 0.0, periods),
        'martin': lambda: qs.ulcer_performance_index(r, rate),
        'serenity': lambda: qs.serenity_index(r, rate),
        'recoveryFactor': lambda: qs.recovery_factor(r, rate),
        'gainToPain': lambda: qs.gain_to_pain_ratio(r, rate),
        'tailRatio': lambda: qs.tail_ratio(r),
        'commonSense': lambda: qs.common_sense_ratio(r),
        'cpcIndex': lambda: qs.cpc_index(r),
        'payoffRatio': lambda: qs.payoff_ratio(r),
        'profitFactor': lambda: qs.profit_factor(r),
        'kelly': lambda: qs.kelly_criterion(r),
        'riskOfRuin': lambda: qs.risk_of_ruin(r),
        'outlierWinRatio': lambda: qs.outlier_win_ratio(r),
        'outlierLossRatio': lambda: qs.outlier_loss_ratio(r),
        'var95': lambda: qs.value_at_risk(r),
        'var99': lambda: qs.value_at_risk(r, confidence=0.99),
        'cvar95': lambda: qs.conditional_value_at_risk(r),
        'cvar99': lambda: qs.conditional_value_at_risk(r, confidence=0.99),
        'gaussianVar95': lambda: qs.value_at_risk(r),
        'gaussianVar99': lambda: qs.value_at_risk(r, confidence=0.99),
        'maxDrawdown': lambda: qs.max_drawdown(r),
        'averageDrawdown': lambda: details['max drawdown'].mean() / 100,
        'longestDrawdownDays': lambda: details['days'].max(),
        'averageDrawdownDays': lambda: details['days'].mean(),
        'ulcerIndex': lambda: qs.ulcer_index(r),
        'beta': lambda: greeks()['beta'],
        'alpha': lambda: greeks()['alpha'],
        'correlation': lambda: b.corr(r),
        'rSquared': lambda: qs.r_squared(r, b),
        'informationRatio': lambda: qs.information_ratio(r, b),
        'treynor': lambda: qs.treynor_ratio(r, b, periods, rate),
    }


def of_empyrical(basis, prices, r, b, rate):
    periods = PERIODS[basis]
    per_period = math.expm1(math.log1p(rate) / periods)
    return {
        'totalReturn': lambda: emp.cum_returns_final(r),
        'cagr': lambda: emp.cagr(r, basis),
        'volatility': lambda: emp.annual_volatility(r, basis),
        'downsideDeviation': lambda: emp.downside_risk(r, period=basis),
        'skewness': lambda: emp.stats.skew(r),
        'excessKurtosis': lambda: emp.stats.kurtosis(r),
        'sharpe': lambda: emp.sharpe_ratio(r, per_period, basis),
        'sortino': lambda: emp.sortino_ratio(r, period=basis),
        'calmar': lambda: emp.calmar_ratio(r, basis),
        'omega': lambda: emp.omega_ratio(r, per_period, annualization=periods),
        'tailRatio': lambda: emp.tail_ratio(r),
        'stability': lambda: emp.stability_of_timeseries(r),
        'var95': lambda: emp.value_at_risk(r),
        'var99': lambda: emp.value_at_risk(r, 0.01),
        'cvar95': lambda: emp.conditional_value_at_risk(r),
        'cvar99': lambda: emp.conditional_value_at_risk(r, 0.01),
        'maxDrawdown': lambda: emp.max_drawdown(r),
        'beta': lambda: emp.beta(r, b, per_period),
        'alpha': lambda: emp.alpha(r, b, per_period, basis),
        'informationRatio': lambda: emp.excess_sharpe(r, b),
        'betaBull': lambda: emp.up_alpha_beta(r, b, risk_free=per_period, period=basis)[1],
        'betaBear': lambda: emp.down_alpha_beta(r, b, risk_free=per_period, period=basis)[1],
        'upCapture': lambda: emp.up_capture(r, b, period=basis),
        'downCapture': lambda: emp.down_capture(r, b, period=basis),
        'captureRatio': lambda: emp.up_down_capture(r, b, period=basis),
        'battingAverage': lambda: emp.batting_average(r, b)['batting average'],
    }


def of_ffn(basis, prices, r, b, rate):
    periods = PERIODS[basis]
    stats = ffn.PerformanceStats(prices, rate, periods)
    daily = {
        'meanReturnAnnual': 'daily_mean',
        'volatility': 'daily_vol',
        'bestDay': 'best_day',
        'worstDay': 'worst_day',
        'skewness': 'daily_skew',
        'excessKurtosis': 'daily_kurt',
    }
    fields = {
        'totalReturn': 'total_return',
        'cagr': 'cagr',
        'returnMtd': 'mtd',
        'return3m': 'three_month',
        'return6m': 'six_month',
        'returnYtd': 'ytd',
        'return1y': 'one_year',
        'return3yAnnual': 'three_year',
        'return5yAnnual': 'five_year',
        'return10yAnnual': 'ten_year',
        'bestMonth': 'best_month',
        'worstMonth': 'worst_month',
        'bestYear': 'best_year',
        'worstYear': 'worst_year',
        'winRateMonthly': 'pos_month_perc',
        'winRateYearly': 'win_year_perc',
        'calmar': 'calmar',
        'maxDrawdown': 'max_drawdown',
        'averageDrawdown': 'avg_drawdown',
        'averageDrawdownDays': 'avg_drawdown_days',
        **(daily if basis == 'daily' else {}),
    }
    figures = {id: (lambda name=name: getattr(stats, name)) for id, name in fields.items()}
    figures['sharpe'] = lambda: ffn.calc_sharpe(r, rate, periods)
    figures['sortino'] = lambda: ffn.calc_sortino_ratio(r, rate, periods)
    figures['martin'] = lambda: ffn.to_ulcer_performance_index(prices, rate, periods)
    figures['ulcerIndex'] = lambda: ffn.to_ulcer_index(prices)
    figures['informationRatio'] = lambda: ffn.calc_information_ratio(r, b)
    return figures


def number(compute):
    """The library's number; null for NaN and the infinities. quantstats' cache starts empty."""
    qs_utils._PREPARE_RETURNS_CACHE.clear()
    try:
        value = float(compute())
    except (ValueError, ZeroDivisionError, IndexError, TypeError) as error:
        print('  no number:', type(error).__name__, error)
        return None
    return value if math.isfinite(value) else None


def commit(folder):
    command = ['git', '-C', str(LIBRARIES / folder), 'log', '-1', '--format=%h %as']
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


SYNTHETIC = {
    'daily': ('daily', 1, 2950, '2009-06-16'),
    'short': ('daily', 2, 45, '2020-02-26'),
    'monthly': ('monthly', 3, 75, '2012-01-31'),
    'still': ('daily', 4, 40, '2021-03-01', lambda usual, i: 0.0),
    'gains': ('daily', 5, 40, '2021-03-01', lambda usual, i: abs(usual) + 0.001),
    'losses': ('daily', 6, 40, '2021-03-01', lambda usual, i: -abs(usual) - 0.001),
    'fall': ('daily', 7, 40, '2021-03-01', lambda usual, i: -0.2 if i == 0 else 0.0001 * (i % 3)),
}
SETS = {
    'quantstats': ('quantstats', '0.0.81', of_quantstats),
    'empyrical': ('empyrical-reloaded', '0.5.10+9', of_empyrical),
    'ffn': ('ffn', '1.2.0', of_ffn),
}
for library, (folder, version, figures_of) in SETS.items():
    cases = []
    for rates, names, make in (
        (RATES_SYNTHETIC, SYNTHETIC, lambda name: synthetic(*SYNTHETIC[name])),
        (RATES_ETF, ETFS, of_etf),
    ):
        for name in names:
            for rate in rates:
                figures = figures_of(*make(name), rate)
                values = {id: number(compute) for id, compute in figures.items()}
                cases.append({'series': name, 'riskFreeRate': rate, 'values': values})
    golden = {
        'library': f'{folder} {version} ({commit(folder)})',
        'command': 'python3 test/conventions/golden.py LIBRARIES PRICES src/analytics/metrics/conventions',
        'versions': {
            'python': platform.python_version(),
            'numpy': np.__version__,
            'pandas': pd.__version__,
            'scipy': scipy.__version__,
        },
        'inputs': {
            ', '.join(SYNTHETIC): 'test/conventions/syntheticSeries.ts',
            ', '.join(ETFS): f'adjusted closes from {FROM} (base) to {TO}; the benchmark is SPY',
        },
        'cases': cases,
    }
    path = OUT / library / 'golden.json'
    # Exponents as prettier writes them.
    text = re.sub(r'e([-+])0', r'e\1', json.dumps(golden, indent=2))
    path.write_text(text + '\n')
    print(library, len(cases), 'cases', path.stat().st_size, 'bytes')
