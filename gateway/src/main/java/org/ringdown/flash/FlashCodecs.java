package org.ringdown.flash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.media.Codec;

/** Codecs by the names that phones of this kind give them. */
final class FlashCodecs {

    /** What each player plays by itself. */
    static final List<Codec> OF_PLAYERS = List.of(Codec.PCMA, Codec.PCMU);

    private FlashCodecs() {}

    /** With keys beside it. */
    static List<Codec> withKeys(List<Codec> sound) {
        return Stream.concat(sound.stream(), Stream.of(Codec.telephoneEvent(8000))).toList();
    }

    /** What a siprtmp client means; where it names nothing that sounds, what such clients did before they could. */
    static List<Codec> sound(List<String> tokens) {
        var named = tokens.stream().flatMap(token -> sound(token).stream()).distinct().toList();
        if (!named.isEmpty()) return named;
        var usual = new ArrayList<>(List.of(Codec.SPEEX_WIDE));
        usual.addAll(OF_PLAYERS);
        return usual;
    }

    /** {@code ulaw} and {@code alaw} want a phone to hear that, and Speex from us: what is between is converted here anyway. */
    private static Optional<Codec> sound(String token) {
        return Optional.ofNullable(
                switch (token) {
                    case "wideband", "ulaw", "alaw" -> Codec.SPEEX_WIDE;
                    case "narrowband" -> Codec.SPEEX;
                    case "pcmu" -> Codec.PCMU;
                    case "pcma" -> Codec.PCMA;
                    default -> null;
                });
    }

    static List<Codec> pictures(List<String> tokens) {
        return tokens.contains("h264") ? List.of(Codec.H264) : List.of();
    }

    /** As siprtmp tells its clients. */
    static String token(Codec sound) {
        return switch (sound.name()) {
            case "speex", "pcmu", "pcma" -> sound.name();
            default -> "default";
        };
    }
}
