package org.ringdown.rtmp.flv;

import java.util.Optional;

/** The high nibble of a sound's first byte (FLV E.4.2.1). 12 and 13 are reserved. */
public enum SoundFormat {
    LPCM_OF_THE_SENDER(0),
    ADPCM(1),
    MP3(2),
    LPCM(3), // 16-bit samples have the little end first
    NELLYMOSER_16K(4),
    NELLYMOSER_8K(5),
    NELLYMOSER(6),
    PCMA(7),
    PCMU(8),
    ENHANCED(9),
    AAC(10),
    SPEEX(11), // 16 kHz, one channel, whatever the tag says
    MP3_8K(14),
    DEVICE(15);

    private static final SoundFormat[] BY_CODE = new SoundFormat[16];

    static {
        for (var format : values()) BY_CODE[format.code] = format;
    }

    private final int code;

    SoundFormat(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Optional<SoundFormat> of(int code) {
        return Optional.ofNullable(BY_CODE[code]);
    }
}
