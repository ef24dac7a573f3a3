package org.ringdown.sdp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The payload types that have a fixed meaning (RFC 3551 §6, tables 4 and 5). */
final class StaticPayloadTypes {
    private static final Map<Integer, Codec> CODECS =
            Map.ofEntries(
                    Map.entry(0, Codec.PCMU),
                    Map.entry(3, new Codec("GSM", 8000)),
                    Map.entry(4, new Codec("G723", 8000)),
                    Map.entry(5, new Codec("DVI4", 8000)),
                    Map.entry(6, new Codec("DVI4", 16000)),
                    Map.entry(7, new Codec("LPC", 8000)),
                    Map.entry(8, Codec.PCMA),
                    Map.entry(9, Codec.G722),
                    Map.entry(10, new Codec("L16", 44100, 2, new LinkedHashMap<>())),
                    Map.entry(11, new Codec("L16", 44100)),
                    Map.entry(12, new Codec("QCELP", 8000)),
                    Map.entry(13, new Codec("CN", 8000)),
                    Map.entry(14, new Codec("MPA", 90000)),
                    Map.entry(15, new Codec("G728", 8000)),
                    Map.entry(16, new Codec("DVI4", 11025)),
                    Map.entry(17, new Codec("DVI4", 22050)),
                    Map.entry(18, new Codec("G729", 8000)),
                    Map.entry(25, new Codec("CelB", 90000)),
                    Map.entry(26, new Codec("JPEG", 90000)),
                    Map.entry(28, new Codec("nv", 90000)),
                    Map.entry(31, new Codec("H261", 90000)),
                    Map.entry(32, new Codec("MPV", 90000)),
                    Map.entry(33, new Codec("MP2T", 90000)),
                    Map.entry(34, new Codec("H263", 90000)));

    private StaticPayloadTypes() {}

    static Optional<Codec> codec(int number) {
        return Optional.ofNullable(CODECS.get(number));
    }

    static OptionalInt numberOf(Codec codec) {
        return CODECS.entrySet().stream()
                .filter(entry -> entry.getValue().matches(codec))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }
}
