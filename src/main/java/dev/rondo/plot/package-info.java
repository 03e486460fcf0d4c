/**
 * Charts as values: described fluently, drawn as PNG, opened as an interactive figure, shown in the notebook that runs.
 *
 * <p>{@link dev.rondo.plot.Chart} is the whole of it, with the {@link dev.rondo.plot.Role} that a series may have. The package depends on nothing else of the toolkit.
 */
@NullMarked
package dev.rondo.plot;

import org.jspecify.annotations.NullMarked;
