package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/** Documents that never were: cut anywhere, and mutated the same way in every run. */
class EventBodiesMutationTest {
    private static final String[] SPARKS = {
        "<",
        ">",
        "&",
        "&lt;",
        "&#0;",
        "&#x10ffff;",
        "\"",
        "'",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<!DOCTYPE a [",
        "<!ENTITY x 'y'>",
        "xmlns=\"\"",
        ":",
        ": ",
        "/",
        "(",
        ")",
        "\r\n",
        "\n",
        "\0",
        "\ufeff",
        "\u00e9",
        "99999999999",
        "-1",
        "yes",
        "Voice-Message: 1/1\r\n"
    };

    @Test
    void everyTruncationOfAnXmlDocumentIsRefused() {
        for (var text : new String[] {DialogInfoTest.EXAMPLE.strip(), PidfTest.EXAMPLE.strip()}) {
            for (int size = 0; size < text.length(); size++) {
                var cut = Body.of(text.substring(0, size));
                assertThat(isRefused(cut)).as("%s characters", size).isTrue();
            }
        }
    }

    private static boolean isRefused(Body body) {
        try {
            XmlReader.read(body);
            return false;
        } catch (MalformedException _) {
            return true;
        }
    }

    @Test
    void everyTruncationOfASummaryIsReadOrRefused() {
        for (int size = 0; size < MessageSummaryTest.WITH_MESSAGES.length(); size++) {
            EventBodies.hold(
                    MessageSummaryTest.WITH_MESSAGES
                            .substring(0, size)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        var random = new Random(3842);
        var seeds = EventBodies.seeds();
        for (int i = 0; i < 2500; i++) {
            var bytes = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes >= 0; changes--)
                bytes = mutate(bytes, random);
            try {
                EventBodies.hold(bytes);
            } catch (Throwable e) {
                throw new AssertionError(
                        "mutation " + i + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) return bytes;
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> {
                var changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 1 -> splice(bytes, at, end, new byte[0]);
            case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default ->
                    splice(
                            bytes,
                            at,
                            random.nextBoolean() ? at : end,
                            SPARKS[random.nextInt(SPARKS.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        var spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
