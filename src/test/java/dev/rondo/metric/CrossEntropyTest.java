package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    @Test
    void aUniformChoiceOfEightIsThreeBitsAndPerplexityEight() {
        var entropy = new CrossEntropy(Math.log(8));
        assertEquals(3, entropy.bits(), 1e-12);
        assertEquals(8, entropy.perplexity(), 1e-12);
        assertEquals(2.0794415416798357, entropy.nats(), 1e-15);
    }

    @Test
    void printsAllThreeUnitsWithAPointInAnyLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("1.4701 nats, 2.1209 bits, perplexity 4.350", new CrossEntropy(1.4701).toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void certaintyIsZeroWhicheverItsSign() {
        assertEquals("0.0000 nats, 0.0000 bits, perplexity 1.000", new CrossEntropy(-0.0).toString());
        assertEquals(new CrossEntropy(0.0), new CrossEntropy(-0.0));
    }

    @Test
    void anImpossibleTokenIsInfinite() {
        assertEquals(Double.POSITIVE_INFINITY, new CrossEntropy(-Math.log(0)).perplexity());
    }

    @Test
    void refusesWhatIsNoCrossEntropy() {
        var negative = assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(-1.5));
        assertEquals(
                "nats is -1.5, expected at least 0: pass the mean of -ln p (positive), not the mean of ln p",
                negative.getMessage());
        var nan = assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(Double.NaN));
        assertEquals(
                "nats is NaN, expected a number of at least 0: the model's loss is not a number, "
                        + "train again with a lower learning rate or clipped gradients",
                nan.getMessage());
    }
}
