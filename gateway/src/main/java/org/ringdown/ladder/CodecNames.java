package org.ringdown.ladder;

import java.util.Locale;
import java.util.Map;

/** Codecs as people in the field write them. */
final class CodecNames {
    private static final Map<String, String> SHOWN =
            Map.of(
                    "opus", "Opus",
                    "g722", "G.722",
                    "pcma", "PCMA",
                    "pcmu", "PCMU",
                    "g729", "G.729",
                    "g723", "G.723",
                    "g726-32", "G.726-32",
                    "g728", "G.728",
                    "ilbc", "iLBC",
                    "speex", "Speex");

    private CodecNames() {}

    static String shown(String encoding) {
        String lower = encoding.toLowerCase(Locale.ROOT);
        return SHOWN.getOrDefault(lower, encoding);
    }
}
