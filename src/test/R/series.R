# The series that come with the toolkit, from R's package datasets, which has them as published figures.
#
#     Rscript src/test/R/series.R data
#
# Made once with R 4.2.2. The business days of EuStockMarkets are counted from 1991, day 130, at 260 a year: this is
# Monday, 1 July 1991, and every weekday after it has a row. On the 26 days when no price moves all four exchanges
# were closed (see SeriesSetsTest), so the days are those of the calendar.

write <- function(name, ...) {
  path <- file.path(commandArgs(trailingOnly = TRUE)[1], name)
  file <- file(path, "wb")
  columns <- lapply(list(...), as.character)
  lines <- c(paste(names(columns), collapse = "\t"), do.call(paste, c(unname(columns), sep = "\t")))
  writeLines(lines, file, sep = "\n")
  close(file)
}

months <- function(series) format(seq(as.Date(paste0(start(series)[1], "-01-01")), by = "month", length.out = length(series)))

stopifnot(start(AirPassengers) == c(1949, 1), start(sunspots) == c(1749, 1), start(EuStockMarkets) == c(1991, 130))
write("airline-passengers.tsv", Month = months(AirPassengers), Passengers = AirPassengers)
write("sunspots.tsv", Month = months(sunspots), Sunspots = sunspots)

days <- seq(as.Date("1991-01-01"), as.Date("1998-12-31"), by = "day")
weekdays <- days[!as.POSIXlt(days)$wday %in% c(0, 6)]
rows <- 130 + seq_len(nrow(EuStockMarkets)) - 1
write("stock-indices.tsv", Date = format(weekdays[rows]), DAX = EuStockMarkets[, "DAX"], SMI = EuStockMarkets[, "SMI"],
  CAC = EuStockMarkets[, "CAC"], FTSE = EuStockMarkets[, "FTSE"])
