package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.rondo.plot.Chart;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class RenderersTest {
    private final Renderer renderer = new Renderer();

    @BeforeEach
    void register() {
        Renderers.register(renderer);
    }

    private String html(Table table) {
        return (String) renderer.render(table).getData(MIMEType.TEXT_HTML);
    }

    /** The cells of a table of one column. */
    private List<String> cells(Column<?> column) {
        return Pattern.compile("<td>(.*?)</td>")
                .matcher(html(Table.create("t", column)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static JsonObject json(DisplayData data) {
        return new Gson().toJsonTree(data).getAsJsonObject();
    }

    @Test
    void anImageDecodesWhole() throws IOException {
        BufferedImage image = new BufferedImage(101, 67, BufferedImage.TYPE_INT_RGB);
        int[] noise = new Random(1).ints(101 * 67, 0, 1 << 24).toArray();
        image.setRGB(0, 0, 101, 67, noise, 0, 101);
        byte[] png = Base64.getDecoder().decode((String) renderer.render(image).getData(MIMEType.IMAGE_PNG));
        int[] decoded = ImageIO.read(new ByteArrayInputStream(png)).getRGB(0, 0, 101, 67, null, 0, 101);
        assertArrayEquals(
                noise, Arrays.stream(decoded).map(pixel -> pixel & 0xFFFFFF).toArray());
        assertEquals("IEND", new String(png, png.length - 8, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void aChartIsShownAtItsSize() {
        Chart chart =
                Chart.of("c").line("", new double[] {1, 2}, new double[] {1, 2}).size(320, 240);
        DisplayData shown = renderer.render(chart);
        assertEquals(
                new Gson().fromJson("{\"image/png\": {\"width\": 320, \"height\": 240}}", JsonObject.class),
                json(shown).get("metadata"));
        assertArrayEquals(chart.png(), Base64.getDecoder().decode((String) shown.getData(MIMEType.IMAGE_PNG)));
        assertEquals(chart.toString(), shown.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void aChartAsTextIsText() {
        Chart chart = Chart.of("c").line("", new double[] {1, 2}, new double[] {1, 2});
        DisplayData shown = renderer.renderAs(chart, "text/plain");
        assertFalse(shown.hasDataForType(MIMEType.IMAGE_PNG));
        assertEquals(new JsonObject(), json(shown).get("metadata"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.3333333333333333, 0.333333",
        "-0.6666666666666666, -0.666667",
        "2, 2",
        "-0.0, 0",
        "0.5, 0.5",
        "100, 100",
        "12345.6789, 12345.7",
        "1234567, 1234567",
        "1234567.89, 1234568",
        "123456789012345, 123456789012345",
        "1e20, 1e20",
        "-1.23456789e20, -1.23457e20",
        "0.000123456789, 0.000123457",
        "0.00000123456789, 0.00000123457",
        "-0.000000123456789, -1.23457e-7",
        "NaN, ''",
        "-Infinity, -∞"
    })
    void aDoubleIsShownWithSixDigits(double value, String text) {
        assertEquals(List.of(text), cells(DoubleColumn.create("x", value)));
    }

    @Test
    void aFloatIsShownWithSixDigits() {
        assertEquals(
                List.of("0.1", "0.333333", "3", ""),
                cells(FloatColumn.create("x", new float[] {0.1f, 1 / 3f, 3, Float.NaN})));
    }

    @Test
    void aColumnsOwnFormatIsKept() {
        DoubleColumn column = DoubleColumn.create("x", 0.123456789, 0.5);
        column.setPrintFormatter(NumberColumnFormatter.percent(1));
        assertEquals(List.of("12.3%", "50.0%"), cells(column));
    }

    @Test
    void whatIsMissingIsAnEmptyCell() {
        assertEquals(List.of("1", ""), cells(IntColumn.create("x", new Integer[] {1, null})));
        assertEquals(List.of("true", ""), cells(BooleanColumn.create("x", new Boolean[] {true, null})));
        assertEquals(List.of("2020-02-29", ""), cells(DateColumn.create("x", LocalDate.of(2020, 2, 29), null)));
        assertEquals(List.of("a", ""), cells(StringColumn.create("x", "a", null)));
    }

    @Test
    void integersAreShownWhole() {
        assertEquals(List.of("1234567890123456789"), cells(LongColumn.create("x", 1234567890123456789L)));
    }

    @Test
    void textIsEscaped() {
        String html = html(Table.create("a&b", StringColumn.create("<th>", "<td>&</td>")));
        assertEquals("""
            <table>
            <caption>a&amp;b: 1 rows, 1 columns</caption>
            <thead><tr><th>&lt;th&gt;</th></tr></thead>
            <tbody>
            <tr><td>&lt;td&gt;&amp;&lt;/td&gt;</td></tr>
            </tbody>
            </table>\
            """, html);
    }

    @Test
    void aTableWithoutANameIsShown() {
        String html = html(Table.create(IntColumn.create("x", 1)));
        assertEquals(
                "<caption>1 rows, 1 columns</caption>", html.lines().toList().get(1));
    }

    @Test
    void aLongTableShowsItsHeadAndTail() {
        assertEquals(
                20,
                cells(IntColumn.create("x", IntStream.range(0, 20).toArray())).size());
        List<String> cells =
                cells(IntColumn.create("x", IntStream.range(0, 1000).toArray()));
        assertEquals(
                List.of(
                        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "…", "990", "991", "992", "993", "994", "995",
                        "996", "997", "998", "999"),
                cells);
    }
}
