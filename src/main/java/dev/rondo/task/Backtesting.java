package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goes through the origins of a backtest.
 *
 * @param model the model that is tried
 * @param windows the windows as they came
 * @param how which origins, and what is trained
 */
record Backtesting(Forecaster model, Windows windows, Backtest how) {

    Backtesting {
        if (how.window() > 0 && how.fit() == null) {
            throw new IllegalArgumentException("sliding(" + how.window()
                    + ") says what is trained on, but nothing is trained: call refit(fit, every), or take expanding()");
        }
        int lag = model.spec().layout().scaling().lag();
        int least = Math.max(windows.past() + windows.horizon(), lag + 1);
        if (how.window() > 0 && how.window() < least) {
            throw new IllegalArgumentException("sliding(" + how.window() + ") holds no window to train on, which takes "
                    + windows.past() + " steps of the past and " + windows.horizon() + " of the horizon"
                    + (lag > 0 ? ", or no value of the differences, which reach back " + lag : "")
                    + ": expected at least " + least);
        }
    }

    /** Returns the forecasts, series by series. */
    List<Forecast.Ahead> run() {
        Windows read = model.reading(windows);
        Windows rolling = read.rolling(1);
        Map<Integer, List<Integer>> origins = origins(read, rolling);
        Map<Integer, Forecast.Ahead> found = new TreeMap<>(); // by places, which lie series by series
        Fit fit = how.fit();
        if (fit == null) {
            forecast(model, rolling, origins.values(), found);
            return List.copyOf(found.values());
        }
        List<Integer> steps = List.copyOf(origins.keySet());
        for (int from = 0; from < steps.size(); from += how.every()) {
            List<Integer> some = steps.subList(from, Math.min(steps.size(), from + how.every()));
            Windows known = windows.first(some.get(0), 0);
            Windows before = how.window() == 0 ? known : known.recent(how.window());
            try (Forecaster anew = model.anew(before)) {
                requireWhole(anew.fit(before, fit), found.size(), origins.values());
                forecast(anew, rolling, some.stream().map(origins::get).toList(), found);
            }
        }
        return List.copyOf(found.values());
    }

    /** Refuses to go on by a model whose training was interrupted; whoever did that meant all of it. */
    private static void requireWhole(History history, int done, Collection<List<Integer>> origins) {
        if (history.end() == History.End.INTERRUPTED) {
            Thread.currentThread().interrupt();
            int all = origins.stream().mapToInt(List::size).sum();
            throw new IllegalStateException("interrupted while a model was trained anew, with " + done + " of " + all
                    + " windows forecast: call backtest again");
        }
    }

    /** Forecasts by a model; what is kept stands on the windows of the first model, whose places are the same. */
    private void forecast(
            Forecaster by, Windows rolling, Collection<List<Integer>> origins, Map<Integer, Forecast.Ahead> found) {
        int[] places = origins.stream()
                .flatMap(List::stream)
                .mapToInt(place -> place)
                .sorted()
                .toArray();
        Windows own = by == model ? rolling : by.reading(windows).rolling(1);
        List<Forecast.Ahead> told = by.forecast(own, places, false).all();
        for (int k = 0; k < places.length; k++) {
            found.put(places[k], told.get(k).seenIn(rolling));
        }
    }

    /** Returns the places of the windows to forecast, by the steps before their horizons. */
    private Map<Integer, List<Integer>> origins(Windows read, Windows rolling) {
        int[] test = read.places(Part.TEST);
        int[] held = test.length > 0 ? test : read.places(Part.VALIDATION);
        Map<String, Integer> begins = new HashMap<>(); // by series, which without times are cut each at its own step
        for (int place : held) {
            begins.merge(read.series(place), read.step(place), Math::min);
        }
        int first = begins.values().stream()
                .min(Comparator.naturalOrder())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "neither test nor validation part has a window to forecast: split otherwise, or shorten horizon(...)"));
        Map<Integer, List<Integer>> origins = new TreeMap<>();
        for (int place = 0; place < rolling.size(); place++) {
            int step = rolling.step(place);
            int begin = begins.getOrDefault(rolling.series(place), Integer.MAX_VALUE);
            if (step >= begin && (step - first) % how.stride() == 0) {
                origins.computeIfAbsent(step, any -> new ArrayList<>()).add(place);
            }
        }
        return origins;
    }
}
