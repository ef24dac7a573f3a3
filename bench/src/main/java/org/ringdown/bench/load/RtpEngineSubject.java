package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** rtpengine without its kernel module: it is told both ends' descriptions, and needs no signalling of its own. */
final class RtpEngineSubject implements Subject {
    private static final int FIRST_PORT = 30_000;
    private static final int LAST_PORT = 39_999;
    private static final Duration START = Duration.ofSeconds(10);

    private final Program program;
    private final NgClient ng;
    private final Set<String> calls = new HashSet<>();
    private final String run = Long.toHexString(System.nanoTime());

    RtpEngineSubject(Path folder) throws IOException {
        int port = Ports.free();
        program =
                Program.start(
                        "rtpengine",
                        folder,
                        Map.of(),
                        List.of(
                                "rtpengine",
                                "--foreground",
                                "--log-stderr",
                                "--log-level=3",
                                "--table=-1",
                                "--num-threads=" + Runtime.getRuntime().availableProcessors(),
                                "--interface=127.0.0.1",
                                "--listen-ng=127.0.0.1:" + port,
                                "--port-min=" + FIRST_PORT,
                                "--port-max=" + LAST_PORT,
                                "--pidfile=" + folder.resolve("pid")));
        ng = new NgClient(port);
        ng.awaitPong(START);
    }

    @Override
    public String name() {
        return "rtpengine (userspace)";
    }

    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public void connect(int call, End page, End phone) throws IOException {
        var id = run + "-" + call;
        calls.add(id);
        var offer = ask("offer", id, page.offer());
        offer.putAll(
                Map.of(
                        "transport-protocol",
                        "RTP/AVP",
                        "ICE",
                        "remove",
                        "rtcp-mux",
                        List.of("demux")));
        offer.put("codec", Map.of("strip", List.of("opus", "G722", "PCMA", "telephone-event")));
        phone.toldByPhone(ng.sdp(offer));
        var answer = ask("answer", id, phone.plainSdp());
        answer.put("to-tag", "phone");
        answer.putAll(
                Map.of(
                        "transport-protocol", "UDP/TLS/RTP/SAVPF",
                        "ICE", "force",
                        "rtcp-mux", List.of("accept")));
        page.answered(ng.sdp(answer));
    }

    private static Map<String, Object> ask(String command, String call, String sdp) {
        var ask = new LinkedHashMap<String, Object>();
        ask.put("command", command);
        ask.put("call-id", call);
        ask.put("from-tag", "page");
        ask.put("sdp", sdp);
        ask.put("replace", List.of("origin"));
        return ask;
    }

    @Override
    public void hangUp() throws IOException {
        for (var call : calls)
            ng.ask(Map.of("command", "delete", "call-id", call, "delete-delay", 0));
        calls.clear();
    }

    @Override
    public void close() {
        ng.close();
        program.close();
    }
}
