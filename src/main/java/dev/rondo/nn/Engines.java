package dev.rondo.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place that chooses the engine and the device.
 *
 * <p>In this order: {@link #use(String, String)} before the first model; the system properties {@code rondo.engine}
 * ({@code MXNet} or {@code PyTorch}) and {@code rondo.device} ({@code cpu}, {@code gpu}, {@code gpu1} ...); else PyTorch
 * where a GPU is found or MXNet has no natives, and MXNet elsewhere.
 */
public final class Engines {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("MXNet", "PyTorch"));
    private static final ReentrantLock LOCK = new ReentrantLock(true);
    private static final int TRIM_THRESHOLD = -1; // by its number in malloc.h
    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Queue<NDManager> LEFT = new ConcurrentLinkedQueue<>(); // by owners that are gone

    private static @Nullable Choice chosen;

    private record Choice(Engine engine, Device device) {}

    static {
        // DJL reports usage and looks for downloads unless told otherwise.
        defaultProperty("OPT_OUT_TRACKING", "true");
        defaultProperty("ai.djl.offline", "true");
    }

    private Engines() {}

    /**
     * Chooses the engine, on its default device.
     *
     * @param engine {@code MXNet} or {@code PyTorch}
     * @throws IllegalArgumentException if there is no such engine
     * @throws IllegalStateException if another engine is in use already
     */
    public static void use(String engine) {
        use(engine, "");
    }

    /**
     * Chooses engine and device.
     *
     * @param engine {@code MXNet} or {@code PyTorch}
     * @param device {@code cpu}, {@code gpu} or {@code gpu1}, {@code gpu2} ...; empty for the engine's default
     * @throws IllegalArgumentException if there is no such engine or device
     * @throws IllegalStateException if another engine or device is in use already
     */
    public static synchronized void use(String engine, String device) {
        Choice wanted = choice(engine, device);
        if (chosen != null && !chosen.equals(wanted)) {
            throw new IllegalStateException("Engines.use(\"" + engine + "\", \"" + device + "\") came too late: "
                    + chosen.engine.getEngineName() + " on " + chosen.device
                    + " is in use; call it before the first model, or start a new JVM");
        }
        chosen = wanted;
    }

    /**
     * Returns the name of the engine in use, choosing it if nobody has.
     *
     * @return {@code MXNet} or {@code PyTorch}
     */
    public static String name() {
        return current().engine.getEngineName();
    }

    /**
     * Returns the device in use, choosing it if nobody has.
     *
     * @return such as {@code cpu()} or {@code gpu(0)}
     */
    public static Device device() {
        return current().device;
    }

    /**
     * Returns the engine in use, choosing it if nobody has.
     *
     * @return DJL's engine
     */
    public static Engine engine() {
        return current().engine;
    }

    /**
     * Opens a manager on the engine and device in use, and readies the calling thread. Who opens it closes it.
     *
     * @return a new top-level manager
     */
    public static NDManager newManager() {
        enter();
        return current().engine.newBaseManager(current().device);
    }

    /**
     * Opens a manager for the lifetime of its owner. If the owner is no longer reachable, the manager is closed when the
     * next one is opened this way: then, and in the thread that opens it, since an engine's memory must not be given back
     * in the middle of a computation, as a collector's own thread would.
     *
     * @param owner the one object whose reachability keeps the manager open
     * @return a new top-level manager, which may be closed before
     */
    public static NDManager newManager(Object owner) {
        for (NDManager left = LEFT.poll(); left != null; left = LEFT.poll()) {
            left.close();
        }
        NDManager manager = newManager();
        CLEANER.register(owner, () -> LEFT.add(manager));
        return manager;
    }

    /**
     * Returns whether the engine adds a new gradient to the one that is there, as PyTorch does, or overwrites it, as MXNet
     * does.
     *
     * @return true if gradients must be cleared before each step
     */
    public static boolean accumulatesGradients() {
        return name().equals("PyTorch");
    }

    /** Returns whether a kernel for both directions wants all matrices before all biases, as MXNet's does. */
    static boolean matricesFirst() {
        return name().equals("MXNet");
    }

    /**
     * Readies the calling thread. PyTorch records every computation unless a thread says otherwise, and DJL says so only
     * in the thread that loads the engine: in any other one, weights could not be changed in place, and what is computed
     * would hold on to all it was computed from. To be called outside a gradient collector.
     */
    public static void enter() {
        if (name().equals("PyTorch")) {
            JniUtils.setGradMode(false);
        }
    }

    /**
     * Returns the lock that a fit holds while it runs: an engine records one computation at a time.
     *
     * @return the one lock of this JVM, re-entrant
     */
    public static ReentrantLock lock() {
        return LOCK;
    }

    private static synchronized Choice current() {
        if (chosen == null) {
            chosen = choice(System.getProperty("rondo.engine", ""), System.getProperty("rondo.device", ""));
        }
        return chosen;
    }

    private static Choice choice(String engineName, String deviceName) {
        String name = engineName.isEmpty() ? defaultEngine(deviceName) : known(engineName);
        prepare(name);
        Engine engine = Engine.getEngine(name);
        if (deviceName.isEmpty()) {
            return new Choice(engine, engine.defaultDevice());
        }
        if (!deviceName.matches("cpu|gpu\\d*")) {
            throw new IllegalArgumentException("device '" + deviceName + "' is not known: use cpu, gpu, gpu1 ...");
        }
        Device device = Device.fromName(deviceName, engine);
        if (device.isGpu() && device.getDeviceId() >= engine.getGpuCount()) {
            throw new IllegalArgumentException("device '" + deviceName + "' is not there: " + name + " sees "
                    + engine.getGpuCount() + " GPUs; use cpu, or build with -Pgpu on a machine that has one");
        }
        return new Choice(engine, device);
    }

    private static String known(String name) {
        return KNOWN.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("engine '" + name + "' is not known: use one of " + KNOWN));
    }

    private static String defaultEngine(String deviceName) {
        boolean mxnet = hasNatives("mxnet");
        if (!hasNatives("pytorch")) {
            return "MXNet";
        }
        return !mxnet || deviceName.startsWith("gpu") || CudaUtils.getGpuCount() > 0 ? "PyTorch" : "MXNet";
    }

    /** Looks for the file by which DJL's native jars say which platform they are for. */
    private static boolean hasNatives(String engine) {
        return Engines.class.getClassLoader().getResource("native/lib/" + engine + ".properties") != null;
    }

    /**
     * Tells the native side what it reads from the environment as it starts.
     *
     * <p>MXNet halves the number of processors on the assumption that each core counts twice. Where that is not so, half of
     * the machine would idle: the physical cores are counted here. And the threads of both engines spin so long for one
     * another that a second busy process slows them down many times over: here they spin for less.
     */
    private static void prepare(String name) {
        if (Platform.isLinux()) {
            keepMemory();
            environment("GOMP_SPINCOUNT", "10000");
            if (name.equals("MXNet")) {
                environment("OMP_NUM_THREADS", Integer.toString(physicalCores()));
            }
        }
    }

    /**
     * Has the C library keep what a step gives back, up to a quarter of a GiB, for the next one. By itself it hands large
     * pieces to the system and asks for them anew, page by page, which costs PyTorch up to a third of a small step. What
     * the environment says about it stands; a library without such settings is left alone.
     */
    private static void keepMemory() {
        if (System.getenv().keySet().stream().anyMatch(name -> name.startsWith("MALLOC_"))) {
            return;
        }
        try {
            Function set = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("mallopt");
            set.invokeInt(new Object[] {MMAP_THRESHOLD, 32 << 20}); // the most that is allowed
            set.invokeInt(new Object[] {TRIM_THRESHOLD, 256 << 20});
            set.invokeInt(new Object[] {TOP_PAD, 64 << 20}); // as large as a heap of MXNet's threads
        } catch (UnsatisfiedLinkError e) {
            // not the GNU library
        }
    }

    /** Sets a variable that is not set, for the native code of this process. */
    private static void environment(String name, String value) {
        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv").invokeInt(new Object[] {name, value, 0
        });
    }

    private static int physicalCores() {
        int available = Runtime.getRuntime().availableProcessors();
        Set<String> cores = new TreeSet<>();
        try (Stream<Path> processors = Files.list(Path.of("/sys/devices/system/cpu"))) {
            for (Path siblings : processors
                    .map(p -> p.resolve("topology/thread_siblings_list"))
                    .filter(Files::isReadable)
                    .toList()) {
                cores.add(Files.readString(siblings).strip());
            }
        } catch (IOException | UncheckedIOException e) {
            return available; // no such view of the machine here: take what the JVM sees
        }
        return cores.isEmpty() ? available : Math.min(available, cores.size());
    }

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null && System.getenv(name.toUpperCase(Locale.ROOT)) == null) {
            System.setProperty(name, value);
        }
    }
}
