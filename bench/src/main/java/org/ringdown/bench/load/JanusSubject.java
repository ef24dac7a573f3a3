package org.ringdown.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.peer.Janus;

/** Janus with its SIP plugin: a page by WebRTC, and a phone that it calls as a guest. */
final class JanusSubject implements Subject {
    /** With half as many again it fills the machine. */
    private static final int MOST_CALLS = 200;

    /** What bench/run gives to the network that it makes: libnice takes no loopback address, and reaches none from another one. */
    private static final String HOST = "198.51.100.1";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Long> handles = new ArrayList<>();
    private final Phones phones;
    private final Janus janus;
    private final JanusSocket socket;

    JanusSubject(Path folder, LoadLoop loop) throws IOException {
        if (NetworkInterface.getByInetAddress(InetAddress.ofLiteral(HOST)) == null)
            throw new IOException(
                    "It needs an address that is not a loopback one, and gets it in a network of its own, which takes root.");
        janus = Janus.start(folder);
        phones = new Phones(loop);
        socket = new JanusSocket(client, janus.webSocket());
    }

    @Override
    public String name() {
        return "Janus SIP plugin";
    }

    @Override
    public long pid() {
        return janus.pid();
    }

    @Override
    public String endHost() {
        return HOST;
    }

    @Override
    public int mostCalls() {
        return MOST_CALLS;
    }

    @Override
    public void connect(int call, End page, End phone) throws InterruptedException {
        phones.put(call, phone);
        long handle = socket.attach();
        handles.add(handle);
        socket.message(
                handle,
                Map.of(
                        "request",
                        "register",
                        "type",
                        "guest",
                        "username",
                        "sip:u" + call + "@127.0.0.1",
                        "force_udp",
                        true),
                Optional.empty());
        socket.await(handle, "registered");
        socket.message(
                handle,
                Map.of("request", "call", "uri", "sip:c" + call + "@127.0.0.1:" + phones.port()),
                Optional.of(page.offer()));
        var answer = socket.await(handle, "accepted").path("jsep").path("sdp").asString();
        page.answered(answer);
    }

    @Override
    public void hangUp() {
        for (var handle : handles)
            socket.message(handle, Map.of("request", "hangup"), Optional.empty());
        handles.forEach(socket::detach);
        handles.clear();
        phones.forget();
    }

    @Override
    public void close() {
        socket.close();
        janus.close();
        phones.close();
        client.close();
    }
}
