package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class SeriesSetsTest {
    @TempDir
    Path folder;

    private final String data = System.getProperty("rondo.data", "");

    @AfterEach
    void restore() {
        System.setProperty("rondo.data", data);
    }

    private Path given(String file) {
        Path path = Path.of(data, "series", file);
        Assumptions.assumeTrue(Files.exists(path), "no evaluation sets here");
        return path;
    }

    private static void assertMonths(Table table, LocalDate first, String... columns) {
        assertEquals(List.of(columns), table.columnNames());
        for (int row = 0; row < table.rowCount(); row++) {
            assertEquals(first.plusMonths(row), table.dateColumn("Month").get(row));
        }
    }

    @Test
    void monthsFollowEachOther() {
        Table airline = Datasets.airlinePassengers();
        assertMonths(airline, LocalDate.of(1949, 1, 1), "Month", "Passengers");
        assertEquals(144, airline.rowCount());
        assertEquals(112, airline.doubleColumn("Passengers").get(0), 0);
        assertEquals(622, airline.doubleColumn("Passengers").max(), 0); // July 1960
        Table sunspots = Datasets.sunspots();
        assertMonths(sunspots, LocalDate.of(1749, 1, 1), "Month", "Sunspots");
        assertEquals(2820, sunspots.rowCount());
        assertEquals(33.4, sunspots.doubleColumn("Sunspots").get(2819), 0);
    }

    @Test
    void figuresAreThoseThatOthersHave() throws IOException {
        assertSame(given("airline-passengers.csv"), Datasets.airlinePassengers());
        assertSame(given("monthly-sunspots.csv"), Datasets.sunspots());
    }

    private static void assertSame(Path file, Table table) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertEquals(lines.size() - 1, table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            String[] fields = lines.get(row + 1).split(",");
            assertEquals("\"" + table.dateColumn(0).get(row).toString().substring(0, 7) + "\"", fields[0]);
            assertEquals(Double.parseDouble(fields[1]), table.doubleColumn(1).get(row), 0, fields[0]);
        }
    }

    /** R gives no dates. On the days that these are, no index moves on holidays that all four have. */
    @Test
    void stockIndicesStandStillOnHolidays() {
        Table stocks = Datasets.stockIndices();
        assertEquals(List.of("Date", "DAX", "SMI", "CAC", "FTSE"), stocks.columnNames());
        assertEquals(1860, stocks.rowCount());
        Set<LocalDate> still = new HashSet<>();
        LocalDate day = LocalDate.of(1991, 7, 1);
        for (int row = 0; row < 1860; row++) {
            assertEquals(day, stocks.dateColumn(0).get(row));
            int moved = 0;
            for (int column = 1; row > 0 && column < 5; column++) {
                double change = stocks.doubleColumn(column).get(row)
                        - stocks.doubleColumn(column).get(row - 1);
                moved += change == 0 ? 0 : 1;
            }
            if (row > 0 && moved == 0) {
                still.add(day);
            }
            day = day.plusDays(day.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
        }
        assertEquals(LocalDate.of(1998, 8, 14), stocks.dateColumn(0).get(1859));
        Set<LocalDate> holidays = new HashSet<>(Set.of(LocalDate.of(1993, 5, 31), LocalDate.of(1996, 5, 27)));
        List<LocalDate> often = new ArrayList<>();
        for (int year = 1992; year <= 1998; year++) {
            LocalDate easter = easter(year);
            often.addAll(List.of(
                    easter.minusDays(2), easter.plusDays(1), LocalDate.of(year, 1, 1), LocalDate.of(year - 1, 12, 25)));
        }
        often.stream().filter(date -> date.getDayOfWeek().getValue() < 6).forEach(holidays::add);
        assertEquals(holidays, still);
        assertEquals(26, still.size());
    }

    /** Easter Sunday of the years 1900 to 2099, by Gauss's rule. */
    private static LocalDate easter(int year) {
        int d = (19 * (year % 19) + 24) % 30;
        int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
        int days = d + e - (d == 29 && e == 6 || d == 28 && e == 6 && year % 19 > 10 ? 7 : 0);
        return LocalDate.of(year, 3, 22).plusDays(days);
    }

    @Test
    void temperaturesLackADayInLeapYears() {
        given("daily-min-temperatures.csv");
        Table table = Datasets.dailyMinimumTemperatures();
        assertEquals(List.of("Date", "Temp"), table.columnNames());
        assertEquals(3650, table.rowCount());
        assertEquals(20.7, table.doubleColumn("Temp").get(0), 0);
        Set<LocalDate> missing = new HashSet<>();
        LocalDate end = LocalDate.of(1991, 1, 1);
        LocalDate.of(1981, 1, 1).datesUntil(end).forEach(missing::add);
        missing.removeAll(table.dateColumn("Date").asList());
        assertEquals(Set.of(LocalDate.of(1984, 12, 31), LocalDate.of(1988, 12, 31)), missing);
    }

    @Test
    void etth1IsHourly() {
        given("ETTh1.csv");
        Table table = Datasets.etth1();
        assertEquals(List.of("date", "HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"), table.columnNames());
        assertEquals(17_420, table.rowCount());
        LocalDateTime first = LocalDateTime.of(2016, 7, 1, 0, 0);
        for (int row = 0; row < table.rowCount(); row++) {
            assertEquals(
                    row, ChronoUnit.HOURS.between(first, table.dateTimeColumn(0).get(row)));
        }
        assertEquals(30.5310001373291, table.doubleColumn("OT").get(0), 0);
    }

    @Test
    void whatIsNotThereOrNotTheOriginalSaysSo() throws IOException {
        System.setProperty("rondo.data", folder.toString());
        String missing =
                assertThrows(UncheckedIOException.class, Datasets::etth1).getMessage();
        assertTrue(missing.startsWith("series/ETTh1.csv is not under -Drondo.data="), missing);
        assertTrue(missing.endsWith("it is ETT-small/ETTh1.csv of the repository zhouhaoyi/ETDataset"), missing);
        Files.createDirectories(folder.resolve("series"));
        Files.writeString(folder.resolve("series/daily-min-temperatures.csv"), "\"Date\",\"Temp\"\n");
        String other = assertThrows(UncheckedIOException.class, Datasets::dailyMinimumTemperatures)
                .getMessage();
        assertTrue(other.contains("is not the original: its SHA-256 is "), other);
    }
}
