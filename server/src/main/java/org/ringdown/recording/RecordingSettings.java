package org.ringdown.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator decides about recordings.
 *
 * @param apart whether each side has a file of its own, instead of a channel
 * @param beep how often far ends without a page hear that they are recorded
 */
public record RecordingSettings(
        Path folder, Format format, boolean apart, Optional<Duration> beep) {
    public enum Format {
        WAV(".wav"),
        OPUS(".opus"),
        /** With pictures. */
        WEBM(".webm");

        final String suffix;

        Format(String suffix) {
            this.suffix = suffix;
        }
    }
}
