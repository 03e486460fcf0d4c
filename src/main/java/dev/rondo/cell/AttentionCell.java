package dev.rondo.cell;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one query to the steps of one sequence: a score for each step's key, a softmax over the scores, and the
 * mean of the keys under it.
 *
 * <pre>
 * e_j = v tanh(W q + U k_j)    additive          e_j = q W k_j             general
 * e_j = q k_j                  dot               e_j = q k_j / sqrt(n)     scaled dot, n the width of both
 * e_j = 0                      none
 * a_j = exp(e_j) / sum_i exp(e_i)
 * context = sum_j a_j k_j
 * </pre>
 *
 * <p>Sources: those of {@link AttentionType}. What depends on the keys alone, U k or W k, is computed once for a sequence
 * by {@link #keys} and used for every query. Only what is real goes in: a sequence here has no padding.
 *
 * <p>The cell holds a copy of the weights and nothing else, and may be shared between threads.
 *
 * <pre>{@code
 * AttentionCell attention = AttentionCell.of(AttentionType.DOT, Map.of(), 4, 4);
 * AttentionCell.Keys keys = attention.keys(outputs); // (time)(4), once
 * AttentionCell.Step step = attention.step(query, keys); // scores, weights and context
 * }</pre>
 */
public final class AttentionCell {
    private final AttentionType type;
    private final int queries;
    private final int keys;
    private final @Nullable Linear fromQuery; // W of additive attention
    private final @Nullable Linear fromKey; // U, or W of general attention
    private final float[] score; // v, (units); empty but for additive attention

    private AttentionCell(
            AttentionType type,
            int queries,
            int keys,
            @Nullable Linear fromQuery,
            @Nullable Linear fromKey,
            float[] score) {
        this.type = type;
        this.queries = queries;
        this.keys = keys;
        this.fromQuery = fromQuery;
        this.fromKey = fromKey;
        this.score = score;
    }

    /**
     * Makes the cell from weights by name; they are copied.
     *
     * @param type how a key is scored
     * @param weights additive: {@code weight_query} (units, queries), {@code weight_key} (units, keys) and
     *     {@code weight_score} (units), which are W, U and v; general: {@code weight_key} (queries, keys), which is W; none
     *     for the others
     * @param queries the length of a query
     * @param keys the length of a key
     * @return the cell
     * @throws IllegalArgumentException if a size is below 1, a weight is missing or shaped otherwise, or the lengths differ
     *     where they must agree
     */
    public static AttentionCell of(AttentionType type, Map<String, Tensor> weights, int queries, int keys) {
        if (queries < 1 || keys < 1) {
            throw new IllegalArgumentException("attention of queries of " + queries + " numbers to keys of " + keys
                    + ": expected at least 1 of each");
        }
        if (type.needsEqualWidths() && queries != keys) {
            throw new IllegalArgumentException(type.name().toLowerCase(Locale.ROOT) + " attention of queries of "
                    + queries + " numbers to keys of " + keys
                    + ": expected the same width for both; general or additive attention takes any");
        }
        return switch (type) {
            case ADDITIVE -> {
                Tensor named = weights.get("weight_score");
                int units = named == null ? 0 : named.values().length;
                float[] v = Tensor.from(weights, "weight_score", units).values().clone();
                Linear w = Linear.of(weights, "weight_query", queries, units);
                yield new AttentionCell(type, queries, keys, w, Linear.of(weights, "weight_key", keys, units), v);
            }
            case GENERAL -> {
                Linear w = Linear.of(weights, "weight_key", keys, queries);
                yield new AttentionCell(type, queries, keys, null, w, new float[0]);
            }
            case DOT, SCALED_DOT, NONE -> new AttentionCell(type, queries, keys, null, null, new float[0]);
        };
    }

    /**
     * Returns how a key is scored.
     *
     * @return the kind of attention
     */
    public AttentionType type() {
        return type;
    }

    /**
     * Returns the length of a query.
     *
     * @return how many numbers
     */
    public int queries() {
        return queries;
    }

    /**
     * Returns the length of a key, which is that of the context.
     *
     * @return how many numbers
     */
    public int keys() {
        return keys;
    }

    /**
     * The keys of one sequence, made ready for queries.
     *
     * @param values the keys themselves, (time)(keys)
     * @param scored what a query is scored against: U k of additive attention, W k of general attention, the keys else
     */
    public record Keys(float[][] values, float[][] scored) {}

    /**
     * What one query sees.
     *
     * @param scores e, one for each step, (time)
     * @param weights a, above 0 unless they vanish and together 1, (time)
     * @param context the mean of the keys under the weights, (keys)
     */
    public record Step(float[] scores, float[] weights, float[] context) {}

    /**
     * Makes the keys of one sequence ready.
     *
     * @param values the keys, (time)(keys), at least one
     * @return the keys, for {@link #step}
     * @throws IllegalArgumentException if there is none, or one has another length
     */
    public Keys keys(float[][] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are 0 keys, expected at least 1: leave empty sequences out");
        }
        Expect.widths("keys", values, keys);
        if (fromKey == null) {
            return new Keys(values, values);
        }
        float[][] scored = new float[values.length][];
        for (int j = 0; j < scored.length; j++) {
            scored[j] = fromKey.apply(values[j]);
        }
        return new Keys(values, scored);
    }

    /**
     * Attends.
     *
     * @param query q, (queries)
     * @param keys what {@link #keys} of this cell returned
     * @return the scores, weights and context
     * @throws IllegalArgumentException if the query has another length
     */
    public Step step(float[] query, Keys keys) {
        Expect.length("the query", query, queries);
        float[] scores = new float[keys.scored.length];
        float[] fromQuery = this.fromQuery == null ? query : this.fromQuery.apply(query);
        float scale = type == AttentionType.SCALED_DOT ? (float) (1 / Math.sqrt(queries)) : 1;
        for (int j = 0; j < scores.length; j++) {
            scores[j] = switch (type) {
                case ADDITIVE -> additive(fromQuery, keys.scored[j]);
                case GENERAL, DOT, SCALED_DOT -> scale * dot(fromQuery, keys.scored[j]);
                case NONE -> 0;
            };
        }
        float[] weights = softmax(scores);
        float[] context = new float[this.keys];
        for (int j = 0; j < weights.length; j++) {
            for (int k = 0; k < context.length; k++) {
                context[k] = Math.fma(weights[j], keys.values[j][k], context[k]);
            }
        }
        return new Step(scores, weights, context);
    }

    private float additive(float[] fromQuery, float[] fromKey) {
        float sum = 0;
        for (int k = 0; k < score.length; k++) {
            sum = Math.fma(score[k], Activation.tanh(fromQuery[k] + fromKey[k]), sum);
        }
        return sum;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma(a[k], b[k], sum);
        }
        return sum;
    }

    /** With the greatest score taken off all, so that none overflows. */
    private static float[] softmax(float[] scores) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            greatest = Math.max(greatest, score);
        }
        float[] weights = new float[scores.length];
        double sum = 0;
        for (int j = 0; j < scores.length; j++) {
            weights[j] = Activation.exp(scores[j] - greatest);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= (float) sum;
        }
        return weights;
    }

    @Override
    public String toString() {
        return "AttentionCell(" + type.name().toLowerCase(Locale.ROOT) + ", " + queries + " -> " + keys + ")";
    }
}
