package org.ringdown.stream;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;

/** Payload types, which a message has none of: those of RFC 3551 where it knows the codec, else some. */
public final class StreamFormats {
    private static final int FIRST_DYNAMIC = 96;
    private static final int MOST = 32;

    private StreamFormats() {}

    /** For all that a client plays, each under a type of its own. */
    public static List<Format> of(List<Codec> codecs) {
        var formats = new ArrayList<Format>();
        for (var codec : codecs)
            if (formats.size() < MOST) formats.add(new Format(type(codec, formats.size()), codec));
        return List.copyOf(formats);
    }

    /** For the one that a client speaks. */
    public static Format of(Codec codec) {
        return new Format(type(codec, 0), codec);
    }

    private static int type(Codec codec, int number) {
        if (codec.equals(Codec.PCMU)) return 0;
        if (codec.equals(Codec.PCMA)) return 8;
        return FIRST_DYNAMIC + number;
    }
}
