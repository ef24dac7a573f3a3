package org.ringdown;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.video.PictureConverters;

/** Finds what converts pictures: jars in a folder beside the program, which are looked at only where the configuration wants them. */
final class PictureAddon {
    /** Beside the program's jar, where the configuration names no other. */
    private static final String FOLDER = "addons";

    private static final String KEY = "media.video.transcode: on ";

    private PictureAddon() {}

    static Optional<PictureConverters> of(Configuration.Video written) throws CannotStart {
        if (!written.transcode()) return Optional.empty();
        var folder = written.addons().orElseGet(PictureAddon::besideTheProgram);
        try {
            var found = ServiceLoader.load(PictureConverters.class, loader(folder)).findFirst();
            var converters =
                    found.orElseThrow(
                            () -> new CannotStart(CannotStart.CONFIGURATION, missing(folder)));
            converters.load();
            return Optional.of(converters);
        } catch (IOException | ServiceConfigurationError | LinkageError | IllegalStateException e) {
            throw new CannotStart(
                    CannotStart.CONFIGURATION,
                    KEY
                            + "cannot use what is in "
                            + folder
                            + ": "
                            + e.getMessage()
                            + "; take the jars for this system and this version of Ringdown (docs/operate.md), or write off.");
        }
    }

    private static Path besideTheProgram() {
        var program =
                Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0]);
        return program.toAbsolutePath().resolveSibling(FOLDER);
    }

    private static String missing(Path folder) {
        return KEY
                + "needs the add-on ringdown-media-ffmpeg.jar, and the jars of ffmpeg and javacpp with it, in "
                + folder
                + "; make them with ./mvnw -Pffmpeg -pl media-ffmpeg -am package -DskipTests, name another folder as"
                + " media.video.addons, or write off.";
    }

    /** It stays open as long as the program runs. */
    private static ClassLoader loader(Path folder) throws IOException {
        return new URLClassLoader(
                "addons", jars(folder).toArray(URL[]::new), PictureAddon.class.getClassLoader());
    }

    private static List<URL> jars(Path folder) throws IOException {
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
