/** Measurements of speed and memory, on the engine's own kernels as the yardstick. Not part of the toolkit. */
@NullMarked
package dev.rondo.bench;

import org.jspecify.annotations.NullMarked;
