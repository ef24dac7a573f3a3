package org.ringdown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.video.PictureConverters;

/** Finds what converts pictures, where the configuration wants that. */
final class PictureAddon {
    private static final String KEY = "media.video.transcode: on ";

    private PictureAddon() {}

    static Optional<PictureConverters> of(Configuration.Video written, Addons addons)
            throws CannotStart {
        if (!written.transcode()) return Optional.empty();
        var folder = addons.folder();
        try {
            var found = addons.find(PictureConverters.class);
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

    private static String missing(Path folder) {
        return KEY
                + "needs the add-on ringdown-media-ffmpeg.jar, and the jars of ffmpeg and javacpp with it, in "
                + folder
                + "; make them with ./mvnw -Pffmpeg -pl media-ffmpeg -am package -DskipTests, name another folder as"
                + " media.video.addons, or write off.";
    }
}
