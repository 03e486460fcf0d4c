package dev.rondo.notebook;

import dev.rondo.plot.Chart;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How values look below a cell: charts and images as PNG, tables as HTML; all else as text. */
final class Renderers {
    private static final int LONGEST = 1_000; // characters of an array's elements
    private static final int ROWS = 20; // of a table, half from its head and half from its tail

    private static final int DIGITS = 6;

    private Renderers() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_PNG)
                .register((chart, context) -> chart(chart.png(), context));
        renderer.createRegistration(RenderedImage.class)
                .preferring(MIMEType.IMAGE_PNG)
                .register((image, context) -> png(encode(image), context)); // the library's own loses the last bytes
        renderer.createRegistration(Table.class).preferring(MIMEType.TEXT_HTML).register((table, context) -> {
            context.renderIfRequested(MIMEType.TEXT_HTML, () -> html(table));
            context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> table.print(ROWS));
        });
    }

    /** An array by its elements, as far as they fit. */
    static String words(Object array) {
        String nested = Arrays.deepToString(new Object[] {array});
        String text = nested.substring(1, nested.length() - 1);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    private static void chart(byte[] png, RenderContext context) {
        png(png, context);
        if (context.getOutputContainer().hasDataForType(MIMEType.IMAGE_PNG)) {
            ByteBuffer header = ByteBuffer.wrap(png); // which has two pixels for each of the page's
            context.getOutputContainer()
                    .putMetaData(
                            MIMEType.IMAGE_PNG,
                            Map.of("width", header.getInt(16) / 2, "height", header.getInt(20) / 2));
        }
    }

    private static void png(byte[] bytes, RenderContext context) {
        context.renderIfRequested(MIMEType.IMAGE_PNG, () -> Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] encode(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalArgumentException("an image of " + image.getColorModel() + " has no form in PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String html(Table table) {
        StringBuilder html = new StringBuilder("<table>\n<caption>" + caption(table) + table.rowCount() + " rows, "
                + table.columnCount() + " columns</caption>\n<thead><tr>");
        table.columnNames()
                .forEach(name -> html.append("<th>").append(escape(name)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        int rows = table.rowCount();
        IntStream.range(0, rows)
                .filter(row -> rows <= ROWS || row < ROWS / 2 || row >= rows - ROWS / 2)
                .forEach(row -> {
                    if (rows > ROWS && row == rows - ROWS / 2) {
                        html.append("<tr>")
                                .append("<td>…</td>".repeat(table.columnCount()))
                                .append("</tr>\n");
                    }
                    html.append("<tr>").append(cells(table, row)).append("</tr>\n");
                });
        return html.append("</tbody>\n</table>").toString();
    }

    private static String cells(Table table, int row) {
        return table.columns().stream()
                .map(column -> "<td>" + escape(text(column, row)) + "</td>")
                .collect(Collectors.joining());
    }

    private static String caption(Table table) {
        return table.name() == null ? "" : escape(table.name()) + ": ";
    }

    private static String text(Column<?> column, int row) {
        String text = column.getString(row); // empty where the value is missing
        if (column instanceof DoubleColumn doubles) {
            double value = doubles.getDouble(row);
            return hasAllDigits(value, text) ? shorter(value) : text;
        }
        if (column instanceof FloatColumn floats) {
            float value = floats.getFloat(row);
            return hasAllDigits(value, text) ? shorter(value) : text;
        }
        return text;
    }

    /** Tells whether the text has all digits of the value, so that no format of its column made it. */
    private static boolean hasAllDigits(double value, String text) {
        try {
            return Double.isFinite(value) && (float) Double.parseDouble(text) == (float) value;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns six digits of a number, and its integer part in any case. */
    private static String shorter(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        if (size < 1e-6 || size >= 1e15) {
            return exact.round(new MathContext(DIGITS))
                    .stripTrailingZeros()
                    .toString()
                    .replace("E+", "e")
                    .replace('E', 'e');
        }
        int integerPart = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(DIGITS, integerPart)))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
