package org.ringdown;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.ringdown.call.Recordings;
import org.ringdown.cli.CannotStart;
import org.ringdown.codec.Opus;
import org.ringdown.config.Configuration;
import org.ringdown.recording.RecordingFiles;
import org.ringdown.recording.RecordingSettings;
import org.ringdown.time.Clock;

/** Where the sound of calls is kept, as the configuration has it. */
final class RecordingSide {
    private RecordingSide() {}

    static Recordings of(Configuration.Recording written, Clock clock, RandomGenerator random)
            throws CannotStart {
        if (written.folder().isEmpty()) return Recordings.NONE;
        if (written.format() != Configuration.SoundFormat.WAV && !Opus.isPresent())
            throw new CannotStart(
                    CannotStart.CONFIGURATION,
                    "recording.format: opus and webm need libopus (Debian: apt-get install libopus0); or write wav.");
        var settings =
                new RecordingSettings(
                        written.folder().get(),
                        switch (written.format()) {
                            case WAV -> RecordingSettings.Format.WAV;
                            case OPUS -> RecordingSettings.Format.OPUS;
                            case WEBM -> RecordingSettings.Format.WEBM;
                        },
                        written.apart(),
                        written.beep());
        try {
            return RecordingFiles.in(settings, clock, random);
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.CONFIGURATION,
                    "Calls cannot be recorded ("
                            + e.getMessage()
                            + "); let the gateway's user write to recording.folder.");
        }
    }
}
