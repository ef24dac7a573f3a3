package org.ringdown.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ringdown.interop.Gateway;
import org.ringdown.interop.process.Host;
import tools.jackson.databind.json.JsonMapper;

/** Ringdown: a page by WebRTC, and a phone behind a trunk. */
final class RingdownSubject implements Subject {
    private static final String KEY = "a key that makes tokens for a load, 40 characters";
    private static final int USERS = 1500;
    private static final int CALLS_OF_A_PAGE = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<PageSocket> pages = new ArrayList<>();
    private final Map<String, PageSocket> calls = new HashMap<>();
    private final Phones phones;
    private final Gateway gateway;

    RingdownSubject(Path folder, LoadLoop loop) throws IOException {
        phones = new Phones(loop);
        // A folder of this run alone: records of thousands of calls, and what an earlier run left
        // that was killed, would be measured too.
        var own = folder.resolve("run-" + ProcessHandle.current().pid());
        gateway = Gateway.configured(Host.HERE, own, configuration(phones.port()));
    }

    private static String configuration(int phones) {
        var users =
                IntStream.range(0, USERS)
                        .mapToObj("  u%d: {password: \"the password of a load's user\"}"::formatted)
                        .collect(Collectors.joining("\n"));
        return """
        http: {port: 0}
        sip: {port: 0}
        media: {webrtc-port: 0, rtp-ports: 20000-29999}
        rtmp: {port: 0}
        rtmfp: {port: off}
        limits:
          per-user: {calls: 100, calls-per-hour: off, minutes-per-day: off}
          per-trunk: {calls-per-hour: off, minutes-per-day: off}
        api-keys: {load: {key: "%s", may: [tokens]}}
        users:
        %s
        trunks:
          phones: {uri: "sip:127.0.0.1:%d", watch: off}
        routes:
          - {to: "c*", trunk: phones}
        """
                .formatted(KEY, users, phones);
    }

    @Override
    public String name() {
        return "Ringdown";
    }

    @Override
    public long pid() {
        return gateway.pid();
    }

    @Override
    public void connect(int call, End page, End phone) {
        phones.put(call, phone);
        var socket = page(call / CALLS_OF_A_PAGE);
        var m = "m" + call;
        var ref = "r" + call;
        socket.say(Map.of("type", "media.open", "m", m, "offer", page.offer()));
        socket.say(Map.of("type", "call", "ref", ref, "to", "c" + call, "m", m));
        page.answered(socket.await("media.answer", m).path("answer").asString());
        var id = socket.await("calling", ref).path("call").asString();
        calls.put(id, socket);
        socket.await("answered", id);
    }

    /** The same by an RTMP client, which publishes and plays. It has called when this returns. */
    RtmpClient callByRtmp(int call, End phone) throws IOException {
        phones.put(call, phone);
        var name = "c%d?token=%s".formatted(call, token(call / CALLS_OF_A_PAGE % USERS));
        return RtmpClient.call(gateway.rtmpPort(), call, name);
    }

    /** After those calls have ended. */
    void forgetPhones() {
        phones.forget();
    }

    private PageSocket page(int number) {
        while (pages.size() <= number)
            pages.add(new PageSocket(client, gateway.origin(), token(pages.size() % USERS)));
        return pages.get(number);
    }

    private String token(int user) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway.origin() + "/v1/tokens"))
                        .header("Authorization", "Bearer " + KEY)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"u%d\",\"to\":[\"*\"]}".formatted(user)))
                        .build();
        try {
            var body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new JsonMapper().readTree(body).path("token").asString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void hangUp() {
        calls.forEach((id, socket) -> socket.say(Map.of("type", "hangup", "call", id)));
        calls.forEach((id, socket) -> socket.await("ended", id));
        calls.clear();
        pages.forEach(PageSocket::close);
        pages.clear();
        phones.forget();
    }

    @Override
    public void close() {
        pages.forEach(PageSocket::close);
        gateway.close();
        phones.close();
        client.close();
    }
}
