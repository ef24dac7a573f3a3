package org.ringdown.media;

import java.nio.ByteBuffer;

/**
 * A message of sound or pictures for a client.
 *
 * @param timestamp in milliseconds, of one clock for both kinds; it begins near zero
 * @param body of FLV's AUDIODATA or VIDEODATA; the receiver's own
 */
public record StreamMessage(Kind kind, int timestamp, ByteBuffer body) {
    public enum Kind {
        SOUND,
        PICTURE
    }
}
