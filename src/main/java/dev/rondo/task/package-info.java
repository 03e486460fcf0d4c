/**
 * What users hold: models with one set of verbs, {@code of}, {@code fit}, {@code evaluate}, {@code predict} or
 * {@code generate}, {@code save}, {@code load}, {@code summary}.
 */
@NullMarked
package dev.rondo.task;

import org.jspecify.annotations.NullMarked;
