package org.ringdown.rtmp.chunk;

/**
 * What a peer may make us hold.
 *
 * @param picture the longest message of video, or of several in one
 * @param sound the longest message of audio
 * @param other the longest command or data
 * @param streams of chunks, each of which is remembered as long as the connection lasts
 * @param unfinished bytes of room for messages that have begun and not ended, all together
 */
public record ChunkLimits(int picture, int sound, int other, int streams, int unfinished) {
    public static final ChunkLimits USUAL = new ChunkLimits(1 << 20, 1 << 16, 1 << 16, 32, 2 << 20);

    private static final int CONTROL = 64;

    /** Of a peer of whom nothing is known yet: room for the longest command, and once more for what comes beside it. */
    public ChunkLimits forStrangers() {
        return new ChunkLimits(picture, sound, other, streams, Math.min(unfinished, 2 * other));
    }

    int longest(int type) {
        return switch (type) {
            case MessageType.VIDEO, MessageType.AGGREGATE -> picture;
            case MessageType.AUDIO -> sound;
            case MessageType.SET_CHUNK_SIZE,
                    MessageType.ABORT,
                    MessageType.ACKNOWLEDGEMENT,
                    MessageType.USER_CONTROL,
                    MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
                    MessageType.SET_PEER_BANDWIDTH ->
                    CONTROL;
            default -> other;
        };
    }
}
