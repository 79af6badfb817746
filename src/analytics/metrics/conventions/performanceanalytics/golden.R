# Golden values of PerformanceAnalytics for the series that golden.ts defines.
#   Rscript golden.R LIBRARY_FOLDER > golden.json
# LIBRARY_FOLDER holds PerformanceAnalytics 2.1.0, installed with R CMD INSTALL -l.
folder <- commandArgs(trailingOnly = TRUE)[1]
suppressMessages(suppressWarnings(library(PerformanceAnalytics, lib.loc = c(folder, .libPaths()))))

# Integers below 2^53 only, so that R and JavaScript come to the same doubles.
state <- 0
draw <- function(width) {
  state <<- (state * 48271) %% 2147483647
  state %% width
}
random <- function(seed, n, unit = 1e6) {
  state <<- seed
  market <- numeric(n)
  asset <- numeric(n)
  rate <- numeric(n)
  for (i in 1:n) {
    calm <- if (i %% 17 == 0) 3 else 1
    market[i] <- (draw(40001) - 19600) * calm
    asset[i] <- floor((3 * market[i] + 2 * (draw(30001) - 14800)) / 4)
    rate[i] <- 2000 + draw(3001)
  }
  list(asset = asset / unit, market = market / unit, rate = rate / unit)
}
daily <- function(n) seq(as.Date("2021-01-01"), by = "day", length.out = n)
monthly <- function(n) seq(as.Date("2015-02-01"), by = "month", length.out = n) - 1
samples <- list(
  daily = c(random(7, 260), scale = 252, series = FALSE, rf = 0.0001),
  monthly = c(random(11, 60), scale = 12, series = TRUE, rf = 0),
  short = c(random(23, 41), scale = 252, series = FALSE, rf = 0.0002),
  calm = c(random(29, 50, 1e8), scale = 252, series = FALSE, rf = 0.000001),
  rising = list(asset = (1:30)^2 / 1e6, market = ((7 * (1:30)) %% 31 + (1:30) %% 3) / 1e4, scale = 252, series = FALSE, rf = 0.0001),
  falling = list(asset = -(1:30)^2 / 1e6, market = -((7 * (1:30)) %% 31 + (1:30) %% 3) / 1e4, scale = 252, series = FALSE, rf = 0.0001),
  flat = list(asset = rep(0.001, 30), market = rep(0.002, 30), scale = 252, series = FALSE, rf = 0.0001)
)

