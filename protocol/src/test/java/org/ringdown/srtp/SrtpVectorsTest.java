package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole packets that other implementations made, from {@code $RINGDOWN_VECTORS/srtp}, which is not part of this repository. */
class SrtpVectorsTest {
    private static final Pattern VECTOR = Pattern.compile("\\{\\s*\"id\"[^}]*}");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\\s*\"?([^\",}\\s]*)\"?");

    @Test
    void makesAndOpensThePacketsOfOthers() throws IOException {
        var file =
                Optional.ofNullable(System.getenv("RINGDOWN_VECTORS"))
                        .map(folder -> Path.of(folder, "srtp", "srtp-vectors.json"))
                        .filter(Files::exists);
        if (file.isEmpty()) {
            System.out.println("SRTP vectors of others: not run, RINGDOWN_VECTORS has none");
            return;
        }
        long run = vectors(Files.readString(file.get())).filter(this::check).count();
        System.out.println("SRTP vectors of others: " + run + " packets made and opened");
        assertThat(run).isPositive();
    }

    private static Stream<Map<String, String>> vectors(String json) {
        return VECTOR.matcher(json).results().map(vector -> fields(vector.group()));
    }

    private static Map<String, String> fields(String vector) {
        var fields = new HashMap<String, String>();
        var matcher = FIELD.matcher(vector);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    /** Whole packets under a master key of a profile we have; false for all else. */
    private boolean check(Map<String, String> vector) {
        var profile =
                Stream.of(SrtpProfile.values())
                        .filter(known -> known.name().equals(vector.get("profile")))
                        .findFirst();
        if (profile.isEmpty() || !vector.containsKey("master_key")) {
            return false;
        }
        var keys =
                SrtpKeys.ofSdes(
                        profile.get(), hex(vector.get("master_key") + vector.get("master_salt")));
        boolean rtcp = vector.get("kind").equals("srtcp");
        var sender = new SrtpSender(keys, new SrtpScratch());
        var receiver = new SrtpReceiver(keys, new SrtpScratch());
        byte[] plain = hex(vector.get("plaintext"));
        var buffer = ByteBuffer.allocate(plain.length + sender.rtcpOverhead()).put(0, plain);
        if (rtcp) {
            sender.resume(buffer.getInt(4), -1, Long.parseLong(vector.get("srtcp_index")) - 1);
        }

        int length =
                rtcp
                        ? sender.protectRtcp(buffer, 0, plain.length)
                        : sender.protect(buffer, 0, plain.length);
        assertThat(hex(buffer, length)).as(vector.get("id")).isEqualTo(vector.get("protected"));
        int opened =
                rtcp
                        ? receiver.unprotectRtcp(buffer, 0, length)
                        : receiver.unprotect(buffer, 0, length);
        assertThat(hex(buffer, opened)).as(vector.get("id")).isEqualTo(vector.get("plaintext"));
        return true;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(ByteBuffer buffer, int length) {
        return HexFormat.of().formatHex(buffer.array(), 0, length);
    }
}
