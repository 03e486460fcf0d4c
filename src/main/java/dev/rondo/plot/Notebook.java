package dev.rondo.plot;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Jupyter kernel that runs this code, found by reflection: the toolkit neither depends on a kernel nor prefers one.
 */
final class Notebook {
    /**
     * A kind of kernel.
     *
     * @param holder the class that knows the running kernel
     * @param accessor its static method that returns the kernel, or null or an exception where none runs
     * @param library the package of BaseKernel, with DisplayData in its subpackage display
     */
    private record Kernel(String holder, String accessor, String library) {}

    /** The kernels known; a further one on the same foundation is one more line here. */
    private static final List<Kernel> KERNELS = List.of(
            new Kernel("dev.rondo.notebook.RondoKernel", "getKernelInstance", "io.github.spencerpark.jupyter.kernel"),
            new Kernel(
                    "io.github.spencerpark.ijava.IJava", "getKernelInstance", "io.github.spencerpark.jupyter.kernel"),
            new Kernel(
                    "org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel", "org.dflib.jjava.jupyter.kernel"));

    private Notebook() {}

    /**
     * Shows a picture below the running cell.
     *
     * @param png the bytes of the picture
     * @param width the width at which it is shown, in the page's pixels
     * @param height the height at which it is shown
     * @return whether a kernel took it
     */
    static boolean show(byte[] png, int width, int height) {
        for (ClassLoader loader : loaders()) {
            for (Kernel kernel : KERNELS) {
                if (show(loader, kernel, png, Map.of("width", width, "height", height))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean show(ClassLoader loader, Kernel kernel, byte[] png, Map<String, Integer> size) {
        try {
            Class<?> holder = Class.forName(kernel.holder(), true, loader);
            Object running = holder.getMethod(kernel.accessor()).invoke(null);
            if (running == null) {
                return false;
            }
            ClassLoader own = holder.getClassLoader();
            Class<?> dataType = Class.forName(kernel.library() + ".display.DisplayData", true, own);
            Object data = dataType.getConstructor().newInstance();
            String text = Base64.getEncoder().encodeToString(png);
            dataType.getMethod("putData", String.class, Object.class).invoke(data, "image/png", text);
            dataType.getMethod("putMetaData", String.class, Object.class).invoke(data, "image/png", size);
            Class<?> base = Class.forName(kernel.library() + ".BaseKernel", true, own);
            base.getMethod("display", dataType).invoke(running, data);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false; // no such kernel, none running, or one that cannot show it: the chart goes to a file
        }
    }

    /** Where a kernel may be: beside the code that runs, or beside the toolkit. */
    private static Set<ClassLoader> loaders() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            loaders.add(context);
        }
        ClassLoader own = Notebook.class.getClassLoader();
        if (own != null) {
            loaders.add(own);
        }
        return loaders;
    }
}
