package org.ringdown.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages that never were: good ones, mutated the same way in every run. */
class SipMutationTest {
    private static final String[] SPARKS = {
        "\r\n",
        "\r\n ",
        "\r\n\r\n",
        "\"",
        "\\",
        "<",
        ">",
        ",",
        ";",
        ";;",
        "=",
        ":",
        "@",
        "%",
        "%00",
        "%zz",
        "?",
        "*",
        "[",
        "]",
        "[::1]",
        "\0",
        "\t",
        " ",
        "/",
        "\u00fc",
        "\ufffd",
        "SIP/2.0",
        "sip:",
        "tel:",
        ";lr",
        ";tag=",
        "99999999999999999999",
        "-1",
        "Via:",
        "l: ",
        "m: ",
        "\r\nl: 0\r\n",
        "\r\nContent-Length: 10\r\n",
        "\r\nTo: <sip:a@b>\r\n",
        "\r\nRequire: x\r\n",
        "\"\\\0\""
    };

    @Test
    void mutatedMessages() {
        var random = new Random(3261);
        var seeds = seeds();
        for (int i = 0; i < 12_000; i++) {
            var bytes = seeds.get(random.nextInt(seeds.size()));
            for (int changes = random.nextInt(4); changes >= 0; changes--)
                bytes = mutate(bytes, seeds, random);
            try {
                Invariants.hold(bytes);
            } catch (Throwable e) {
                throw new AssertionError(
                        "mutation " + i + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        seeds.add(Messages.INVITE.getBytes(StandardCharsets.UTF_8));
        seeds.add(Messages.RINGING.getBytes(StandardCharsets.UTF_8));
        for (var name :
                List.of(
                        "wsinv",
                        "intmeth",
                        "esc01",
                        "escnull",
                        "semiuri",
                        "transports",
                        "badinv01",
                        "regescrt",
                        "mcl01",
                        "inv2543",
                        "cparam01")) {
            seeds.add(Messages.resource("rfc4475/" + name + ".dat").array());
        }
        for (var name :
                List.of("ipv4-mapped-ipv6", "mult-ip-in-header", "via-received-param-with-delim")) {
            seeds.add(Messages.resource("rfc5118/" + name + ".dat").array());
        }
        return seeds;
    }

    private static byte[] mutate(byte[] bytes, List<byte[]> seeds, Random random) {
        if (bytes.length == 0) return bytes;
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> {
                var changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 1 -> splice(bytes, at, end, new byte[0]);
            case 2 ->
                    splice(
                            bytes,
                            at,
                            at,
                            SPARKS[random.nextInt(SPARKS.length)].getBytes(StandardCharsets.UTF_8));
            case 3 ->
                    splice(
                            bytes,
                            at,
                            end,
                            SPARKS[random.nextInt(SPARKS.length)].getBytes(StandardCharsets.UTF_8));
            case 4 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> {
                var other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                yield splice(
                        bytes,
                        at,
                        end,
                        Arrays.copyOfRange(
                                other, from, Math.min(other.length, from + random.nextInt(80))));
            }
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        var spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
