package dev.rondo.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The plane in which points differ most. */
final class PrincipalPlane {
    private static final int MOST_ROUNDS = 10_000;

    private PrincipalPlane() {}

    /**
     * Finds the first two principal components.
     *
     * @param points the points, (points)(dimensions)
     * @return the two coordinates of each in the plane, (2)(points), around their mean; of the first two coordinates that
     *     are farthest from it, both are positive
     */
    static double[][] of(double[][] points) {
        double[][] products = products(centred(points));
        double[][] plane = new double[2][];
        for (int component = 0; component < 2; component++) {
            double[] direction = direction(products);
            double value = dot(direction, times(products, direction));
            plane[component] = scaled(direction, Math.sqrt(Math.max(0, value)));
            for (int a = 0; a < products.length; a++) {
                for (int b = 0; b < products.length; b++) {
                    products[a][b] -= value * direction[a] * direction[b];
                }
            }
        }
        return plane;
    }

    private static double[][] centred(double[][] points) {
        double[] mean = new double[points[0].length];
        for (double[] point : points) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += point[d] / points.length;
            }
        }
        double[][] centred = new double[points.length][mean.length];
        for (int k = 0; k < points.length; k++) {
            for (int d = 0; d < mean.length; d++) {
                centred[k][d] = points[k][d] - mean[d];
            }
        }
        return centred;
    }

    /** Multiplies each point with each: the eigenvectors of that hold the coordinates. */
    private static double[][] products(double[][] points) {
        return Arrays.stream(points).map(a -> times(points, a)).toArray(double[][]::new);
    }

    /** Finds the eigenvector of the largest eigenvalue by power iteration. */
    private static double[] direction(double[][] products) {
        SplittableRandom random = new SplittableRandom(0);
        double[] direction = unit(random.doubles(products.length, -1, 1).toArray());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = times(products, direction);
            if (dot(next, next) < 1e-24) {
                return new double[products.length]; // no difference is left
            }
            next = unit(next);
            double turned = 1 - Math.abs(dot(next, direction));
            direction = next;
            if (turned < 1e-15) {
                break;
            }
        }
        double[] found = direction;
        double farthest = Arrays.stream(found).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
        return scaled(found, Math.signum(farthest));
    }

    private static double[] times(double[][] rows, double[] vector) {
        return Arrays.stream(rows).mapToDouble(row -> dot(row, vector)).toArray();
    }

    private static double[] unit(double[] vector) {
        return scaled(vector, 1 / Math.sqrt(dot(vector, vector)));
    }

    private static double[] scaled(double[] vector, double by) {
        return Arrays.stream(vector).map(value -> value * by).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double product = 0;
        for (int d = 0; d < a.length; d++) {
            product += a[d] * b[d];
        }
        return product;
    }
}
