package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Room for one picture, which grows with the pictures that come, as far as it may. */
final class PictureBytes {
    /** More than a keyframe of 1920x1080 ever has. */
    static final int MOST = 1 << 20;

    private static final int FIRST = 1 << 15;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST);

    void clear() {
        bytes.clear();
    }

    /** Adds bytes; false where there are too many. */
    boolean put(ByteBuffer from, int offset, int length) {
        if (!hasRoom(length)) return false;
        bytes.put(bytes.position(), from, offset, length).position(bytes.position() + length);
        return true;
    }

    boolean putInt(int value) {
        if (!hasRoom(Integer.BYTES)) return false;
        bytes.putInt(value);
        return true;
    }

    void putInt(int at, int value) {
        bytes.putInt(at, value);
    }

    boolean put(int value) {
        if (!hasRoom(1)) return false;
        bytes.put((byte) value);
        return true;
    }

    int size() {
        return bytes.position();
    }

    /** What was put; good until the next picture. */
    ByteBuffer view() {
        return bytes.duplicate().flip();
    }

    private boolean hasRoom(int length) {
        int needed = bytes.position() + length;
        if (needed > MOST) return false;
        if (needed > bytes.capacity()) {
            int size = Math.min(MOST, Math.max(needed, 2 * bytes.capacity()));
            bytes = ByteBuffer.allocate(size).put(bytes.flip());
        }
        return true;
    }
}
