package org.ringdown.srtp;

import java.util.Arrays;

/** The streams of one key, found by SSRC without allocating; there are few of them, and a bounded number. */
final class SrtpStreams {
    /** A peer that begins a new SSRC at every hold gets this far. */
    static final int MAX = 64;

    private SrtpStream[] streams = new SrtpStream[4];
    private int size;
    private SrtpStream blank = new SrtpStream();

    /** The stream of an SSRC; if it is not known, a blank one that is forgotten unless it is {@linkplain #keep kept}. */
    SrtpStream get(int ssrc) {
        for (int i = 0; i < size; i++) {
            if (streams[i].ssrc == ssrc) {
                return streams[i];
            }
        }
        blank.ssrc = ssrc;
        return blank;
    }

    boolean hasRoomFor(SrtpStream stream) {
        return stream != blank || size < MAX;
    }

    /** Takes a blank stream into the table; any other is there already. */
    void keep(SrtpStream stream) {
        if (stream != blank) {
            return;
        }
        if (size == MAX) {
            throw new IllegalStateException("more than " + MAX + " SSRCs");
        }
        if (size == streams.length) {
            streams = Arrays.copyOf(streams, 2 * size);
        }
        streams[size++] = stream;
        blank = new SrtpStream();
    }

    /** Knows the streams of another key from their rollovers on (RFC 3711 §3.3.1). */
    void continueFrom(SrtpStreams others) {
        for (int i = 0; i < others.size; i++) {
            var stream = get(others.streams[i].ssrc);
            stream.continueFrom(others.streams[i]);
            keep(stream);
        }
    }
}
