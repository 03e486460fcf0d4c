package dev.rondo.plot;

import java.util.ArrayList;
import java.util.List;

/** Which labels remain where not all find room: one in so many, from a first one on. */
record Stride(int first, int step) {
    /**
     * At least so many labels from one to the next. Of labels that count evenly, such as steps, those with round
     * numbers remain; of others the first and every n-th after it.
     */
    static Stride atLeast(int step, List<String> labels) {
        double[] numbers = evenly(labels);
        if (step <= 1 || numbers.length == 0) {
            return new Stride(0, Math.max(1, step));
        }
        int round = round(step);
        double place = numbers[0] / (numbers[1] - numbers[0]); // of the first label, where 0 has place 0
        if (Math.abs(place) > 1e9 || Math.abs(place - Math.rint(place)) > 1e-6) {
            return new Stride(0, round);
        }
        int first = Math.floorMod(-Math.round(place), round);
        return new Stride(first + round < numbers.length ? first : 0, round); // two labels where there is room
    }

    /** The least of 1, 2, 5, 10, 20, 50 and so on that is not below the number, which is at least 1. */
    static int round(int number) {
        int power = 1;
        while (power * 10 <= number) {
            power *= 10;
        }
        for (int leading : new int[] {1, 2, 5}) {
            if (leading * power >= number) {
                return leading * power;
            }
        }
        return 10 * power;
    }

    /** The labels, blank where they are left out. */
    List<String> of(List<String> labels) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            shown.add(i % step == first ? labels.get(i) : " ");
        }
        return shown;
    }

    /** The labels as numbers, equally far apart, or none if they are anything else. */
    private static double[] evenly(List<String> labels) {
        if (labels.size() < 3) {
            return new double[0];
        }
        double[] numbers = new double[labels.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(labels.get(i));
            } catch (NumberFormatException e) {
                return new double[0];
            }
        }
        double apart = numbers[1] - numbers[0];
        for (int i = 1; i < numbers.length; i++) {
            double error = Math.abs(numbers[i] - numbers[i - 1] - apart);
            if (!(error <= 1e-6 * Math.abs(apart)) || apart == 0) {
                return new double[0];
            }
        }
        return numbers;
    }
}
