package org.ringdown.interop.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** baresip's control connection: JSON in netstrings over TCP (its module ctrl_tcp). */
public final class BaresipControl implements AutoCloseable {
    private static final Duration RESPONSE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final Socket socket;
    private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private BaresipControl(Socket socket) {
        this.socket = socket;
    }

    static BaresipControl connect(Host host, int port) {
        var socket = host.inside(() -> new Socket(InetAddress.getLoopbackAddress(), port));
        var control = new BaresipControl(socket);
        Thread.ofVirtual().name("baresip control").start(control::listen);
        return control;
    }

    public void dial(String uri) {
        command("dial", uri);
    }

    public void accept() {
        command("accept", "");
    }

    /** Ends the current call of the account that was chosen, or refuses it while it rings. */
    public void hangup() {
        command("hangup", "");
    }

    /** The same for the account of {@code user}: one that answers by itself is not chosen by a call that comes in. */
    public void hangup(String user) {
        choose(user);
        hangup();
    }

    /** Makes the account of {@code user} the one that dials, hangs up, transfers and presses keys. */
    public void choose(String user) {
        command("uafind", "sip:" + user + "@127.0.0.1");
    }

    /** Gives the far end of the current call to {@code uri}. */
    public void transfer(String uri) {
        command("transfer", uri);
    }

    /** Presses one key in the current call. */
    public void press(char key) {
        command("sndcode", Character.toString(key));
    }

    /** Performs a command of baresip's menu and returns what it prints. */
    public synchronized String command(String name, String parameters) {
        try {
            responses.clear();
            var message =
                    JSON.writeValueAsBytes(
                            Map.of("command", name, "params", parameters, "token", "t"));
            var out = socket.getOutputStream();
            out.write(
                    (message.length + ":" + new String(message, StandardCharsets.UTF_8) + ",")
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            var response = responses.poll(RESPONSE.toMillis(), TimeUnit.MILLISECONDS);
            if (response == null) throw new AssertionError("baresip does not answer to " + name);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Events so far; with {@link #awaitEvent} this tells what is new. */
    public int events() {
        return events.size();
    }

    /** The first event of {@code type}, such as {@code CALL_ESTABLISHED}, after the first {@code seen} ones. */
    public JsonNode awaitEvent(String type, int seen, Duration within) {
        return Patience.await(
                type + " from baresip",
                within,
                () ->
                        events.stream()
                                .skip(seen)
                                .filter(event -> event.path("type").asString("").equals(type))
                                .findFirst());
    }

    /** The parameters of all events of {@code type} after the first {@code seen} ones. */
    public List<String> parameters(String type, int seen) {
        return events.stream()
                .skip(seen)
                .filter(event -> event.path("type").asString("").equals(type))
                .map(event -> event.path("param").asString(""))
                .toList();
    }

    private void listen() {
        try {
            var in = new DataInputStream(socket.getInputStream());
            for (var length = length(in); length.isPresent(); length = length(in)) {
                var message = JSON.readTree(in.readNBytes(length.get()));
                in.readByte(); // the comma
                if (message.path("response").asBoolean(false))
                    responses.add(message.path("data").asString(""));
                else events.add(message);
            }
        } catch (IOException e) {
            if (!socket.isClosed()) throw new UncheckedIOException(e);
        }
    }

    private static Optional<Integer> length(DataInputStream in) throws IOException {
        int length = 0;
        for (int next = in.read(); next != ':'; next = in.read()) {
            if (next < 0) return Optional.empty();
            length = 10 * length + next - '0';
        }
        return Optional.of(length);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
