package dev.rondo.series;

import java.util.List;
import java.util.Map;

/**
 * What {@link Windows} found in the training part, and what other windows need to be read in the same way: the fitted
 * scalers of each series, the step of the time axis, and the values of the text columns. It holds plain values alone, so that
 * it can be written to a file.
 *
 * @param step how the time axis goes on
 * @param series the names of the series that scalers were fitted on; none where one was fitted on all together
 * @param scalers for each column, one scaler for each series, or a single one for all
 * @param texts for each fixed column of text, the values that become inputs
 */
public record Scaling(
        String step, List<String> series, Map<String, List<FittedScaler>> scalers, Map<String, List<String>> texts) {

    /**
     * Takes what was found.
     *
     * @param step how the time axis goes on
     * @param series the names of the series
     * @param scalers for each column, its scalers
     * @param texts for each fixed column of text, its values
     */
    public Scaling {
        series = List.copyOf(series);
        scalers = Map.copyOf(scalers);
        texts = Map.copyOf(texts);
    }

    /**
     * Returns the scaler of a column.
     *
     * @param column the name of a target or a covariate
     * @param of the name of the series, as {@link Windows#series} has it
     * @return the scaler
     * @throws IllegalArgumentException if there is none
     */
    public FittedScaler scaler(String column, String of) {
        List<FittedScaler> found = found(column);
        int place = series.isEmpty() ? 0 : series.indexOf(of);
        if (place < 0) {
            throw new IllegalArgumentException(unknown(of));
        }
        return found.get(place);
    }

    /**
     * Returns how far back the differences reach, at most.
     *
     * @return the steps, 0 without differences
     */
    public int lag() {
        return scalers.values().stream()
                .flatMap(List::stream)
                .mapToInt(FittedScaler::lag)
                .max()
                .orElse(0);
    }

    private String unknown(String of) {
        String together = ", or fit one scaler on all with scaledTogether()";
        if (of.isEmpty()) {
            return "no series is named, but scalers were fitted on the series " + NearName.few(series)
                    + ": say by group(...) which rows are whose, or name one" + together;
        } else if (series.equals(List.of(""))) {
            return "no scaler was fitted on the series '" + of + "', only on a table without groups: leave group(...)"
                    + " out and bring one series" + together;
        }
        return "no scaler was fitted on the series '" + of + "', only on " + NearName.few(series) + ":"
                + NearName.hint(of, series) + " Leave it out" + together;
    }

    /** Returns the one scaler of a fixed column. */
    FittedScaler shared(String column) {
        return found(column).get(0);
    }

    private List<FittedScaler> found(String column) {
        List<FittedScaler> found = scalers.get(column);
        if (found == null) {
            throw new IllegalArgumentException("no scaler was fitted on the column '" + column + "', only on "
                    + scalers.keySet().stream().sorted().toList() + ": name the same columns as where it was fitted");
        }
        return found;
    }
}
