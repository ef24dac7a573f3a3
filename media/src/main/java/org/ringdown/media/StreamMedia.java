package org.ringdown.media;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The media of a client that sends sound and pictures in a stream of messages, as RTMP does, instead of packets.
 *
 * <p>Messages are bodies of FLV tags, either way. {@link #sound} and {@link #picture} belong to one thread, {@link #take} to another or the same; none of
 * them blocks. After {@link #close} they do nothing.
 */
public interface StreamMedia extends Media {
    /**
     * The client has sent sound. What cannot be read, or finds no room, is dropped and counted.
     *
     * @param timestamp in milliseconds, as its message bears it
     * @param body of FLV's AUDIODATA; not kept
     */
    void sound(int timestamp, ByteBuffer body);

    /** The client has sent a picture, or what has to be known before one. The same with FLV's VIDEODATA. */
    void picture(int timestamp, ByteBuffer body);

    /** What the client can play, the preferred first; again whenever that changes, from anywhere. Nothing is sent to it before. */
    void plays(List<Codec> sound, List<Codec> pictures);

    /** The next message for the client; empty where none waits: {@link StreamListener#waiting} then tells of the next one. */
    Optional<StreamMessage> take();
}
