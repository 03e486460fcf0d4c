package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The interactive figure and the script it becomes. */
class ChartFigureTest {
    private static final double[] XS = {1, 2, 3};
    private static final double[] YS = {3, Double.POSITIVE_INFINITY, 1};

    @Test
    void holdsATraceForEachSeries() {
        Figure figure = Chart.of("Learning curve")
                .x("epoch")
                .y("loss")
                .line("training", XS, YS)
                .points("best", XS, YS)
                .level("5-gram", 1.91)
                .figure();
        Trace[] traces = figure.getTraces();
        assertEquals(3, traces.length);
        String line = script(traces[0]);
        assertInstanceOf(ScatterTrace.class, traces[0]);
        assertTrue(line.contains("name: 'training'") && line.contains("mode: 'lines+markers'"), line);
        assertTrue(line.contains("[\"3.0\",\"NaN\",\"1.0\"]"), "an infinite y is a gap: " + line);
        assertTrue(line.contains("#0072b2"), "the colours of the picture: " + line);
        assertTrue(script(traces[1]).contains("mode: 'markers'"));
        String level = script(traces[2]);
        assertTrue(level.contains("\"dash\" : \"dash\"") && level.contains("[\"1.91\",\"1.91\"]"), level);
        String layout = figure.getLayout().asJavascript();
        for (String part :
                new String[] {"'Learning curve'", "'epoch'", "'loss'", "width: 800", "height: 480", "type: 'linear'"}) {
            assertTrue(layout.contains(part), layout);
        }
    }

    @Test
    void holdsBarsAndTheirLevelOnCategories() {
        Figure figure = Chart.of("F1")
                .bars("f1", new String[] {"PER", "LOC"}, new double[] {0.9, 0.8})
                .level("mean", 0.85)
                .figure();
        assertInstanceOf(BarTrace.class, figure.getTraces()[0]);
        assertTrue(script(figure.getTraces()[0]).contains("[\"PER\",\"LOC\"]"), script(figure.getTraces()[0]));
        assertTrue(script(figure.getTraces()[1]).contains("[\"PER\",\"LOC\"]"), script(figure.getTraces()[1]));
        assertTrue(figure.getLayout().asJavascript().contains("type: 'category'"));
    }

    @Test
    void givesALogarithmicRangeAsExponents() {
        Chart chart = Chart.of("t").line("", XS, new double[] {1, 10, 100}).logY();
        String layout = chart.yRange(0.01, 1000).figure().getLayout().asJavascript();
        assertTrue(layout.contains("type: 'log'"), layout);
        assertTrue(layout.contains("-2.0") && layout.contains("3.0"), layout);
        assertTrue(layout.contains("showlegend: false"), layout);
    }

    @Test
    void aLogarithmicHorizontalAxisIsOneHereToo() {
        Chart chart = Chart.of("t").line("loss", new double[] {1e-3, 1e-2, 1e-1}, XS);
        String linear = chart.figure().getLayout().asJavascript();
        assertFalse(linear.contains("type: 'log'"), linear);
        Figure figure = chart.level("floor", 2).logX().figure();
        String layout = figure.getLayout().asJavascript();
        assertTrue(layout.matches("(?s).*xaxis.*type: 'log'.*yaxis.*"), layout);
        assertTrue(layout.contains("type: 'linear'"), "the other axis stays as it is: " + layout);
        String level = script(figure.getTraces()[1]);
        assertTrue(level.matches("(?s).*\\[\"9\\.1\\d*E-4\",\"0\\.10\\d*\"].*"), "its ends are above zero: " + level);
    }

    @Test
    void keepsRepeatedLabelsApartAndTheColoursOfThePicture() {
        Figure figure = Chart.heatMap(
                        "Gates", new String[] {"u"}, new String[] {"l", "l", "l", "\n", "\""}, new double[][] {
                            {-1, 0, 1, 2, 2}
                        })
                .diverging()
                .figure();
        assertEquals(1, figure.getTraces().length);
        String script = script(figure.getTraces()[0]);
        assertTrue(script.contains("type: 'heatmap'"), script);
        assertTrue(script.contains("zmin: -2.0") && script.contains("zmax: 2.0"), script);
        assertTrue(script.contains("[0.5, '#f7f7f7']"), script);
        assertTrue(
                script.contains("\"l\",\"l\u200b\",\"l\u200b\u200b\""), "equal labels would be one column: " + script);
        assertTrue(script.contains("\\\\n") && script.contains("\\\""), script);
        assertTrue(figure.getLayout().asJavascript().contains("autorange: 'reversed'"), "the first row on top");
    }

    @Test
    void givesALogarithmicScaleOfColoursTheValuesThemselves() {
        Figure figure = Chart.heatMap(
                        "Gradients", new String[] {"t"}, new String[] {"a", "b", "c"}, new double[][] {{0.0001, 0, 1}})
                .logValue()
                .figure();
        String script = script(figure.getTraces()[0]);
        assertTrue(script.contains("[-4.0,NaN,0.0,]"), "the cells are logarithms: " + script);
        assertTrue(script.contains("zmin: -4.0,\nzmax: 0.0"), script);
        assertTrue(
                script.contains("colorbar: {tickvals: [-4.0, -3.0, -2.0, -1.0, 0.0], "
                        + "ticktext: ['1e-4', '1e-3', '1e-2', '1e-1', '1']}"),
                script);
        assertTrue(script.contains("text: [[1.0E-4, 0.0, 1.0]],\nhoverinfo: 'x+y+text'"), script);
    }

    @Test
    void escapesWhatWouldEndTheScript() {
        String layout = Chart.of("it's \\ two\nlines")
                .line("", XS, YS)
                .figure()
                .getLayout()
                .asJavascript();
        assertTrue(layout.contains("title: 'it&#39;s \\\\ two lines'"), layout);
    }

    private static String script(Trace trace) {
        return trace.asJavascript(0);
    }
}
