package dev.rondo.series;

/**
 * Windows side by side, scaled, as a network reads them. The last axis lies together: (batch, time, inputs) has the input
 * i of step t of window b at {@code (b * time + t) * inputs + i}.
 *
 * @param places the places of the windows
 * @param past what is known of the past, (batch, past, inputs), the inputs as in {@link Windows#inputNames}
 * @param future what is known of the horizon, (batch, horizon, future inputs), as in {@link Windows#futureNames}
 * @param fixed what never changes, (batch, fixed): the last of the inputs, once
 * @param targets what is to be forecast, (batch, horizon, targets); NaN behind the last that is known
 */
public record WindowBatch(int[] places, float[] past, float[] future, float[] fixed, float[] targets) {

    static WindowBatch of(SeriesSet set, Origins origins, int[] places) {
        WindowSpec.Shape shape = set.spec().shape();
        int inputs = set.names().size();
        int later = set.firstFuture();
        int outputs = set.spec().columns().targets().size();
        int fixed = inputs - set.changing();
        WindowBatch batch = new WindowBatch(
                places.clone(),
                new float[places.length * shape.past() * inputs],
                new float[places.length * shape.horizon() * (inputs - later)],
                new float[places.length * fixed],
                new float[places.length * shape.horizon() * outputs]);
        for (int b = 0; b < places.length; b++) {
            Origins.Origin origin = origins.at(places[b]);
            Series series = set.series().get(origin.series());
            requireKnown(set, series, origin.step());
            copy(series, origin.step() - shape.past(), shape.past(), 0, inputs, batch.past, b);
            copy(series, origin.step(), shape.horizon(), later, inputs, batch.future, b);
            copy(series, origin.step(), shape.horizon(), 0, outputs, batch.targets, b);
            System.arraycopy(series.fixed(), 0, batch.fixed, b * fixed, fixed);
        }
        return batch;
    }

    /** Copies some inputs of consecutive steps to the place of a window; what is not known becomes NaN. */
    private static void copy(Series series, int start, int steps, int from, int to, float[] into, int window) {
        int at = window * steps * (to - from);
        int changing = series.inputs().length;
        for (int t = start; t < start + steps; t++) {
            for (int k = from; k < to; k++) {
                if (k >= changing) {
                    into[at++] = series.fixed()[k - changing];
                } else {
                    float[] values = series.inputs()[k];
                    into[at++] = t < values.length ? values[t] : Float.NaN;
                }
            }
        }
    }

    private static void requireKnown(SeriesSet set, Series series, int origin) {
        int horizon = set.spec().shape().horizon();
        int first = set.firstFuture();
        for (int k = 0; k < set.spec().columns().future().size(); k++) {
            int known = series.inputs()[first + k].length;
            if (known < origin + horizon) {
                throw new IllegalArgumentException("the future covariate '"
                        + set.spec().columns().future().get(k) + "' of '"
                        + set.spec().table().name() + "' ends at "
                        + series.grid().text(known - 1) + series.says()
                        + ", but a horizon of " + horizon + " goes to "
                        + series.grid().text(origin + horizon - 1)
                        + ": append rows with its values and without targets,"
                        + " or shorten horizon(...)");
            }
        }
    }
}
