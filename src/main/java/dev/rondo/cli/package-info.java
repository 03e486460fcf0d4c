/**
 * The command line: arguments become the same specs that a notebook writes, and nothing else happens here.
 *
 * <p>{@link dev.rondo.cli.Main} without arguments is the demonstration.
 */
@NullMarked
package dev.rondo.cli;

import org.jspecify.annotations.NullMarked;
