package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a chart refuses, in words that say what came, what was expected and what to do. */
class ChartValidationTest {
    private static final double[] XS = {1, 2, 3};
    private static final double[] YS = {3, 2, 1};
    private static final Chart LINE = Chart.of("Loss").line("training", XS, YS);
    private static final Chart MAP =
            Chart.heatMap("Gates", new String[] {"r"}, new String[] {"a", "b"}, new double[][] {{0, 1}});
    private static final Chart TEXT = Chart.text("Unit", new String[] {"a", "b"}, new double[] {0, 1});

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
    void aLogarithmicHorizontalAxisTakesNeitherBarsNorWhatIsNotAboveZero() {
        String zero = "series 'training' came with x 0.0 on a logarithmic axis, expected more than 0: leave out that "
                + "point or logX()";
        double[] xs = {1, 0, 2};
        refused(zero, () -> Chart.of("Loss").logX().line("training", xs, YS));
        refused(zero, () -> Chart.of("Loss").points("training", xs, YS).logX());
        String bars = "series 'f1' has bars on a logarithmic horizontal axis, expected lines or points: leave out "
                + "logX()";
        refused(bars, () -> Chart.of("F1").logX().bars("f1", XS, YS));
        refused(bars, () -> Chart.of("F1").bars("f1", XS, YS).logX());
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
        refused("logX()" + wantsPlot, MAP::logX);
        refused("logY()" + wantsPlot, MAP::logY);
        refused("yRange" + wantsPlot, () -> MAP.yRange(0, 1));
        String wantsMap = " came to the chart 'Loss', expected a heat map or a text: start from Chart.heatMap(title, "
                + "rows, columns, values) or Chart.text(title, pieces, values)";
        refused("diverging()" + wantsMap, LINE::diverging);
        refused("valueRange" + wantsMap, () -> LINE.valueRange(0, 1));
        refused("value" + wantsMap, () -> LINE.value("gate"));
        refused("logValue()" + wantsMap, LINE::logValue);
        refused(
                "logY() came to the text 'Unit', expected a chart of lines, points or bars: start from "
                        + "Chart.of(title)",
                TEXT::logY);
        String wantsAxes = " came to the text 'Unit', expected a chart with axes: name what the colours measure by "
                + "value(name)";
        refused("x" + wantsAxes, () -> TEXT.x("time"));
        refused("y" + wantsAxes, () -> TEXT.y("unit"));
    }

    @Test
    void aLogarithmicScaleOfColoursThatReachesZero() {
        String low = "valueRange(0.0, 5.0) came with logValue(), expected a lower end above 0: raise it or leave out "
                + "logValue()";
        refused(low, () -> MAP.logValue().valueRange(0, 5));
        refused(low, () -> TEXT.valueRange(0, 5).logValue());
        String both = "diverging() and logValue() came together, expected one of them: values on a logarithmic scale "
                + "lie on one side of 0";
        refused(both, () -> MAP.logValue().diverging());
        refused(both, () -> TEXT.diverging().logValue());
    }

    @Test
    void piecesThatDoNotFitTheValues() {
        refused(
                "a text came with 2 pieces and 1 values, expected as many: give each piece one value",
                () -> Chart.text("Unit", new String[] {"a", "b"}, new double[] {1}));
        refused(
                "a text of 0 pieces came, expected at least one: pass characters, words or tokens",
                () -> Chart.text("Unit", new String[0], new double[0]));
        refused(
                "piece 1 of a text came empty, expected at least one character: leave it and its value out",
                () -> Chart.text("Unit", new String[] {"a", ""}, new double[] {1, 2}));
    }

    @Test
    void aFormThatOnlyTheOtherKindOfChartHas() {
        assertEquals(
                "figure() came to the text 'Unit', expected a chart or a heat map, for a Tablesaw figure holds no "
                        + "text: take png(), show() or ansi()",
                assertThrows(IllegalStateException.class, TEXT::figure).getMessage());
        String wantsText = "', expected a text, for only Chart.text(title, pieces, values) has a form for terminals: "
                + "take png() or show()";
        assertEquals(
                "ansi() came to the chart 'Loss" + wantsText,
                assertThrows(IllegalStateException.class, LINE::ansi).getMessage());
        assertEquals(
                "ansi() came to the heat map 'Gates" + wantsText,
                assertThrows(IllegalStateException.class, MAP::ansi).getMessage());
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
        refusedToDraw(
                "heat map 'Gates' came with no value to draw, expected at least one that is finite and above 0: look "
                        + "for NaN in what was measured",
                Chart.heatMap("Gates", new String[] {"r"}, new String[] {"c"}, new double[][] {{0}})
                        .logValue());
        Chart text = Chart.text("Unit", new String[] {"a"}, new double[] {Double.NaN});
        for (Executable drawing : List.<Executable>of(text::png, text::ansi, text::show)) {
            assertEquals(
                    "text 'Unit' came with no value to draw, expected at least one that is finite: look for NaN in "
                            + "what was measured",
                    assertThrows(IllegalStateException.class, drawing).getMessage());
        }
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
