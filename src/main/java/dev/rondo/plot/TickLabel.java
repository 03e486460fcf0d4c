package dev.rondo.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How a number stands at an axis: 0.05, 1982, 12,000, 1e-5. */
final class TickLabel {
    private static final MathContext DIGITS = new MathContext(8); // what is beyond is the error of a sum of steps
    private static final int GROUPED = 10_000; // from here on thousands are marked; a year is below

    private TickLabel() {}

    static String of(double number) {
        BigDecimal value = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        if (value.signum() == 0 || Math.abs(number) < 1e-12) {
            return "0";
        }
        int places = value.precision() - value.scale() - 1; // the power of ten of the first digit
        if (places < -4 || places > 7) {
            return value.movePointLeft(places).stripTrailingZeros().toPlainString() + "e" + places;
        }
        return Math.abs(number) < GROUPED
                ? value.toPlainString()
                : String.format(Locale.ROOT, "%,d", Math.round(number));
    }
}
