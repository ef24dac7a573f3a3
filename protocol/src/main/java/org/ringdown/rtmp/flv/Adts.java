package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import java.util.Set;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/**
 * AAC of which each frame says what it is (ISO/IEC 13818-7 §6.2, MPEG-4's kind of it): so nothing has to be known before.
 *
 * <pre>
 * |1 1 1 1 1 1 1 1|1 1 1 1 1 0 0|P|  P: 1 where no checksum follows
 * |prof -1|  rate index   |0|  channels |0 0 0 0|  length of all 13 |1 1 1 1 1 1 1 1 1 1 1|0 0|
 * </pre>
 */
public final class Adts {
    public static final int HEADER = 7;

    private static final int CHECKSUM = 2;
    private static final int LONGEST = 0x1fff;
    private static final int LOW_COMPLEXITY = 2;

    /** AAC-LC, and what adds high frequencies or a second channel to it (ISO/IEC 14496-3 table 1.17). */
    private static final Set<Integer> OBJECTS = Set.of(LOW_COMPLEXITY, 5, 29);

    private Adts() {}

    /** What frames of AAC-LC, and of its extensions, which their decoders find out themselves, can be written for. */
    public static boolean fits(AudioSpecificConfig config) {
        return OBJECTS.contains(config.objectType())
                && config.rateIndex() >= 0
                && config.channels() < 8;
    }

    /** Writes a header before a frame that long; nothing is allocated. */
    public static void header(AudioSpecificConfig config, int frame, ByteBuffer to) {
        int length = HEADER + frame;
        if (length > LONGEST) throw new IllegalArgumentException("a frame of " + frame + " bytes");
        int channels = config.channels();
        to.put((byte) 0xff).put((byte) 0xf1);
        to.put((byte) (LOW_COMPLEXITY - 1 << 6 | config.rateIndex() << 2 | channels >> 2));
        to.put((byte) ((channels & 3) << 6 | length >> 11)).put((byte) (length >> 3));
        to.put((byte) ((length & 7) << 5 | 0x1f)).put((byte) 0xfc);
    }

    /**
     * One frame.
     *
     * @param config what a decoder has to know of it
     * @param data without the header
     */
    public record Frame(AudioSpecificConfig config, ByteBuffer data) {}

    public static Frame parse(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "ISO/IEC 13818-7 §6.2");
        int first = in.u16("sync word");
        if ((first & 0xfff6) != 0xfff0) throw in.malformed("no ADTS");
        int second = in.u16("profile, rate and channels");
        int length = (second & 3) << 11 | in.u8("length") << 3 | in.u16("length") >> 13;
        boolean checked = (first & 1) == 0;
        if (checked) in.u16("checksum");
        int rate = AudioSpecificConfig.rate(second >> 10 & 0xf);
        if (rate == 0) throw in.malformed("a rate that is reserved");
        int size = length - HEADER - (checked ? CHECKSUM : 0);
        if (size <= 0) throw in.malformed("a length of " + length);
        var config = new AudioSpecificConfig((second >> 14) + 1, rate, second >> 6 & 7);
        return new Frame(config, in.take(size, "frame"));
    }
}
