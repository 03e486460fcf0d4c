/**
 * Blocks for DJL: the recurrent stack that is right on both engines, attention and the decoder that attends, losses, and
 * the choice of the engine.
 *
 * <h2>What the engines get wrong, and what is done about it</h2>
 *
 * <p>Seen with DJL 0.35.1, MXNet 1.9.1 and PyTorch 2.7.1, on CPUs. None of it is to reach a user.
 *
 * <ul>
 *   <li>The order of a recurrent kernel's parameters differs: PyTorch wants all four of one layer and direction together,
 *       MXNet all weights first and then all biases. {@link dev.rondo.nn.RecurrentStack} calls the kernel once for each
 *       layer; measured, that is as fast as one call for the stack.
 *   <li>Cells without a kernel, recurrent dropout, and the memory c of an LSTM at unequal lengths are unrolled into single
 *       operations. On MXNet each of them costs tens of microseconds on its way through JNA, whatever it computes, and the
 *       thread that issues them is the bottleneck: there an operation saved counts more than a product made smaller.
 *   <li>MXNet's {@code split} looks through all places of the cut for every number it copies, and a slice on either engine
 *       writes a gradient of the full size on the way back: cutting a sequence into its steps costs time squared either
 *       way, unless a few cuts are made at a time.
 *   <li>The same on both engines, forward and backward: {@code NDArrayEx.linear} (x W^T + b, with the weight as it lies),
 *       {@code split} by count and by places, {@code stack}, {@code squeeze(axis)}, {@code softPlus}, and {@code mean} over
 *       one axis. What is computed may be closed before the way back: the graph holds on to what it needs.
 *   <li>But what PyTorch gets from Java's numbers, as masks and indices, is a window on a direct buffer that lives as long
 *       as the Java array does. The graph holds the window and not the buffer: closed before the way back, and collected,
 *       it leaves gradients of whatever stands there next. So it is with the number in {@code mul(number)}, {@code
 *       div(number)} and {@code pow(number)}: a collection between the way there and the way back, once in thousands of
 *       steps, makes the gradient another. {@link dev.rondo.nn.Tensors} copies what it is given into the engine's own
 *       memory, and {@link dev.rondo.nn.Tensors#times} multiplies where a way back may follow.
 *   <li>MXNet copies numbers from a direct buffer that DJL lets go of before the copy is done: a collection at that moment
 *       puts other numbers into the array, once in some ten thousand under load. {@link dev.rondo.nn.Tensors} holds on to
 *       the buffer; nothing else copies numbers into the engine.
 *   <li>MXNet's {@code logSoftmax} and {@code softPlus} are right to about a millionth, not to the last place.
 *   <li>The kernels know no lengths and return the state after the last step only: padding is cut to the longest sequence,
 *       masked, and turned round by index for the way back.
 *   <li>Dropout inside MXNet's kernel does not follow the engine's seed, and no random state can be saved: masks and
 *       initial weights are drawn in Java, the same on both engines.
 *   <li>Gradients are overwritten by MXNet and added up by PyTorch ({@link dev.rondo.nn.Engines#accumulatesGradients()}).
 *       After a loss that ran away they must be set to zero: a product with zero leaves what is no number.
 *   <li>PyTorch records gradients in every thread but the one that loaded the engine: {@link dev.rondo.nn.Engines#enter()}
 *       readies the others.
 *   <li>{@code MxNDArray.close()} waits until the array is computed.
 *   <li>On PyTorch, {@code a.copyTo(b)} and {@code b.set(values)} move b into a buffer of Java's that lives as long as the
 *       Java object b does; where that is a passing handle, as of a gradient, the native side is left with memory that was
 *       given back, and the heap is corrupted. {@code b.set(new NDIndex(":"), a)} copies.
 *   <li>PyTorch's side of the fused updates clips from above only; clipping is done before.
 *   <li>What is read into Java, and what is made from Java's arrays, leaves a direct buffer until a collection: the state
 *       carried between windows stays on the engine, cut off by {@code stopGradient} outside the collector.
 *   <li>MXNet takes half of the processors for hyper-threads, whether they are or not, and the threads of both engines
 *       spin long enough for one another to bring a busy machine to a halt. Both read the environment as they start:
 *       {@link dev.rondo.nn.Engines} sets it before. For several processes side by side, give each its share by {@code
 *       OMP_NUM_THREADS}.
 *   <li>Both engines give large arrays back to the system at the end of a step and ask for them anew in the next, page by
 *       page: {@link dev.rondo.nn.Engines} has the GNU C library keep them, unless a variable {@code MALLOC_...} is set.
 *   <li>PyTorch prints one warning about DJL's own code at the first step; nothing turns it off.
 * </ul>
 */
@NullMarked
package dev.rondo.nn;

import org.jspecify.annotations.NullMarked;
