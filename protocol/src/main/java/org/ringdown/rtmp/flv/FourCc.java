package org.ringdown.rtmp.flv;

import java.nio.charset.StandardCharsets;

/** Four letters that name a codec (Enhanced RTMP v2, "Enhanced Audio", "Enhanced Video"). */
public record FourCc(int value) {
    public static final FourCc OPUS = of("Opus");
    public static final FourCc AAC = of("mp4a");
    public static final FourCc AVC = of("avc1");
    public static final FourCc HEVC = of("hvc1");
    public static final FourCc VP8 = of("vp08");
    public static final FourCc VP9 = of("vp09");
    public static final FourCc AV1 = of("av01");

    public static FourCc of(String letters) {
        if (letters.length() != 4) throw new IllegalArgumentException("four letters");
        int value = 0;
        for (byte letter : letters.getBytes(StandardCharsets.US_ASCII)) value = value << 8 | letter;
        return new FourCc(value);
    }

    @Override
    public String toString() {
        var letters = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int letter = value >> shift & 0xff;
            letters.append(letter > 0x20 && letter < 0x7f ? (char) letter : '?');
        }
        return letters.toString();
    }
}
