# Golden numbers for exponential smoothing, by HoltWinters of R's package stats.
#
#     Rscript src/test/R/golden_smoothing.R src/test/resources/golden
#
# Writes smoothing.tsv. HoltWinters is given the states to begin at: with a season, those of decompose() over the first
# two seasons and a line by lm(), read at the end of the first season (where HoltWinters itself reads it half a season
# too early). "given" goes by the parameters of the column, "fitted" by those of the least squared error that R finds.

steps <- 15

start_of <- function(x, seasonal) {
  m <- frequency(x)
  parts <- decompose(ts(x[1:(2 * m)], start = start(x), frequency = m), seasonal)
  trend <- na.omit(data.frame(t = 1:(2 * m), y = as.numeric(parts$trend)))
  line <- lm(y ~ t, trend)
  list(l.start = unname(predict(line, data.frame(t = m))), b.start = unname(coef(line)[2]), s.start = parts$figure)
}

cases <- list(
  list("simple", Nile, c(0.3, NA, NA)),
  list("holt", ts(EuStockMarkets[1:200, "DAX"]), c(0.7, 0.2, NA)),
  list("additive", nottem, c(0.2, 0.05, 0.3)),
  list("additive", AirPassengers, c(0.4, 0.1, 0.6)),
  list("additive", ts(as.numeric(AirPassengers), frequency = 7), c(0.3, 0.1, 0.2)),
  list("multiplicative", AirPassengers, c(0.4, 0.05, 0.8)),
  list("multiplicative", UKgas, c(0.2, 0.1, 0.5)))

file <- file(file.path(commandArgs(trailingOnly = TRUE)[1], "smoothing.tsv"), "wb")
line <- function(...) writeLines(paste(..., sep = "\t"), file, sep = "\n")
digits <- function(x) paste(format(x, digits = 17, trim = TRUE, scientific = FALSE), collapse = " ")
line("method", "period", "parameters", "field", "values")
for (case in cases) {
  x <- case[[2]]
  given <- case[[3]]
  seasonal <- if (is.na(given[3])) NULL else case[[1]]
  start <- if (is.null(seasonal)) list() else start_of(x, seasonal)
  call <- function(a, b, g) {
    all <- c(list(x, seasonal = if (is.null(seasonal)) "additive" else seasonal), start)
    if (!is.null(a)) all$alpha <- a
    if (is.na(given[2])) all$beta <- FALSE else if (!is.null(b)) all$beta <- b
    if (is.na(given[3])) all$gamma <- FALSE else if (!is.null(g)) all$gamma <- g
    do.call(HoltWinters, all)
  }
  key <- list(case[[1]], frequency(x), paste(given, collapse = " "))
  out <- function(field, values) do.call(line, c(key, field, digits(as.numeric(values))))
  out("history", x)
  fixed <- call(given[1], given[2], given[3])
  out("given error", fixed$SSE)
  out("given forecast", predict(fixed, steps))
  fitted <- call(NULL, NULL, NULL)
  out("fitted error", fitted$SSE)
  out("fitted parameters", c(fitted$alpha, fitted$beta, fitted$gamma))
  out("fitted forecast", predict(fitted, steps))
}
close(file)
