/**
 * The one training loop: what a fit is to do ({@link dev.rondo.train.Fit}), what it did ({@link
 * dev.rondo.train.History}), and everything between: optimisers, clipping, schedules, events, progress, checkpoints.
 */
@NullMarked
package dev.rondo.train;

import org.jspecify.annotations.NullMarked;
