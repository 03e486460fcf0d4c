package dev.rondo.plot;

/** What a horizontal axis of numbers counts. */
enum XScale {
    LINEAR("", ""),
    LOG("logX()", "a logarithmic horizontal axis"),
    TIMES("times()", "an axis of times");

    private final String method;
    private final String words;

    XScale(String method, String words) {
        this.method = method;
        this.words = words;
    }

    /** The method that asks for it. */
    String method() {
        return method;
    }

    /** Refuses what cannot stand on such an axis. */
    void check(Series one) {
        if (this != LINEAR && one instanceof Series.Bars) {
            throw new IllegalArgumentException("series '" + one.name() + "' has bars on " + words
                    + ", expected lines or points: leave out " + method);
        }
        if (this == LOG) {
            one.xs().stream().filter(x -> x <= 0).findFirst().ifPresent(x -> {
                throw new IllegalArgumentException("series '" + one.name() + "' came with x " + x
                        + " on a logarithmic axis, expected more than 0: leave out that point or logX()");
            });
        }
        if (this == TIMES) {
            one.xs().stream().filter(x -> !Times.contains(x)).findFirst().ifPresent(x -> {
                throw new IllegalArgumentException("series '" + one.name() + "' came with x " + x
                        + " on an axis of times, expected milliseconds from 1970 on, as Chart.millis(dates) gives them:"
                        + " convert that time, or leave out times()");
            });
        }
    }

    /** The other scale in place of this one. */
    XScale to(XScale other) {
        if (this != LINEAR && this != other) {
            throw new IllegalArgumentException(other.method + " came to a chart with " + method
                    + ", expected one of them: an axis is of times or logarithmic");
        }
        return other;
    }
}
