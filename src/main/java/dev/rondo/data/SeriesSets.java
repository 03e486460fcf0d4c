package dev.rondo.data;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads the sets of series: a column of times, and one or more of numbers. */
final class SeriesSets {
    private SeriesSets() {}

    static Table own(DatasetFiles file, String name) {
        Lines in = Lines.of(file.file(), file.text().getBytes(StandardCharsets.UTF_8));
        return days(name, in, SeparatedRows.tabs(in));
    }

    static Table dailyMinimumTemperatures() {
        String path = "series/daily-min-temperatures.csv";
        String origin = "daily-min-temperatures.csv of the repository jbrownlee/Datasets, with the columns \"Date\" and"
                + " \"Temp\"";
        String sha256 = "8b9de63ed6789492bf497625e7f9beb96a63d367b4b0a21754006f749fa5e5da";
        Lines in = Lines.of(path, Datasets.given(path, origin, sha256));
        return days("daily minimum temperatures", in, SeparatedRows.commas(in));
    }

    static Table etth1() {
        String path = "series/ETTh1.csv";
        String origin = "ETT-small/ETTh1.csv of the repository zhouhaoyi/ETDataset";
        String sha256 = "f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066";
        Lines in = Lines.of(path, Datasets.given(path, origin, sha256));
        SeparatedRows rows = SeparatedRows.commas(in);
        DateTimeColumn times = DateTimeColumn.create(rows.header().get(0));
        return table("ETTh1", in, rows, times, text -> times.append(LocalDateTime.parse(text.replace(' ', 'T'))));
    }

    private static Table days(String name, Lines in, SeparatedRows rows) {
        DateColumn times = DateColumn.create(rows.header().get(0));
        return table(name, in, rows, times, text -> times.append(LocalDate.parse(text)));
    }

    private static Table table(String name, Lines in, SeparatedRows rows, Column<?> times, Consumer<String> time) {
        List<DoubleColumn> numbers = new ArrayList<>();
        for (String column : rows.header().subList(1, rows.header().size())) {
            numbers.add(DoubleColumn.create(column));
        }
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            try {
                time.accept(row.get(0));
                for (int k = 0; k < numbers.size(); k++) {
                    numbers.get(k).append(Double.parseDouble(row.get(k + 1)));
                }
            } catch (DateTimeException | NumberFormatException e) {
                throw in.wrong(rows.line(), "a row " + row + ", expected a time and numbers (" + e.getMessage() + ")");
            }
        }
        return Table.create(name, times).addColumns(numbers.toArray(Column<?>[]::new));
    }
}
