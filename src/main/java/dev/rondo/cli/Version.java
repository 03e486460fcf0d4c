package dev.rondo.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} shows: the toolkit's version from the jar's manifest, and the Java it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
        return new String[] {"rondo " + own, "Java " + Runtime.version()};
    }
}
