package org.ringdown.record;

import java.io.Closeable;
import java.io.IOException;

/** A file of sound, of one channel or of two whose samples alternate. */
public interface SoundFile extends Closeable {
    /** Adds 20 ms. */
    void write(short[] samples) throws IOException;

    /** Where the pictures of a side go, 0 for the caller or 1 for the called one. */
    default PictureSink pictures(int side) {
        return PictureSink.NONE;
    }

    /** Says in the file how long it is; what was written before is of use without it. */
    @Override
    void close() throws IOException;
}
