package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SequenceTableTest {
    private static final double NONE = Double.NaN;
    private static final String SOME = null; // a label that is missing

    /** Two sequences, b of rows 0, 2, 4 and a of rows 1, 3; by hour the rows of b are 4, 0, 2. */
    private static Table table() {
        return Table.create(
                "ward",
                StringColumn.create("patient", "b", "a", "b", "a", "b"),
                IntColumn.create("hour", 2, 1, 3, 2, 1),
                DateColumn.create("day", day(2), day(1), day(3), day(2), day(1)),
                DoubleColumn.create("pulse", 10, 20, 30, 40, 50),
                IntColumn.create("pressure", 1, 2, 3, 4, 5),
                StringColumn.create("outcome", "well", "ill", "well", "ill", "well"),
                DoubleColumn.create("age", 60, 70, 60, 70, 60),
                StringColumn.create("state", "up", "down", "down", "up", SOME),
                DoubleColumn.create("left", 0.5, NONE, 1.5, 2.5, 3.5),
                DoubleColumn.create("right", 9, NONE, 8, 7, 6));
    }

    private static LocalDate day(int number) {
        return LocalDate.of(2001, 1, number);
    }

    private static SequenceTable patients() {
        return Sequences.of(table()).sequence("patient").features("pulse", "pressure");
    }

    @Test
    void rowsBecomeStepsInTheOrderOfTheTable() {
        Sequences data = patients().labelled("outcome");
        assertEquals("ward", data.name());
        assertEquals(2, data.features());
        assertArrayEquals(new float[][] {{10, 1}, {30, 3}, {50, 5}}, data.x(0));
        assertArrayEquals(new float[][] {{20, 2}, {40, 4}}, data.x(1));
        Targets.Labels labels = (Targets.Labels) data.targets();
        assertEquals(List.of("ill", "well"), labels.classes());
        assertArrayEquals(new int[][] {{1}, {0}}, labels.ids());
    }

    @Test
    void aColumnMayOrderTheSteps() {
        for (String column : List.of("hour", "day")) {
            Sequences data = patients().order(column).labelledSteps("state");
            assertArrayEquals(new float[][] {{50, 5}, {10, 1}, {30, 3}}, data.x(0), column);
            assertArrayEquals(new int[][] {{-1, 1, 0}, {0, 1}}, ((Targets.Labels) data.targets()).ids(), column);
        }
    }

    @Test
    void numbersAreTakenOnceOrAtEachStep() {
        Targets.Numbers once = (Targets.Numbers) patients().numbers("age").targets();
        assertArrayEquals(new float[][][] {{{60}}, {{70}}}, once.values());
        Targets.Numbers each = (Targets.Numbers)
                patients().order("hour").numberSteps("left", "right").targets();
        assertArrayEquals(
                new float[][][] {{{3.5f, 6}, {0.5f, 9}, {1.5f, 8}}, {{Float.NaN, Float.NaN}, {2.5f, 7}}},
                each.values());
        assertEquals(1, each.counted(1));
    }

    @Test
    void labelsNeedNotBeText() {
        Sequences data = patients().labelled("age");
        assertEquals(List.of("60.0", "70.0"), ((Targets.Labels) data.targets()).classes());
    }

    @Test
    void columnsThatAreNotThereAreNamed() {
        assertMessage(
                "'ward' has no column 'heart': it has [patient, hour, day, pulse,",
                () -> patients().features("pulse", "heart").labelled("outcome").size());
        assertMessage("has no column 'end'", () -> patients().labelled("end").size());
        assertMessage("has no column 'who'", () -> Sequences.of(table())
                .sequence("who")
                .features("pulse")
                .labelled("outcome")
                .size());
        assertMessage(
                "has no column 'when'",
                () -> patients().order("when").labelled("outcome").size());
    }

    @Test
    void columnsOfAnotherKindAreRefused() {
        assertMessage(
                "column 'outcome' of 'ward' holds STRING, expected numbers: convert it, or name another column",
                () -> patients().features("outcome").labelled("outcome").size());
        assertMessage(
                "column 'state' of 'ward' holds STRING, expected numbers",
                () -> patients().numberSteps("state").size());
        assertMessage(
                "column 'outcome' of 'ward' holds STRING, expected numbers, dates or times to order by",
                () -> patients().order("outcome").labelled("outcome").size());
    }

    @Test
    void valuesThatAreMissingAreNamed() {
        assertMessage(
                "column 'left' of 'ward' has no value in row 1: fill it, or drop the rows that miss one",
                () -> patients().features("pulse", "left").labelled("outcome").size());
        assertMessage(
                "column 'state' of 'ward' has no value in row 4",
                () -> patients().labelled("state").size());
        assertMessage(
                "column 'left' of 'ward' has no value in row 1",
                () -> patients().numbers("left").size());
        assertMessage(
                "column 'left' of 'ward' has no value in row 1",
                () -> patients().order("left").labelled("outcome").size());
        assertMessage(
                "is to give [NaN, 70.0]: a step counts with all of its numbers",
                () -> patients().numberSteps("left", "age").size());
    }

    @Test
    void whatShouldStayTheSameMustNotChange() {
        assertMessage(
                "column 'hour' of 'ward' changes from 2 in row 0 to 3 in row 2 of the same sequence: expected one"
                        + " value",
                () -> patients().labelled("hour").size());
        assertMessage(
                "column 'pulse' of 'ward' changes from 10.0 in row 0 to 30.0 in row 2",
                () -> patients().numbers("age", "pulse").size());
    }

    @Test
    void stepsAtTheSamePlaceInTheOrderAreRefused() {
        assertMessage(
                "rows 0 and 2 of sequence 'b' of 'ward' both have age 60.0: which comes first?",
                () -> patients().order("age").labelled("outcome").size());
    }

    @Test
    void whatIsStillToSayIsAskedFor() {
        String sequence = assertThrows(IllegalStateException.class, () -> Sequences.of(table())
                        .features("pulse")
                        .labelled("outcome")
                        .size())
                .getMessage();
        assertTrue(sequence.contains("needs sequence(column) first: say which column tells the sequences"), sequence);
        String features = assertThrows(IllegalStateException.class, () -> Sequences.of(table())
                        .sequence("patient")
                        .labelled("outcome")
                        .size())
                .getMessage();
        assertTrue(features.contains("needs features(column) first: say which column comes in"), features);
    }

    @Test
    void aTableWithoutRowsHasNoSequences() {
        assertMessage("'ward' has no sequences", () -> Sequences.of(table().emptyCopy())
                .sequence("patient")
                .features("pulse")
                .labelled("outcome")
                .size());
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
