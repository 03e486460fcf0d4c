/**
 * Notebooks: Java cells on JShell, in one process with the toolkit, behind three faces: a Jupyter kernel, a runner that
 * needs no Python, and a shell. Jupyter's libraries are used here alone.
 *
 * <p>What jupyter-jvm-basekernel 2.3.0 gets wrong, and what is done instead:
 *
 * <ul>
 *   <li>Each print is a message, cut at 8,192 bytes even within a character, and a socket drops what exceeds its thousand
 *       messages: prints are gathered, and the socket keeps all. A Jupyter server in turn drops more than a megabyte a
 *       second: output is held back to that.
 *   <li>The thread of a channel ends for good if it is left interrupted, an Error passes through, or a message is
 *       malformed or wrongly signed: cells run in threads of their own, all they throw is told, and where such a thread
 *       dies all the same the process ends, so that Jupyter starts it anew.
 *   <li>The PNG of an image loses its last bytes: images are encoded here.
 *   <li>Cells that wait behind one that failed are run all the same: here they are answered as aborted.
 * </ul>
 *
 * <p>JShell stops only a snippet that runs: an interrupt that comes between two statements of a cell is remembered. Before JDK
 * 20 it stops by {@code Thread.stop}, so first there is an interrupt, and force only outside the engine; since then only
 * the code of the cell itself can be stopped.
 *
 * <p>Stock IJava brings gson 2.8.5, which is loaded before the toolkit's and cannot read a model file; {@code kernel attach}
 * puts the newer one in front. A toolkit that comes by {@code %maven} alone has no such help.
 */
@NullMarked
package dev.rondo.notebook;

import org.jspecify.annotations.NullMarked;
