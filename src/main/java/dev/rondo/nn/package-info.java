/**
 * Blocks for DJL: the recurrent stack that is right on both engines, losses, and the choice of the engine.
 *
 * <p>What the engines lack or get wrong is dealt with here and stays here.
 */
@NullMarked
package dev.rondo.nn;

import org.jspecify.annotations.NullMarked;
