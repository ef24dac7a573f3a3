package org.ringdown.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes that may be text. */
final class Utf8 {
    private Utf8() {}

    /** The text that the bytes spell, or nothing where they are not UTF-8; does not move their position. */
    static Optional<String> decode(ByteBuffer bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
