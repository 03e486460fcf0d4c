package dev.rondo.series;

import dev.rondo.data.Shares;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has been said of windows. */
record WindowSpec(
        TableColumns table,
        Columns columns,
        Shape shape,
        List<CalendarFeature> calendar,
        Fill fill,
        Scalers scalers,
        TimeCut cut) {

    /** Which column is what. */
    record Columns(
            @Nullable String time,
            List<String> targets,
            List<String> past,
            List<String> future,
            List<String> fixed,
            List<String> groups) {

        Columns {
            Map<String, String> roles = new TreeMap<>();
            claim(roles, targets, "a target");
            claim(roles, past, "a past covariate");
            claim(roles, future, "a future covariate");
            claim(roles, fixed, "a fixed column");
            claim(roles, time == null ? List.of() : List.of(time), "the time");
            for (String group : groups) {
                String role = roles.get(group);
                if (role != null && !fixed.contains(group)) {
                    throw new IllegalArgumentException("column '" + group + "' is named by group(...) but is " + role
                            + ": expected one that is the same on all rows of a series, such as the name of a shop");
                }
            }
        }

        private static void claim(Map<String, String> roles, List<String> names, String role) {
            for (String name : names) {
                String old = roles.put(name, role);
                if (old != null) {
                    throw new IllegalArgumentException("column '" + name + "' is named as " + role + " but already is "
                            + old + ": expected each column once; past values of targets and of future covariates are"
                            + " read anyway");
                }
            }
        }

        /** Returns the columns whose numbers change from step to step, in the order of the inputs. */
        List<String> changing() {
            return Stream.of(targets, past, future).flatMap(List::stream).toList();
        }
    }

    /** Lengths in steps, 0 where nothing has been said. */
    record Shape(int past, int horizon, int stride) {}

    /** How columns are scaled: by what is fitted here, or by what was fitted elsewhere. */
    record Scalers(
            Scaler targets,
            Scaler covariates,
            boolean together,
            @Nullable Scaling given) {}

    static WindowSpec of(TableColumns table) {
        return new WindowSpec(
                table,
                new Columns(null, List.of(), List.of(), List.of(), List.of(), List.of()),
                new Shape(0, 0, 1),
                List.of(),
                Fill.NONE,
                new Scalers(Scaler.standard(), Scaler.standard(), false, null),
                new TimeCut(new TimeCut.ByShare(new Shares(0.8, 0.1)), 0));
    }

    WindowSpec with(Columns other) {
        return new WindowSpec(table, other, shape, calendar, fill, scalers, cut);
    }

    WindowSpec with(Shape other) {
        return new WindowSpec(table, columns, other, calendar, fill, scalers, cut);
    }

    WindowSpec with(List<CalendarFeature> other) {
        return new WindowSpec(table, columns, shape, List.copyOf(other), fill, scalers, cut);
    }

    WindowSpec with(Fill other) {
        return new WindowSpec(table, columns, shape, calendar, other, scalers, cut);
    }

    WindowSpec with(Scalers other) {
        return new WindowSpec(table, columns, shape, calendar, fill, other, cut);
    }

    WindowSpec with(TimeCut other) {
        return new WindowSpec(table, columns, shape, calendar, fill, scalers, other);
    }

    /** Returns how targets or covariates are to be scaled. */
    Scaler scaler(String column) {
        return columns.targets.contains(column) ? scalers.targets : scalers.covariates;
    }
}
