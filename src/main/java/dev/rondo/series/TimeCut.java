package dev.rondo.series;

import dev.rondo.data.Part;
import dev.rondo.data.Shares;

/**
 * Where the training part ends, and where the validation part does.
 *
 * @param rule how the ends are found
 * @param recent how many steps before its end the training part begins, or 0 for all
 */
record TimeCut(Rule rule, int recent) {

    sealed interface Rule {}

    record ByShare(Shares shares) implements Rule {}

    record ByCount(int train, int validation) implements Rule {}

    record ByTime(Object validationFrom, Object testFrom) implements Rule {}

    /**
     * The parts of one series, as steps from its first.
     *
     * @param from where training begins
     * @param train where training ends and validation begins
     * @param validation where validation ends and testing begins
     */
    record Ends(int from, int train, int validation) {

        /** Returns the first step of a part. */
        int first(Part part) {
            return part == Part.TRAIN ? from : part == Part.VALIDATION ? train : validation;
        }

        /** Returns the step behind the last of a part of so many steps in all. */
        int last(Part part, int observed) {
            return part == Part.TRAIN ? train : part == Part.VALIDATION ? validation : observed;
        }
    }

    /**
     * Cuts a series.
     *
     * @param step how the axis goes on
     * @param start the first time of the series
     * @param observed how many steps it has
     * @param first the first time of all series
     * @param total how many steps there are from there to the last of all series
     */
    Ends ends(TimeStep step, double start, int observed, double first, int total) {
        int train;
        int validation;
        if (rule instanceof ByTime times) {
            train = step.before(start, observed, step.kind().number(times.validationFrom));
            validation = step.before(start, observed, step.kind().number(times.testFrom));
        } else if (step.kind() == TimeKind.ROWS) {
            train = Math.min(observed, count(observed, false));
            validation = Math.min(observed, count(observed, true));
        } else {
            train = step.before(start, observed, step.plus(first, count(total, false)));
            validation = step.before(start, observed, step.plus(first, count(total, true)));
        }
        return new Ends(recent == 0 ? 0 : Math.max(0, train - recent), train, Math.max(train, validation));
    }

    private int count(int total, boolean behindValidation) {
        if (rule instanceof ByShare some) {
            return behindValidation ? some.shares.second(total) : some.shares.first(total);
        }
        ByCount counts = (ByCount) rule;
        return behindValidation ? counts.train + counts.validation : counts.train;
    }
}
