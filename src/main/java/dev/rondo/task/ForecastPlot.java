package dev.rondo.task;

import dev.rondo.plot.Chart;
import dev.rondo.plot.Role;
import dev.rondo.series.Windows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Draws forecasts behind the history that they were made from. */
final class ForecastPlot {
    private static final int DRAWN = 3; // so many series are drawn
    private static final int BACK = 4; // horizons of history that are drawn at least
    private static final int MANY = 5; // levels from which a second band is drawn

    private final Forecast forecast;
    private final boolean several;

    private ForecastPlot(Forecast forecast, boolean several) {
        this.forecast = forecast;
        this.several = several;
    }

    static Chart of(Forecast forecast) {
        List<String> names = forecast.all().stream()
                .map(Forecast.Ahead::series)
                .distinct()
                .limit(DRAWN)
                .toList();
        List<String> targets = forecast.targets();
        var plot = new ForecastPlot(forecast, names.size() * targets.size() > 1);
        Chart chart = forecast.all().get(0).seen().windows().chart("Forecast").y(String.join(", ", targets));
        for (int series = 0; series < names.size(); series++) {
            for (int target = 0; target < targets.size(); target++) {
                Forecast.Ahead ahead = forecast.series(names.get(series));
                chart = plot.draw(chart, ahead, target, series * targets.size() + target);
            }
        }
        return chart;
    }

    private Chart draw(Chart chart, Forecast.Ahead ahead, int target, int group) {
        String behind = behind(ahead, target);
        double[] history = ahead.seen().history()[target];
        Windows windows = ahead.seen().windows();
        int back = Math.min(history.length, Math.max(windows.past(), BACK * windows.horizon()));
        double[] xs = windows.positions(ahead.seen().place(), back);
        double[] past = Arrays.copyOfRange(xs, 0, back);
        double[] next = Arrays.copyOfRange(xs, back, xs.length);
        double[] known = Arrays.copyOfRange(history, history.length - back, history.length);
        Chart drawn = as(chart.line("history" + behind, past, known), Role.HISTORY, group);
        double[] came = Forecast.steps(ahead.seen().actual(), target);
        if (Arrays.stream(came).anyMatch(Double::isFinite)) {
            drawn = as(drawn.line("actual" + behind, next, came), Role.ACTUAL, group);
        }
        drawn = as(drawn.line("forecast" + behind, next, Forecast.steps(ahead.point(), target)), Role.FORECAST, group);
        IntFunction<double[]> quantiles = level -> Forecast.level(ahead, target, level);
        for (Band band : bands(forecast.levels())) {
            drawn = as(band.addTo(drawn, behind, next, quantiles), Role.FORECAST, group);
        }
        return drawn;
    }

    private Chart as(Chart chart, Role role, int group) {
        return several ? chart.as(role, group) : chart.as(role);
    }

    private String behind(Forecast.Ahead ahead, int target) {
        String series = !ahead.series().isEmpty() && forecast.all().size() > 1 ? ", " + ahead.series() : "";
        String name = forecast.targets().get(target);
        return forecast.targets().size() == 1 ? series : series.isEmpty() ? ", " + name : series + " " + name;
    }

    /** Between two quantiles: the places of their levels, and the band's name, such as 10 to 90 %. */
    record Band(int low, int high, String name) {
        Chart addTo(Chart chart, String behind, double[] xs, IntFunction<double[]> quantiles) {
            return chart.band(name + behind, xs, quantiles.apply(low), quantiles.apply(high));
        }
    }

    /** Returns the bands of levels that rise: of all of them, and of their middle where there are many. */
    static List<Band> bands(List<Double> levels) {
        if (levels.size() < 2) {
            return List.of();
        }
        Band outer = band(levels, 0);
        return levels.size() < MANY ? List.of(outer) : List.of(outer, band(levels, (levels.size() - 1) / 4));
    }

    private static Band band(List<Double> levels, int low) {
        int high = levels.size() - 1 - low;
        return new Band(low, high, percent(levels.get(low)) + " to " + percent(levels.get(high)) + " %");
    }

    private static String percent(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
