package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Scaler;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What is forecast of several targets and series stands where it belongs. */
@Tag("engine")
class ForecastPlacesTest {

    /** Two series of two targets, each at a level of its own. */
    private static Windows windows(double apart) {
        SplittableRandom random = new SplittableRandom(3);
        Table table = Table.create(
                "levels",
                IntColumn.create("t"),
                IntColumn.create("of"),
                DoubleColumn.create("x"),
                DoubleColumn.create("y"));
        for (int t = 0; t < 60; t++) {
            for (int of = 0; of < 2; of++) {
                table.intColumn("t").append(t);
                table.intColumn("of").append(of);
                table.doubleColumn("x").append(apart * (1 + 2 * of) + random.nextDouble());
                table.doubleColumn("y").append(apart * (2 + 2 * of) + 3 * random.nextDouble());
            }
        }
        return Windows.of(table)
                .time("t")
                .group("of")
                .target("x", "y")
                .past(4)
                .horizon(3)
                .scaler(Scaler.none());
    }

    @Test
    void eachIsNearItsOwnLastValue() {
        Windows windows = windows(100);
        for (Forecaster model : List.of(
                Forecaster.of(Rnn.gru(3), windows).relative(),
                Forecaster.of(Rnn.gru(3), windows).relative().autoregressive(),
                Forecaster.of(Rnn.gru(3), windows)
                        .relative()
                        .autoregressive()
                        .gaussian()
                        .samples(5))) {
            Forecast found = model.predict(windows);
            for (int of = 0; of < 2; of++) {
                Forecast.Ahead ahead = found.all().get(of);
                for (int k = 0; k < 2; k++) {
                    double level = 100 * (1 + 2 * of + k);
                    for (int step = 0; step < 3; step++) {
                        assertEquals(level, ahead.point()[step][k], 20, model.toString());
                        for (double[][] path : ahead.samples()) {
                            assertEquals(level, path[step][k], 20, model.toString());
                        }
                    }
                }
            }
        }
    }

    /** The loop measures by the scores, an evaluation by the forecasts: of all steps and targets both find the same. */
    @Test
    void whatTheLoopMeasuresIsWhatIsForecast() {
        Windows windows = windows(1);
        Forecaster model = Forecaster.of(Rnn.tanh(3), windows);
        History.Epoch last =
                model.fit(windows, Fit.epochs(3).batch(8).adam(0.02).quiet()).last();
        ForecastScores scores = model.evaluate(windows, Part.VALIDATION);
        assertEquals(scores.model().mse(), last.validation(), 1e-5);
        assertEquals(scores.model().rmse(), last.metrics().get("RMSE"), 1e-5);
        assertEquals(scores.model().mae(), last.metrics().get("MAE"), 1e-5);
        double both =
                scores.target("x").model().mse() + scores.target("y").model().mse();
        assertEquals(both / 2, last.validation(), 1e-5);
        assertTrue(
                scores.target("y").model().mse()
                        > 2 * scores.target("x").model().mse(),
                scores.toString());
    }

    /** Where all inputs are the same, paths differ by chance alone, which is another at each time. */
    @Test
    void chanceIsAnotherAtEachTime() {
        Windows flat = Windows.of(Table.create("flat", DoubleColumn.create("x", new double[40])))
                .target("x")
                .past(4)
                .horizon(2);
        Forecaster model = Forecaster.of(Rnn.gru(2), flat).gaussian().samples(3);
        double first = model.predict(flat, 0).all().get(0).samples()[0][0][0];
        assertEquals(first, model.predict(flat, 0).all().get(0).samples()[0][0][0]);
        assertNotEquals(first, model.predict(flat, 1).all().get(0).samples()[0][0][0]);
    }
}
