package dev.rondo.nn;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.random.RandomGenerator;

/**
 * How a recurrent stack's weights start. The numbers come from Java's own generator, so that a seed means the same
 * weights on every engine.
 *
 * <p>The rules hold for every cell. A peephole LSTM's three weights from the memory start uniform within 1 / sqrt(hidden)
 * under each of them: they are vectors, to which orthogonality means nothing and the identity too much. (Gers and
 * Schmidhuber drew them from a small interval too; Keras and TensorFlow use the input's rule, which for such a vector is
 * uniform within sqrt(3 / hidden).)
 *
 * @param input how W_ih starts
 * @param recurrent how W_hh starts
 * @param forgetBias what b_ih of an LSTM's forget gate starts at; the other biases start at zero, except under
 *     {@link Scheme#UNIFORM}, where all start as the weights do and this is added
 */
@CheckReturnValue
public record Init(Scheme input, Scheme recurrent, double forgetBias) {

    /** {@inheritDoc} */
    public Init {
        if (!Double.isFinite(forgetBias)) {
            throw new IllegalArgumentException("forgetBias is " + forgetBias + ", expected a finite number such as 1");
        }
    }

    /** A rule for the numbers of one weight, (gates x hidden, inputs). */
    public enum Scheme {
        /** Uniform within 1 / sqrt(hidden), as PyTorch's recurrent modules start. */
        UNIFORM,
        /** Uniform within sqrt(6 / (inputs + gates x hidden)) (Glorot and Bengio 2010). */
        XAVIER,
        /** Normal with deviation sqrt(2 / inputs), for rectifiers (He et al. 2015). */
        HE,
        /** Columns orthonormal, or rows where there are fewer (Saxe et al. 2014). */
        ORTHOGONAL,
        /** The identity for each gate, for recurrent weights (Le, Jaitly and Hinton 2015). */
        IDENTITY,
        /** Normal with deviation 0.001, for the input of a network that starts from the identity (same source). */
        SMALL_NORMAL
    }

    /**
     * Returns the default: Xavier from the input, orthogonal from the hidden state, forget gates open (bias 1), as Keras
     * has it.
     *
     * @return the default initialisation
     */
    public static Init standard() {
        return new Init(Scheme.XAVIER, Scheme.ORTHOGONAL, 1);
    }

    /**
     * Returns PyTorch's: all weights and biases uniform within 1 / sqrt(hidden).
     *
     * @return PyTorch's initialisation
     */
    public static Init uniform() {
        return new Init(Scheme.UNIFORM, Scheme.UNIFORM, 0);
    }

    /**
     * Returns the identity from the hidden state, so that an untrained network keeps what it has seen, and Xavier from
     * the input, so that it sees something from the first step on. ({@link #irnn()} is the published form.)
     *
     * @return the identity initialisation
     */
    public static Init identity() {
        return new Init(Scheme.XAVIER, Scheme.IDENTITY, 1);
    }

    /**
     * Returns the start of the IRNN, for {@code Rnn.relu}: identity from the hidden state, biases zero, and from the
     * input normal with deviation 0.001 (Le, Jaitly and Hinton, A simple way to initialize recurrent networks of rectified
     * linear units, 2015).
     *
     * @return the IRNN's initialisation
     */
    public static Init irnn() {
        return new Init(Scheme.SMALL_NORMAL, Scheme.IDENTITY, 1);
    }

    /**
     * Returns this with another bias of the forget gates.
     *
     * @param bias the bias, usually 0 to 2
     * @return the changed value
     */
    public Init forgetBias(double bias) {
        return new Init(input, recurrent, bias);
    }

    /** Fills a bias of {@code gates} blocks; those of an LSTM stand in the order i, f, g, o. */
    float[] bias(int gates, int hidden, boolean forgets, RandomGenerator random) {
        float[] bias =
                input == Scheme.UNIFORM ? weight(Scheme.UNIFORM, gates, hidden, 1, random) : new float[gates * hidden];
        if (forgets) {
            for (int k = hidden; k < 2 * hidden; k++) {
                bias[k] += (float) forgetBias;
            }
        }
        return bias;
    }

    /** Fills a weight of {@code gates} matrices (hidden, columns), one below the other. */
    static float[] weight(Scheme scheme, int gates, int hidden, int columns, RandomGenerator random) {
        double[][] matrix = matrix(scheme, gates * hidden, columns, hidden, random);
        float[] values = new float[matrix.length * columns];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = (float) matrix[row][column];
            }
        }
        return values;
    }

    /** Fills a matrix (rows, columns) whose rows stand in blocks of the given height, one for each gate. */
    private static double[][] matrix(Scheme scheme, int rows, int columns, int hidden, RandomGenerator random) {
        double bound = scheme == Scheme.UNIFORM ? 1 / Math.sqrt(hidden) : Math.sqrt(6.0 / (rows + columns));
        double[][] matrix = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix[row][column] = switch (scheme) {
                    case UNIFORM, XAVIER -> random.nextDouble(-bound, bound);
                    case HE -> random.nextGaussian() * Math.sqrt(2.0 / columns);
                    case SMALL_NORMAL -> random.nextGaussian() * 0.001;
                    case ORTHOGONAL -> random.nextGaussian();
                    case IDENTITY -> row % hidden == column ? 1 : 0;
                };
            }
        }
        return scheme == Scheme.ORTHOGONAL ? orthonormal(matrix) : matrix;
    }

    /** Makes the rows orthonormal by Gram and Schmidt's method, or the columns where there are more rows. */
    private static double[][] orthonormal(double[][] matrix) {
        if (matrix.length > matrix[0].length) {
            return transpose(orthonormal(transpose(matrix)));
        }
        for (int row = 0; row < matrix.length; row++) {
            double[] v = matrix[row];
            for (int earlier = 0; earlier < row; earlier++) {
                double along = dot(matrix[earlier], v);
                for (int k = 0; k < v.length; k++) {
                    v[k] -= along * matrix[earlier][k];
                }
            }
            double norm = Math.sqrt(dot(v, v));
            for (int k = 0; k < v.length; k++) {
                v[k] /= norm;
            }
        }
        return matrix;
    }

    private static double[][] transpose(double[][] matrix) {
        double[][] turned = new double[matrix[0].length][matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < turned.length; column++) {
                turned[column][row] = matrix[row][column];
            }
        }
        return turned;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
