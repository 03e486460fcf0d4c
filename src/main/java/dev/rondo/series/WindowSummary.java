package dev.rondo.series;

import dev.rondo.data.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What windows there are.
 *
 * @param set the series
 * @param origins where windows stand
 */
record WindowSummary(SeriesSet set, Origins origins) {

    Table table() {
        List<Series> all = set.series();
        Table table = Table.create(
                set.spec().table().name() + ", series",
                StringColumn.create("series", all.stream().map(Series::name)),
                IntColumn.create("steps", all.stream().mapToInt(Series::observed)),
                StringColumn.create("from", all.stream().map(one -> one.grid().text(0))),
                StringColumn.create("to", all.stream().map(one -> one.grid().text(one.observed() - 1))));
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            int[] counts = new int[all.size()];
            IntStream.of(origins.places(set, part))
                    .forEach(place -> counts[origins.at(place).series()]++);
            table.addColumns(IntColumn.create(part.name().toLowerCase(Locale.ROOT), counts));
        }
        return table;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s; windows of %s to forecast %,d of %s; %,d to train, %,d to validate, %,d to test",
                set.spec().table().name(),
                set.axis(),
                set.step().count(set.spec().shape().past()),
                set.spec().shape().horizon(),
                String.join(", ", set.spec().columns().targets()),
                origins.places(set, Part.TRAIN).length,
                origins.places(set, Part.VALIDATION).length,
                origins.places(set, Part.TEST).length);
    }
}
