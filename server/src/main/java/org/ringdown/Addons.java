package org.ringdown;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.config.Configuration;

/** Jars in a folder beside the program, which it neither contains nor needs. One loader has those of a folder: native libraries can be loaded but once. */
final class Addons {
    /** Beside the program's jar, where the configuration names no other. */
    private static final String FOLDER = "addons";

    private static final Map<Path, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private final Path folder;

    Addons(Configuration.Video written) {
        this.folder = written.addons().orElseGet(Addons::besideTheProgram);
    }

    Path folder() {
        return folder;
    }

    /** What offers this service, if anything does. */
    <S> Optional<S> find(Class<S> service) throws IOException {
        var known = Optional.ofNullable(LOADERS.get(folder));
        var loader = known.isPresent() ? known.get() : open();
        return ServiceLoader.load(service, loader).findFirst();
    }

    private static Path besideTheProgram() {
        var program =
                Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0]);
        return program.toAbsolutePath().resolveSibling(FOLDER);
    }

    /** It stays open as long as the program runs. */
    private ClassLoader open() throws IOException {
        var made =
                new URLClassLoader(
                        "addons", jars().toArray(URL[]::new), Addons.class.getClassLoader());
        LOADERS.put(folder, made);
        return made;
    }

    private List<URL> jars() throws IOException {
        var urls = new ArrayList<URL>();
        if (!Files.isDirectory(folder)) return urls;
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (var jar : jars) urls.add(url(jar));
        }
        return urls;
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
