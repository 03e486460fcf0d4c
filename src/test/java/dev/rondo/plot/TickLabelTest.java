package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickLabelTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.05, 0.05",
        "-0.30000000000000004, -0.3",
        "0.0001, 0.0001",
        "0.00001, 1e-5",
        "-2.5e-9, -2.5e-9",
        "5.5e-17, 0",
        "0, 0",
        "1, 1",
        "1982, 1982",
        "12000, '12,000'",
        "1234567, '1,234,567'",
        "1e9, 1e9",
    })
    void numbersStandAsOneReadsThem(double number, String expected) {
        assertEquals(expected, TickLabel.of(number));
    }
}
