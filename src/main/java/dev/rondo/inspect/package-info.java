/**
 * Looks into any recurrent stack: its gates over a sequence ({@link dev.rondo.inspect.GateTrace}), how far gradients
 * and inputs reach through time ({@link dev.rondo.inspect.GradientFlow}, {@link dev.rondo.inspect.Influence}), how that
 * changes in training ({@link dev.rondo.inspect.GradientHistory}), what single units follow in a text ({@link
 * dev.rondo.inspect.UnitText}), and whether the three ways to compute a cell agree ({@link
 * dev.rondo.inspect.ThreeWays}).
 *
 * <p>All but the last work in plain Java on a {@link dev.rondo.cell.CellStack} and a sequence (time)(inputs), whatever
 * task the stack was trained for. Layers count from 0 at the bottom, as in the names of the weights, and so do units
 * and steps. What is asked of one layer is asked of the top one, in the way forward, until {@code layer(n)} or
 * {@code reverse()} says otherwise; tables hold all of them.
 */
@NullMarked
package dev.rondo.inspect;

import org.jspecify.annotations.NullMarked;
