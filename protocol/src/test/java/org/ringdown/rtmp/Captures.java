package org.ringdown.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What programs of others sent to us; how they were made is in the README beside them. */
public final class Captures {
    private Captures() {}

    public static byte[] read(String name) {
        try (var in = Captures.class.getResourceAsStream(name + ".hex")) {
            var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
