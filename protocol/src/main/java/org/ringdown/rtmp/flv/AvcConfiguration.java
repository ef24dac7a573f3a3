package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * What an H.264 decoder needs to know before the first picture: an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.2.4.1).
 *
 * @param lengthSize how many bytes the length before each NAL unit has: 1, 2 or 4
 * @param extension what profiles from High on add
 */
public record AvcConfiguration(
        int profile,
        int compatibility,
        int level,
        int lengthSize,
        List<ByteBuffer> sequenceParameterSets,
        List<ByteBuffer> pictureParameterSets,
        ByteBuffer extension) {
    private static final int NAL_SPS = 7;
    private static final int NAL_PPS = 8;

    public AvcConfiguration {
        sequenceParameterSets = List.copyOf(sequenceParameterSets);
        pictureParameterSets = List.copyOf(pictureParameterSets);
    }

    /** For pictures with these parameter sets, whose lengths have four bytes. */
    public static AvcConfiguration of(ByteBuffer sps, ByteBuffer pps) throws MalformedException {
        var in = new WireReader(sps, "H.264 §7.3.2.1");
        if ((in.u8("NAL unit type") & 0x1f) != NAL_SPS) throw in.malformed("no SPS");
        return new AvcConfiguration(
                in.u8("profile"),
                in.u8("constraints"),
                in.u8("level"),
                4,
                List.of(sps),
                List.of(pps),
                ByteBuffer.allocate(0));
    }

    public static AvcConfiguration parse(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "ISO/IEC 14496-15 §5.2.4.1");
        if (in.u8("version") != 1) throw in.malformed("a version that is not 1");
        int profile = in.u8("profile");
        int compatibility = in.u8("compatibility");
        int level = in.u8("level");
        int lengthSize = (in.u8("length size") & 3) + 1;
        if (lengthSize == 3) throw in.malformed("lengths of three bytes");
        var sps = sets(in.u8("number of SPS") & 0x1f, NAL_SPS, in);
        var pps = sets(in.u8("number of PPS"), NAL_PPS, in);
        return new AvcConfiguration(profile, compatibility, level, lengthSize, sps, pps, in.rest());
    }

    private static List<ByteBuffer> sets(int count, int type, WireReader in)
            throws MalformedException {
        var sets = new ArrayList<ByteBuffer>();
        for (int i = 0; i < count; i++) {
            var set = in.take(in.u16("parameter set length"), "parameter set");
            if (!set.hasRemaining() || (set.get(0) & 0x1f) != type) {
                throw in.malformed("a parameter set that is none");
            }
            sets.add(set);
        }
        return sets;
    }

    /** The record again. */
    public ByteBuffer bytes() {
        var out = new WireWriter().u8(1).u8(profile).u8(compatibility).u8(level);
        out.u8(0xfc | lengthSize - 1).u8(0xe0 | sequenceParameterSets.size());
        sequenceParameterSets.forEach(set -> out.u16(set.remaining()).bytes(set));
        out.u8(pictureParameterSets.size());
        pictureParameterSets.forEach(set -> out.u16(set.remaining()).bytes(set));
        return out.bytes(extension).written();
    }
}
