package org.ringdown.interop.rtmp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;

/** What Wireshark makes of the RTMP in a file of packets. */
public record Tshark(Path file, int port) {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Texts of commands and data that the server said, or the client, in order. */
    public List<String> texts(boolean ofServer) {
        return values(ofServer, "amf.string");
    }

    /** The types of messages of a side whose headers say them, in order. */
    public List<String> types(boolean ofServer) {
        return values(ofServer, "rtmpt.header.typeid");
    }

    /** Bodies of sound, in hexadecimal digits, without their first bytes. */
    public List<String> sound(boolean ofServer) {
        return values(ofServer, "rtmpt.audio.data");
    }

    /** The first bytes of pictures. */
    public List<String> pictures(boolean ofServer) {
        return values(ofServer, "rtmpt.video.control");
    }

    /** Packets in which it found a mistake. */
    public List<String> malformed() {
        return run("-Y", "_ws.malformed || _ws.expert.group == \"Malformed\"");
    }

    private List<String> values(boolean ofServer, String field) {
        var side = (ofServer ? "tcp.srcport == " : "tcp.dstport == ") + port;
        return run("-Y", side, "-T", "fields", "-E", "aggregator=~", "-e", field).stream()
                .flatMap(line -> Arrays.stream(line.split("~")))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private List<String> run(String... options) {
        var command = new ArrayList<>(List.of("tshark", "-r", file.toAbsolutePath().toString()));
        command.addAll(List.of("-n", "-d", "tcp.port==" + port + ",rtmpt"));
        command.addAll(List.of(options));
        try (var program =
                Program.start("tshark", file.toAbsolutePath().getParent(), Map.of(), command)) {
            if (program.awaitExit(SOON) != 0) throw new AssertionError(program.tail());
            return program.out().lines().toList();
        }
    }
}
