package dev.rondo.notebook;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** Answers the requests to run a cell, one after the other. */
final class CellRequests {
    private static final long ABORTING = 1_000_000_000; // nanoseconds for the next waiting cell to come up

    private final RondoKernel kernel;
    private final AtomicReference<@Nullable ShellReplyEnvironment> cell;
    private volatile @Nullable ExecuteRequest running;
    private int count;
    private boolean aborting;
    private long abortingSince;

    /**
     * Makes one.
     *
     * @param kernel what runs the cells
     * @param cell set to the cell that what is printed and shown belongs to: the last one, null in a silent one
     */
    CellRequests(RondoKernel kernel, AtomicReference<@Nullable ShellReplyEnvironment> cell) {
        this.kernel = kernel;
        this.cell = cell;
    }

    /** Returns the running cell where it may ask the user for input, else null. */
    @Nullable
    ShellReplyEnvironment asking() {
        ExecuteRequest request = running;
        return request != null && request.isStdinEnabled() ? cell.get() : null;
    }

    boolean isBusy() {
        return running != null;
    }

    void execute(ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        environment.setStatusBusy();
        try {
            if (request.shouldStopOnError() && isAborting()) {
                abort(environment);
                waitingAreAborted(environment);
                return;
            }
            aborting = false;
            cell.set(request.isSilent() ? null : environment);
            running = request;
            if (!request.isSilent()) {
                count += request.shouldStoreHistory() ? 1 : 0;
                environment.publish(new PublishExecuteInput(request.getCode(), count));
            }
            run(environment, request);
        } finally {
            running = null;
            Thread.interrupted(); // left over from a toString, say: it would end this thread
            environment.setStatusIdle();
        }
    }

    private void run(ShellReplyEnvironment environment, ExecuteRequest request) {
        try {
            DisplayData value = kernel.run(request.getCode(), count);
            if (value != null && !request.isSilent()) {
                environment.publish(new PublishExecuteResult(count, value));
            }
            environment.reply(new ExecuteReply(count, Map.of()));
        } catch (CellFailure e) {
            fail(environment, request, e);
        } catch (RuntimeException | Error e) { // of the kernel itself: it must live on
            String message = "the kernel failed: " + e;
            List<String> lines = List.of(message, "please report it, with the cell");
            fail(environment, request, new CellFailure(e.getClass().getSimpleName(), message, 0, lines));
        }
    }

    private void fail(ShellReplyEnvironment environment, ExecuteRequest request, CellFailure failure) {
        List<String> trace = failure.trace().stream()
                .map(line -> "\u001b[31m" + line + "\u001b[0m")
                .toList();
        if (!request.isSilent()) {
            environment.publish(new PublishError(failure.name(), failure.message(), trace));
        }
        if (!request.isSilent() && request.shouldStopOnError()) {
            waitingAreAborted(environment);
        }
        ErrorReply reply = new ErrorReply(failure.name(), failure.message(), trace);
        reply.setExecutionCount(count);
        environment.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    }

    /** Notes that a message of another kind was answered: where nothing waits behind it, nothing is to be aborted. */
    void answeredAnother(ShellReplyEnvironment environment) {
        if (isAborting()) {
            waitingAreAborted(environment);
        }
    }

    /** The cells that have come already and wait are not to run; one that is sent on seeing the error is. */
    private void waitingAreAborted(ShellReplyEnvironment environment) {
        aborting = (environment.getShell().getEvents() & ZMQ.Poller.POLLIN) != 0;
        abortingSince = System.nanoTime();
    }

    private boolean isAborting() {
        return aborting && System.nanoTime() - abortingSince < ABORTING;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the library knows only its own two kinds of reply
    private static void abort(ShellReplyEnvironment environment) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        environment.reply(new Message(environment.getContext(), ExecuteReply.MESSAGE_TYPE, content));
    }

    /** Says why, where the process ends under a running cell; tells whether there was one. */
    boolean lastWords() {
        ExecuteRequest request = running;
        ShellReplyEnvironment environment = cell.get();
        if (request == null || environment == null) {
            return false;
        }
        kernel.flush();
        fail(environment, request, Failures.processEnds());
        environment.setStatusIdle();
        return true;
    }
}
