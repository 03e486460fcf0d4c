package dev.rondo.notebook;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;

/** Finds libraries and what they need as Maven does: with the user's settings, in the user's local repository. */
final class MavenLibraries {
    private final List<RemoteRepository> repositories = new ArrayList<>();
    private @Nullable RepositorySystem system;
    private @Nullable RepositorySystemSession session;

    MavenLibraries() {
        repositories.add(repository("central", "https://repo.maven.apache.org/maven2/"));
    }

    private static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    /** Adds a repository: its id and its address. */
    void repository(List<String> arguments) {
        if (arguments.size() != 2 || !arguments.get(1).contains(":")) {
            throw new IllegalArgumentException("%mavenRepo came with " + arguments
                    + ", expected an id and an address: %mavenRepo ours https://...");
        }
        repositories.add(repository(arguments.get(0), arguments.get(1)));
    }

    /**
     * Fetches what is not there yet.
     *
     * @param coordinates each {@code group:artifact[:extension[:classifier]]:version}
     * @return the jars, with all that they need to run
     * @throws IllegalArgumentException if one is no coordinate or cannot be had
     */
    List<Path> resolve(List<String> coordinates) {
        CollectRequest wanted = new CollectRequest();
        for (String each : coordinates) {
            wanted.addDependency(new Dependency(artifact(each), JavaScopes.COMPILE));
        }
        RepositorySystem resolver = system();
        RepositorySystemSession open = session(resolver);
        wanted.setRepositories(resolver.newResolutionRepositories(open, repositories));
        try {
            return resolver
                    .resolveDependencies(
                            open,
                            new DependencyRequest(
                                    wanted,
                                    DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME)))
                    .getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact().getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new IllegalArgumentException(
                    coordinates + " could not be had (" + e.getMessage()
                            + "): check the name and version, the network, and %mavenRepo for places other than"
                            + " Central",
                    e);
        }
    }

    private static DefaultArtifact artifact(String coordinate) {
        try {
            return new DefaultArtifact(coordinate);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + coordinate + "' is no Maven coordinate, expected group:artifact:version", e);
        }
    }

    private RepositorySystem system() {
        if (system == null) {
            system = new RepositorySystemSupplier().get();
        }
        return system;
    }

    private RepositorySystemSession session(RepositorySystem resolver) {
        if (session == null) {
            Settings settings = settings();
            DefaultRepositorySystemSession made = MavenRepositorySystemUtils.newSession();
            made.setSystemProperties(System.getProperties());
            made.setOffline(settings.isOffline());
            String local = settings.getLocalRepository();
            LocalRepository place = new LocalRepository(
                    local == null || local.isBlank()
                            ? folder().resolve("repository").toFile()
                            : new File(local));
            made.setLocalRepositoryManager(resolver.newLocalRepositoryManager(made, place));
            made.setMirrorSelector(mirrors(settings));
            made.setProxySelector(proxies(settings));
            made.setAuthenticationSelector(servers(settings));
            session = made;
        }
        return session;
    }

    private static Path folder() {
        return Path.of(System.getProperty("user.home"), ".m2");
    }

    private static Settings settings() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(System.getProperties());
        request.setUserSettingsFile(folder().resolve("settings.xml").toFile());
        String maven = System.getenv("MAVEN_HOME");
        if (maven != null) {
            request.setGlobalSettingsFile(Path.of(maven, "conf", "settings.xml").toFile());
        }
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new IllegalArgumentException("Maven's settings cannot be read: " + e.getMessage(), e);
        }
    }

    private static DefaultMirrorSelector mirrors(Settings settings) {
        DefaultMirrorSelector selector = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(each -> selector.add(
                        each.getId(),
                        each.getUrl(),
                        each.getLayout(),
                        false,
                        each.isBlocked(),
                        each.getMirrorOf(),
                        each.getMirrorOfLayouts()));
        return selector;
    }

    private static DefaultProxySelector proxies(Settings settings) {
        DefaultProxySelector selector = new DefaultProxySelector();
        settings.getProxies().stream()
                .filter(each -> each.isActive())
                .forEach(each -> selector.add(
                        new Proxy(
                                each.getProtocol(),
                                each.getHost(),
                                each.getPort(),
                                new AuthenticationBuilder()
                                        .addUsername(each.getUsername())
                                        .addPassword(each.getPassword())
                                        .build()),
                        each.getNonProxyHosts()));
        return selector;
    }

    private static DefaultAuthenticationSelector servers(Settings settings) {
        DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
        settings.getServers()
                .forEach(each -> selector.add(
                        each.getId(),
                        new AuthenticationBuilder()
                                .addUsername(each.getUsername())
                                .addPassword(each.getPassword())
                                .addPrivateKey(each.getPrivateKey(), each.getPassphrase())
                                .build()));
        return selector;
    }
}
