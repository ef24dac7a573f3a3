package org.ringdown.sdp;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What fmtp says of H.264 (RFC 6184 §8.1).
 *
 * @param mode how pictures are cut into packets; both sides use the same (§8.2.2)
 * @param profile the first two bytes of profile-level-id: a set of tools, and which of them are not used
 * @param level how many pictures of what size, ten times its number: 31 is 3.1
 * @param asymmetry whether each side may send at the level that the other receives
 */
record H264Format(int mode, int profile, int level, boolean asymmetry) {
    static final String NAME = "H264";

    /** Each packet is a whole NAL unit. */
    static final int SINGLE = 0;

    /** Units may also be put together, or cut. */
    static final int NON_INTERLEAVED = 1;

    private static final int CLOCK = 90000;

    /** Constrained Baseline, which every browser has (RFC 7742 §6.2), up to 1280 x 720 at 30 a second. */
    private static final int CONSTRAINED_BASELINE = 0x42e0;

    private static final int USUAL_LEVEL = 31;

    /** What is meant where nothing is said: Baseline, level 1 (§8.1). */
    private static final int UNSAID = 0x42000a;

    private static final String MODE = "packetization-mode";
    private static final String PROFILE = "profile-level-id";
    private static final String ASYMMETRY = "level-asymmetry-allowed";

    static H264Format of(Codec codec) {
        int mode = Text.number(codec.parameter(MODE).orElse("0"), 2).orElse(-1);
        int id =
                codec.parameter(PROFILE)
                        .map(H264Format::hex)
                        .orElse(Optional.of(UNSAID))
                        .orElse(-1);
        boolean asymmetry = codec.parameter(ASYMMETRY).filter("1"::equals).isPresent();
        return new H264Format(mode, id >> 8, id & 0xff, asymmetry);
    }

    static Codec codec(int mode) {
        return new H264Format(mode, CONSTRAINED_BASELINE, USUAL_LEVEL, true).codec();
    }

    private static Optional<Integer> hex(String text) {
        return text.matches("[0-9a-fA-F]{6}")
                ? Optional.of(Integer.parseInt(text, 16))
                : Optional.empty();
    }

    /** The same mode, and profiles of one family: what either sends the other can decode. */
    boolean matches(H264Format other) {
        return mode == other.mode && isBaseline() && other.isBaseline();
    }

    /** Baseline in all its degrees: nobody uses what the plain one has beyond the constrained one. */
    private boolean isBaseline() {
        return profile >> 8 == CONSTRAINED_BASELINE >> 8;
    }

    /** The offer's profile and mode; its level is lowered to what we do, unless each side may have its own (§8.2.2). */
    Codec answering(H264Format offered) {
        boolean apart = asymmetry && offered.asymmetry;
        int agreed = apart ? level : Math.min(level, offered.level);
        return new H264Format(mode, offered.profile, agreed, apart).codec();
    }

    private Codec codec() {
        var parameters = new LinkedHashMap<String, String>();
        if (asymmetry) parameters.put(ASYMMETRY, "1");
        parameters.put(MODE, Integer.toString(mode));
        parameters.put(PROFILE, "%04x%02x".formatted(profile, level));
        return new Codec(NAME, CLOCK, 1, parameters);
    }
}
