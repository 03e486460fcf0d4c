package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a chart refuses, in words that say what came, what was expected and what to do. */
class ChartValidationTest {
    private static final double[] XS = {1, 2, 3};
    private static final double[] YS = {3, 2, 1};
    private static final Chart LINE = Chart.of("Loss").line("training", XS, YS);
    private static final Chart MAP =
            Chart.heatMap("Gates", new String[] {"r"}, new String[] {"a", "b"}, new double[][] {{0, 1}});

    @Test
    void xsAndYsOfUnequalLength() {
        refused(
                "series 'training' came with 3 xs and 2 ys, expected as many of one as of the other: pass arrays of "
                        + "equal length",
                () -> Chart.of("Loss").line("training", XS, new double[] {1, 2}));
        refused(
                "series 'training' came with 3 xs and 2 ys, expected as many of one as of the other: pass arrays of "
                        + "equal length",
                () -> Chart.of("Loss").points("training", XS, new double[] {1, 2}));
        refused(
                "series 'f1' came with 1 categories and 3 ys, expected as many of one as of the other: pass arrays "
                        + "of equal length",
                () -> Chart.of("Loss").bars("f1", new String[] {"a"}, YS));
    }

    @Test
    void anXThatIsNotFinite() {
        refused(
                "series 'training' came with x NaN at index 1, expected finite xs: leave that point out",
                () -> Chart.of("Loss").line("training", new double[] {1, Double.NaN, 3}, YS));
    }

    @Test
    void aNameTwice() {
        refused(
                "a second series 'training' came, expected a name of its own for each: rename one of them",
                () -> LINE.level("training", 1));
    }

    @Test
    void aSeriesWithoutANameBesideOthers() {
        refused(
                "a series without a name came to a chart of 2 series, expected a name for each: only a single series "
                        + "may go unnamed",
                () -> LINE.points(" ", XS, YS));
        refused(
                "a series without a name came to a chart of 2 series, expected a name for each: only a single series "
                        + "may go unnamed",
                () -> Chart.of("Loss").line("", XS, YS).line("named", XS, YS));
    }

    @Test
    void barsBesideLines() {
        refused(
                "series 'bars' would put bars beside lines or points, expected one or the other: make two charts",
                () -> LINE.bars("bars", XS, YS));
        refused(
                "series 'late' would put bars beside lines or points, expected one or the other: make two charts",
                () -> Chart.of("F1").bars("f1", XS, YS).line("late", XS, YS));
    }

    @Test
    void aCategoryTwice() {
        refused(
                "series 'f1' came with the category 'PER' twice, expected each once: join its values first",
                () -> Chart.of("F1").bars("f1", new String[] {"PER", "LOC", "PER"}, YS));
    }

    @Test
    void aLevelThatIsNoNumberOrNotAboveZeroOnALogarithmicAxis() {
        refused(
                "level '5-gram' came with y NaN, expected a finite number: leave the level out",
                () -> LINE.level("5-gram", Double.NaN));
        refused(
                "level 'zero' came with y 0.0 on a logarithmic axis, expected more than 0: leave out the level or "
                        + "logY()",
                () -> LINE.logY().level("zero", 0));
        refused(
                "level 'zero' came with y 0.0 on a logarithmic axis, expected more than 0: leave out the level or "
                        + "logY()",
                () -> LINE.level("zero", 0).logY());
    }

    @Test
    void aRangeOutOfOrder() {
        refused(
                "yRange(2.0, 1.0) came, expected two finite numbers, the lower one first: swap or correct them",
                () -> LINE.yRange(2, 1));
        refused(
                "yRange(NaN, 1.0) came, expected two finite numbers, the lower one first: swap or correct them",
                () -> LINE.yRange(Double.NaN, 1));
        refused(
                "valueRange(0.0, Infinity) came, expected two finite numbers, the lower one first: swap or correct "
                        + "them",
                () -> MAP.valueRange(0, Double.POSITIVE_INFINITY));
        String low = "yRange(0.0, 5.0) came with a logarithmic axis, expected a lower end above 0: raise it or leave "
                + "out logY()";
        refused(low, () -> LINE.logY().yRange(0, 5));
        refused(low, () -> LINE.yRange(0, 5).logY());
    }

    @Test
    void aSizeOutOfBounds() {
        String wrong = " came, expected 100 to 4000 each way: give the size at which the chart is shown, as in "
                + "size(800, 480)";
        refused("size(99, 480)" + wrong, () -> LINE.size(99, 480));
        refused("size(800, 4001)" + wrong, () -> LINE.size(800, 4001));
    }

    @Test
    void labelsThatDoNotFitTheValues() {
        refused(
                "a heat map came with 2 row labels and 1 rows of values, expected as many: give each row one label",
                () -> Chart.heatMap("Gates", new String[] {"a", "b"}, new String[] {"c"}, new double[][] {{1}}));
        refused(
                "a heat map came with 1 column labels and 2 values in row 1, expected as many: give each column one "
                        + "label",
                () -> Chart.heatMap(
                        "Gates", new String[] {"a", "b"}, new String[] {"c"}, new double[][] {{1}, {1, 2}}));
        refused(
                "a heat map of 0 rows and 1 columns came, expected at least one of each: pass labels and values",
                () -> Chart.heatMap("Gates", new String[0], new String[] {"c"}, new double[0][]));
    }

    @Test
    void whatOnlyTheOtherKindOfChartTakes() {
        String wantsPlot = " came to the heat map 'Gates', expected a chart of lines, points or bars: start from "
                + "Chart.of(title)";
        refused("series 'training'" + wantsPlot, () -> MAP.line("training", XS, YS));
        refused("logY()" + wantsPlot, MAP::logY);
        refused("yRange" + wantsPlot, () -> MAP.yRange(0, 1));
        String wantsMap = " came to the chart 'Loss', expected a heat map: start from Chart.heatMap(title, rows, "
                + "columns, values)";
        refused("diverging()" + wantsMap, LINE::diverging);
        refused("valueRange" + wantsMap, () -> LINE.valueRange(0, 1));
        refused("value" + wantsMap, () -> LINE.value("gate"));
    }

    @Test
    void drawingWithoutSeries() {
        String none = "chart 'Loss' came with no series to draw, expected lines, points or bars: add one before "
                + "drawing it";
        refusedToDraw(none, Chart.of("Loss"));
        refusedToDraw(none, Chart.of("Loss").level("5-gram", 1.91));
    }

    @Test
    void drawingWithoutAnyValue() {
        double[] gaps = {Double.NaN, Double.POSITIVE_INFINITY, -1};
        refusedToDraw(
                "chart 'Loss' came with no value to draw, expected at least one y that is finite and above 0: look "
                        + "for NaN in what was measured",
                Chart.of("Loss")
                        .line("training", XS, gaps)
                        .level("5-gram", 1.91)
                        .logY());
        refusedToDraw(
                "chart 'Loss' came with no value to draw, expected at least one y that is finite: look for NaN in "
                        + "what was measured",
                Chart.of("Loss").bars("training", new double[] {1}, new double[] {Double.NaN}));
        refusedToDraw(
                "heat map 'Gates' came with no value to draw, expected at least one that is finite: look for NaN in "
                        + "what was measured",
                Chart.heatMap("Gates", new String[] {"r"}, new String[] {"c"}, new double[][] {{Double.NaN}}));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void refusedToDraw(String message, Chart chart) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, chart::png).getMessage());
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, chart::figure).getMessage());
    }
}