tableRow <- function(table, row) table[row, 1]
calls <- alist(
  totalReturn = Return.cumulative(R),
  cagr = Return.annualized(R, scale),
  meanReturn = PerformanceAnalytics:::mean.arithmetic(x),
  meanReturnAnnual = Return.annualized(R, scale, geometric = FALSE),
  geometricMeanReturn = mean.geometric(R),
  bestDay = tableRow(table.Stats(R, digits = 17), "Maximum"),
  worstDay = tableRow(table.Stats(R, digits = 17), "Minimum"),
  winRate = UpsideFrequency(R),
  volatility = StdDev.annualized(R, scale),
  downsideDeviation = DownsideDeviation(R),
  semiDeviation = SemiDeviation(R),
  downsideFrequency = DownsideFrequency(R),
  upsideFrequency = UpsideFrequency(R),
  downsidePotential = DownsidePotential(R),
  meanAbsoluteDeviation = MeanAbsoluteDeviation(R),
  skewness = skewness(R),
  excessKurtosis = kurtosis(R),
  autocorrelation = tableRow(table.Autocorrelation(R, digits = 17), "rho 1"),
  hurstExponent = HurstIndex(R),
  smoothingIndex = SmoothingIndex(R),
  sharpe = SharpeRatio.annualized(R, Rf, scale),
  adjustedSharpe = AdjustedSharpeRatio(R, Rf),
  modifiedSharpe = SharpeRatio(R, Rf, FUN = "VaR"),
  probabilisticSharpe = ProbSharpeRatio(R, Rf, refSR = 0)$sr_prob,
  sortino = SortinoRatio(R),
  calmar = CalmarRatio(R, scale),
  sterling = SterlingRatio(R, scale),
  burke = BurkeRatio(R, Rf),
  omega = Omega(R, Rf = Rf),
  kappa3 = Kappa(R, MAR = 0, l = 3),
  martin = MartinRatio(R, Rf),
  painRatio = PainRatio(R, Rf),
  rachev = RachevRatio(R),
  prospectRatio = ProspectRatio(R, MAR = 0),
  bernardoLedoit = BernardoLedoitRatio(R),
  dRatio = DRatio(R),
  upsidePotentialRatio = UpsidePotentialRatio(R),
  volatilitySkewness = VolatilitySkewness(R),
  kelly = KellyRatio(R, Rf),
  var95 = VaR(R, p = 0.95, method = "historical"),
  var99 = VaR(R, p = 0.99, method = "historical"),
  cvar95 = ES(R, p = 0.95, method = "historical"),
  cvar99 = ES(R, p = 0.99, method = "historical"),
  gaussianVar95 = VaR(R, p = 0.95, method = "gaussian"),
  gaussianVar99 = VaR(R, p = 0.99, method = "gaussian"),
  modifiedVar95 = VaR(R, p = 0.95, method = "modified"),
  modifiedVar99 = VaR(R, p = 0.99, method = "modified"),
  gaussianCvar95 = ES(R, p = 0.95, method = "gaussian"),
  gaussianCvar99 = ES(R, p = 0.99, method = "gaussian"),
  modifiedCvar95 = ES(R, p = 0.95, method = "modified"),
  modifiedCvar99 = ES(R, p = 0.99, method = "modified"),
  maxDrawdown = maxDrawdown(R),
  averageDrawdown = AverageDrawdown(R),
  averageDrawdownDays = AverageLength(R),
  averageRecoveryDays = AverageRecovery(R),
  drawdownDeviation = DrawdownDeviation(R),
  ulcerIndex = UlcerIndex(R),
  painIndex = PainIndex(R),
  cdar95 = CDD(R, p = 0.95),
  beta = SFM.beta(R, B, Rf),
  alpha = SFM.alpha(R, B, Rf),
  correlation = table.Correlation(R, B)[1, "Correlation"],
  rSquared = summary(SFM.coefficients(R, B, Rf, method = "LS", Model = TRUE)$model)$r.squared,
  trackingError = TrackingError(R, B, scale),
  informationRatio = InformationRatio(R, B, scale),
  activePremium = ActivePremium(R, B, scale),
  betaBull = SFM.beta.bull(R, B, Rf),
  betaBear = SFM.beta.bear(R, B, Rf),
  timingRatio = TimingRatio(R, B, Rf),
  upCapture = UpDownRatios(R, B, method = "Capture", side = "Up"),
  downCapture = UpDownRatios(R, B, method = "Capture", side = "Down"),
  treynor = TreynorRatio(R, B, Rf, scale),
  mSquared = MSquared(R, B, Rf),
  appraisalRatio = AppraisalRatio(R, B, Rf),
  selectivity = Selectivity(R, B, Rf),
  netSelectivity = NetSelectivity(R, B, Rf),
  systematicRisk = SystematicRisk(R, B, Rf, scale),
  specificRisk = SpecificRisk(R, B, Rf),
  coSkewness = CoSkewness(R, B),
  coKurtosis = CoKurtosis(R, B),
  betaCoSkewness = BetaCoSkewness(R, B),
  betaCoKurtosis = BetaCoKurtosis(R, B),
  treynorMazuy = MarketTiming(R, B, Rf, method = "TM")[1, "Gamma"],
  henrikssonMerton = MarketTiming(R, B, Rf, method = "HM")[1, "Gamma"]
)

value <- function(call, s) {
  n <- length(s$asset)
  dates <- if (s$scale == 12) monthly(n) else daily(n)
  column <- function(values, name) xts(matrix(values, dimnames = list(NULL, name)), dates)
  scope <- list(
    x = s$asset, R = column(s$asset, "asset"), B = column(s$market, "market"),
    Rf = if (s$series) column(s$rate, "rate") else s$rf, scale = s$scale, tableRow = tableRow
  )
  result <- tryCatch(
    suppressMessages(suppressWarnings(as.numeric(eval(call, scope, globalenv())))),
    error = function(e) NA
  )
  # Where a rate per period makes a column of it, there is no one number.
  if (length(result) != 1 || !is.finite(result)) "null" else sub("e-0", "e-", sprintf("%.17g", result))
}
text <- function(x) paste0('"', gsub('"', "'", x), '"')
entries <- function(names, values, margin = "    ") {
  paste0(margin, text(names), ": ", values, collapse = ",\n")
}
one <- function(call) paste(trimws(deparse(call, width.cutoff = 500)), collapse = " ")

cat("{\n")
cat(paste0("  ", text("command"), ": ", text("Rscript golden.R LIBRARY_FOLDER > golden.json"), ",\n"))
cat(paste0("  ", text("versions"), ": ", text(paste0(
  "PerformanceAnalytics ", packageVersion("PerformanceAnalytics"),
  " (braverock/PerformanceAnalytics c079aea1), ", R.version.string,
  ", xts ", packageVersion("xts"), ", zoo ", packageVersion("zoo")
)), ",\n"))
cat(paste0("  ", text("inputs"), ": ", text(paste(
  "series of golden.ts, made by integers alone; R asset, B benchmark, Rf per period, scale P;",
  "null where R answers NA, NaN, Inf, an error or a column"
)), ",\n"))
cat("  \"calls\": {\n", entries(names(calls), sapply(calls, function(it) text(one(it)))), "\n  },\n", sep = "")
cat("  \"samples\": {\n")
blocks <- sapply(names(samples), function(name) {
  values <- sapply(calls, value, s = samples[[name]])
  paste0("    ", text(name), ": {\n", entries(names(calls), values, "      "), "\n    }")
})
cat(paste(blocks, collapse = ",\n"), "\n  }\n}\n", sep = "")
