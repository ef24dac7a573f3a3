package org.ringdown;

import java.io.IOException;
import java.util.ServiceConfigurationError;
import org.ringdown.codec.SoundCodecs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds codecs that RTMP clients speak and we do not. Nobody has to have them: without them such a client is heard where its far end speaks the same. */
final class SoundAddon {
    private static final Logger LOG = LoggerFactory.getLogger(SoundAddon.class);
    private static final String WITHOUT =
            "RTMP clients that speak Speex, Nellymoser, AAC or MP3 are heard by nobody who does not: ";

    private SoundAddon() {}

    /**
     * Has them used, if they are there.
     *
     * @param missed whether there may be clients who miss them
     */
    static void use(Addons addons, boolean missed) {
        try {
            var found = addons.find(SoundCodecs.class);
            if (found.isEmpty()) {
                if (!missed) return;
                LOG.info(
                        "{}the add-on ringdown-media-ffmpeg is not in {} (docs/operate.md); G.711 and Opus need none",
                        WITHOUT,
                        addons.folder());
                return;
            }
            found.get().load();
            SoundCodecs.use(found.get());
            LOG.info(
                    "Speex, Nellymoser, AAC and MP3 are converted by what is in {}",
                    addons.folder());
        } catch (IOException | ServiceConfigurationError | LinkageError | IllegalStateException e) {
            LOG.warn(
                    "{}what is in {} cannot be used: {}; take the jars for this system and this version of Ringdown (docs/operate.md)",
                    WITHOUT,
                    addons.folder(),
                    e.getMessage());
        }
    }
}
