package dev.rondo.cli;

import dev.rondo.notebook.Jupyter;
import dev.rondo.notebook.JupyterFolders;
import dev.rondo.notebook.KernelSpec;
import dev.rondo.notebook.StockKernel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings the toolkit into Jupyter: as a kernel of its own, or into an IJava or JJava that is there already. */
@Command(
        name = "kernel",
        subcommands = {
            KernelCommand.Install.class,
            KernelCommand.Uninstall.class,
            KernelCommand.Attach.class,
            KernelCommand.Detach.class,
            KernelCommand.Start.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Brings the toolkit into Jupyter and VS Code.")
final class KernelCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "no command given, expected install, uninstall, attach or detach");
    }

    /** Which of Jupyter's folders is meant. */
    static final class Place {
        @Option(
                names = "--prefix",
                paramLabel = "FOLDER",
                description = "The environment whose share/jupyter is meant, such as a Conda environment's folder"
                        + " (default: the user's own Jupyter folder).")
        private Optional<Path> prefix = Optional.empty();

        JupyterFolders folders() {
            return prefix.map(JupyterFolders::under).orElseGet(JupyterFolders::ofUser);
        }
    }

    /** Which of the kernels of others is meant. */
    static final class Stock {
        @Mixin
        private Place place = new Place();

        @Parameters(paramLabel = "NAME", description = "The kernel's name, as jupyter kernelspec list shows it.")
        private String name = "";

        StockKernel kernel() {
            return StockKernel.find(name, place.folders());
        }
    }

    /** Installs Rondo's own kernel. */
    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            header = "Puts Rondo's kernel into Jupyter's list, for the toolkit as it runs now.")
    static final class Install implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Place place = new Place();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The kernel's name in Jupyter (default: ${DEFAULT-VALUE}).")
        private String name = "rondo";

        @Option(names = "--replace", description = "Replace another's kernel of the same name.")
        private boolean replace;

        @Option(
                names = "--jvm",
                paramLabel = "OPTIONS",
                description = "Options for the kernel's JVM, with spaces between them, such as \"-Xmx4g\".")
        private List<String> jvm = new ArrayList<>();

        @Override
        public void run() {
            List<String> options = jvm.stream()
                    .flatMap(some -> Arrays.stream(some.trim().split("\\s+")))
                    .toList();
            KernelSpec kernel = new KernelSpec(name, place.folders());
            Path folder = kernel.install(options, replace);
            PrintWriter out = spec.commandLine().getOut();
            out.println("kernel '" + kernel.name() + "': " + folder);
            out.println("In JupyterLab and VS Code choose " + KernelSpec.DISPLAY_NAME + " as the kernel.");
            out.println("It runs the toolkit from where it lies now: install again after moving it.");
        }
    }

    /** Removes Rondo's own kernel. */
    @Command(
            name = "uninstall",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            header = "Removes Rondo's kernel from Jupyter's list.")
    static final class Uninstall implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Place place = new Place();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The kernel's name in Jupyter (default: ${DEFAULT-VALUE}).")
        private String name = "rondo";

        @Override
        public void run() {
            Path folder = new KernelSpec(name, place.folders()).uninstall();
            spec.commandLine().getOut().println("removed " + folder);
        }
    }

    /** Attaches the toolkit to a stock kernel. */
    @Command(
            name = "attach",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            header = "Puts the toolkit on the class path of an IJava or JJava kernel that is installed.")
    static final class Attach implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Stock stock = new Stock();

        @Override
        public void run() {
            StockKernel kernel = stock.kernel();
            kernel.attach();
            PrintWriter out = spec.commandLine().getOut();
            out.println("attached to " + kernel);
            out.println("Restart the kernel where it runs: the toolkit is on its class path.");
            out.println("After moving the toolkit attach again; 'kernel detach " + stock.name + "' undoes it.");
        }
    }

    /** Detaches the toolkit from a stock kernel. */
    @Command(
            name = "detach",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            header = "Takes the toolkit away from a kernel that it was attached to.")
    static final class Detach implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Stock stock = new Stock();

        @Override
        public void run() {
            StockKernel kernel = stock.kernel();
            kernel.detach();
            PrintWriter out = spec.commandLine().getOut();
            out.println("detached from " + kernel);
            out.println("Restart the kernel where it runs.");
        }
    }

    /** Runs the kernel: what Jupyter calls. */
    @Command(
            name = "start",
            hidden = true,
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            header = "Runs the kernel, as Jupyter asks for it.")
    static final class Start implements Runnable {
        @Parameters(paramLabel = "CONNECTION_FILE", description = "The file in which Jupyter says where it listens.")
        private Path connection = Path.of("");

        @Override
        public void run() {
            Jupyter.serve(connection);
        }
    }
}
