package org.ringdown.rtmp;

import java.time.Duration;
import org.ringdown.rtmp.chunk.ChunkLimits;

/**
 * What a session allows and how long it waits.
 *
 * @param limits of what a peer may make us hold
 * @param chunkSize of what we send
 * @param window after how many bytes we want to hear that they arrived
 * @param greeting within which the peer has to have connected
 * @param ping after how long a silence we ask whether anybody is there
 * @param silence after how long a silence nobody is
 * @param streams that a peer may have open
 * @param queuedMedia bytes that may wait for a slow peer; sound and pictures beyond it are not taken
 * @param queued bytes, of all kinds, that end the session
 */
public record RtmpSettings(
        ChunkLimits limits,
        int chunkSize,
        int window,
        Duration greeting,
        Duration ping,
        Duration silence,
        int streams,
        int queuedMedia,
        int queued) {
    public static final RtmpSettings USUAL =
            new RtmpSettings(
                    ChunkLimits.USUAL,
                    4096,
                    2_500_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    8,
                    1 << 18,
                    1 << 19);

    /** The same with other queues, for {@code media} bytes and for {@code all}. */
    public RtmpSettings withQueues(int media, int all) {
        return new RtmpSettings(
                limits, chunkSize, window, greeting, ping, silence, streams, media, all);
    }
}
