/**
 * The recurrent equations in plain Java: one step at a time, forward and back through time, every gate visible, weights
 * under PyTorch's names.
 *
 * <p>This is the from-scratch lesson, the reference that the engines are tested against, and the fast path for
 * generation one symbol at a time, where a native call per step would cost more than the arithmetic. It depends on
 * nothing but annotations.
 */
@NullMarked
package dev.rondo.cell;

import org.jspecify.annotations.NullMarked;
