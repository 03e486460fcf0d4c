package dev.rondo.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * The columns that have one value for each series: numbers, brought to mean 0 and deviation 1 over the series, and texts, an
 * input for each value that there is.
 *
 * @param columns the names, in order
 * @param numbers the values of a column of numbers, one for each series
 * @param values the values of a column of text, one for each series
 */
record FixedColumns(List<String> columns, Map<String, double[]> numbers, Map<String, List<String>> values) {

    static FixedColumns read(WindowSpec spec, Axis axis) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : spec.columns().fixed()) {
            Column<?> column = spec.table().column(name);
            List<Object> each = new ArrayList<>();
            for (Axis.Rows rows : axis.series()) {
                each.add(same(column, rows, spec.table().name()));
            }
            if (column instanceof NumericColumn) {
                numbers.put(
                        name,
                        each.stream()
                                .mapToDouble(value -> ((Number) value).doubleValue())
                                .toArray());
            } else {
                values.put(name, each.stream().map(String::valueOf).toList());
            }
        }
        return new FixedColumns(spec.columns().fixed(), numbers, values);
    }

    private static Object same(Column<?> column, Axis.Rows rows, String table) {
        int first = rows.rows()[0];
        for (int row : rows.rows()) {
            if (TableColumns.missing(column, row)) {
                throw new IllegalArgumentException("the fixed column '" + column.name() + "' of '" + table
                        + "' has no value in row " + row + ": fill it, or leave the column out");
            }
            if (!column.get(row).equals(column.get(first))) {
                throw new IllegalArgumentException("the fixed column '" + column.name() + "' of '" + table
                        + "' changes from " + column.get(first) + " in row " + first + " to " + column.get(row)
                        + " in row " + row + " of the same series: expected one value, or name it as a covariate");
            }
        }
        return column.get(first);
    }

    /** Returns the scaler of each column of numbers. */
    Map<String, List<FittedScaler>> fitted() {
        Map<String, List<FittedScaler>> scalers = new HashMap<>();
        numbers.forEach(
                (name, each) -> scalers.put(name, List.of(Scaler.standard().fit(each))));
        return scalers;
    }

    /** Returns the values of each column of text that become inputs. */
    Map<String, List<String>> texts() {
        Map<String, List<String>> texts = new HashMap<>();
        values.forEach((name, each) ->
                texts.put(name, each.stream().distinct().sorted().toList()));
        return texts;
    }

    List<String> names(Scaling scaling) {
        return columns.stream()
                .flatMap(name -> numbers.containsKey(name)
                        ? Stream.of(name)
                        : known(name, scaling).stream().map(value -> name + "=" + value))
                .toList();
    }

    /** Returns the inputs of one series. */
    float[] inputs(int series, Scaling scaling) {
        List<Float> inputs = new ArrayList<>();
        for (String name : columns) {
            double[] each = numbers.get(name);
            List<String> texts = values.get(name);
            if (each != null) {
                FittedScaler scaler = scaling.shared(name);
                inputs.add((float) scaler.transform(new double[] {each[series]})[0]);
            } else if (texts != null) {
                oneHot(name, texts.get(series), known(name, scaling)).forEach(inputs::add);
            }
        }
        float[] result = new float[inputs.size()];
        for (int k = 0; k < result.length; k++) {
            result[k] = inputs.get(k);
        }
        return result;
    }

    private static List<Float> oneHot(String column, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException("'" + value + "' of the fixed column '" + column
                    + "' did not occur where the scaling was fitted, only " + NearName.few(known)
                    + ": leave the series out, or fit on a table that has it");
        }
        return known.stream().map(one -> one.equals(value) ? 1f : 0f).toList();
    }

    private static List<String> known(String column, Scaling scaling) {
        List<String> known = scaling.texts().get(column);
        if (known == null) {
            throw new IllegalArgumentException("the fixed column '" + column
                    + "' did not stand as text where the scaling was fitted, only "
                    + scaling.texts().keySet() + ": name the same columns as there");
        }
        return known;
    }
}
