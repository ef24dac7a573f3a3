package org.ringdown.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.Transcoding;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** Engines in virtual time. */
final class TestEngine {
    private TestEngine() {}

    static MediaConfig config() {
        return MediaConfig.at(
                InetAddress.getLoopbackAddress(),
                0,
                new PortRange(20_000, 20_099),
                Duration.ofSeconds(10));
    }

    /** What converts all that it can. */
    static MediaConfig converting() {
        return config().with(new Transcoding(StreamDecoder.known()));
    }

    /** Two workers, which take turns. */
    static MediaWorkers of(MediaConfig config, VirtualLoop loop) throws IOException {
        return new MediaWorkers(config, List.of(loop, loop), new ScriptedDtls(), new Random(1));
    }

    /** One worker that is watched. */
    static MediaWorkers watched(VirtualLoop loop, MediaWatch watch) throws IOException {
        return new MediaWorkers(config(), List.of(loop), new ScriptedDtls(), new Random(1), watch);
    }
}
