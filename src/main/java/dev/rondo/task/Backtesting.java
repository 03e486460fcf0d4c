package dev.rondo.task;

import dev.rondo.data.Part;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
        int least = windows.past() + windows.horizon();
        if (how.window() > 0 && how.window() < least) {
            throw new IllegalArgumentException("sliding(" + how.window() + ") holds no window to train on, which takes "
                    + windows.past() + " steps of the past and " + windows.horizon()
                    + " of the horizon: expected at least " + least);
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
                anew.fit(before, fit);
                forecast(anew, rolling, some.stream().map(origins::get).toList(), found);
            }
        }
        return List.copyOf(found.values());
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
        int first = Arrays.stream(held)
                .map(read::step)
                .min()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "neither test nor validation part has a window to forecast: split otherwise, or shorten horizon(...)"));
        Map<Integer, List<Integer>> origins = new TreeMap<>();
        for (int place = 0; place < rolling.size(); place++) {
            int step = rolling.step(place);
            if (step >= first && (step - first) % how.stride() == 0) {
                origins.computeIfAbsent(step, any -> new ArrayList<>()).add(place);
            }
        }
        return origins;
    }
}
